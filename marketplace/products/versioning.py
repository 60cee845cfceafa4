"""How a description moves from save to save and from version to version: what every write to it shares."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import locked
from marketplace.people.models import User
from marketplace.products import sections
from marketplace.products.models import LearningModel, ModelVersion, PartOfVersion
from marketplace.products.queries import changes_since, latest_version
from marketplace.products.questions import WORDS
from marketplace.products.transitions import MODEL_VERSION, VersionState


def current(version: ModelVersion, edition: int) -> ModelVersion:
    """The version, locked. Raises Stale where it is not the newest or was saved after `edition`."""
    version = locked(version)
    latest = latest_version(version.model)
    if latest.pk != version.pk:
        raise Stale(f"Version {latest.number} was started meanwhile. Open it and enter your changes there.")
    if edition != version.edition:
        raise Stale(_what_changed(version, edition))
    return version


def _what_changed(version: ModelVersion, edition: int) -> str:
    events = changes_since(version, edition)
    who = ", ".join(sorted({event.actor_name for event in events})) or "Somebody"
    names = dict.fromkeys(name for event in events for name in event.payload.get("fields", ["data_elements"]))
    what = ", ".join(f"“{WORDS[name][0]}”" if name in WORDS else name.replace("_", " ") for name in names)
    what = what or "this description"
    return (
        f"{who} changed {what} while you had this page open. Your text is still here: look at theirs, then save again."
    )


def editable(version: ModelVersion, edition: int, *, actor: User, at: datetime) -> ModelVersion:
    """The version itself while it is a working draft; the next one, started now, where it is frozen."""
    version = current(version, edition)
    return next_version(version, {}, actor=actor, at=at) if version.is_frozen else version


def next_version(version: ModelVersion, values: Mapping[str, Any], *, actor: User, at: datetime) -> ModelVersion:
    """Start the version after this one with all that it says and lists, changed as `values` say."""
    kept = {name: getattr(version, name) for name in sections.TEXT_FIELDS}
    started = start_version(version.model, number=version.number + 1, at=at, actor=actor, values={**kept, **values})
    for parts in (version.data_elements, version.costs, version.rule_needs):
        _copy(parts.all(), started)
    return started


def start_version(
    model: LearningModel, *, number: int, at: datetime, actor: User | None, values: Mapping[str, Any]
) -> ModelVersion:
    """Start a working version with these answers."""
    version = ModelVersion(
        model=model, number=number, state=VersionState.WORKING, created_at=at, saved_at=at, **only_known(values)
    )
    version.save()
    MODEL_VERSION.created(version, actor=actor, organization=model.provider, at=at, payload={"number": number})
    return version


def touch(version: ModelVersion, at: datetime, **values: Any) -> None:
    """Save the version with these values as its next edition."""
    for name, value in values.items():
        setattr(version, name, value)
    version.edition += 1
    version.saved_at = at
    version.save()


def noted(what: str, version: ModelVersion, actor: User, at: datetime, **payload: Any) -> None:
    """Record a change of the description in its audit trail."""
    record(
        f"model_version.{what}",
        subject=version,
        actor=actor,
        organization=version.model.provider,
        at=at,
        payload={"edition": version.edition, **payload},
    )


def only_known(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, or Refused where one is not part of a description."""
    unknown = set(values) - set(sections.TEXT_FIELDS)
    if unknown:
        raise Refused(f"A description has no {', '.join(sorted(unknown))}.")
    return dict(values)


def _copy(rows: Iterable[PartOfVersion], started: ModelVersion) -> None:
    copies = list(rows)
    for row in copies:
        row.pk, row.version = None, started
    if copies:
        type(copies[0]).objects.bulk_create(copies)
