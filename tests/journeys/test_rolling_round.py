"""A rolling round from its draft to its end, on the pages of those whom it concerns."""

import re
from datetime import timedelta

import pytest

from marketplace.audit.queries import verify_chain
from marketplace.notifications.models import Mail
from procurement.applications.models import Application
from procurement.rounds.models import Round, RoundQuestion
from tests.factories import AT
from tests.factories.applications import fill, start
from tests.factories.organizations import make_provider
from tests.factories.products import make_model
from tests.factories.quotes import make_policy
from tests.factories.rounds import officer
from tests.factories.staff import staff_agency
from tests.journeys.clock import moving_clock
from tests.journeys.office import DAY, Office

pytestmark = pytest.mark.django_db
TITLE, WHY = "Reading, all year", "The budget of this year is spent."


@pytest.fixture
def office():
    with moving_clock() as clock:
        yield Office(clock)
    assert verify_chain().problem == ""


def test_a_round_without_a_closing_takes_applications_until_the_department_ends_it(office):
    staff_agency()
    make_policy(at=AT - timedelta(days=400))
    clerk = office.person(officer()).open("/agency/rounds/new/")
    clerk.press(
        "Save the draft",
        title=TITLE,
        summary="Models that bring early readers to grade level, whenever you are ready.",
        opens_on=AT.date().isoformat(),
        opens_time="00:01",
        closing="rolling",
        subjects=["reading"],
        grade_bands=["K-3"],
        services=["supplement", "core"],
    )
    reference = re.search(r"ITQ-\d{4}-\d+", clerk.path).group()
    clerk.sees("No closing date").follow("See it as everyone will").sees("Applications are taken at any time")
    clerk.open(f"/agency/rounds/{reference}/").press("Publish this round")
    office.public.open("/rounds/").sees("No closing date").follow(TITLE).sees(
        "No closing date", "Once you have sent it"
    )

    # months later somebody asks, applies and sends
    office.go_to(AT + 100 * DAY)
    early, slow = make_provider(name="Early Bird"), make_provider(name="Slow and Steady")
    asker = office.owner(early).open(f"/rounds/{reference}/").follow("Ask a question").sees("You may ask at any time")
    asker.press("Send the question", text="May a model for grade 2 only apply?").sees("answers by")
    clerk = office.person(officer()).open("/desk/").follow("Answer").sees("Each question is answered within")
    question = RoundQuestion.objects.get()
    clerk.open(f"/agency/questions/{question.reference}/").press(
        "Publish the answer", published_text="May a model for grade 2 only apply?", answer="Yes, it may."
    )
    office.public.open(f"/rounds/{reference}/").sees("Yes, it may.")

    asked = Round.objects.get(reference=reference)
    model = make_model(provider=early)
    owner = office.owner(early).open("/desk/applications/").sees("No closing date").follow("Apply")
    owner.press("Start the application", model=str(model.pk), tier_asked="early_stage").sees("No closing date")
    sent = Application.objects.get(model=model)
    fill(sent, at=AT + 100 * DAY)
    draft = start(asked=asked, provider=slow, at=AT + 101 * DAY)
    owner.open(f"/desk/applications/{sent.reference}/").sees("Counted as if you sent it now")
    check = owner.open(f"/desk/applications/{sent.reference}/check/").sees("No closing date")
    check.press("Send the application", check.answers("Send the application")).sees("We have your application")
    due = [one["datetime"] for one in owner.soup.select(".pg-timeline time")]
    assert due, "each application is told its own days"

    # the department ends it, with notice and a reason
    office.go_to(AT + 200 * DAY)
    clerk = office.person(officer()).open(f"/agency/rounds/{reference}/").follow("End this round")
    soon = {"ends_on": (AT + 203 * DAY).date().isoformat(), "reason": WHY}
    refused = clerk.client.post(clerk.path, {**soon, "ends_time": "17:00"}).content.decode()
    assert "The earliest end is" in refused
    last = AT + 230 * DAY
    clerk.press("End the round then", ends_on=last.date().isoformat(), ends_time="17:00", reason=WHY)
    clerk.does_not_see("End this round").sees("Give more time", WHY)
    told = Mail.objects.filter(subject=f"{reference}: the round ends").values_list("address", flat=True)
    people = {office.owner(each).person.email for each in (early, slow)}
    assert people <= set(told)
    office.public.open(f"/rounds/{reference}/").sees("which ends the round", WHY, "closes")
    owner = office.owner(early).open(f"/desk/applications/{sent.reference}/receipt/")
    assert [one["datetime"] for one in owner.soup.select(".pg-timeline time")] == due, "what was sent keeps its days"
    office.owner(slow).open("/desk/").sees("Go on with the application")

    # after its end nothing is taken, and it is put away
    office.go_to(last + 2 * DAY)
    fill(draft, at=AT + 201 * DAY)
    writer = office.owner(slow).open("/desk/").does_not_see("Go on with the application")
    writer.open(f"/rounds/{reference}/").sees("Closed").does_not_see("Apply to this round", "Ask a question")
    late = writer.client.post(f"/desk/applications/{draft.reference}/check/", {"people_count": "40"}, follow=True)
    assert "This round closed" in late.content.decode()
    clerk = office.person(officer()).open(f"/agency/rounds/{reference}/").press("Archive this round")
    clerk.sees("Archived")
    clerk.open(f"/agency/applications/{sent.reference}/").sees("It waits for its fee")
