"""The register: how each decision stands on any day, by filter, and as a feed that says what became of approvals."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from procurement.designations import enforcement
from procurement.designations.models import Determination
from procurement.designations.queries import public_at
from procurement.designations.standing import STANDING, with_standing
from tests.factories.appeals import DECIDED, make_appeal
from tests.factories.designations import IN_FORCE, determiner, make_approval, make_determination, review_again

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def clock(monkeypatch):
    """Sets what the portal takes for now."""

    def set_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    return set_to


def standing_of(determination, at):
    return with_standing(public_at(at), at=at).get(pk=determination.pk).standing


@pytest.mark.parametrize(
    ("state", "expected"), [("active", "in_force"), ("suspended", "suspended"), ("revoked", "revoked")]
)
def test_an_approval_stands_as_people_left_it(state, expected):
    assert standing_of(make_approval(state=state).determination, IN_FORCE) == expected


def test_the_end_of_a_term_comes_with_the_clock():
    designation = make_approval()
    days = designation.determination.policy_version.rules.tier_reviews.opens_before_term_days
    ending = designation.ends_at - timedelta(days=days)
    found = [
        standing_of(designation.determination, at)
        for at in (
            ending - timedelta(seconds=1),
            ending,
            designation.ends_at - timedelta(seconds=1),
            designation.ends_at,
        )
    ]
    assert found == ["in_force", "ending", "ending", "expired"]


def test_a_later_decision_replaces_from_its_own_public_hour():
    first = make_approval()
    second = review_again(first).designation
    decision = first.determination
    assert standing_of(decision, second.starts_at - timedelta(seconds=1)) == "in_force"
    assert standing_of(decision, second.starts_at) == "replaced"


def test_a_refusal_is_replaced_by_what_an_appeal_brought_from_its_hour():
    appeal = make_appeal(state="granted")
    refusal, public = appeal.determination, appeal.public_at
    assert standing_of(refusal, public - timedelta(seconds=1)) == "declined"
    assert standing_of(refusal, public) == "replaced"
    other = make_determination(state="issued", tier="")
    assert standing_of(other, DECIDED + timedelta(days=9)) == "declined"


def test_the_register_is_filtered_by_standing_tier_and_kind(client, clock):
    suspended = make_approval(state="suspended").determination
    refusal = make_determination(state="issued", tier="")
    clock(IN_FORCE)
    listed = {
        asked: {row.record.reference for row in client.get(f"/registers/determinations/?{asked}").context["table"].rows}
        for asked in ("state=suspended", "state=declined", "tier=early_stage", "kind=first", "kind=appeal")
    }
    assert listed == {
        "state=suspended": {suspended.reference},
        "state=declined": {refusal.reference},
        "tier=early_stage": {suspended.reference},
        "kind=first": {suspended.reference, refusal.reference},
        "kind=appeal": set(),
    }
    exported = client.get("/registers/determinations/?export=csv").content.decode()
    assert "Suspended" in exported
    assert set(STANDING) == {
        value for value, _words in client.get("/registers/determinations/").context["table"].states
    }


def feed(client, asked=""):
    answer = client.get(f"/registers/determinations.atom{asked}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    return root, [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_the_feed_tells_decisions_and_what_became_of_them_newest_first(client, clock):
    designation = make_approval(state="suspended")
    name, hour = designation.model.name, timedelta(hours=1)
    enforcement.reinstate(designation=designation, reason="Mended.", actor=determiner(), at=IN_FORCE + hour)
    designation.refresh_from_db()
    enforcement.revoke(designation=designation, reason="Data was sold.", actor=determiner(), at=IN_FORCE + 2 * hour)
    clock(IN_FORCE + 3 * hour)
    root, titles = feed(client)
    assert titles == [f"{name}: {words}" for words in ("Revoked", "Reinstated", "Suspended", "Approved, early stage")]
    assert "Data was sold." in client.get("/registers/determinations.atom").content.decode()
    address = root.find(f"{ATOM}entry/{ATOM}link").get("href")
    assert address == f"http://testserver/registers/determinations/{designation.determination.reference}/"
    identities = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(identities)) == len(identities)
    assert feed(client, "?state=revoked")[1] == titles
    assert feed(client, "?state=declined")[1] == []


def test_the_feed_says_nothing_of_a_decision_before_its_hour(client, clock):
    determination = make_determination(state="issued")
    clock(determination.public_at - timedelta(seconds=1))
    assert feed(client)[1] == []
    clock(determination.public_at)
    assert feed(client)[1] == [f"{determination.model.name}: Approved, early stage"]
    assert Determination.objects.count() == 1


def test_a_refusal_bears_no_tick():
    ticked = {key for key, (kind, _) in STANDING.items() if kind == "done"}
    assert ticked == {"in_force"}
    assert STANDING["declined"] == ("no", "Not approved")
