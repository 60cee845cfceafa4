"""Stories of stage 1, each lived through on the pages of those whom it concerns, up to what everyone reads."""

from datetime import timedelta

import pytest

from marketplace.audit.queries import verify_chain
from marketplace.notifications.models import Mail
from procurement.appeals.models import Appeal
from procurement.designations import services as deciding
from procurement.designations.models import Determination
from tests.factories import AT, reviews
from tests.factories.appeals import FILED, appeal_officer
from tests.factories.applications import SCREENED, make_application, start
from tests.factories.designations import ISSUED, RECOMMENDED, determiner, make_approval, make_determination
from tests.factories.organizations import make_reviewer
from tests.factories.reviews import ASKED, SCORED
from tests.factories.rounds import make_round, officer
from tests.journeys.clock import moving_clock
from tests.journeys.office import DAY, Office

pytestmark = pytest.mark.django_db
PUBLIC_HOURS = timedelta(hours=73)
NO_TIES = {"has_interest": "no", "has_family_interest": "no", "has_recent_work": "no"}


@pytest.fixture
def office():
    with moving_clock() as clock:
        yield Office(clock)
    assert verify_chain().problem == ""


def was_mailed(person, words):
    return any(
        words in subject for subject in Mail.objects.filter(address=person.email).values_list("subject", flat=True)
    )


def test_what_is_missing_is_sent_in_time_and_the_review_opens(office):
    application = make_application(state="screening")
    office.go_to(SCREENED)
    clerk = office.person(officer()).open(f"/agency/applications/{application.reference}/")
    clerk.press("Ask for it", items="How a day ends is not said.", sections=["model"]).sees("Missing", "send by")
    clerk.does_not_see("Close as incomplete", "Everything is there")

    office.go_to(SCREENED + 2 * DAY)
    owner = office.owner(application.provider)
    assert was_mailed(owner.person, "missing")
    owner.open("/desk/").follow("Send what is missing").sees("How a day ends is not said.", "send by")
    own = f"/desk/applications/{application.reference}/"
    owner.open(f"{own}model/")
    field = next(box["name"] for box in owner.soup.select("main textarea"))
    owner.press("Save and go on", {field: "A day ends with a look at the plan for tomorrow."})
    owner.open(f"{own}cure/").press("Send what was missing").sees("We have your application")

    clerk = office.person(officer()).open(f"/agency/applications/{application.reference}/")
    clerk.sees("What changed since it was sent first", "a look at the plan for tomorrow")
    clerk.press("Take it up")
    everything = [box["value"] for box in clerk.soup.find_all("input", attrs={"name": "checked"})]
    clerk.press("Everything is there: open the review", checked=everything).sees("Now choose its reviewers")


def test_a_reviewer_with_an_interest_is_replaced_and_the_new_one_has_the_whole_time(office):
    subject = reviews.make_subject()
    stays, tied = (reviews.ask(subject) for _ in range(2))
    fresh = make_reviewer(name="Joan Abara")
    office.go_to(ASKED + DAY)
    there = f"/desk/reviews/{tied.pk}/"
    reviewer = office.person(tied.reviewer).open(there)
    reviewer.press("Declare", {**NO_TIES, "has_interest": "yes", "keeps_confidential": True})
    reviewer.open(f"{there}read/", status=403)
    reviewer.open("/desk/").does_not_see(subject.title)

    office.go_to(ASKED + 5 * DAY)
    clerk = office.person(officer()).open(f"/agency/reviews/{subject.reference}/").sees("interest")
    row = next(one for one in clerk.soup.select("tr") if fresh.name in one.get_text())
    ask = row.find("input", attrs={"name": "person"})["value"]
    clerk.client.post(f"/agency/reviews/{subject.reference}/ask/", {"person": ask})
    part = subject.panel.assignments.get(reviewer=fresh)
    assert part.due_at > stays.due_at, "whoever replaces a colleague has the whole time from now"
    newcomer = office.person(fresh).open("/desk/").follow("Declare and review")
    newcomer.press("Declare", {**NO_TIES, "keeps_confidential": True})


def test_a_panel_that_is_far_apart_agrees_with_a_reason(office):
    subject = reviews.make_subject()
    reviews.services.name_lead(subject=subject, lead=reviews.lead(), actor=officer(), at=ASKED)
    first = subject.rubric[1].key
    for value in (0, 4, 4):
        reviews.send(reviews.score(reviews.declare(reviews.ask(subject)), **{first: value}))
    office.go_to(SCORED + DAY)
    lead = office.person(reviews.lead())
    there = f"/agency/reviews/{subject.reference}/consensus/"
    lead.open("/desk/").open(there).sees("agree")
    for criterion in subject.rubric[2:] + subject.rubric[:1]:
        lead.open(f"{there}{criterion.key}/").press("Save", value="3", reason="The references confirm it.")
    lead.open(f"{there}{first}/")
    answer = lead.client.post(f"{there}{first}/", {"value": "0", "reason": "Seen by one."})
    assert "Say why" in answer.content.decode(), answer.content.decode()
    lead.press("Save", value="0", reason="Nothing is measured.", departure_reason="Two had read an older report.")
    lead.open(there).sees("Two had read an older report.")
    lead.press("Record the consensus", summary="Careful records; nothing measured yet.")
    subject.panel.refresh_from_db()
    assert subject.panel.consensus.state == "agreed"


