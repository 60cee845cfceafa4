"""A request that nobody else in a small district could issue: somebody elsewhere, or an approver, checks and does."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.access.scope import request_scope
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.desk.steps import DeadEnd
from marketplace.organizations import services as organizations
from marketplace.organizations.models import HelpingHand, Role
from marketplace.organizations.services.memberships import add_roles
from procurement.contracts.permissions import SIGN
from procurement.quotes import queries, services
from procurement.quotes.permissions import EDIT, ISSUE, VIEW
from tests.factories import AT
from tests.factories.contracts import make_contract
from tests.factories.hands import grant_hand, lend_hand, make_helper
from tests.factories.organizations import make_district, make_member, owner_of
from tests.factories.quotes import make_request
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
TASK = "issue_request"


@pytest.fixture(autouse=True)
def now_is_then(request):
    """Hands are looked at as of the day on which tests play, except by pages."""
    if "pages" in request.node.name:
        yield
        return
    with request_scope("", AT):
        yield


def alone(*, at=AT):
    """A district of one person, who signs too, and the request that they drafted."""
    district = make_district(at=at)
    owner = owner_of(district)
    organizations.give_role(organization=district, person=owner, role=Role.SIGNATORY, actor=owner, at=at)
    return make_request(buyer=district, at=at)


def lend(request, **options):
    return lend_hand(request, task=TASK, organization=request.buyer, **options)


def on_desk(person):
    return [item.reference for item in items_for(person, AT)]


def test_a_district_of_one_issues_through_somebody_elsewhere_and_signs_itself():
    request = alone()
    owner = request.author
    with pytest.raises(DeadEnd, match="Nobody would be left to sign for") as refusal:
        services.issue_request(request=request, actor=owner, at=AT)
    assert refusal.value.remedies[-1].url.endswith(f"/hands/grant/?on={request.reference}")
    helper = lend(request, person=make_helper(second_factor=False))
    assert request.reference in on_desk(helper)
    services.issue_request(request=request, actor=helper, at=AT)
    request.refresh_from_db()
    assert (request.state, request.author) == ("issued", helper)
    assert request.negotiation.revisions.get().side == "buyer"
    assert AuditEvent.objects.get(name="pilot_request.issue").actor == helper
    assert request.reference not in on_desk(helper)
    told = next(message for message in mail.outbox if "issued the request that you drafted" in message.subject)
    assert told.to == [owner.email]


def test_whoever_issued_it_does_not_sign_it_although_they_hold_the_role():
    contract = make_contract(state="out_for_signature")
    request = contract.negotiation.request
    signatory = make_member(request.buyer, Role.SIGNATORY, name="Ruth Orr")
    assert SIGN.decide(signatory, contract)
    request.author = signatory
    assert "a colleague with the role of signatory" in SIGN.decide(signatory, contract).reason


def test_the_task_is_this_request_and_nothing_else():
    request, other = alone(), make_request()
    helper = lend(request)
    assert VIEW.decide(helper, request)
    assert list(queries.visible_to(helper)) == [request]
    assert list(queries.issuable_by(helper)) == [request]
    assert not EDIT.decide(helper, request)
    with pytest.raises(NotVisible):
        services.issue_request(request=other, actor=helper, at=AT)


def test_a_task_that_was_taken_back_opens_nothing():
    request = alone()
    helper = lend(request)
    hand = HelpingHand.objects.get()
    organizations.revoke_hand(hand=hand, actor=request.author, at=AT)
    with request_scope("", AT):
        assert not VIEW.decide(helper, request)
        assert on_desk(helper) == []
    assert AuditEvent.objects.filter(name="helping_hand.revoke", actor=request.author).exists()


@pytest.mark.parametrize("tie", ["employer", "membership"])
def test_people_of_the_provider_are_not_asked(tie):
    request = alone()
    helper = make_helper()
    if tie == "employer":
        helper.employer = request.provider.name
        helper.save()
    else:
        add_roles(organization=request.provider, person=helper, roles=[Role.AUTHOR], at=AT)
    with pytest.raises(ValidationError, match="out of this task"):
        grant_hand(request, task=TASK, organization=request.buyer, person=helper)


def test_a_tie_that_comes_up_later_keeps_the_helper_out():
    request = alone()
    helper = lend(request)
    helper.employer = request.provider.name
    helper.save()
    with request_scope("", AT):
        assert not VIEW.decide(helper, request)
        assert not ISSUE.decide(helper, request)
        assert list(queries.visible_to(helper)) == []
        assert on_desk(helper) == []


def test_an_approver_of_the_district_issues_what_a_colleague_drafted():
    request = make_request()
    approver = make_member(request.buyer, Role.APPROVER, name="Iris Bloom")
    assert request.reference in on_desk(approver)
    services.issue_request(request=request, actor=approver, at=AT)
    request.refresh_from_db()
    assert request.author == approver


def test_an_approver_does_not_issue_their_own_draft():
    request = make_request()
    approver = make_member(request.buyer, Role.APPROVER, name="Iris Bloom")
    request.author = approver
    request.save()
    with pytest.raises(NotAllowed, match="You drafted this request"):
        services.issue_request(request=request, actor=approver, at=AT)
    assert on_desk(approver) == []


def test_only_a_draft_is_handed_out_and_only_by_an_owner():
    request = make_request(state="issued")
    with pytest.raises(NotAllowed, match="has been issued"):
        grant_hand(request, task=TASK, organization=request.buyer)
    draft = make_request()
    buyer = make_member(draft.buyer, Role.BUYER, name="Ivo Kern")
    with pytest.raises(NotAllowed, match="role of owner"):
        grant_hand(draft, task=TASK, organization=draft.buyer, actor=buyer)


def test_a_side_that_has_nobody_to_sign_is_named_and_nobody_elsewhere_helps():
    request = make_request()
    request.provider.memberships.filter(role=Role.SIGNATORY).delete()
    dead_end = services.dead_end_of(request, request.author)
    assert f"sign for {request.provider}" in str(dead_end)
    assert dead_end.remedies == ()


def test_the_owner_asks_and_the_helper_issues_on_the_pages():
    request = alone(at=timezone.now())
    owner, page = client_of(request.author), f"/desk/requests/{request.reference}/"
    content = owner.get(page).content.decode()
    assert "You cannot issue this yet" in content
    grant = f"/desk/organizations/of/{request.buyer.slug}/hands/grant/?on={request.reference}"
    assert grant in content
    helper = make_helper(second_factor=False)
    owner.post(grant, {"task": TASK, "email": helper.email})
    hand = HelpingHand.objects.get()
    client = client_of(helper)
    client.post(f"/helping-hands/{hand.token}/", {"accept": ""})
    assert "Check and issue the request" in client.get("/desk/").content.decode()
    content = client.get(page).content.decode()
    assert "drafted it. Whoever issues it does not sign its contract." in content
    assert f"{page}edit/" not in content
    content = client.post(f"{page}issue/", follow=True).content.decode()
    assert "is with" in content
    assert "Open the negotiation" not in content
