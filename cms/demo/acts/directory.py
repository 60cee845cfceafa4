"""The portal takes in the public directory of districts, and the made-up districts that the demo's people work for."""

from pathlib import Path

import marketplace.organizations
from cms.demo import stories
from cms.demo.world import World
from marketplace.organizations.models import District
from marketplace.organizations.services.directory import import_districts

REAL = Path(marketplace.organizations.__file__).parent / "data" / "pennsylvania_districts.csv"
MADE_UP = Path(stories.__file__).parent / "districts.csv"


def is_done(world: World) -> bool:
    """Whether the made-up districts are here."""
    return District.objects.filter(is_fictional=True).exists()


def play(world: World) -> None:
    """The real ones first."""
    import_districts(path=REAL, at=world.ago(465, "10:00"))
    import_districts(path=MADE_UP, at=world.ago(465, "10:20"))
