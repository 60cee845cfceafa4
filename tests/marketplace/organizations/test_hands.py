"""Helping hands: one task on one record, for one person, while it is in effect."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Mail, Notification
from marketplace.organizations import services
from marketplace.organizations.models import HelpingHand, Role
from marketplace.organizations.queries import the_agency
from procurement.appeals.permissions import AGENCY_VIEW as VIEW_APPEAL
from procurement.appeals.permissions import TAKE_UP
from procurement.appeals.queries import for_staff as appeals_for
from procurement.applications.permissions import AGENCY_VIEW as VIEW_APPLICATION
from procurement.applications.permissions import SCREEN
from procurement.applications.queries import for_staff as applications_for
from procurement.designations.permissions import AGENCY_VIEW, ENFORCE, ISSUE, RECOMMEND
from procurement.designations.queries import for_staff
from procurement.designations.services import issue
from procurement.reviews import services as reviews
from procurement.reviews.permissions import ASSIGN, READ_SUBJECT
from tests.factories import AT, designations
from tests.factories.appeals import make_appeal, take_up
from tests.factories.designations import ISSUED, make_determination
from tests.factories.hands import grant_hand, lend_hand, make_helper
from tests.factories.organizations import make_agency, make_agency_person, make_district, make_provider, owner_of
from tests.factories.people import make_person
from tests.factories.reviews import ASKED, make_subject, score
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now_is_then(monkeypatch):
    """Hands are looked at as of the day on which tests play."""
    monkeypatch.setattr("marketplace.organizations.roster.current_instant", lambda: AT)


def test_a_determiner_from_elsewhere_decides_that_one_and_no_other():
    determination, other = make_determination(), make_determination()
    helper = lend_hand(determination, task="determine")
    with pytest.raises(NotVisible):
        issue(determination=other, tier="early_stage", reason="", actor=helper, at=ISSUED)
    made = issue(determination=determination, tier="early_stage", reason="", actor=helper, at=ISSUED)
    assert made.issued_by == helper
    event = AuditEvent.objects.get(name="determination.issue")
    assert (event.actor, event.organization_id) == (helper, the_agency().pk)


def test_the_helper_reads_the_case_and_does_nothing_else_in_it():
    determination = make_determination()
    subject = determination.subject
    helper = lend_hand(determination, task="determine")
    assert AGENCY_VIEW.decide(helper, determination)
    assert READ_SUBJECT.decide(helper, subject)
    assert VIEW_APPLICATION.decide(helper, subject.application)
    for permission, record in [(RECOMMEND, subject), (ASSIGN, subject), (SCREEN, subject.application)]:
        assert not permission.decide(helper, record), permission
    made = issue(determination=determination, tier="early_stage", reason="", actor=helper, at=ISSUED)
    assert not ENFORCE.sees(helper, made.designation)


def test_lists_hold_what_the_hand_leads_to():
    determination, other = make_determination(), make_determination()
    helper = lend_hand(determination.subject, task="determine")
    assert list(for_staff(helper)) == [determination]
    assert list(applications_for(helper)) == [determination.subject.application]
    assert other not in for_staff(helper)


def test_a_hand_on_a_round_stands_in_on_what_is_sent_to_it():
    asked = make_round()
    helper = lend_hand(asked, task="decide_appeal")
    from tests.factories.applications import make_application

    determination = make_application(asked=asked, state="decided").subject.determinations.get()
    appeal = make_appeal(determination=determination)
    assert list(appeals_for(helper)) == [appeal]
    assert TAKE_UP.decide(helper, appeal)


def test_revoking_ends_it_at_once_and_what_was_done_stands():
    appeal = make_appeal()
    helper = lend_hand(appeal, task="decide_appeal")
    take_up(appeal, actor=helper)
    hand = HelpingHand.objects.get()
    services.revoke_hand(hand=hand, actor=owner_of(make_agency()), at=AT)
    assert not VIEW_APPEAL.sees(helper, appeal)
    assert list(appeals_for(helper)) == []
    appeal.refresh_from_db()
    assert appeal.taken_up_by == helper
    with pytest.raises(IllegalMove):
        services.revoke_hand(hand=hand, actor=owner_of(make_agency()), at=AT)


def test_it_ends_by_itself(monkeypatch):
    appeal = make_appeal()
    helper = lend_hand(appeal, task="decide_appeal", ends_at=AT + timedelta(days=3))
    assert VIEW_APPEAL.sees(helper, appeal)
    monkeypatch.setattr("marketplace.organizations.roster.current_instant", lambda: AT + timedelta(days=3))
    assert not VIEW_APPEAL.sees(helper, appeal)
    assert list(appeals_for(helper)) == []


def test_it_counts_only_once_it_is_taken_on():
    appeal, helper = make_appeal(), make_helper()
    hand = grant_hand(appeal, task="decide_appeal", person=helper)
    assert not VIEW_APPEAL.sees(helper, appeal)
    services.decline_hand(hand=hand, actor=helper, at=AT)
    assert not VIEW_APPEAL.sees(helper, appeal)


def test_the_second_factor_of_the_role_is_needed_still():
    appeal = make_appeal()
    helper = lend_hand(appeal, task="decide_appeal", person=make_helper(second_factor=False))
    assert not VIEW_APPEAL.sees(helper, appeal)
    assert list(appeals_for(helper)) == []


def test_a_conflict_of_interest_keeps_a_helper_out():
    appeal = make_appeal()
    tied = make_helper(employer=appeal.provider.name)
    with pytest.raises(ValidationError, match="conflict of interest"):
        grant_hand(appeal, task="decide_appeal", person=tied)
    helper = lend_hand(appeal, task="decide_appeal", person=make_helper(name="Omar Reyes"))
    assert TAKE_UP.decide(helper, appeal)
    services.save_profile(
        person=helper, name=helper.name, employer=appeal.provider.name, interests="", actor=helper, at=AT
    )
    helper.refresh_from_db()
    assert not VIEW_APPEAL.decide(helper, appeal)


def test_a_conflict_that_came_up_meanwhile_stops_the_answer():
    appeal, helper = make_appeal(), make_helper()
    hand = grant_hand(appeal, task="decide_appeal", person=helper)
    services.save_profile(
        person=helper, name=helper.name, employer=appeal.provider.name, interests="", actor=helper, at=AT
    )
    helper.refresh_from_db()
    with pytest.raises(Refused, match="cannot take this on"):
        services.accept_hand(hand=hand, actor=helper, at=AT)


def test_who_had_a_part_does_not_decide_the_appeal_by_hand():
    appeal = make_appeal()
    decider = appeal.determination.issued_by
    with pytest.raises(ValidationError, match="earlier part"):
        grant_hand(appeal, task="decide_appeal", person=decider)


def test_a_reviewer_from_elsewhere_is_asked_declares_and_scores():
    subject = make_subject()
    helper = lend_hand(subject, task="review")
    with pytest.raises(ValidationError, match="not in the pool"):
        reviews.assign_reviewer(subject=make_subject(), reviewer=helper, actor=officer(), at=ASKED)
    assignment = reviews.assign_reviewer(subject=subject, reviewer=helper, actor=officer(), at=ASKED)
    from tests.factories.reviews import declare, send

    assert send(score(declare(assignment))).state == "submitted"


def test_only_owners_without_a_conflict_grant():
    determination = make_determination()
    with pytest.raises(NotAllowed):
        grant_hand(determination, task="determine", actor=officer())
    owner = owner_of(make_agency())
    owner.employer = determination.provider.name
    owner.save()
    with pytest.raises(NotAllowed, match="conflict"):
        grant_hand(determination, task="determine", actor=owner)


def test_a_helper_grants_nothing_on():
    determination = make_determination()
    helper = lend_hand(determination, task="determine")
    with pytest.raises(NotVisible):
        grant_hand(determination, task="determine", person=make_helper(name="Omar Reyes"), actor=helper)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reference": "DET-NONE-99"}, "reference"),
        ({"task": "review"}, "task"),
        ({"email": "nobody"}, "email"),
        ({"ends_at": AT}, "ends_on"),
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(changed, field):
    determination, agency = make_determination(), make_agency()
    given = {"reference": determination.reference, "task": "determine", "email": "a@other.example"} | changed
    with pytest.raises(ValidationError) as refusal:
        services.grant_hand(organization=agency, actor=owner_of(agency), at=AT, **given)
    assert list(refusal.value.error_dict) == [field]


def test_another_organization_grants_nothing_on_the_agencys_record():
    determination, provider = make_determination(), make_provider()
    with pytest.raises(ValidationError, match="is no record of"):
        services.grant_hand(
            organization=provider, reference=determination.reference, task="determine", email="a@other.example",
            actor=owner_of(provider), at=AT,
        )  # fmt: skip


def test_who_holds_the_role_already_is_not_asked():
    determination = make_determination()
    with pytest.raises(ValidationError, match="already"):
        grant_hand(determination, task="determine", person=make_agency_person(Role.DETERMINER, name="Sam Cole"))


def test_asked_twice_is_asked_once():
    determination, helper = make_determination(), make_helper()
    assert grant_hand(determination, task="determine", person=helper) == grant_hand(
        determination, task="determine", person=helper
    )
    assert Mail.objects.filter(address=helper.email).count() == 1


def test_an_address_without_an_account_is_asked_by_mail():
    agency, determination = make_agency(), make_determination()
    hand = services.grant_hand(
        organization=agency, reference=determination.reference, task="determine", email="New@Other.example",
        actor=owner_of(agency), at=AT,
    )  # fmt: skip
    mail = Mail.objects.get(address="new@other.example")
    assert determination.reference in mail.subject
    assert hand.token in mail.url
    assert determination.provider.name not in " ".join([mail.subject, *mail.lines])
    person = make_person(name="Nora West", email="new@other.example", second_factor=True)
    services.accept_hand(hand=hand, actor=person, at=AT)
    assert AGENCY_VIEW.decide(person, determination)
    assert Notification.objects.filter(person=owner_of(agency), subject__contains="takes the task on").exists()


def test_a_request_lapses():
    hand = grant_hand(make_determination(), task="determine", person=(helper := make_helper()))
    with pytest.raises(Refused, match="lapsed"):
        services.accept_hand(hand=hand, actor=helper, at=AT + timedelta(days=14))


def test_the_desk_asks_the_helper_first_to_answer_then_to_act():
    determination, helper = make_determination(), make_helper()
    make_determination()
    hand = grant_hand(determination, task="determine", person=helper)
    assert [item.action for item in items_for(helper, AT)] == ["Answer"]
    services.accept_hand(hand=hand, actor=helper, at=AT)
    assert [(item.reference, item.action) for item in items_for(helper, AT)] == [(determination.reference, "Decide")]


def test_a_colleague_of_another_role_helps_on_one_record_only():
    first, second = make_determination(), make_determination()
    auditor = make_agency_person(Role.AUDITOR, name="Vera Lund")
    lend_hand(first, task="determine", person=auditor)
    assert ISSUE.decide(auditor, first)
    assert not ISSUE.decide(auditor, second)
    assert [item.reference for item in items_for(auditor, AT)] == [first.reference]


def test_a_district_person_lends_a_hand_and_keeps_their_own_desk():
    appeal = make_appeal()
    person = owner_of(make_district())
    designations.officer()
    from tests.factories.people import give_second_factor

    give_second_factor(person)
    lend_hand(appeal, task="decide_appeal", person=person)
    assert TAKE_UP.decide(person, appeal)
