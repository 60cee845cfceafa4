"""What an organization can do where a step of its would have nobody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.desk.steps import DeadEnd, Remedy, Step, step_without_anybody
from marketplace.organizations.helping import tasks_on
from marketplace.organizations.models import Organization
from marketplace.organizations.roles import ROLE_WORDS


def refuse_dead_end(
    lifecycle: str,
    record: Any,
    *,
    organization: Organization,
    remedies: tuple[Remedy, ...] = (),
    hand_on: Any = None,
    without: Any = None,
) -> None:
    """Raise DeadEnd, naming the step and the remedies, where a later step of the lifecycle would have nobody.

    `remedies` are further ones that the caller knows of; `hand_on` is what a hand is asked for on where the record
    itself is not kept; `without` is who takes the step now and therefore none of the later ones.
    """
    step = step_without_anybody(lifecycle, record, without=without)
    if step is not None:
        raise DeadEnd(dead_end_words(step), (*remedies_of(step, hand_on or record, organization), *remedies))


def dead_end_words(step: Step) -> str:
    """`Nobody would be left to decide on the tier. ...`"""
    role = ROLE_WORDS[step.role]
    many = f"{step.count} people with the role of {role}" if step.count > 1 else f"somebody with the role of {role}"
    return (
        f"Nobody would be left to {step.words}. It takes {many} whom no conflict of interest keeps out and who does "
        "none of the other steps."
    )


def remedies_of(step: Step, record: Any, organization: Organization) -> list[Remedy]:
    """Invite somebody or give the role; or ask somebody elsewhere for this one task. Nothing where the people are
    another organization's."""
    if step.organization not in (None, organization):
        return []
    role = ROLE_WORDS[step.role]
    slug = [organization.slug]
    found = [
        Remedy(f"Invite somebody as {role}", reverse("organizations:invite", args=slug)),
        Remedy(f"Make a colleague {role} too", reverse("organizations:people", args=slug)),
    ]
    if any(task.role == step.role for task in tasks_on(type(record))):
        url = f"{reverse('organizations:grant_hand', args=slug)}?on={record.reference}"
        found.append(Remedy(f"Ask somebody elsewhere to help as {role}, on this record alone", url))
    return found
