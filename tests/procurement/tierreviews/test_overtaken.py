"""A newly approved application ends the tier review of the approval before it."""

import pytest

from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import IllegalMove
from marketplace.notifications.models import Mail, Notification
from procurement.designations.models import Designation, Determination
from procurement.tierreviews import services
from procurement.tierreviews.queries import open_review_of, overtaken_by, published
from tests.database import rewriting
from tests.factories import AT, designations
from tests.factories.tierreviews import DAY, decide, make_review, officer, overtake, provider_of
from tests.procurement.pilots.test_pages import demo_sign_in, get, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_sign_in")]
__all__ = ["demo_sign_in"]


def desk_of(person, at=AT):
    return [item.reference for item in items_for(person, at)]


@pytest.mark.parametrize("state", ["opened", "dossier", "recommended"])
def test_it_ends_in_every_open_state(state):
    review = make_review(state=state, tier="promising")
    assert review.reference in desk_of(officer()) + desk_of(provider_of(review))
    decision = overtake(review)
    assert (review.state, review.overtaken_by) == ("overtaken", decision)
    assert open_review_of(review.model) is None
    assert review.reference not in desk_of(officer()) + desk_of(provider_of(review))
    with pytest.raises(IllegalMove, match="“Overtaken”"):
        decide(review, tier="early_stage")


def test_the_provider_hears_of_it_once():
    review = make_review(state="overtaken")
    decision = review.overtaken_by
    mail = Mail.objects.get(address=provider_of(review).email, subject__contains="the tier review is closed")
    assert decision.reference in " ".join(mail.lines)
    assert not Notification.objects.filter(person=officer(), subject__contains="is closed").exists()


def test_the_new_term_gets_its_own_review():
    review = make_review(state="overtaken")
    new = review.overtaken_by.designation
    assert review.designation.state == "superseded"
    (opened,) = services.open_due_reviews(at=new.ends_at - 30 * DAY)
    assert opened.designation == new


def test_an_application_that_is_declined_leaves_it_open():
    review = make_review()
    overtake(review, tier="")
    assert review.state == "opened"


def test_an_appeal_about_the_approval_under_review_leaves_it_open():
    approval = designations.make_approval()
    review = make_review(designation=approval, at=designations.IN_FORCE)
    assert review == open_review_of(approval.model)
    assert overtaken_by(approval.determination) is None


def test_a_term_that_another_follows_is_not_asked_to_be_renewed():
    review = make_review(state="overtaken")
    ends, new = review.designation.term_ends_at, review.overtaken_by.designation
    Designation.objects.filter(pk=new.pk).update(starts_at=ends, ends_at=ends + 700 * DAY)
    Designation.objects.filter(pk=review.designation_id).update(state="active", ends_at=ends)
    type(review).objects.filter(pk=review.pk).update(trigger="request")
    assert services.open_due_reviews(at=ends - DAY) == []


def test_each_reads_why_it_ended():
    review = make_review(state="recommended", tier="promising")
    ref, words = review.reference, "takes the place of the approval under review"
    decision = overtake(review)
    for person, name in ((officer(), "agency_detail"), (provider_of(review), "detail")):
        page = text(get(person, f"tierreviews:{name}", ref))
        assert words in page
        assert decision.reference in page or name == "detail"
    assert "Send the reply" not in text(get(provider_of(review), "tierreviews:detail", ref))


def test_everyone_reads_that_it_ended_and_nothing_that_nobody_decided_on():
    review = make_review(state="recommended", tier="promising")
    assert get(None, "tierreviews:public", review.reference).status_code == 404
    decision = overtake(review)
    with rewriting(Determination):
        Determination.objects.filter(pk=decision.pk).update(issued_at="2026-01-05T12:00:00Z")
    assert review in published()
    page = text(get(None, "tierreviews:public", review.reference))
    assert "a new application was approved" in page.lower()
    assert review.recommendation_note not in page
    assert "What the officer recommends" not in page
    assert "The dossier" not in page
