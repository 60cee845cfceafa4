"""New versions of approved models: one accepted, one that waits for the department."""

from cms.demo.world import World
from marketplace.products import services as products
from marketplace.products.models import LearningModel
from marketplace.products.queries import latest_version
from procurement.versionchanges import services
from procurement.versionchanges.models import VersionChange


def is_done(world: World) -> bool:
    """Whether the newest request is here."""
    return VersionChange.objects.filter(model=world.model("trails")).exists()


def play(world: World) -> None:
    """One provider trains its aides longer, which is accepted; another one changes who tutors, and waits."""
    harbor = _describe(
        world, "harbor", "marcus.oyelaran", 16, training="16 hours before the start, one hour a month after."
    )
    change = services.file_change(
        model=harbor,
        explanation="Aides asked for more practice with the pattern sorter. Districts pay no more for it.",
        actor=world.person("marcus.oyelaran"),
        at=world.ago(16, "11:20"),
    )
    services.accept(
        change=change,
        reason="More training than in the studies; nothing speaks for weaker results.",
        actor=world.person("samuel.whitcombe"),
        at=world.ago(12, "15:10"),
    )
    trails = _describe(
        world, "trails", "leah.ostrowski", 3, staffing="One tutor for every 30 students, paid by Copperleaf.",
        summary="Tutors from the town meet three students at a time and work along a trail of number ideas.",
    )  # fmt: skip
    services.file_change(
        model=trails,
        explanation="Tutors now keep their cards on paper only, so each of them can take one group more.",
        actor=world.person("leah.ostrowski"),
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
