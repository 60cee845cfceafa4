"""A tie to the provider that the portal knows keeps people of the agency out, as a recusal does: pages, files, acts,
lists and desk; and so does what lies within the look-back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed
from marketplace.access.scope import request_scope
from marketplace.audit.models import AuditEvent
from marketplace.documents.models import StoredFile
from marketplace.organizations.models import Membership, Role
from marketplace.organizations.queries import the_agency
from marketplace.organizations.services import remove_role, save_profile
from marketplace.organizations.services.memberships import add_roles
from procurement.applications import permissions as applications
from procurement.applications.desk import applications_to_screen
from procurement.applications.models import Application
from procurement.applications.services import begin_screening
from procurement.designations import permissions as designations
from procurement.designations.desk import decisions
from procurement.designations.models import Determination
from procurement.reviews import permissions as reviews
from procurement.reviews.desk import panels
from procurement.reviews.models import ReviewSubject
from procurement.reviews.services import assign_reviewer
from procurement.tierreviews import permissions as tierreviews
from procurement.tierreviews.desk import reviews_to_prepare
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.services import assemble_dossier
from tests.factories import AT
from tests.factories.applications import make_application
from tests.factories.designations import decide as decided
from tests.factories.designations import make_determination
from tests.factories.organizations import make_agency_person, owner_of
from tests.factories.reviews import ASKED, ask, declare, make_assignment, make_subject, score_all
from tests.factories.tierreviews import make_review
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
LEFT_OUT = "Those in which you have a conflict of interest are left out."
YEAR = timedelta(days=365)


def employed(person, provider):
    change(person, employer=f"{provider.name}, Inc.")


def an_owner(person, provider):
    change(provider, owners=[person.name])


def with_an_interest(person, provider):
    change(person, interests=[provider.name])


def a_member(person, provider):
    add_roles(organization=provider, person=person, roles=[Role.AUTHOR], at=AT)


def a_former_member(person, provider):
    a_member(person, provider)
    row = Membership.objects.get(organization=provider, person=person)
    remove_role(membership=row, actor=owner_of(provider), at=AT)


def formerly_employed(person, provider):
    for employer in (provider.name, "Harrow Bay College"):
        save_profile(person=person, name=person.name, employer=employer, interests=[], actor=person, at=AT)
    person.refresh_from_db()


TIES = {
    employed: "You work for",
    an_owner: "You are named as an owner of",
    with_an_interest: "You listed an interest in",
    a_member: "You belong to",
    a_former_member: "You acted for or belonged to",
    formerly_employed: "You worked for",
}


def change(record, **values):
    type(record).objects.filter(pk=record.pk).update(**values)
    for name, value in values.items():
        setattr(record, name, value)


def tied(person, provider, tie=employed):
    tie(person, provider)
    return person


def staff(*roles, name="Zora Quill"):
    """Somebody with several roles in the agency, and none of its cases yet."""
    person = make_agency_person(roles[0], name=name)
    add_roles(organization=the_agency(), person=person, roles=roles, at=AT)
    return person


def application_of(subject):
    return Application.objects.get(subject=subject)


def review_of(determination, *, state="opened"):
    return make_review(state=state, designation=determination.designation)


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_every_tie_closes_the_pages_and_files_of_an_application_and_says_why(tie):
    subject = make_subject()
    application = application_of(subject)
    person, receipt = staff(Role.AUDITOR), StoredFile.objects.get(pk=application.receipt_id)
    pages = [
        f"/agency/applications/{application.reference}/",
        f"/agency/reviews/{subject.reference}/",
        f"/agency/reviews/{subject.reference}/read/",
    ]
    browser = client_of(person)
    assert [browser.get(page).status_code for page in (*pages, f"/files/{receipt.token}/")] == [200] * 4
    tie(person, subject.provider)
    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 403, page
        assert TIES[tie] in answer.content.decode(), page
        assert "conflict of interest" in answer.content.decode(), page
    colleague = client_of(make_agency_person(Role.AUDITOR, name="Una Field"))
    assert [colleague.get(page).status_code for page in pages] == [200] * 3
    if tie is not a_member:
        assert browser.get(f"/files/{receipt.token}/").status_code == 404


def test_who_is_tied_does_not_screen():
    application = make_application(state="submitted")
    person = tied(staff(Role.PROGRAM_OFFICER), application.provider)
    with pytest.raises(NotAllowed, match="You work for"):
        begin_screening(application=application, actor=person, at=ASKED)
    application.refresh_from_db()
    assert application.state == "submitted"


def test_who_is_tied_neither_chooses_reviewers_nor_leads_nor_recommends_nor_decides():
    determination = make_determination()
    subject = determination.subject
    person = staff(Role.PROGRAM_OFFICER, Role.REVIEW_LEAD, Role.DETERMINER)
    change(subject.panel, lead=person)
    acts = {
        (reviews.ASSIGN, subject),
        (reviews.CONSENSUS, subject),
        (reviews.VIEW_CONSENSUS, subject),
        (designations.AGENCY_VIEW, determination),
        (designations.REVISE, determination),
        (designations.ISSUE, determination),
    }
    blind = {designations.REVISE, designations.ISSUE}
    assert all(permission.decide(person, about).allowed for permission, about in acts if permission not in blind)
    tied(person, subject.provider)
    for permission, about in acts - {(permission, determination) for permission in blind}:
        assert "You work for" in permission.decide(person, about).reason, permission
    other = tied(staff(Role.PROGRAM_OFFICER, Role.DETERMINER, name="Una Field"), subject.provider)
    for permission in blind:
        assert "You work for" in permission.decide(other, determination).reason, permission
    assert "You work for" in designations.RECOMMEND.decide(other, subject).reason


def test_an_approval_is_not_ended_by_somebody_who_is_tied():
    determination = make_determination(state="issued")
    person = staff(Role.DETERMINER)
    assert designations.ENFORCE.decide(person, determination.designation).allowed
    tied(person, determination.provider)
    assert "You work for" in designations.ENFORCE.decide(person, determination.designation).reason


def test_a_reviewer_who_takes_a_job_there_reads_and_scores_no_more_and_can_still_step_back():
    assignment = make_assignment(state="accepted")
    reviewer = assignment.reviewer
    assert reviews.SCORE.decide(reviewer, assignment).allowed
    tied(reviewer, assignment.subject.provider)
    for permission in (reviews.READ, reviews.SCORE):
        assert "You work for" in permission.decide(reviewer, assignment).reason
    assert reviews.VIEW_ASSIGNMENT.decide(reviewer, assignment).allowed


def records_of_two_cases():
    """Every kind of record of a case, for two providers; the first one's."""
    first, second = make_determination(state="issued"), make_determination(state="issued")
    for determination in (first, second):
        review_of(determination)
    make_application(state="submitted", provider=first.provider)
    return first


