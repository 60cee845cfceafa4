import copy
import datetime

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from marketplace.organizations.services import accept_invitation, invite
from procurement.agreements.queries import committed_cents
from procurement.negotiations import services
from procurement.negotiations.models import Acceptance, Side
from procurement.negotiations.queries import comments_for, latest, turn_of
from tests.factories import AT
from tests.factories.negotiations import (
    HOURS_24,
    HOURS_48,
    accept,
    body_with,
    make_negotiation,
    propose,
    speaker,
)
from tests.factories.organizations import make_member, owner_of

pytestmark = pytest.mark.django_db


def standing(negotiation):
    return set(
        Acceptance.objects.filter(revision__negotiation=negotiation, voided_at=None).values_list("side", flat=True)
    )


def cheaper(revision, total_cents):
    body = copy.deepcopy(revision.body)
    body["price_lines"] = [
        {"description": "All", "quantity": 1, "unit": "pilot", "unit_cents": total_cents, "amount_cents": total_cents}
    ]
    body["total_cents"] = total_cents
    body["milestones"] = [body["milestones"][0] | {"amount_cents": total_cents}]
    return body


def test_revisions_are_numbered_hashed_and_accepted_by_their_own_side():
    negotiation = make_negotiation()
    revision = propose(negotiation, "provider", **HOURS_48)
    assert (revision.number, revision.side) == (2, "provider")
    assert revision.sha256 == sha256_of(revision.body)
    assert standing(negotiation) == {"provider"}


def test_a_revision_is_never_written_again():
    revision = make_negotiation().revisions.get()
    revision.note = "Changed."
    with pytest.raises(TypeError, match="written once"):
        revision.save()


def test_a_newer_revision_voids_an_earlier_acceptance():
    negotiation = make_negotiation()
    assert standing(negotiation) == {"buyer"}
    propose(negotiation, "provider", **HOURS_48)
    propose(negotiation, "provider", **HOURS_24)
    assert standing(negotiation) == {"provider"}
    assert Acceptance.objects.filter(revision__negotiation=negotiation).exclude(voided_at=None).count() == 2


def test_agreed_when_both_hold_the_same_hash_and_the_spend_follows_the_text():
    negotiation = make_negotiation()
    propose(negotiation, "provider", body=cheaper(latest(negotiation), 840_000))
    accept(negotiation, "buyer")
    negotiation.refresh_from_db()
    assert negotiation.state == "agreed"
    assert standing(negotiation) == {"buyer", "provider"}
    assert committed_cents(negotiation.request.agreement) == 840_000
    assert negotiation.contracts.get().revision == latest(negotiation)


def test_accepting_twice_counts_once():
    negotiation = make_negotiation()
    propose(negotiation, "provider", **HOURS_48)
    first, second = accept(negotiation, "buyer"), accept(negotiation, "buyer")
    assert first == second
    assert AuditEvent.objects.filter(name="negotiation.agree").count() == 1


def test_a_stale_acceptance_says_what_changed_and_takes_nothing():
    negotiation = make_negotiation()
    seen = latest(negotiation).sha256
    propose(negotiation, "provider", **HOURS_48)
    with pytest.raises(Stale) as refusal:
        accept(negotiation, "buyer", sha256=seen)
    assert "Revision 2 came from" in str(refusal.value)
    assert "notice of a breach: State standard → 48 hours" in str(refusal.value)
    assert standing(negotiation) == {"provider"}


def test_a_stale_proposal_says_what_changed_and_writes_nothing():
    negotiation = make_negotiation()
    first = latest(negotiation)
    propose(negotiation, "provider", **HOURS_48)
    with pytest.raises(Stale, match="48 hours"):
        services.propose_revision(
            negotiation=negotiation, based_on=1, body=body_with(first, **HOURS_24), note="",
            actor=speaker(negotiation, "buyer"), at=AT,
        )  # fmt: skip
    assert negotiation.revisions.count() == 2


def test_the_same_proposal_sent_twice_is_made_once():
    negotiation = make_negotiation()
    body = body_with(latest(negotiation), **HOURS_48)
    given = {
        "negotiation": negotiation,
        "based_on": 1,
        "body": body,
        "note": "",
        "actor": speaker(negotiation, "provider"),
        "at": AT,
    }
    first, second = services.propose_revision(**given), services.propose_revision(**given)
    assert first == second
    assert negotiation.revisions.count() == 2


def test_a_proposal_that_changes_nothing_is_refused():
    negotiation = make_negotiation()
    with pytest.raises(Refused, match="changes nothing"):
        propose(negotiation, "provider")


