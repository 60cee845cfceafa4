"""Pilots for tests: opened by their signed contract, moved by their people."""

import datetime

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.pilots import milestone_services, services
from tests.factories import AT
from tests.factories.contracts import make_contract
from tests.factories.memory import lived_once

SUMMER = datetime.datetime(2027, 8, 20, 15, tzinfo=datetime.UTC)
FIRST_DAY = datetime.datetime(2027, 9, 7, 15, tzinfo=datetime.UTC)
AUTUMN = datetime.datetime(2027, 10, 1, 15, tzinfo=datetime.UTC)
LAST_DAY = datetime.datetime(2028, 5, 26, 20, tzinfo=datetime.UTC)
NOTICE_ON = datetime.date(2027, 8, 20)


def buyer_of(pilot):
    """The one who runs the pilot for the district."""
    return people_with(pilot.buyer, Role.BUYER, Role.OWNER).first()


def provider_of(pilot):
    """The one who delivers for the provider."""
    return people_with(pilot.provider, Role.AUTHOR, Role.OWNER).first()


def prepare(pilot):
    """Families are told and the order is placed."""
    actor = buyer_of(pilot)
    services.record_family_notice(
        pilot=pilot, notice_on=NOTICE_ON, how="A letter in two languages", actor=actor, at=SUMMER
    )
    return services.record_purchase_order(pilot=pilot, number="PO-4471", actor=actor, at=SUMMER)


@lived_once
def make_pilot(*, state="scheduled", verdict="", at=AT, **options):
    """A pilot in the state asked for."""
    if state == "scheduled":
        return make_contract(state="executed", at=at, **options).pilot
    if state == "active" and not verdict:
        pilot = make_pilot(at=at, **options)
        return services.start_pilot(pilot=prepare(pilot), actor=buyer_of(pilot), at=FIRST_DAY)
    pilot = make_pilot(state="active", at=at, **options)
    if state == "terminated":
        return services.terminate_pilot(pilot=pilot, reason="The aide left.", actor=buyer_of(pilot), at=AUTUMN)
    if state in ("completed", "closed"):
        pilot = services.complete_pilot(pilot=pilot, actor=buyer_of(pilot), at=LAST_DAY)
    if state == "closed":
        verdict = verdict or "expand"
    if verdict:
        pilot = services.write_down_verdict(
            pilot=pilot, verdict=verdict, outcome_reference="OUT-TEST-22", actor=None, at=LAST_DAY
        )
    if state == "closed":
        settle(pilot)
        pilot = services.close_pilot(pilot=pilot, actor=buyer_of(pilot), at=LAST_DAY)
    return pilot


def settle(pilot):
    """Every milestone delivered, accepted, invoiced and paid."""
    for milestone in pilot.milestones.all():
        for move in ("deliver", "accept", "invoice", "pay"):
            milestone = act(milestone, move, at=LAST_DAY)


def act(milestone, move, *, at=AUTUMN, **changes):
    """One move on a milestone by the person whose move it is."""
    provider, buyer = provider_of(milestone.pilot), buyer_of(milestone.pilot)
    day = at.date()
    acts = {
        "deliver": (milestone_services.deliver_milestone, {"note": "The report is in the shared folder."}, provider),
        "return": (milestone_services.return_milestone, {"reason": "Two classes are missing."}, buyer),
        "accept": (milestone_services.accept_milestone, {}, buyer),
        "invoice": (
            milestone_services.record_invoice,
            {
                "number": f"INV-{milestone.pilot_id}-{milestone.number}",
                "invoiced_on": day,
                "amount_cents": milestone.amount_cents,
            },
            provider,
        ),
        "pay": (
            milestone_services.record_payment,
            {"method": "ach", "number": "778201", "paid_on": day, "amount_cents": milestone.amount_cents},
            buyer,
        ),
    }
    service, given, actor = acts[move]
    return service(milestone=milestone, **{"actor": actor, "at": at, **given, **changes})


STEPS = {
    "planned": (),
    "delivered": ("deliver",),
    "returned": ("deliver", "return"),
    "accepted": ("deliver", "accept"),
    "invoiced": ("deliver", "accept", "invoice"),
    "paid": ("deliver", "accept", "invoice", "pay"),
}


@lived_once
def make_milestone(*, state="planned", pilot=None, number=1, at=AUTUMN):
    """A milestone of a running pilot in the state asked for."""
    pilot = pilot or make_pilot(state="active")
    milestone = pilot.milestones.select_related("pilot").get(number=number)
    for move in STEPS[state]:
        milestone = act(milestone, move, at=at)
    return milestone
