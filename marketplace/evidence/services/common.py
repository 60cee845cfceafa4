"""What the writes to evidence share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from marketplace.audit.queries import history_of
from marketplace.audit.services import record
from marketplace.evidence.signals import evidence_changed
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.people.models import User
from marketplace.products.models import LearningModel


def only(values: Mapping[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    """The values, or Refused for one that this record does not hold."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise Refused(f"There is no {', '.join(sorted(unknown))} to enter here.")
    return dict(values)


def check_edition(row: models.Model, edition: int) -> None:
    """Raise Stale, saying who changed what, when the form was opened before the last save."""
    if row.edition == edition:
        return
    events = [event for event in history_of(row) if event.payload.get("edition", 0) > edition]
    who = ", ".join(sorted({event.actor_name for event in events})) or "Somebody"
    names = dict.fromkeys(name for event in events for name in event.payload.get("fields", []))
    what = ", ".join(name.replace("_", " ") for name in names) or "it"
    raise Stale(
        f"{who} changed {what} while you had this page open. Your answers are still here: check them and save again."
    )


def check_choices(row: models.Model, names: Iterable[str]) -> None:
    """Raise ValidationError, naming what is accepted, for values outside their vocabulary or too long.

    Records that the row belongs to are not looked up again: they are at hand, and the database holds to them.
    """
    keep = set(names)
    row.clean_fields(exclude=[each.name for each in row._meta.fields if each.is_relation or each.name not in keep])


def changed_fields(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(row, name) != value]


def needs_text(values: Mapping[str, Any], field: str, words: str) -> str:
    """The text without outer blanks; ValidationError with these words when there is none."""
    text = " ".join(str(values.get(field) or "").split())
    if not text:
        raise ValidationError({field: words})
    return text


def noted(name: str, row: models.Model, model: LearningModel, actor: User | None, at: datetime, **payload: Any) -> None:
    """Record the event and tell who listens that the model's evidence changed."""
    record(name, subject=row, actor=actor, organization=model.provider, at=at, payload=payload)
    evidence_changed.send(sender=LearningModel, model=model, at=at)
