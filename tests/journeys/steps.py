"""From the invitation to the catalogue: each step by its own person on their own pages."""

import re

from tests.journeys.people import Cast

MODEL = "Harbor Counting"
SUMMARY = "Groups of three explain number ideas to a tutor, three times a week."
STATE_TEST, INTERVIEW = "Meridian Mathematics Test", "Stillwater Number Interview"
CRITERIA = 7


def publish_round(cast: Cast, clock) -> str:
    """The agency invites; returns the round's reference."""
    officer = cast.officer.sign_in()
    officer.open("/agency/rounds/new/").press(
        "Save the draft",
        title="Mathematics, grades 3 to 6",
        summary="We look for small groups during the school day.",
        opens_on=clock.day(0),
        opens_time="00:01",
        closes_on=clock.day(40),
        closes_time="17:00",
        subjects=["mathematics"],
        grade_bands=["3-6"],
        services=["tutoring", "supplement"],
    )
    reference = re.search(r"ITQ-\d{4}-\d+", officer.path).group()
    cast.public.open(f"/rounds/{reference}/", status=404)
    officer.press("Publish this round")
    cast.public.open("/rounds/").follow("Mathematics, grades 3 to 6").sees(
        "small groups", "A learning model, not a tool"
    )
    return reference


def describe_model(cast: Cast) -> None:
    """The provider describes its model, section by section, and lists the data it collects."""
    author = cast.author.sign_in()
    author.open("/desk/").follow("Our models").follow("Add a model")
    author.press("Add and describe it", name=MODEL, summary=SUMMARY)
    slug = re.search(r"/desk/models/([\w-]+)/", author.path).group(1)
    known = {
        "subjects": ["mathematics"], "grade_bands": ["3-6"], "services": ["tutoring"], "delivery": ["small_group"],
        "locales": ["rural"], "price_unit": "per_student", "price_low_cents": "180", "price_high_cents": "240",
        "accessibility_reported_on": "2026-01-15",
    }  # fmt: skip
    for key in ("basics", "model", "audience", "needs", "readiness", "price", "sustainability", "accessibility"):
        author.open(f"/desk/models/{slug}/edit/{key}/")
        author.press("Save and go on", author.answers("Save and go on", known))
    author.open(f"/desk/models/{slug}/edit/data/").press(
        "Add it", category="Student name", element="First name", purpose="So that the tutor knows the group.",
        necessity="essential",
    )  # fmt: skip
    author.open(f"/desk/models/{slug}/edit/costs/").press(
        "Add it", what="Cards and guides", cents="40", unit="per_student", timing="yearly"
    )
    author.open(f"/desk/models/{slug}/edit/").does_not_see("Not started")
    author.open(f"/desk/models/{slug}/evidence/reasons/")
    author.press("Save", author.answers("Save", {"citations": "\n".join(f"Source {n}, 202{n}" for n in range(6))}))
    author.open(f"/desk/models/{slug}/evidence/").sees("Early stage", "No study on record compares")


def apply(cast: Cast, round_reference: str) -> str:
    """The provider applies for early stage; returns the application's reference."""
    author = cast.author.sign_in()
    author.open(f"/rounds/{round_reference}/").follow("Apply")
    author.press("Start the application", model=MODEL, tier_asked="early_stage")
    reference = re.search(r"APP-\w{4}-\w{2}", author.path).group()
    sections = dict.fromkeys(re.findall(rf"/desk/applications/{reference}/(\w+)/", str(author.soup.find("main"))))
    for key in sections:
        if key in ("tier", "check", "discard", "goals", "attached", "confidential", "copy"):
            continue
        author.open(f"/desk/applications/{reference}/{key}/")
        author.press("Save and go on", author.answers("Save and go on", {"description_current": True}))
    author.open(f"/desk/applications/{reference}/goals/new/").press(
        "Save this goal", goal="Grade 4 students reason better about fractions.", measure=STATE_TEST, target="0.15",
        due_on="2029-06-15",
    )  # fmt: skip
    author.open(f"/desk/applications/{reference}/check/").does_not_see("Not started", "Needs attention")
    send_application(cast, reference)
    return reference


def send_application(cast: Cast, reference: str) -> None:
    """The owner sends what the author wrote, and gets a receipt."""
    owner = cast.owner.sign_in()
    owner.open(f"/desk/applications/{reference}/check/").press("Send the application")
    owner.sees("We have your application", reference)
    assert len(re.findall(r"[0-9a-f]{64}", owner.text.replace(" ", ""))) >= 1