def test_more_than_the_evidence_carries_only_with_a_reason_that_everyone_reads(office, monkeypatch):
    monkeypatch.setattr(deciding, "evidence_tier", lambda model, policy, at: "early_stage")
    subject = reviews.make_subject(tier="promising")
    reviews.score_all(subject, value=4)
    reviews.record_scores(subject, value=4)
    reviews.agree(subject)
    why = "The county’s trial with twelve schools ends in May."
    office.go_to(RECOMMENDED)
    clerk = office.person(officer()).open(f"/agency/reviews/{subject.reference}/recommend/")
    asked = {"tier": "promising", "note": "The panel is sure.", "exception": ""}
    refused = clerk.client.post(clerk.path, {**asked, "scope": ["|".join(subject.scope[0])]})
    assert b"To give more than the evidence carries, say why here." in refused.content
    clerk.press("Recommend", {**asked, "exception": why}).sees("Promising")
    reference = Determination.objects.get().reference

    office.go_to(ISSUED)
    judge = office.person(determiner()).open(f"/agency/decisions/{reference}/issue/")
    judge.press("Issue the decision", tier="promising", exception=why)
    office.public.open(f"/registers/determinations/{reference}/", status=404)
    office.go_to(ISSUED + PUBLIC_HOURS)
    office.public.open(f"/registers/determinations/{reference}/").sees("Promising", why)


def test_a_refusal_is_appealed_granted_and_both_stay_public(office):
    judge_of_appeals = appeal_officer()
    refused = make_determination(state="issued", tier="")
    office.go_to(FILED)
    owner = office.owner(refused.provider).open(f"/desk/decisions/{refused.reference}/")
    owner.follow("Appeal").press(
        "File the appeal", owner.answers("File the appeal", {"grounds": "Section 4 was missed."})
    )
    appeal = Appeal.objects.get()

    office.go_to(FILED + DAY)
    there = f"/agency/appeals/{appeal.reference}/"
    office.person(determiner()).open(f"{there}take-up/", status=403)
    judge = office.person(judge_of_appeals).open("/desk/").open(f"{there}take-up/")
    judge.press("Declare and take it up", NO_TIES)
    judge.open(f"{there}grant/")
    reasons = {
        box["name"]: "Section 4 shows it." for box in judge.soup.select("main textarea") if box["name"] != "conditions"
    }
    reasons.pop("exception", None)
    judge.press("Grant the appeal", {**reasons, "tier": "early_stage"})
    office.public.open(f"/registers/appeals/{appeal.reference}/", status=404)

    office.go_to(FILED + DAY + PUBLIC_HOURS + DAY)
    office.public.open(f"/registers/appeals/{appeal.reference}/").sees("Section 4")
    office.public.open(f"/registers/determinations/{refused.reference}/").sees("Not approved", "An appeal was granted")
    office.public.open("/approved-list/").sees(refused.model.name, "Early stage")


def test_an_approval_is_suspended_ended_again_and_revoked_for_everyone_to_read(office):
    approval = make_approval()
    model, starts_at = approval.model.name, approval.starts_at
    office.go_to(starts_at + DAY)
    office.public.open("/approved-list/").sees(model)
    there = f"/agency/approvals/{approval.pk}/"
    judge = office.person(determiner()).open(there)
    judge.press("Suspend the approval", reason="Student names were mailed to strangers.")
    owner = office.owner(approval.model.provider).open("/desk/").sees("suspended")
    assert was_mailed(owner.person, "suspended")
    office.public.open("/approved-list/").does_not_see(model)

    office.go_to(starts_at + 8 * DAY)
    judge = office.person(determiner()).open(there)
    judge.press("Reinstate the approval", reason="The cause is mended and shown.")
    office.public.open("/approved-list/").sees(model)
    day = (starts_at + 4 * DAY).date().isoformat()
    office.public.open(f"/approved-list/?on={day}").does_not_see(model)

    office.go_to(starts_at + 20 * DAY)
    judge = office.person(determiner()).open(there)
    judge.press("Revoke it for good", reason="It happened again.")
    office.public.open("/approved-list/").does_not_see(model)
    office.public.open(f"/registers/determinations/{approval.determination.reference}/").sees("It happened again.")


def test_a_round_is_amended_while_a_provider_writes(office):
    asked = make_round()
    draft = start(asked=asked)
    office.go_to(AT + DAY)
    clerk = office.person(officer()).open(f"/agency/rounds/{asked.reference}/").follow("Amend this round")
    closes = asked.closes_at + 20 * DAY
    changed = {"summary": "Models for early readers, summer schools included.", "closes_on": closes.date().isoformat()}
    why = "Two districts asked for summer schools."
    clerk.press("Look at what changes", {**changed, "reason": why}).sees("summer schools included", "From now on")
    office.public.open(f"/rounds/{asked.reference}/").does_not_see("summer schools")
    clerk.press("Publish the amendment")

    owner = office.owner(draft.provider)
    assert was_mailed(owner.person, asked.reference) or was_mailed(owner.person, "round")
    owner.open(f"/desk/applications/{draft.reference}/").sees(f"{closes:%B} {closes.day}")
    office.public.open(f"/rounds/{asked.reference}/").sees(why, "summer schools included", "bring early readers")
