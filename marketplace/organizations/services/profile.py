"""What a person says of themself; conflict checks read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.facts import names_of
from marketplace.people.models import User
from marketplace.people.names import checked_name


@service
def save_profile(*, person: User, name: str, employer: str, interests: Any, actor: User, at: datetime) -> User:
    """Keep one's own name, employer and interests right. The employer before stays in the trail: conflict checks look
    back. Raises ValidationError without a name."""
    if actor.pk != person.pk:
        raise ValidationError("You can change only your own profile.")
    missing = "Enter your full name, as it should stand under what you do here."
    name, employer = checked_name(name, missing=missing), " ".join(employer.split())
    person = locked(person)
    values = {"name": name, "employer": employer, "interests": names_of(interests)}
    changed = [field for field, value in values.items() if getattr(person, field) != value]
    if changed:
        payload: dict[str, Any] = {"fields": changed}
        if "employer" in changed and person.employer:
            payload["employer_before"] = person.employer
        for field in changed:
            setattr(person, field, values[field])
        person.save(update_fields=changed)
        record("person.profile_changed", subject=person, actor=actor, at=at, payload=payload)
    return person
