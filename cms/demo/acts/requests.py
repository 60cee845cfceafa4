"""Districts write requests; both sides propose, accept, or give up."""

import copy
from datetime import datetime, timedelta

from cms.demo.acts.locker import version_of
from cms.demo.stories.locker import DOCUMENTS, TESTED_AGAIN
from cms.demo.stories.models import BY_KEY as MODELS
from cms.demo.stories.purchases import BY_KEY, PURCHASES, Purchase
from cms.demo.world import World
from marketplace.clocks.calendar import local_day
from marketplace.evidence.models import Measure
from marketplace.locker.models import LockerDocument
from marketplace.locker.queries import locker_versions_of
from marketplace.locker.services import add_version, expired_words
from marketplace.organizations import services as organizations
from procurement.exhibits.services import attach_exhibit, take_off
from procurement.negotiations import services as negotiations
from procurement.negotiations.models import Negotiation, Revision
from procurement.quotes import services as quotes
from procurement.quotes.models import PilotRequest

SHOWN_KINDS = ("insurance", "accessibility", "privacy_policy")


def is_done(world: World) -> bool:
    """Whether the last request is here."""
    return PilotRequest.objects.filter(need=PURCHASES[-1].need).exists()


def play(world: World) -> None:
    """Those that lead to a contract stop where both sides agree; the next act goes on."""
    for purchase in sorted(PURCHASES, key=lambda one: -one.asked):
        play_one(world, purchase)
    _test_again(world)
    _ask_elsewhere(world)


def _ask_elsewhere(world: World) -> None:
    """In a district of two, somebody of another district checks what one drafted, so that the other signs it."""
    purchase, helper = BY_KEY["hollow-first-grade"], world.person("nora.finch")
    hand = organizations.grant_hand(
        organization=world.body(purchase.buyer),
        reference=PilotRequest.objects.get(need=purchase.need).reference,
        task="issue_request",
        email=helper.email,
        note="Harold signs for us, and I wrote it. Would you read it before it goes out?",
        actor=world.person(purchase.writer),
        at=world.ago(2, "10:00"),
    )
    organizations.accept_hand(hand=hand, actor=helper, at=world.ago(1, "08:40"))


def play_one(world: World, purchase: Purchase) -> None:
    """One request up to the agreed text, or as far as it came."""
    request = _draft(world, purchase)
    if not purchase.reached("issued"):
        return
    writer = world.person(purchase.writer)
    quotes.issue_request(request=request, actor=writer, at=world.ago(purchase.asked - 1, "09:30"))
    if purchase.turn == "ended":
        quotes.end_request(request=request, reason=purchase.reason, actor=writer, at=world.ago(purchase.asked - 6))
    if purchase.reached("open"):
        _negotiate(world, purchase, request.negotiation)


def _draft(world: World, purchase: Purchase) -> PilotRequest:
    answers = quotes.Answers(
        need=purchase.need,
        subject=purchase.subject,
        grade_band=purchase.grade_band,
        students_count=purchase.students,
        sites=list(purchase.sites),
        starts_on=world.day(purchase.starts),
        ends_on=world.day(purchase.ends),
        measure=Measure.objects.get(name=purchase.measure),
        funding_source=purchase.funding,
        total_cents=purchase.total_cents,
    )
    return quotes.start_direct_request(
        model=world.model(purchase.model),
        buyer=world.body(purchase.buyer),
        answers=answers,
        actor=world.person(purchase.writer),
        at=world.ago(purchase.asked, "14:00"),
    )


def _negotiate(world: World, purchase: Purchase, negotiation: Negotiation) -> None:
    author, writer = world.person(MODELS[purchase.model].author), world.person(purchase.writer)
    last = negotiation.revisions.get(number=1)
    body = _provider_body(purchase, last)
    last = negotiations.propose_revision(
        negotiation=negotiation,
        based_on=1,
        body=body,
        actor=author,
        at=world.ago(purchase.asked - 3, "11:00"),
        note="We add who is compared with whom, so that the result says something.",
    )
    _attach_papers(negotiation, author, world.ago(purchase.asked - 3, "11:05"))
    negotiations.add_comment(
        negotiation=negotiation,
        anchor="part:comparison",
        is_shared=True,
        actor=author,
        text="The comparison group is what makes the result count later. It costs your teachers one test more.",
        at=world.ago(purchase.asked - 3, "11:10"),
    )
    if purchase.turn == "abandoned":
        negotiations.abandon_negotiation(
            negotiation=negotiation, reason=purchase.reason, actor=writer, at=world.ago(purchase.asked - 8)
        )
    elif purchase.reached("agreed"):
        accept(world, negotiation, last, purchase)


def _attach_papers(negotiation: Negotiation, author: object, at: datetime) -> None:
    """The provider puts what it keeps before the district, and takes its privacy policy off: the clauses go further."""
    kept = locker_versions_of(negotiation.request.provider).filter(document__kind__in=SHOWN_KINDS, uploaded_at__lte=at)
    for version in kept:
        if not expired_words(version, today=local_day(at, negotiation.zone)):
            exhibit = attach_exhibit(negotiation=negotiation, version=version, actor=author, at=at)
            if version.document.kind == "privacy_policy":
                take_off(exhibit=exhibit, actor=author, at=at + timedelta(minutes=2))


def _test_again(world: World) -> None:
    """A provider keeps a newer version of what already goes with talks that are open."""
    story = next(each for each in DOCUMENTS if each.title == "VPAT")
    document = LockerDocument.objects.get(organization=world.body(story.body), title=story.title)
    add_version(document=document, actor=world.person(story.keeper), **version_of(world, story, TESTED_AGAIN))


def accept(world: World, negotiation: Negotiation, last: Revision, purchase: Purchase) -> None:
    """The district takes the provider's text, after one counter-proposal where it wants other hours."""
    author, writer = world.person(MODELS[purchase.model].author), world.person(purchase.writer)
    if purchase.breach_hours is None:
        negotiations.accept_revision(
            negotiation=negotiation, sha256=last.sha256, actor=writer, at=world.ago(purchase.asked - 5, "15:30")
        )
        return
    body = copy.deepcopy(last.body)
    body["scope"]["summary"] += "\n\nGroups meet in the first half of the morning."
    last = negotiations.propose_revision(
        negotiation=negotiation,
        based_on=last.number,
        body=body,
        note="Mornings only, as our aides work until noon.",
        actor=writer,
        at=world.ago(purchase.asked - 4, "10:00"),
    )
    negotiations.accept_revision(
        negotiation=negotiation, sha256=last.sha256, actor=author, at=world.ago(purchase.asked - 5, "15:30")
    )


def _provider_body(purchase: Purchase, first: Revision) -> dict:
    body = copy.deepcopy(first.body)
    body["comparison"]["n_comparison_planned"] = purchase.comparison_students or purchase.students
    body["scope"]["summary"] += "\n\nStudents who start later or in another building are the comparison group."
    if purchase.second_measure:
        measure = Measure.objects.get(name=purchase.second_measure)
        body["measures"].append({**body["measures"][0], "key": "m2", "name": measure.name, "measure_id": measure.pk})
    return body