LISTS = (
    (applications.LISTED, Application),
    (reviews.LISTED, ReviewSubject),
    (designations.LISTED, Determination),
    (tierreviews.LISTED, TierReview),
)


def shown_to(person, permission):
    return set(permission.twin(person).values_list("pk", flat=True))


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_lists_and_predicates_agree_on_every_tie(tie):
    first, person = records_of_two_cases(), staff(Role.PROGRAM_OFFICER)
    before = {permission: shown_to(person, permission) for permission, _model in LISTS}
    tie(person, first.provider)
    for permission, model in LISTS:
        seen = {record.pk for record in model.objects.all() if permission.sees(person, record)}
        assert shown_to(person, permission) == seen
        theirs = set(model.objects.filter(provider=first.provider).values_list("pk", flat=True))
        assert theirs, permission
        assert before[permission] - seen == theirs, permission


def test_the_desk_and_the_queue_ask_nothing_of_who_is_tied():
    waiting, ready = make_application(state="submitted"), make_determination()
    opened = make_subject()
    review = review_of(make_determination(state="issued"))
    person = staff(Role.PROGRAM_OFFICER, Role.DETERMINER)

    def asked():
        sources = (applications_to_screen, panels, decisions, reviews_to_prepare)
        with request_scope(at=ASKED):  # as the desk asks them
            return {item.reference for source in sources for item in source(person, ASKED)}

    cases = {
        waiting.provider: waiting.reference,
        ready.provider: ready.reference,
        opened.provider: opened.reference,
        review.provider: review.reference,
    }
    assert set(cases.values()) <= asked()
    for provider, reference in cases.items():
        change(person, interests=[provider.name])
        left = asked()
        assert reference not in left
        assert set(cases.values()) - {reference} <= left
    change(person, interests=[waiting.provider.name])
    shown = client_of(person).get("/agency/applications/").content.decode()
    assert (waiting.reference in shown, LEFT_OUT in shown) == (False, True)
    change(person, interests=[])
    shown = client_of(person).get("/agency/applications/").content.decode()
    assert (waiting.reference in shown, LEFT_OUT in shown) == (True, False)


