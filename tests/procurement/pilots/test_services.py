"""Pilots: opened by a signed contract, started only when families know, ended with their money settled."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.queries import history_of
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.agreements.queries import committed_cents
from procurement.contracts.models import DataScheduleItem
from procurement.pilots import services
from procurement.pilots.models import Pilot
from tests.database import rewriting
from tests.factories import AT
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_agency_person, make_district, make_member, owner_of
from tests.factories.pilots import (
    FIRST_DAY,
    LAST_DAY,
    SUMMER,
    act,
    buyer_of,
    make_milestone,
    make_pilot,
    prepare,
    provider_of,
    settle,
)

pytestmark = pytest.mark.django_db


def test_other_districts_may_ask_only_when_its_buyer_says_so():
    pilot = make_pilot()
    with pytest.raises(Refused, match="has not begun"):
        services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=buyer_of(pilot), at=AT)
    pilot = services.start_pilot(pilot=prepare(pilot), actor=buyer_of(pilot), at=FIRST_DAY)
    assert pilot.may_be_asked_since is None
    with pytest.raises(NotVisible):
        services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=provider_of(pilot), at=LAST_DAY)
    for person in (make_agency_person(), make_member(pilot.buyer, Role.VIEWER)):
        with pytest.raises(NotAllowed):
            services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=person, at=LAST_DAY)
    for _ in range(2):
        pilot = services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=buyer_of(pilot), at=LAST_DAY)
    assert pilot.may_be_asked_since == LAST_DAY
    pilot = services.set_may_be_asked(pilot=pilot, may_be_asked=False, actor=buyer_of(pilot), at=LAST_DAY)
    assert pilot.may_be_asked_since is None
    events = [event.name for event in history_of(pilot, public_only=True)]
    assert [name for name in events if "asked" in name] == ["pilot.may_be_asked", "pilot.not_to_be_asked"]


def test_the_signed_contract_opens_the_pilot_with_its_milestones():
    contract = make_contract(state="executed")
    pilot = contract.pilot
    assert pilot.state == "scheduled"
    assert [m.amount_cents for m in pilot.milestones.all()] == [m["amount_cents"] for m in contract.body["milestones"]]
    assert pilot.total_cents == contract.body["total_cents"]
    assert Notification.objects.filter(person=buyer_of(pilot), url__contains=pilot.reference).exists()


def test_a_contract_opens_one_pilot_however_often_it_is_asked():
    pilot = make_pilot()
    assert services.open_pilot(contract=pilot.contract, at=AT) == pilot
    assert Pilot.objects.count() == 1


def test_nothing_is_opened_from_a_contract_that_is_not_signed():
    with pytest.raises(Refused, match="signed"):
        services.open_pilot(contract=make_contract(state="out_for_signature"), at=AT)


def test_no_start_before_families_are_told():
    pilot = make_pilot()
    with pytest.raises(Refused, match="Families have not been told"):
        services.start_pilot(pilot=pilot, actor=buyer_of(pilot), at=FIRST_DAY)
    pilot.refresh_from_db()
    assert pilot.state == "scheduled"


def test_a_notice_that_is_too_old_does_not_count():
    pilot = make_pilot()
    old = datetime.date(2026, 9, 1)
    services.record_family_notice(pilot=pilot, notice_on=old, how="Letter", actor=buyer_of(pilot), at=SUMMER)
    with pytest.raises(Refused, match="more than 12 months ago"):
        services.start_pilot(pilot=pilot, actor=buyer_of(pilot), at=FIRST_DAY)


def test_a_notice_of_years_ago_is_refused_with_what_is_accepted():
    pilot = make_pilot()
    with pytest.raises(ValidationError, match="Give a day from 20 August 2026 on"):
        services.record_family_notice(
            pilot=pilot, notice_on=datetime.date(2020, 1, 1), how="Letter", actor=buyer_of(pilot), at=SUMMER
        )


def test_a_notice_lies_in_the_past_and_says_how():
    pilot = make_pilot()
    with pytest.raises(ValidationError) as refused:
        services.record_family_notice(
            pilot=pilot, notice_on=datetime.date(2028, 1, 1), how=" ", actor=buyer_of(pilot), at=SUMMER
        )
    assert set(refused.value.message_dict) == {"notice_on", "how"}


def test_no_start_before_the_first_day():
    pilot = prepare(make_pilot())
    with pytest.raises(Refused, match="first day is 7 September 2027"):
        services.start_pilot(pilot=pilot, actor=buyer_of(pilot), at=SUMMER)


def test_no_start_without_a_data_schedule():
    pilot = prepare(make_pilot())
    with rewriting(DataScheduleItem):
        pilot.contract.data_schedule.all().delete()
    with pytest.raises(Refused, match="data schedule"):
        services.start_pilot(pilot=pilot, actor=buyer_of(pilot), at=FIRST_DAY)


def test_starting_is_the_buyers_act():
    pilot = prepare(make_pilot())
    with pytest.raises(NotVisible):
        services.start_pilot(pilot=pilot, actor=provider_of(pilot), at=FIRST_DAY)
    viewer = make_member(pilot.buyer, Role.VIEWER)
    with pytest.raises(NotAllowed, match="buyer"):
        services.start_pilot(pilot=pilot, actor=viewer, at=FIRST_DAY)
    with pytest.raises(NotVisible):
        services.start_pilot(pilot=pilot, actor=owner_of(make_district()), at=FIRST_DAY)
    with pytest.raises(NotAllowed):
        services.start_pilot(pilot=pilot, actor=make_agency_person(), at=FIRST_DAY)


def test_twice_started_is_refused():
    pilot = make_pilot(state="active")
    with pytest.raises(IllegalMove):
        services.start_pilot(pilot=pilot, actor=buyer_of(pilot), at=FIRST_DAY)


def test_teaching_does_not_end_before_the_last_day():
    pilot = make_pilot(state="active")
    with pytest.raises(Refused, match="26 May 2028"):
        services.complete_pilot(pilot=pilot, actor=buyer_of(pilot), at=FIRST_DAY)


def test_ending_early_needs_a_reason_and_releases_what_was_not_accepted():
    pilot = make_pilot(state="active")
    act(pilot.milestones.get(number=1), "deliver")
    accepted = act(pilot.milestones.get(number=1), "accept")
    with pytest.raises(ValidationError):
        services.terminate_pilot(pilot=pilot, reason=" ", actor=buyer_of(pilot), at=FIRST_DAY)
    services.terminate_pilot(pilot=pilot, reason="The aide left.", actor=buyer_of(pilot), at=FIRST_DAY)
    pilot.contract.refresh_from_db()
    assert pilot.contract.state == "terminated"
    assert committed_cents(pilot.contract.agreement) == accepted.amount_cents


def test_what_was_accepted_before_an_early_end_is_still_invoiced_and_paid():
    milestone = make_milestone(state="accepted")
    pilot = milestone.pilot
    services.terminate_pilot(pilot=pilot, reason="The aide left.", actor=buyer_of(pilot), at=FIRST_DAY)
    assert act(act(milestone, "invoice"), "pay").state == "paid"
    with pytest.raises(Refused, match="Ended early"):
        act(pilot.milestones.get(number=2), "deliver")


def test_closing_waits_for_the_outcome_and_for_every_milestone():
    pilot = make_pilot(state="completed")
    with pytest.raises(Refused, match=r"not been verified yet\. Milestones 1, 2, 3 are open"):
        services.close_pilot(pilot=pilot, actor=buyer_of(pilot), at=LAST_DAY)


def test_closing_releases_the_share_that_the_outcome_did_not_earn():
    pilot = make_pilot(state="completed", verdict="stop")
    for milestone in pilot.milestones.filter(is_contingent=False):
        for move in ("deliver", "accept", "invoice", "pay"):
            milestone = act(milestone, move, at=LAST_DAY)
    pilot = services.close_pilot(pilot=pilot, actor=buyer_of(pilot), at=LAST_DAY)
    paid = sum(m.amount_cents for m in pilot.milestones.filter(is_contingent=False))
    assert committed_cents(pilot.contract.agreement) == paid < pilot.total_cents
    pilot.contract.refresh_from_db()
    assert pilot.contract.state == "completed"


def test_a_pilot_that_expands_pays_everything():
    pilot = make_pilot(state="completed", verdict="expand")
    settle(pilot)
    services.close_pilot(pilot=pilot, actor=buyer_of(pilot), at=LAST_DAY)
    assert committed_cents(pilot.contract.agreement) == pilot.total_cents


def test_the_database_keeps_a_pilot_from_running_before_families_know():
    pilot = make_pilot()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(state="active", started_at=AT)
