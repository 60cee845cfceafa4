"""A file is for whoever may read the record it belongs to."""

from __future__ import annotations

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.documents.guards import guard, guard_of

__all__ = ["DOWNLOAD", "guard"]


@rule("This file belongs to a record that you cannot see.")
def reads_subject(person: Any, record: Any) -> bool:
    """Whether the person may read the file's record; a kind of record without a guard is seen by nobody."""
    subject = record.subject
    permission = guard_of(type(subject)) if subject is not None else None
    return permission is not None and permission.decide(person, subject).allowed


DOWNLOAD = Permission("documents:file:download", see=reads_subject)
