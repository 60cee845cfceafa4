"""Real programs as public reviews know them: listings that no provider has claimed, with their studies and findings."""

from pathlib import Path

import marketplace.evidence
from cms.demo.world import World
from marketplace.evidence.importing.applying import import_findings
from marketplace.products.models import LearningModel

FINDINGS = Path(marketplace.evidence.__file__).parent / "data" / "findings.json"


def is_done(world: World) -> bool:
    """Whether listings are here."""
    return LearningModel.objects.filter(is_illustrative=True).exists()


def play(world: World) -> None:
    """Take in the project's own file of facts."""
    import_findings(path=FINDINGS, at=world.ago(462, "10:00"))
