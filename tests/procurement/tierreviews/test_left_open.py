"""A review of which nothing is left is closed with its reason, or goes on, and both sides hear of it."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Mail
from procurement.designations import enforcement
from procurement.designations.models import Designation
from procurement.tierreviews import services
from procurement.tierreviews.models import TierReview
from procurement.versionchanges import services as versionchanges
from tests.factories import AT, appeals, designations
from tests.factories.tierreviews import DAY, decide, determiner, make_review, officer, overtake, provider_of
from tests.factories.versionchanges import SETTLED, make_change
from tests.factories.versionchanges import decide as decide_change
from tests.procurement.pilots.test_pages import demo_sign_in, get, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_sign_in")]
__all__ = ["demo_sign_in"]


def heard(person, words):
    return Mail.objects.filter(address=person.email, subject__contains=words).exists()


@pytest.mark.parametrize("state", ["opened", "recommended"])
def test_a_revoked_approval_leaves_nothing_to_review(state):
    review = make_review(state=state, tier="promising")
    enforcement.revoke(designation=review.designation, reason="Insurance ended.", actor=determiner(), at=AT + DAY)
    review.refresh_from_db()
    assert review.state == "closed"
    with pytest.raises(IllegalMove, match="Closed without a decision"):
        decide(review, tier="early_stage")
    for person, page in ((officer(), "agency_detail"), (provider_of(review), "detail")):
        assert heard(person, "the tier review is closed")
        assert review.reference not in [item.reference for item in items_for(person, AT + DAY)]
        assert "was revoked" in text(get(person, f"tierreviews:{page}", review.reference))


@pytest.mark.parametrize("move", ["withdraw", "accept", "decline", "refer"])
def test_a_version_that_is_gone_closes_a_review_that_nobody_began_and_lets_another_go_on(move):
    for begun in (False, True):
        change = decide_change(make_change(), "send_to_review")
        review = TierReview.objects.get(model=change.model)
        if begun:
            review = services.assemble_dossier(review=review, actor=officer(), at=SETTLED)
        if move == "withdraw":
            versionchanges.withdraw(change=change, actor=provider_of(review), at=SETTLED)
        else:
            decide_change(change, move)
        review.refresh_from_db()
        assert review.state == ("dossier" if begun else "closed")
        assert heard(provider_of(review), "the tier review goes on" if begun else "the tier review is closed")
        assert AuditEvent.objects.filter(subject_id=review.pk, name="tier_review.goes_on").exists() == begun


def test_what_was_left_open_before_is_ended_by_the_daily_look():
    revoked, fine = make_review(), make_review()
    Designation.objects.filter(pk=revoked.designation_id).update(state="revoked")
    assert services.end_reviews_left_open(at=AT + DAY) == [revoked]
    assert services.end_reviews_left_open(at=AT + DAY) == []
    fine.refresh_from_db()
    assert fine.state == "opened"


def test_a_review_that_a_decision_overtook_unheard_is_ended_too(monkeypatch):
    monkeypatch.setattr("procurement.tierreviews.receivers.overtaken_by", lambda determination: None)
    review = make_review()
    decision = overtake(review)
    assert review.state == "opened"
    (ended,) = services.end_reviews_left_open(at=AT + 400 * DAY)
    assert (ended.state, ended.overtaken_by) == ("overtaken", decision)


@pytest.mark.parametrize("begun", [False, True])
def test_an_appeal_carries_a_review_to_the_approval_that_it_gave(begun):
    approval = designations.make_approval()
    review = make_review(designation=approval, state="dossier" if begun else "opened", at=approval.starts_at)
    appeal = appeals.make_appeal(state="under_review", determination=approval.determination)
    decision = appeals.grant(appeal, conditions="Report each quarter.").result
    review.refresh_from_db()
    assert review.state == ("closed" if begun else "opened")
    goes_on = TierReview.objects.get(model=review.model, state="opened")
    assert (goes_on.designation, goes_on.trigger) == (decision.designation, review.trigger)
    assert heard(provider_of(review), "the tier review is closed" if begun else "the tier review goes on")


def test_a_suspended_approval_is_not_renewed_unseen():
    review = make_review(state="recommended")
    enforcement.suspend(designation=review.designation, reason="We check.", actor=determiner(), at=AT)
    review.refresh_from_db()
    with pytest.raises(Refused, match="is suspended"):
        decide(review)