def pay_by_check(cast: Cast, application: str) -> None:
    """The owner reads what is due; the check arrives, an officer records it, the owner has a receipt."""
    owner = cast.owner.sign_in()
    owner.open(f"/desk/applications/{application}/receipt/").sees("The check waits for the fee")
    owner.follow("Pay the fee or ask for an exemption").sees("$250 is due", "Ways to pay", "Purchase order")
    officer = cast.officer.sign_in()
    officer.open(f"/agency/applications/{application}/").does_not_see("Take it up").follow("Open the fee")
    officer.press("Record the payment", method="check", number="20417", paid_on="2026-01-09")
    owner.open("/desk/").open(f"/desk/applications/{application}/receipt/").follow("FEE-")
    owner.sees("is paid. Nothing more is due", "20417", "Receipt (PDF)")


def screen_and_assign(cast: Cast, application: str) -> str:
    """The officer checks it, names a lead and asks three reviewers; returns the review's reference."""
    pay_by_check(cast, application)
    officer = cast.officer.sign_in()
    officer.open("/desk/").open(f"/agency/applications/{application}/").press("Take it up")
    everything = [field["value"] for field in officer.soup.find_all("input", attrs={"name": "checked"})]
    officer.press("Everything is there: open the review", checked=everything)
    reference = re.search(r"/agency/reviews/([\w-]+)/", str(officer.soup)).group(1)
    officer.open(f"/agency/reviews/{reference}/").press("Name")
    for _ in cast.reviewers:
        officer.open(f"/agency/reviews/{reference}/").press("Ask")
    return reference


def review(cast: Cast) -> None:
    """Each reviewer declares, reads, scores alone, and sends; none sees another's scores."""
    for place, reviewer in enumerate(cast.reviewers):
        reviewer.sign_in().open("/desk/reviews/")
        link = re.search(r"/desk/reviews/\d+/", str(reviewer.soup.find("main"))).group()
        reviewer.open(f"{link}read/", status=403)
        reviewer.open(link).press(
            "Declare", has_interest="no", has_family_interest="no", has_recent_work="no", keeps_confidential=True
        )
        reviewer.open(f"{link}read/").sees(MODEL)
        reviewer.open(link).does_not_see(*(other.name for other in cast.reviewers if other is not reviewer))
        reviewer.open(f"{link}score/learning_model/")
        for _ in range(CRITERIA):
            value = "3" if place else "4"
            reviewer.press("Save and", value=value, reason="The application shows it with dates and names.")
        reviewer.open(link).press("Send all scores")


def agree(cast: Cast, review_reference: str) -> None:
    """The lead records what the panel agreed."""
    lead, address = cast.lead.sign_in(), f"/agency/reviews/{review_reference}/consensus/"
    lead.open(address)
    criteria = dict.fromkeys(re.findall(rf"{address}([\w-]+)/", str(lead.soup)))
    assert len(criteria) == CRITERIA
    for criterion in criteria:
        lead.open(f"{address}{criterion}/").press("Save", value="3", reason="Well described; references confirm it.")
    lead.open(address).press("Record the consensus", summary="Strong practice, careful records, nothing measured yet.")


def recommend_and_decide(cast: Cast, clock, review_reference: str) -> None:
    """One officer recommends, a determiner decides; the recommender may not. It is public three days later."""
    recommender = cast.recommender.sign_in()
    recommender.open(f"/agency/reviews/{review_reference}/recommend/")
    recommender.press("Recommend", tier="early_stage", note="Scores and evidence carry early stage.")
    decision = re.search(r"DET-\w{4}-\w{2}", recommender.path).group()
    recommender.open(f"/agency/decisions/{decision}/issue/", status=403)
    determiner = cast.determiner.sign_in()
    determiner.open(f"/agency/decisions/{decision}/issue/").press("Issue the decision", tier="early_stage")
    cast.owner.sign_in().open(f"/desk/decisions/{decision}/").sees("Early stage")
    cast.public.open(f"/registers/determinations/{decision}/", status=404)
    clock.pass_time(hours=73)
    cast.public.open(f"/registers/determinations/{decision}/").sees(MODEL, "Early stage")
    cast.public.open("/approved-list/").sees(MODEL, "Early stage")


def find_in_catalogue(cast: Cast, *, tier: str, tier_words: str) -> None:
    """Anybody finds the model by words and by its tier; the facet counts it."""
    public = cast.public.open(f"/models/?q=number+tutor&tier={tier}").sees("1 model matches", MODEL)
    facet = public.soup.find(id=f"count-tier-{tier}")
    assert facet.get_text(" ").split()[0] == "1"
    public.follow(MODEL).sees(tier_words, "Start a request", "History")