def test_positions_are_held_to_the_policy_and_the_lock():
    negotiation = make_negotiation()
    with pytest.raises(ValidationError) as refusal:
        propose(
            negotiation, "provider",
            breach={"position": "parameter", "parameters": {"breach_hours": 96}},
            law_and_venue={"position": "custom", "text": "The law of Delaware."},
        )  # fmt: skip
    assert "72 hours" in str(refusal.value.message_dict["clause:breach"])
    assert "locked" in str(refusal.value.message_dict["clause:law_and_venue"])


def test_milestones_make_the_total_to_the_cent():
    negotiation = make_negotiation()
    body = copy.deepcopy(latest(negotiation).body)
    body["milestones"][0]["amount_cents"] -= 1
    with pytest.raises(ValidationError, match="to the cent"):
        propose(negotiation, "provider", body=body)


def test_a_revision_that_outgrows_the_direct_band_is_stopped_and_told_its_lane():
    negotiation = make_negotiation()
    with pytest.raises(Refused, match="3 written quotes or qualifications first"):
        propose(negotiation, "provider", body=cheaper(latest(negotiation), 1_500_001))


def test_a_pilot_whose_first_day_has_come_is_not_accepted():
    negotiation = make_negotiation()
    late = datetime.datetime(2027, 9, 7, 12, tzinfo=datetime.UTC)
    with pytest.raises(Refused, match="first day of this pilot has come"):
        accept(negotiation, "provider", at=late)


def test_the_request_is_negotiating_from_the_providers_first_answer():
    negotiation = make_negotiation()
    assert negotiation.request.state == "issued"
    propose(negotiation, "provider", **HOURS_48)
    negotiation.request.refresh_from_db()
    assert negotiation.request.state == "negotiating"


def test_whose_turn_it_is_and_since_when():
    negotiation = make_negotiation()
    assert turn_of(negotiation).side is Side.PROVIDER
    later = AT + datetime.timedelta(days=4)
    propose(negotiation, "provider", at=later, **HOURS_48)
    assert (turn_of(negotiation).side, turn_of(negotiation).since) == (Side.BUYER, later)


def test_abandoning_ends_the_request_and_releases_its_spend():
    negotiation = make_negotiation(state="abandoned")
    assert negotiation.request.state == "ended"
    assert committed_cents(negotiation.request.agreement) == 0
    with pytest.raises(IllegalMove):
        propose(negotiation, "buyer", **HOURS_48)


def test_who_may_speak():
    negotiation = make_negotiation()
    viewer = make_member(negotiation.request.buyer, Role.VIEWER, name="Ada Finch")
    stranger = owner_of(make_negotiation().request.buyer)
    given = {"negotiation": negotiation, "sha256": latest(negotiation).sha256, "at": AT}
    with pytest.raises(NotAllowed):
        services.accept_revision(actor=viewer, **given)
    with pytest.raises(NotVisible):
        services.accept_revision(actor=stranger, **given)


def test_who_belongs_to_both_sides_speaks_for_neither():
    negotiation = make_negotiation()
    seller = speaker(negotiation, "provider")
    buyer, owner = negotiation.request.buyer, owner_of(negotiation.request.buyer)
    invited = invite(organization=buyer, email=seller.email, role=Role.BUYER, actor=owner, at=AT)
    accept_invitation(invitation=invited, actor=seller, at=AT)
    with pytest.raises(NotAllowed, match="both sides"):
        services.accept_revision(negotiation=negotiation, sha256=latest(negotiation).sha256, actor=seller, at=AT)


def test_a_comment_for_ones_own_side_is_seen_by_nobody_else():
    negotiation = make_negotiation()
    given = {"negotiation": negotiation, "anchor": "breach", "actor": speaker(negotiation, "buyer"), "at": AT}
    services.add_comment(text="Good for us.", is_shared=False, **given)
    services.add_comment(text="Can you do 48?", is_shared=True, **given)
    services.add_comment(text="Can you do 48?", is_shared=True, **given)
    assert [c.text for c in comments_for(negotiation, Side.BUYER)] == ["Good for us.", "Can you do 48?"]
    assert [c.text for c in comments_for(negotiation, Side.PROVIDER)] == ["Can you do 48?"]
    assert [c.text for c in comments_for(negotiation, None)] == ["Can you do 48?"]
    told = "".join(f"{n.subject} {n.lines}" for n in Notification.objects.all())
    assert "Good for us" not in told
    assert "Can you do" not in told


def test_the_other_side_is_told_of_a_revision():
    negotiation = make_negotiation()
    propose(negotiation, "provider", **HOURS_48)
    told = Notification.objects.filter(person=speaker(negotiation, "buyer"), subject__contains="revision 2")
    assert told.get().subject.startswith(f"{negotiation.reference}: ")
