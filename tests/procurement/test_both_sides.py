"""Whoever belongs to both sides acts for neither: not in the contract, not in the pilot, not in its outcome."""

import pytest

from marketplace.access.permissions import NotAllowed
from marketplace.organizations.models import Role
from marketplace.organizations.services.memberships import add_roles
from procurement.contracts import services as contracts
from procurement.contracts.permissions import DECLINE, SIGN
from procurement.outcomes.permissions import REPLY, WRITE
from procurement.pilots import milestone_services, permissions
from procurement.quotes.permissions import END
from tests.factories import AT
from tests.factories.contracts import make_contract
from tests.factories.organizations import owner_of
from tests.factories.outcomes import make_report
from tests.factories.pilots import AUTUMN, make_pilot

pytestmark = pytest.mark.django_db


def joins_both(*, buyer, provider):
    """The provider's owner, who then also holds every role of the district that acts."""
    person = owner_of(provider)
    add_roles(organization=buyer, person=person, roles=[Role.OWNER, Role.BUYER, Role.SIGNATORY], at=AT)
    return person


@pytest.mark.parametrize("state", ["assembled", "out_for_signature"])
def test_a_contract_is_neither_signed_nor_declined_by_somebody_of_both_sides(state):
    contract = make_contract(state=state)
    person = joins_both(buyer=contract.agreement.buyer, provider=contract.agreement.provider)
    with pytest.raises(NotAllowed, match="both sides of this contract"):
        contracts.decline_contract(contract=contract, reason="Other days.", actor=person, at=AT)
    for permission in (DECLINE, SIGN):
        assert "both sides of this contract" in permission.decide(person, contract).reason
    contract.refresh_from_db()
    assert contract.state == state
    assert "both sides of this request" in END.decide(person, contract.negotiation.request).reason


@pytest.mark.parametrize("act", ["PREPARE", "START", "COMPLETE", "CLOSE", "TERMINATE"])
def test_a_pilot_is_moved_by_nobody_of_both_sides(act):
    pilot = make_pilot()
    buyer = owner_of(pilot.buyer)
    assert getattr(permissions, act).decide(buyer, pilot).allowed
    person = joins_both(buyer=pilot.buyer, provider=pilot.provider)
    assert "both sides of this pilot" in getattr(permissions, act).decide(person, pilot).reason
    assert permissions.VIEW.decide(person, pilot).allowed


def test_nobody_accepts_for_the_district_what_they_deliver_for_the_provider():
    pilot = make_pilot(state="active")
    milestone = pilot.milestones.first()
    person = joins_both(buyer=pilot.buyer, provider=pilot.provider)
    for act in ("DELIVER", "DECIDE", "INVOICE", "PAY"):
        assert "both sides of this pilot" in getattr(permissions, act).decide(person, milestone).reason
    with pytest.raises(NotAllowed, match="both sides"):
        milestone_services.accept_milestone(milestone=milestone, actor=person, at=AUTUMN)


def test_nobody_of_both_sides_writes_the_outcome_or_replies_to_it():
    report = make_report(state="submitted")
    for permission, organization in ((WRITE, report.pilot.buyer), (REPLY, report.pilot.provider)):
        assert permission.decide(owner_of(organization), report).allowed
    person = joins_both(buyer=report.pilot.buyer, provider=report.pilot.provider)
    for permission in (WRITE, REPLY):
        assert "both sides of this pilot" in permission.decide(person, report).reason
