"""New versions of approved models: each answer that the department can give, and one that waits for it."""

from cms.demo.world import World
from marketplace.products import services as products
from marketplace.products.models import LearningModel
from marketplace.products.queries import latest_version
from procurement.versionchanges import services
from procurement.versionchanges.models import VersionChange


def is_done(world: World) -> bool:
    """Whether the newest request is here."""
    return VersionChange.objects.filter(model=world.model("trails"), state="filed").exists()


def play(world: World) -> None:
    """What was asked for one model after the other."""
    _harbor(world)
    _tides(world)
    _trails(world)


def _harbor(world: World) -> None:
    """One that was taken back, one that was declined, and longer training for aides, which was accepted."""
    author, determiner = world.person("marcus.oyelaran"), world.person("samuel.whitcombe")
    harbor = _describe(world, "harbor", "marcus.oyelaran", 40, training="An hour of video before the start.")
    words = "Districts asked for less time away from class."
    taken_back = services.file_change(model=harbor, explanation=words, actor=author, at=world.ago(39, "11:20"))
    services.withdraw(change=taken_back, actor=author, at=world.ago(38, "09:10"))
    again = services.file_change(
        model=harbor, explanation=f"{words} We add a checklist.", actor=author, at=world.ago(36, "14:00")
    )
    services.decline(
        change=again,
        reason="Every study that carries the tier trained aides for two days. An hour of video was not studied.",
        actor=determiner,
        at=world.ago(31, "10:40"),
    )
    _describe(world, "harbor", "marcus.oyelaran", 16, training="16 hours before the start, one hour a month after.")
    change = services.file_change(
        model=harbor,
        explanation="Aides asked for more practice with the pattern sorter. Districts pay no more for it.",
        actor=author,
        at=world.ago(16, "11:20"),
    )
    services.accept(
        change=change,
        reason="More training than in the studies; nothing speaks for weaker results.",
        actor=determiner,
        at=world.ago(12, "15:10"),
    )


def _tides(world: World) -> None:
    """Whole classes in place of groups: a tier review looks whether the tier still fits."""
    tides = _describe(world, "tides", "carla.jimenez", 10, students_served="Whole classes of up to 30 students.")
    change = services.file_change(
        model=tides,
        explanation="Two schools ran it with whole classes and kept their logs.",
        actor=world.person("carla.jimenez"),
        at=world.ago(9, "10:00"),
    )
    services.send_to_review(
        change=change,
        reason="For whom it works is what the tier rests on.",
        actor=world.person("samuel.whitcombe"),
        at=world.ago(6, "13:30"),
    )


def _trails(world: World) -> None:
    """Tutoring at home was another model; who tutors, and how, waits for the department."""
    author = world.person("leah.ostrowski")
    trails = _describe(world, "trails", "leah.ostrowski", 24, staffing="No tutor: families work through the cards.")
    referred = services.file_change(
        model=trails, explanation="Some families asked for it.", actor=author, at=world.ago(24, "16:40")
    )
    services.refer(
        change=referred,
        reason="Without a tutor it is another model than the one that was approved. Apply with it to a round.",
        actor=world.person("samuel.whitcombe"),
        at=world.ago(19, "11:00"),
    )
    _describe(
        world, "trails", "leah.ostrowski", 3, staffing="One tutor for every 30 students, paid by Copperleaf.",
        summary="Tutors from the town meet three students at a time and work along a trail of number ideas.",
    )  # fmt: skip
    services.file_change(
        model=trails,
        explanation="Tutors now keep their cards on paper only, so each of them can take one group more.",
        actor=author,
        at=world.ago(3, "16:40"),
    )


def _describe(world: World, key: str, author: str, days: int, **changes: str) -> LearningModel:
    model = world.model(key)
    version = latest_version(model)
    products.save_version(
        version=version,
        edition=version.edition,
        changes=changes,
        actor=world.person(author),
        at=world.ago(days, "10:30"),
    )
    return model