@pytest.mark.parametrize("tie", [a_former_member, formerly_employed], ids=lambda tie: tie.__name__)
def test_a_tie_that_ended_counts_for_as_long_as_the_policy_looks_back(tie):
    determination = make_determination()
    person = tied(staff(Role.DETERMINER), determination.provider, tie)
    for later, is_free in ((YEAR, False), (2 * YEAR - timedelta(days=1), False), (2 * YEAR + timedelta(days=2), True)):
        with request_scope(at=AT + later):
            assert designations.ISSUE.decide(person, determination).allowed is is_free
            assert (determination.pk in shown_to(person, designations.LISTED)) is is_free


def test_who_was_recused_has_no_part_in_another_application_of_the_provider_within_the_look_back():
    first = make_subject()
    person = staff(Role.PROGRAM_OFFICER, Role.REVIEWER)
    declare(ask(first, reviewer=person), has_family_interest=True)
    second = make_application(state="submitted", provider=first.provider)
    other = make_application(state="submitted")
    assert "You stepped back" in applications.SCREEN.decide(person, second).reason
    assert applications.SCREEN.decide(person, other).allowed
    reviewed = make_subject(provider=first.provider)
    with pytest.raises(ValidationError, match="They stepped back from a review"):
        assign_reviewer(subject=reviewed, reviewer=person, actor=make_agency_person(name="Una Field"), at=ASKED)
    with request_scope(at=ASKED + 2 * YEAR + timedelta(days=2)):
        assert applications.SCREEN.decide(person, second).allowed
        assert not reviews.VIEW.decide(person, first).allowed


def test_who_was_recused_has_no_part_in_the_tier_review_of_that_model():
    subject = make_subject()
    person = staff(Role.PROGRAM_OFFICER, Role.REVIEWER)
    declare(ask(subject, reviewer=person), has_interest=True)
    score_all(subject)
    review = review_of(decided(subject))
    add_roles(organization=the_agency(), person=person, roles=[Role.DETERMINER], at=AT)
    permissions = (tierreviews.AGENCY_VIEW, tierreviews.ASSEMBLE, tierreviews.RECOMMEND, tierreviews.DECIDE)
    for later in (timedelta(days=30), 3 * YEAR):
        with request_scope(at=ASKED + later):
            assert all("conflict of interest" in each.decide(person, review).reason for each in permissions)
            assert not tierreviews.VIEW.decide(person, review).allowed
            assert review.pk not in shown_to(person, tierreviews.LISTED)
    with pytest.raises(NotAllowed, match="conflict of interest"):
        assemble_dossier(review=review, actor=person, at=ASKED)
    page = client_of(person).get(f"/agency/tier-reviews/{review.reference}/")
    assert (page.status_code, "conflict of interest" in page.content.decode()) == (403, True)
    assert tierreviews.ASSEMBLE.decide(staff(Role.PROGRAM_OFFICER, name="Una Field"), review).allowed


def test_who_is_tied_has_no_part_in_a_tier_review_and_the_provider_still_reads_its_own():
    review = review_of(make_determination(state="issued"))
    person = tied(staff(Role.PROGRAM_OFFICER, Role.DETERMINER), review.provider)
    for permission in (tierreviews.AGENCY_VIEW, tierreviews.VIEW, tierreviews.ASSEMBLE, tierreviews.DECIDE):
        assert "You work for" in permission.decide(person, review).reason
    assert tierreviews.VIEW.decide(owner_of(review.provider), review).allowed


def test_working_for_the_department_is_no_tie_even_where_it_owns_what_is_offered():
    application = make_application(state="submitted")
    person, agency = staff(Role.PROGRAM_OFFICER), the_agency()
    change(agency, email_domains=[person.email_domain])
    change(application.provider, owners=[agency.name], email_domains=[person.email_domain])
    change(person, employer=agency.name)
    assert applications.SCREEN.decide(person, application).allowed


def test_the_employer_before_is_kept_for_the_look_back_and_leaving_is_noted_with_the_last_role():
    person = staff(Role.AUDITOR)
    formerly_employed(person, the_agency())
    kept = AuditEvent.objects.filter(name="person.profile_changed").order_by("sequence").last()
    assert kept.payload == {"fields": ["employer"], "employer_before": the_agency().name}
    provider = make_subject().provider
    owner = owner_of(provider)
    add_roles(organization=provider, person=person, roles=[Role.AUTHOR, Role.SIGNATORY], at=AT)
    for count, row in enumerate(Membership.objects.filter(organization=provider, person=person)):
        remove_role(membership=row, actor=owner, at=AT)
        assert AuditEvent.objects.filter(name="person.left_organization").count() == count
