"""Pilots start, deliver, are paid for, end, or end early."""

from datetime import datetime, timedelta

from cms.demo.stories.models import BY_KEY as MODELS
from cms.demo.stories.purchases import PURCHASES, Purchase
from cms.demo.world import ZONE, World
from procurement.pilots import milestone_services as milestones
from procurement.pilots import services
from procurement.pilots.models import Milestone, Pilot
from procurement.quotes.models import PilotRequest

STEPS = {
    "planned": (),
    "delivered": ("deliver",),
    "returned": ("deliver", "return"),
    "accepted": ("deliver", "accept"),
    "invoiced": ("deliver", "accept", "invoice"),
    "paid": ("deliver", "accept", "invoice", "pay"),
}


def is_done(world: World) -> bool:
    """Whether one has ended early."""
    return Pilot.objects.filter(state="terminated").exists()


def play(world: World) -> None:
    """Each up to the last day of teaching; outcomes come after."""
    for purchase in sorted(PURCHASES, key=lambda one: -one.starts):
        if purchase.reached("executed"):
            _prepare(world, purchase)
        if purchase.reached("started"):
            _run(world, purchase)


def pilot_of(purchase: Purchase) -> Pilot:
    """The pilot of a purchase."""
    request = PilotRequest.objects.get(need=purchase.need)
    return Pilot.objects.get(contract__negotiation__request=request, contract__executed_at__isnull=False)


def settle(world: World, purchase: Purchase, *, from_number: int, at: datetime) -> None:
    """Take the later milestones as far as the story says, in the days after an instant."""
    pilot = pilot_of(purchase)
    for milestone, state in zip(pilot.milestones.order_by("number"), purchase.milestones, strict=True):
        if milestone.number >= from_number:
            _steps(world, purchase, milestone, STEPS[state], at)


def _prepare(world: World, purchase: Purchase) -> None:
    pilot, writer = pilot_of(purchase), world.person(purchase.writer)
    if not purchase.reached("started"):
        return
    noticed = world.ago(purchase.starts + 6, "08:45")
    services.record_family_notice(
        pilot=pilot,
        notice_on=noticed.date(),
        how="Letter in English and Spanish, and at the parents’ evening.",
        actor=writer,
        at=noticed,
    )
    services.record_purchase_order(
        pilot=pilot, number=f"PO-{purchase.students}{purchase.starts}", actor=writer, at=world.ago(purchase.starts + 5)
    )


def _run(world: World, purchase: Purchase) -> None:
    pilot, writer = pilot_of(purchase), world.person(purchase.writer)
    services.start_pilot(pilot=pilot, actor=writer, at=world.ago(purchase.starts, "08:05"))
    if purchase.turn != "terminated":
        services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=writer, at=world.ago(purchase.starts, "16:00"))
    for milestone, state in zip(pilot.milestones.order_by("number"), purchase.milestones, strict=True):
        if not milestone.is_contingent:
            due = datetime.combine(milestone.due_on, datetime.min.time(), ZONE) + timedelta(hours=11)
            _steps(world, purchase, milestone, STEPS[state], min(due, world.ago(9, "11:00")))
    if purchase.turn == "terminated":
        services.terminate_pilot(
            pilot=pilot,
            reason=purchase.reason,
            actor=world.person(purchase.signer),
            at=world.ago(purchase.starts - 38, "14:00"),
        )
    elif purchase.reached("completed"):
        services.complete_pilot(pilot=pilot, actor=writer, at=world.ago(purchase.ends, "15:30"))


def _steps(world: World, purchase: Purchase, milestone: Milestone, steps: tuple[str, ...], at: datetime) -> None:
    author, writer = world.person(MODELS[purchase.model].author), world.person(purchase.writer)
    number = f"{MODELS[purchase.model].provider[:3].upper()}-{milestone.pk:04d}"
    for place, step in enumerate(steps):
        when = min(at + timedelta(days=2 * place), world.ago(1, "09:00"))
        if step == "deliver":
            note = "Done as planned; the list of sessions is in the shared folder of the school."
            milestone = milestones.deliver_milestone(milestone=milestone, note=note, actor=author, at=when)
        elif step == "return":
            reason = "The minutes of two groups are missing. Please add weeks 5 and 6."
            milestone = milestones.return_milestone(milestone=milestone, reason=reason, actor=writer, at=when)
        elif step == "accept":
            milestone = milestones.accept_milestone(milestone=milestone, actor=writer, at=when)
        elif step == "invoice":
            milestone = milestones.record_invoice(
                milestone=milestone,
                number=number,
                invoiced_on=when.date(),
                amount_cents=milestone.amount_cents,
                actor=author,
                at=when,
            )
        else:
            milestone = milestones.record_payment(
                milestone=milestone,
                method="ach",
                number=f"T{milestone.pk:06d}",
                paid_on=when.date(),
                amount_cents=milestone.amount_cents,
                actor=writer,
                at=when,
            )
