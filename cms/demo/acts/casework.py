"""An officer acts on several applications at once, writes to a provider and reminds; declarations are checked again."""

from cms.demo.world import World
from procurement.applications.models import Application
from procurement.casework import acts, services
from procurement.casework.models import Batch, BatchAct
from procurement.reviews import pool_services, recheck_services
from procurement.reviews.models import Honorarium

RECHECKED = 6


def is_done(world: World) -> bool:
    """Whether the last batch is prepared."""
    return Batch.objects.filter(state="prepared").exists()


def play(world: World) -> None:
    """One batch is done with a row that failed, another waits for its confirmation."""
    _several(world)
    _honoraria(world)
    _rechecks(world)


def _several(world: World) -> None:
    officer, at = world.person("daniel.reyes"), world.ago(1, "09:15")
    running = list(Application.objects.filter(submitted_at__lt=at).exclude(state="draft").order_by("pk"))
    waiting = [each for each in running if each.state in ("submitted", "screening", "cure_requested", "under_review")]
    done = [each for each in running if each.state == "decided"]
    given = {"common": {}, "actor": officer}
    reminded = services.prepare_batch(
        act=BatchAct.REMIND, applications=[*waiting[:2], *done[:1]], reason="The monthly look.", at=at, **given
    )
    services.keep_reasons(batch=reminded, reasons={}, actor=officer, at=at)
    acts.run_batch(batch=reminded, actor=officer, at=at)
    if waiting:
        text = "Our office is closed on the last Friday of the month. Your application waits no longer for it."
        services.write_to_provider(application=waiting[0], text=text, actor=officer, at=world.ago(1, "09:40"))
    services.prepare_batch(
        act=BatchAct.MESSAGE, applications=waiting, reason="The next decisions are taken in two weeks.",
        at=world.ago(0, "07:50"), **given,
    )  # fmt: skip


def _honoraria(world: World) -> None:
    rows = list(Honorarium.objects.select_related("assignment__reviewer").order_by("pk"))
    officer, at = world.person("daniel.reyes"), world.ago(5, "15:30")
    if rows:
        pool_services.pay_honorarium(honorarium=rows[0], note="Check 20418", actor=officer, at=at)
    if len(rows) > 1:
        reviewer = world.person(rows[1].assignment.reviewer.email.partition("@")[0])
        pool_services.decline_honorarium(honorarium=rows[1], actor=reviewer, at=at)


def _rechecks(world: World) -> None:
    auditor, at = world.person("tobias.ferreira"), world.ago(12, "11:10")
    drawn = recheck_services.draw(count=RECHECKED, seed="spring", actor=auditor, at=at)
    for row in drawn.rows.all()[:2]:
        note = "Asked the employer and looked into the state’s register of firms. Nothing was found."
        recheck_services.note_check(row=row, found="clear", note=note, actor=auditor, at=world.ago(11, "14:00"))
