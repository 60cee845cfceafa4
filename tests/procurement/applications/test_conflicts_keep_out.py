"""A conflict of interest keeps a person out of an application in every role that they hold."""

import pytest
from django.core.exceptions import ValidationError

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.errors import Refused
from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from marketplace.organizations.services.memberships import add_roles
from procurement.applications.models import Application
from procurement.designations.permissions import ENFORCE, ISSUE, RECOMMEND
from procurement.designations.services import issue as issue_decision
from procurement.reviews import services
from procurement.reviews.permissions import ASSIGN
from tests.factories.designations import ISSUED, make_determination, recommend
from tests.factories.organizations import make_agency_person
from tests.factories.reviews import (
    AGREED,
    ASKED,
    agree,
    ask,
    declare,
    make_assignment,
    make_consensus,
    make_subject,
    record_scores,
    score_all,
)
from tests.factories.rounds import officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
REASON = "conflict of interest"


def staff_who_reviews(role=Role.REVIEW_LEAD):
    """Somebody who is case staff and in the pool of reviewers."""
    officer()
    person = make_agency_person(role, name="Ada Quill")
    make_roles(person, Role.REVIEWER)
    return person


def make_roles(person, *roles):
    add_roles(organization=the_agency(), person=person, roles=roles, at=ASKED)


def pages_of(subject):
    application = Application.objects.get(subject=subject)
    return f"/agency/applications/{application.reference}/", f"/agency/reviews/{subject.reference}/read/"


def recuse_after_reading(subject, person):
    assignment = declare(ask(subject, reviewer=person))
    return services.recuse(assignment=assignment, reason="My sister was hired.", actor=person, at=ASKED)


def recommended_after_agreement(subject):
    score_all(subject)
    record_scores(subject)
    agree(subject)
    subject.panel.refresh_from_db()
    return recommend(subject)


def test_who_was_recused_reads_the_application_on_no_page_of_the_agency():
    subject, person = make_subject(), staff_who_reviews()
    browser = client_of(person)
    assert all(browser.get(page).status_code == 200 for page in pages_of(subject))
    recuse_after_reading(subject, person)
    for page in (*pages_of(subject), f"/agency/reviews/{subject.reference}/"):
        answer = browser.get(page)
        assert (answer.status_code, REASON in answer.content.decode()) == (403, True), page
    colleague = client_of(make_agency_person(Role.AUDITOR, name="Una Field"))
    assert all(colleague.get(page).status_code == 200 for page in pages_of(subject))


def test_who_was_recused_gets_none_of_its_files():
    subject, person = make_subject(), staff_who_reviews()
    receipt = StoredFile.objects.get(pk=Application.objects.get(subject=subject).receipt_id)
    address, browser = f"/files/{receipt.token}/", client_of(person)
    assert browser.get(address).status_code == 200
    declare(ask(subject, reviewer=person), has_family_interest=True)
    assert browser.get(address).status_code == 404


def test_who_is_asked_to_review_declares_before_reading_it_as_staff():
    subject, person = make_subject(), staff_who_reviews()
    assignment, browser = ask(subject, reviewer=person), client_of(person)
    assert [browser.get(page).status_code for page in pages_of(subject)] == [403, 403]
    declare(assignment)
    assert [browser.get(page).status_code for page in pages_of(subject)] == [200, 200]


def test_who_was_recused_does_not_lead_the_panel_nor_choose_its_people():
    subject, person = make_subject(), staff_who_reviews()
    recuse_after_reading(subject, person)
    with pytest.raises(ValidationError, match="was recused"):
        services.name_lead(subject=subject, lead=person, actor=officer(), at=ASKED)
    make_roles(person, Role.PROGRAM_OFFICER)
    assert REASON in ASSIGN.decide(person, subject).reason


def test_who_was_recused_neither_recommends_nor_decides_nor_sees_the_scores():
    subject, person = make_subject(), staff_who_reviews(Role.DETERMINER)
    recuse_after_reading(subject, person)
    determination = recommended_after_agreement(subject)
    make_roles(person, Role.PROGRAM_OFFICER)
    assert REASON in RECOMMEND.decide(person, subject).reason
    assert REASON in ISSUE.decide(person, determination).reason
    browser = client_of(person)
    assert browser.get(f"/agency/reviews/{subject.reference}/consensus/").status_code == 403
    assert browser.get(f"/agency/decisions/{determination.reference}/").status_code == 403


def test_who_was_recused_does_not_suspend_the_approval_that_followed():
    subject, person = make_subject(), staff_who_reviews(Role.DETERMINER)
    recuse_after_reading(subject, person)
    determination = recommended_after_agreement(subject)
    deciding = make_agency_person(Role.DETERMINER, name="Theo Marsh")
    decided = issue_decision(determination=determination, tier="early_stage", reason="", actor=deciding, at=ISSUED)
    assert REASON in ENFORCE.decide(person, decided.designation).reason
    assert ENFORCE.decide(deciding, decided.designation).allowed


def test_a_lead_is_not_replaced_after_the_panel_agreed():
    subject = make_consensus(state="agreed").subject
    other = make_agency_person(Role.REVIEW_LEAD, name="Ada Quill")
    with pytest.raises(Refused, match="has agreed"):
        services.name_lead(subject=subject, lead=other, actor=officer(), at=AGREED)


def test_who_recorded_the_consensus_does_not_decide_although_another_leads_now():
    determination = make_determination()
    panel = determination.subject.panel
    recorder, other = panel.lead, make_agency_person(Role.REVIEW_LEAD, name="Ada Quill")
    type(panel).objects.filter(pk=panel.pk).update(lead=other)
    panel.refresh_from_db()
    make_roles(recorder, Role.DETERMINER)
    assert not ISSUE.decide(recorder, determination).allowed


def test_a_reviewer_who_only_had_no_time_keeps_what_their_other_role_gives():
    subject, person = make_subject(), staff_who_reviews()
    make_assignment(state="declined", subject=subject, reviewer=person)
    browser = client_of(person)
    assert [browser.get(page).status_code for page in pages_of(subject)] == [200, 200]
