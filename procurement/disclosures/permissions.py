"""Who claims, who signs, who reads the claims, and who releases the public copy."""

from __future__ import annotations

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.access.scope import current_instant
from marketplace.organizations.permissions import has_role, no_stake_in
from procurement.applications.permissions import SENDERS, is_colleague, is_free_to_read_it, is_sent
from procurement.rounds.permissions import is_case_staff, is_program_officer

STAFF = is_case_staff


@rule("An application is released once the decision on it is public.")
def is_decided_in_public(person: Any, application: Any) -> bool:
    """Whether everyone may read the first decision on it."""
    subject = application.subject
    if application.state != "decided" or subject is None:
        return False
    return any(
        decision.is_public(current_instant())
        for decision in subject.determinations.select_related("policy_version")
        if decision.kind == "first"
    )


SIGN = Permission("disclosures:application:sign", see=is_colleague, do=has_role("provider", *SENDERS))
RELEASE = Permission(
    "disclosures:application:release",
    see=STAFF & is_sent,
    do=is_program_officer & no_stake_in("provider") & is_free_to_read_it & is_decided_in_public,
)
