"""Version changes for tests: an approved model is described anew, and its owner asks to publish that."""

from datetime import timedelta

from marketplace.products import services as products
from marketplace.products.queries import latest_version
from procurement.versionchanges import services
from tests.factories.designations import IN_FORCE, determiner, make_approval
from tests.factories.organizations import owner_of

FILED = IN_FORCE + timedelta(days=5)
SETTLED = FILED + timedelta(days=3)
MATERIAL = {"staffing": "One aide for every 24 students."}
SMALL = {"summary": "Groups of four read aloud for half an hour a day."}


def describe(model, *, at=FILED, **changes):
    """The next version of an approved model, with these answers."""
    version = latest_version(model)
    return products.save_version(
        version=version, edition=version.edition, changes=changes or MATERIAL, actor=owner_of(model.provider), at=at
    )


def file(model, *, actor=None, at=FILED, explanation="Fewer aides.", **options):
    actor = actor or owner_of(model.provider)
    return services.file_change(model=model, explanation=explanation, actor=actor, at=at, **options)


def decide(change, move="accept", *, actor=None, at=SETTLED, reason="Results hold with fewer aides."):
    return services.MOVES[move](change=change, reason=reason, actor=actor or determiner(), at=at)


MOVES = {"accepted": "accept", "declined": "decline", "referred": "refer", "in_review": "send_to_review"}


def make_change(*, state="filed", **options):
    """A request in the state asked for."""
    designation = make_approval(**options)
    describe(designation.model)
    change = file(designation.model)
    if state == "withdrawn":
        return services.withdraw(change=change, actor=owner_of(change.provider), at=SETTLED)
    return decide(change, MOVES[state]) if state in MOVES else change
