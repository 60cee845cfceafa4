"""An approval that ends is renewed from the earlier application, on the pages of those whom it concerns."""

import pytest

from marketplace.audit.queries import verify_chain
from marketplace.notifications.models import Mail
from procurement.applications.models import Application
from procurement.designations.models import Determination
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.services import open_due_reviews
from tests.factories import reviews
from tests.factories.designations import determiner, make_approval
from tests.factories.payments import pay
from tests.factories.rounds import make_round, officer
from tests.journeys.clock import moving_clock
from tests.journeys.office import DAY, Office
from tests.journeys.visitor import NotOffered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    with moving_clock() as clock:
        yield Office(clock)
    assert verify_chain().problem == ""


def test_what_was_said_before_comes_along_is_confirmed_and_gives_a_new_term(office, monkeypatch):
    approval = make_approval()
    model, provider = approval.model, approval.model.provider
    earlier = approval.determination.subject.application
    ends = approval.ends_at
    begins = ends - 110 * DAY
    asked = make_round(at=begins, closes_at=None, title="Reading again")

    # the invitation
    office.go_to(begins)
    open_due_reviews(at=begins)
    owner = office.owner(provider)
    mail = Mail.objects.get(address=owner.person.email, subject__contains="can be renewed")
    assert "apply anew from the earlier application" in " ".join(mail.lines)
    owner.open("/desk/").sees("its approval ends").follow("Renew").follow("renew from the earlier application")
    owner.press("Start from what you sent", round=str(asked.pk), tier_asked="early_stage").sees(earlier.reference)
    owner.press("Copy what is ticked").sees("Read each again")

    # each copied section is read again
    renewed = Application.objects.get(model=model, round=asked)
    own = f"/desk/applications/{renewed.reference}/"
    with pytest.raises(NotOffered, match="Read it again, then confirm it"):
        owner.open(f"{own}check/")
    for section in asked.definition.sections:
        owner.open(f"{own}{section.key}/")
        button = "Confirm and go on" if "Confirm and go on" in owner.text else "Save and go on"
        owner.press(button, owner.answers(button))
    assert not [row.key for row in renewed.answers.all() if row.is_to_confirm]
    owner.open(f"{own}check/")
    owner.press("Send the application", owner.answers("Send the application")).sees("We have your application")
    renewed.refresh_from_db()
    pay(renewed.fee, at=begins + DAY)

    # check, review, decision
    office.go_to(begins + 2 * DAY)
    clerk = office.person(officer()).open(f"/agency/applications/{renewed.reference}/").press("Take it up")
    everything = [box["value"] for box in clerk.soup.find_all("input", attrs={"name": "checked"})]
    clerk.press("Everything is there: open the review", checked=everything).sees("Now choose its reviewers")
    renewed.refresh_from_db()
    for number, name in enumerate(("ASKED", "SCORED", "AGREED"), start=1):
        monkeypatch.setattr(reviews, name, begins + (2 + 5 * number) * DAY)
    reviews.score_all(renewed.subject)
    reviews.record_scores(renewed.subject)
    reviews.agree(renewed.subject)
    office.go_to(begins + 20 * DAY)
    clerk = office.person(officer()).open(f"/agency/reviews/{renewed.subject.reference}/recommend/")
    scope = ["|".join(row) for row in renewed.subject.scope]
    clerk.press("Recommend", tier="early_stage", note="The panel is sure.", scope=scope)
    decision = Determination.objects.get(subject=renewed.subject)
    office.go_to(begins + 22 * DAY)
    judge = office.person(determiner()).open(f"/agency/decisions/{decision.reference}/issue/")
    judge.press("Issue the decision", tier="early_stage")

    # one approval in force at any instant, and the new term for everyone to read
    office.go_to(begins + 30 * DAY)
    decision.refresh_from_db()
    approval.refresh_from_db()
    fresh = decision.designation
    assert approval.ends_at <= fresh.starts_at or approval.state == "superseded"
    assert fresh.ends_at > ends
    office.public.open(f"/registers/determinations/{decision.reference}/").sees("Early stage")
    office.public.open("/approved-list/").sees(model.name)
    for day, is_there in ((ends + 5 * DAY, True), (fresh.ends_at + 5 * DAY, False)):
        page = office.public.open(f"/approved-list/?on={day.date().isoformat()}")
        assert (model.name in page.text) == is_there, day

    # nothing of the first invitation is left to do, and the new term gets its own
    owner = office.owner(provider).open("/desk/").does_not_see("its approval ends")
    for desk in (office.person(officer()), office.person(determiner())):
        desk.open("/desk/").does_not_see(f"tier review of {model.name}")
    review = TierReview.objects.get(model=model)
    owner.open(f"/desk/tier-reviews/{review.reference}/").sees("Overtaken").follow("Read the decision")
    office.person(officer()).open(f"/agency/tier-reviews/{review.reference}/").sees(f"Decision {decision.reference}")
    office.public.open(f"/registers/tier-reviews/{review.reference}/").sees("A new application was approved")
    assert open_due_reviews(at=ends + 5 * DAY) == []
    office.go_to(fresh.ends_at - 110 * DAY)
    (invited,) = open_due_reviews(at=fresh.ends_at - 110 * DAY)
    assert invited.designation == fresh
    office.owner(provider).open("/desk/").sees("its approval ends")
