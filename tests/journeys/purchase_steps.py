"""From the catalogue to the tier review: each step by its own person on their own pages."""

import re
from dataclasses import dataclass

from tests.journeys.people import Cast, SignedIn
from tests.journeys.steps import INTERVIEW, MODEL, STATE_TEST


@dataclass
class Pilot:
    """One district's pilot as its references come up."""

    district: str
    buyer: SignedIn
    signatory: SignedIn
    request: str = ""
    negotiation: str = ""
    contract: str = ""
    pilot: str = ""
    outcome: str = ""


def pilot_in(cast: Cast, district: str) -> Pilot:
    """The district's people before anything has happened."""
    _, buyer, signatory = cast.districts[district]
    return Pilot(district, buyer, signatory)


def ask(cast: Cast, clock, one: Pilot) -> None:
    """From the model's page to an issued request, within twelve typed answers."""
    buyer = one.buyer.sign_in()
    buyer.open("/models/?q=number").follow(MODEL).follow("Start a request")
    answers = {
        "need": "Our fourth graders count on their fingers when they meet fractions.", "students_count": "55",
        "sites": "Cold Spring Elementary", "starts_on": clock.day(30), "ends_on": clock.day(150),
        "measure": STATE_TEST, "total": "13200", "funding_source": "local", "scope": "mathematics|3-6",
    }  # fmt: skip
    assert len(answers) <= 12
    buyer.press("Save and look it over", answers)
    one.request = _reference("PRQ", buyer.path)
    cast.author.sign_in().open(f"/desk/requests/{one.request}/", status=404)
    buyer.press("Issue the request")
    one.negotiation = _reference("NEG", f"{buyer.path} {buyer.soup}")


def negotiate(cast: Cast, one: Pilot) -> None:
    """The provider adds a second measure and the comparison; the district accepts by hash."""
    address = f"/desk/negotiations/{one.negotiation}/"
    one.buyer.open(address)
    author = cast.author.sign_in()
    author.open(address).follow("Propose").sees("comparison")
    author.press("Propose this revision", author_changes(author))
    one.buyer.sign_in().open(address).sees("Revision 2")
    one.buyer.press("Accept revision 2")
    one.contract = _reference("CON", f"{one.buyer.path} {one.buyer.soup}")


def author_changes(author: SignedIn) -> dict:
    """What the provider changes in the form of the next revision."""
    return {
        "measure_1_measure_id": INTERVIEW, "measure_1_kind": "continuous", "measure_1_statistic": "g",
        "n_comparison_planned": "70", "note": "We add a measure that is used during the year.",
    }  # fmt: skip


def sign(cast: Cast, clock, one: Pilot) -> None:
    """The board votes, both signatories sign the same hash, and the pilot is there."""
    address = f"/desk/contracts/{one.contract}/"
    one.buyer.open(address).press("Send it out for signature")
    one.buyer.open(f"{address}board-vote/").press(
        "Record the vote", held_on=clock.day(0), votes_for="7", votes_against="1"
    )
    one.buyer.open(f"{address}sign/", status=403)
    for signatory in (cast.owner, one.signatory):
        signatory.sign_in().open(f"{address}sign/")
        signatory.press("Sign", typed_name=signatory.name, affirm=True)
    one.pilot = _reference("PIL", str(one.signatory.open("/desk/pilots/").soup.find("main")))


def run_pilots(cast: Cast, clock, pilots: list[Pilot]) -> None:
    """Families are told, each pilot starts on its day, delivers, is paid, and ends on its last day."""
    for one in pilots:
        address, buyer = f"/desk/pilots/{one.pilot}/", one.buyer.sign_in()
        buyer.open(f"{address}family-notice/").press("Record the notice", notice_on=clock.day(0), how="Letter home")
        buyer.open(f"{address}purchase-order/").press("Record the order", number=f"PO-{one.district[:3]}")
    clock.pass_time(days=31)
    for one in pilots:
        one.buyer.sign_in().open(f"/desk/pilots/{one.pilot}/").press("Start")
        for number in (1, 2):
            _milestone(cast, clock, one, number)
    clock.pass_time(days=125)
    for one in pilots:
        one.buyer.sign_in().open(f"/desk/pilots/{one.pilot}/").press("ended")


def _milestone(cast: Cast, clock, one: Pilot, number: int) -> None:
    address = f"/desk/pilots/{one.pilot}/milestones/{number}/"
    author, buyer = cast.author.sign_in(), one.buyer.sign_in()
    author.open(address).press("Deliver this milestone", note="Done; the list of sessions is in the school's folder.")
    buyer.open(address).press("Accept this milestone")
    amount = author.open(address).soup.find("input", attrs={"name": "amount_cents"}).get("value") or "5280"
    author.press("Record the invoice", number=f"{one.pilot}-{number}", invoiced_on=clock.day(0), amount_cents=amount)
    buyer.open(address).press(
        "Record the payment", method="ach", number=f"T-{number}", paid_on=clock.day(0), amount_cents=amount
    )


def report(cast: Cast, clock, one: Pilot, totals: dict[str, dict[str, str]]) -> None:
    """The district reports totals, the provider replies, the agency checks and publishes."""
    buyer = one.buyer.sign_in()
    buyer.open(f"/desk/pilots/{one.pilot}/")
    one.outcome = _reference("OUT", str(buyer.soup))
    address = f"/desk/outcomes/{one.outcome}/"
    buyer.open(address)
    for key, answers in totals.items():
        buyer.open(f"{address}part/{key}/").press("Save this part", answers)
    buyer.open(f"{address}check/").press("Send the report")
    cast.author.sign_in().open(f"{address}reply/").press("Send the reply", text="We thank the teachers.")
    officer = cast.officer.sign_in().open(f"/agency/outcomes/{one.outcome}/")
    officer.press("mark as checked")
    cast.public.open(f"/outcomes/{one.outcome}/", status=404)
    officer.open(f"/agency/outcomes/{one.outcome}/").press("Publish the outcome")
    cast.public.open(f"/outcomes/{one.outcome}/").sees(one.district)


def totals_of(n: tuple[int, int], state: tuple[str, str], interview: tuple[str, str]) -> dict[str, dict[str, str]]:
    """The report's pages: who took part, both measures, what happened."""
    setup = {"treatment_assigned": "55", "comparison_assigned": "70", "assigned_by": "student", "is_adjusted": "yes"}
    return {
        "setup": setup,
        "m1": _measure(n, state, ("46.0", "47.1"), ("430.2", "429.8"), ("44.0", "45.1")),
        "m2": _measure(n, interview, ("10.8", "11.4"), ("33.1", "33.0"), ("10.2", "10.6")),
        "context": {"changes": "Nothing.", "limits": "One term.", "feedback": "Students like to explain."},
    }


def _measure(n, means, sds, starts, start_sds) -> dict[str, str]:
    found = {}
    for place, arm in enumerate(("treatment", "comparison")):
        found |= {
            f"{arm}_n": str(n[place]), f"{arm}_mean": means[place], f"{arm}_sd": sds[place],
            f"{arm}_before_mean": starts[place], f"{arm}_before_sd": start_sds[place],
        }  # fmt: skip
    return found


def _reference(prefix: str, text: str) -> str:
    found = re.search(rf"{prefix}-\w{{4}}-\w{{2}}", text)
    assert found, f"No {prefix} reference in: {text[-3000:]}"
    return found.group()


__all__ = ["INTERVIEW", "Pilot", "ask", "negotiate", "pilot_in", "report", "run_pilots", "sign", "totals_of"]
