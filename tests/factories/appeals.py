"""Appeals for tests: filed by the provider's owner in time, decided by an appeal officer with no part before."""

from datetime import timedelta

from marketplace.organizations.models import Role
from procurement.appeals import services
from procurement.appeals.deadlines import file_by
from procurement.reviews.conflicts import Declared
from tests.factories.designations import ISSUED, make_determination
from tests.factories.memory import lived_once
from tests.factories.organizations import owner_of
from tests.factories.rounds import officer

HOUR = timedelta(hours=1)
FILED = ISSUED + timedelta(days=3)
DECIDED = ISSUED + timedelta(days=20)


def appeal_officer(name="Ada Moreno"):
    """Who decides appeals."""
    return officer(Role.APPEAL_OFFICER, name=name)


def file(determination, *, at=FILED, grounds="The panel missed section 4.", **options):
    actor = owner_of(determination.provider)
    return services.file_appeal(determination=determination, grounds=grounds, actor=actor, at=at, **options)


def take_up(appeal, *, actor=None, declared=None, at=FILED + HOUR):
    actor = actor or appeal_officer()
    return services.take_up(appeal=appeal, declared=declared or Declared(), actor=actor, at=at)


def dismiss(appeal, *, actor=None, reason="The section says otherwise.", at=DECIDED):
    return services.dismiss(appeal=appeal, reason=reason, actor=actor or appeal_officer(), at=at)


def grant(appeal, *, actor=None, tier="early_stage", reason="Section 4 shows it.", at=DECIDED, **options):
    subject = appeal.determination.subject
    values = {"reasons": {}, "conditions": "", "scope": [tuple(row) for row in subject.scope], **options}
    return services.grant(appeal=appeal, tier=tier, reason=reason, actor=actor or appeal_officer(), at=at, **values)


@lived_once
def make_appeal(*, state="filed", tier="", determination=None):
    """An appeal in the state asked for, against a decision that declines."""
    if state in ("dismissed", "granted"):
        appeal = make_appeal(state="under_review", tier=tier, determination=determination)
        return dismiss(appeal) if state == "dismissed" else grant(appeal)
    if state == "under_review":
        return take_up(make_appeal(tier=tier, determination=determination))
    determination = determination or make_determination(state="issued", tier=tier)
    appeal_officer()
    return file(determination, at=file_by(determination) if state == "late" else FILED)
