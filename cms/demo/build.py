"""Building the demo: its acts in order, each whole or not at all, so that an interrupted build can be started again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.db import transaction

from cms.demo.stories.people import AGENCY
from cms.demo.world import World
from marketplace.access.scope import request_scope
from marketplace.organizations.models import Organization
from search.postponing import postponed

ACTS = (
    ("founding", "The department, its policy, clauses and pages"),
    ("directory", "The directory of districts"),
    ("organizations", "Providers and districts, with their people"),
    ("locker", "Documents that providers keep"),
    ("research", "Real programs with their public studies"),
    ("models", "The providers’ models and their evidence"),
    ("evaluators", "The register of evaluators, and studies that name them"),
    ("rounds", "Invitations to qualify"),
    ("pool", "The pool of reviewers"),
    ("applications", "Applications, reviews and decisions"),
    ("renewals", "Documents that providers renew"),
    ("questions", "Questions about rounds"),
    ("designations", "Approvals in every state"),
    ("appeals", "Appeals against decisions"),
    ("debriefs", "Debriefs about decisions"),
    ("hands", "Helping hands, and a desk that is handed over"),
    ("casework", "Case work on several applications"),
    ("requests", "Requests and negotiations"),
    ("contracts", "Contracts and signatures"),
    ("pilots", "Pilots, milestones and payments"),
    ("outcomes", "Outcomes"),
    ("tierreviews", "Tier reviews"),
    ("versionchanges", "New versions of approved models"),
    ("measures", "Experts on measures"),
    ("evidence", "Findings from files"),
    ("simulations", "The trial run of a policy draft"),
    ("search", "The catalogue’s index"),
    ("shortlists", "Shortlists of districts"),
    ("searches", "Saved searches, and how models are found"),
)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Act:
    """One part of the demo. `is_done` looks for the last thing that `play` makes."""

    title: str
    is_done: Callable[[World], bool]
    play: Callable[[World], None]


def acts() -> list[Act]:
    """Every act in the order of play."""
    modules = [(title, import_module(f"cms.demo.acts.{name}")) for name, title in ACTS]
    return [Act(title, module.is_done, module.play) for title, module in modules]


def build_demo(*, now: datetime, progress: Progress | None = None) -> None:
    """Make the whole lived-in year that ends at `now`, by calling services as its people; acts already done are left.

    `progress` hears the number of acts done, of all, and the title of the next.
    """
    world = World(now=_begun_for(now))
    plan = acts()
    for number, act in enumerate(plan):
        if progress:
            progress(number, len(plan), act.title)
        if not act.is_done(world):
            with transaction.atomic(), postponed(), request_scope():
                act.play(world)
    if progress:
        progress(len(plan), len(plan), "Done")


def _begun_for(now: datetime) -> datetime:
    """The instant that an interrupted build was begun for, so that its days still fit together."""
    agency = Organization.objects.filter(regulates=True).first()
    return agency.created_at + timedelta(days=AGENCY.joined_days_ago) if agency else now
