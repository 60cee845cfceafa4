"""What became of the fee of each application: paid in every way, exempt, refused, bounced, given back, on its way."""

from datetime import timedelta

from cms.demo.stories.applications import ApplicationStory
from cms.demo.world import World
from procurement.applications.models import Application
from procurement.payments import services
from procurement.payments.effects import PROCESSING, SUCCEEDED
from procurement.payments.gateway import Checkout, Notice
from procurement.payments.models import ExemptionRequest, Fee, Payment

OFFICER = "daniel.reyes"
SMALL_FIRM_PEOPLE, PEOPLE = 7, 34
REASONS = {
    "granted": "We are a nonprofit of fourteen people, and eleven of them teach. The fee is a week of one salary.",
    "refused": "This is our second application this year.",
    "lapsed": "We expected to be fewer than ten people by now.",
    "asked": "Two of our employers pay our costs this year, and neither pays fees. We ask you to waive ours.",
}


class QuietService:
    """A payment service that only the demo knows: a page for each payment, and no money anywhere."""

    def __init__(self, expires_at: object) -> None:
        self.expires_at = expires_at

    def begin(self, order: object) -> Checkout:
        """A page that nobody opens."""
        return Checkout(f"cs_demo_{order.key}", f"https://payments.example/{order.key}", self.expires_at)


def people_of(story: ApplicationStory) -> int:
    """How many people the provider says it has."""
    return SMALL_FIRM_PEOPLE if story.fee == "small_firm" else PEOPLE


def settle(world: World, story: ApplicationStory, application: Application) -> None:
    """The fee as its story goes; an exemption by the policy needs nothing."""
    fee = application.fee
    if fee.state != "due":
        return
    if story.fee in REASONS:
        _ask(world, story, fee)
    if story.fee == "surplus":
        _begin(world, story, fee)
    if story.fee in ("check", "given_back", "bounced", "surplus"):
        payment = _record(world, story, fee, "check", f"{4400 + story.sent}", story.sent - 1)
        if story.fee == "bounced":
            _bounce(world, story, payment)
    if story.fee in ("lapsed", "refused", "bounced"):
        way = "purchase_order" if story.fee == "lapsed" else "ach"
        _record(world, story, fee, way, f"T-{7000 + story.sent}", story.sent - 3)
    if story.fee in ("online", "on_its_way"):
        _pay_online(world, story, fee)
    if story.fee == "surplus":
        _tell(world, story, fee.payments.get(method="checkout"), SUCCEEDED, "09:30", days=story.sent - 1)


def give_back(world: World, story: ApplicationStory, application: Application) -> None:
    """The department gives back what was paid for an application that was taken back."""
    for payment in application.fee.payments.filter(state="succeeded") if story.fee == "given_back" else ():
        services.refund_payment(
            payment=payment,
            reason="You withdrew before the check was finished.",
            number="88120",
            actor=world.person(OFFICER),
            at=world.ago(story.sent - 10, "11:20"),
        )


def _ask(world: World, story: ApplicationStory, fee: Fee) -> None:
    actor, at = world.person(story.sender), world.ago(story.sent, "16:20")
    asked = services.ask_exemption(fee=fee, reason=REASONS[story.fee], actor=actor, at=at)
    if story.fee in ("granted", "refused"):
        _decide(world, story, asked)


def _decide(world: World, story: ApplicationStory, asked: ExemptionRequest) -> None:
    is_granted = story.fee == "granted"
    reason = (
        "A nonprofit whose staff teaches. The fee is meant for firms."
        if is_granted
        else "The policy knows no rebate for a second application. Your size does not exempt you."
    )
    at = world.ago(story.sent - 2, "10:05")
    services.decide_exemption(ask=asked, is_granted=is_granted, reason=reason, actor=world.person(OFFICER), at=at)


def _record(world: World, story: ApplicationStory, fee: Fee, method: str, number: str, days: int) -> Payment:
    at = world.ago(days, "09:05")
    payment = services.record_payment(
        fee=fee, method=method, number=number, paid_on=world.day(days), actor=world.person(OFFICER), at=at
    )
    return services.make_receipt(payment=payment, at=at)


def _bounce(world: World, story: ApplicationStory, payment: Payment) -> None:
    reason, at = "The bank returned the check: the account is closed.", world.ago(story.sent - 2, "14:40")
    services.take_back_payment(payment=payment, reason=reason, actor=world.person(OFFICER), at=at)


def _pay_online(world: World, story: ApplicationStory, fee: Fee) -> None:
    payment = _begin(world, story, fee)
    if story.fee == "online":
        services.make_receipt(
            payment=_tell(world, story, payment, SUCCEEDED, "16:15"), at=world.ago(story.sent, "16:15")
        )
    else:
        _tell(world, story, payment, PROCESSING, "16:15")


def _begin(world: World, story: ApplicationStory, fee: Fee) -> Payment:
    at = world.ago(story.sent, "16:10")
    services.begin_checkout(
        fee=fee,
        actor=world.person(story.sender),
        at=at,
        gateway=QuietService(at + timedelta(days=1)),
    )
    return fee.payments.get(method="checkout")


def _tell(world: World, story: ApplicationStory, payment: Payment, said: str, clock: str, *, days: int = -1) -> Payment:
    at = world.ago(story.sent if days < 0 else days, clock)
    notice = Notice(
        event=f"evt_demo_{payment.reference}_{said}",
        kind=f"demo.payment.{said}",
        said=said,
        payment=payment.reference,
        charge=f"pi_demo_{payment.reference}",
        amount_cents=payment.amount_cents,
        body="{}",
    )
    return services.take_notice(notice=notice, at=at)
