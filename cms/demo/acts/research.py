"""Real programs as public reviews know them: listings that no provider has claimed, with their studies and findings."""

from cms.demo.world import World
from marketplace.evidence.importing.applying import import_findings
from marketplace.evidence.importing.carried import CARRIED
from marketplace.products.models import LearningModel


def is_done(world: World) -> bool:
    """Whether listings are here."""
    return LearningModel.objects.filter(is_illustrative=True).exists()


def play(world: World) -> None:
    """Take in the project's own file of facts."""
    import_findings(path=CARRIED, at=world.ago(462, "10:00"))
