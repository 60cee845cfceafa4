"""Registering as an evaluator, declaring ties, and the agency's suspension of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import slugify

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.evaluators.models import Evaluator, EvaluatorTie, TieKind
from marketplace.evaluators.permissions import DECIDE, KEEP, REGISTER_FIRM, REGISTER_SELF
from marketplace.evaluators.queries import keepers_of
from marketplace.evaluators.signals import ties_changed
from marketplace.evaluators.transitions import EVALUATOR
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.slugs import free_slug
from marketplace.lifecycles.typed import too_long
from marketplace.lifecycles.words import checked_email, checked_words
from marketplace.notifications.services import notify
from marketplace.organizations.models import Organization
from marketplace.people.models import User

EXPERTISE_MAX, REASON_MAX = 2_000, 2_000
BODY_SHOWN = 40
BODY_MAX = EvaluatorTie._meta.get_field("body").max_length
TAKEN_BACK_MAX = EvaluatorTie._meta.get_field("taken_back_reason").max_length
OLDEST_YEAR = 1950


@service
def register_self(*, expertise: str, contact: str, employers: Iterable[str], actor: User, at: datetime) -> Evaluator:
    """Enter oneself in the register, with one's employers declared. Sent twice it is registered once.

    Raises ValidationError by field, and without an employer: “self-employed” is one.
    """
    REGISTER_SELF.check(actor)
    locked(actor)
    known = Evaluator.objects.filter(person=actor).first()
    if known:
        return known
    bodies = _bodies(employers, "employers", "Name who employs you, one a line; “self-employed” is an answer.")
    return _registered(
        {"person": actor}, actor.name, expertise, contact, {TieKind.EMPLOYER: bodies}, actor, at, organization=None
    )


@service
def register_firm(
    *, organization: Organization, expertise: str, contact: str, owners: Iterable[str], actor: User, at: datetime
) -> Evaluator:
    """Enter a firm in the register, with its owners declared. Sent twice it is registered once.

    Raises ValidationError by field, and without an owner.
    """
    REGISTER_FIRM.check(actor, organization)
    organization = locked(organization)
    known = Evaluator.objects.filter(organization=organization).first()
    if known:
        return known
    bodies = _bodies(owners, "owners", "Name who owns the firm, one a line. For a university or foundation, itself.")
    return _registered(
        {"organization": organization}, organization.name, expertise, contact, {TieKind.OWNER: bodies}, actor, at,
        organization=organization,
    )  # fmt: skip


@service
def save_entry(
    *, evaluator: Evaluator, expertise: str, contact: str, actor: User, at: datetime, seen: str | None = None
) -> Evaluator:
    """Change what the entry says of expertise and contact. Raises Stale where a colleague saved meanwhile."""
    KEEP.check(actor, evaluator)
    evaluator = locked(evaluator)
    require_fresh(seen=seen, now=values_of(evaluator))
    values = _said(expertise, contact)
    changed = [name for name, value in values.items() if getattr(evaluator, name) != value]
    if changed:
        for name in changed:
            setattr(evaluator, name, values[name])
        evaluator.save(update_fields=changed)
        _noted("evaluator.entry_changed", evaluator, actor, at, fields=changed)
    return evaluator


@service
def declare_tie(
    *,
    evaluator: Evaluator,
    kind: str,
    body: str,
    actor: User,
    at: datetime,
    since_year: int | None = None,
    until_year: int | None = None,
) -> EvaluatorTie:
    """Declare a tie, public from now on. The same one sent twice is declared once.

    Studies that name the evaluator are judged by it from now on. Raises ValidationError by field.
    """
    KEEP.check(actor, evaluator)
    evaluator = locked(evaluator)
    body = checked_words(body, field="body", most=BODY_MAX, missing="Name the body, as it is known.")
    _check_years(since_year, until_year, at)
    if kind not in TieKind.values or (kind == TieKind.EMPLOYER and evaluator.is_firm):
        raise ValidationError({"kind": "Choose one of those listed."})
    stated = {"kind": kind, "body": body, "since_year": since_year, "until_year": until_year}
    known = evaluator.ties.filter(taken_back_at=None, **stated).first()
    if known:
        return known
    tie = EvaluatorTie.objects.create(evaluator=evaluator, declared_by=actor, declared_at=at, **stated)
    _noted("evaluator.tie_declared", evaluator, actor, at, kind=kind, body=body)
    ties_changed.send(sender=Evaluator, evaluator=evaluator, at=at)
    return tie


@service
def take_back_tie(*, tie: EvaluatorTie, reason: str, actor: User, at: datetime) -> EvaluatorTie:
    """Take back a declaration that was wrong, or say that what it said is over. It stays on record with the reason,
    and goes on to count for the studies that named the evaluator while it stood."""
    KEEP.check(actor, tie.evaluator)
    locked(tie.evaluator)
    tie = locked(tie)
    if tie.taken_back_at is not None:
        return tie
    tie.taken_back_reason = checked_words(
        reason, field="reason", most=TAKEN_BACK_MAX, missing="Say why: it was a mistake, or declared again with an end."
    )
    tie.taken_back_at = at
    tie.save(update_fields=["taken_back_at", "taken_back_reason"])
    _noted("evaluator.tie_taken_back", tie.evaluator, actor, at, kind=tie.kind, body=tie.body)
    ties_changed.send(sender=Evaluator, evaluator=tie.evaluator, at=at)
    return tie


@service
def suspend(*, evaluator: Evaluator, reason: str, actor: User, at: datetime) -> Evaluator:
    """Keep an evaluator from being named in further studies, with a public reason. Studies that name it say so."""
    return _decided(evaluator, "suspend", reason, actor, at)


@service
def reinstate(*, evaluator: Evaluator, reason: str, actor: User, at: datetime) -> Evaluator:
    """Let a suspended evaluator be named again, with a public reason."""
    return _decided(evaluator, "reinstate", reason, actor, at)


def values_of(evaluator: Evaluator) -> dict[str, Any]:
    """What the form of an entry changes, under the names that people read."""
    return {"What you evaluate": evaluator.expertise, "Contact": evaluator.contact}


def _decided(evaluator: Evaluator, move: str, reason: str, actor: User, at: datetime) -> Evaluator:
    DECIDE.check(actor, evaluator)
    evaluator = locked(evaluator)
    EVALUATOR.require(evaluator, move)
    evaluator.decision_reason = checked_words(
        reason, field="reason", most=REASON_MAX, missing="Give the reason. It is public, on the page of the evaluator."
    )
    evaluator.decided_at = at
    EVALUATOR.move(evaluator, move, actor=actor, at=at, also_save=("decision_reason", "decided_at"))
    words = "is suspended" if evaluator.is_suspended else "stands again"
    notify(
        to=keepers_of(evaluator),
        subject=f"Register of evaluators: the entry of {evaluator} {words}",
        lines=["The reason stands on its page. The department answers questions about it."],
        url=reverse("evaluators:own", args=[evaluator.slug]),
        at=at,
    )
    return evaluator


def _registered(
    owner: dict[str, Any],
    name: str,
    expertise: str,
    contact: str,
    bodies: dict[str, list[str]],
    actor: User,
    at: datetime,
    *,
    organization: Organization | None,
) -> Evaluator:
    said = _said(expertise, contact)
    slug = free_slug(Evaluator, slugify(name)[:100].strip("-") or "evaluator", reserved=("new",))
    evaluator = Evaluator.objects.create(**owner, **said, slug=slug, registered_by=actor, registered_at=at)
    for kind, names in bodies.items():
        for body in names:
            EvaluatorTie.objects.create(evaluator=evaluator, kind=kind, body=body, declared_by=actor, declared_at=at)
    EVALUATOR.created(evaluator, actor=actor, organization=organization, at=at, public=True)
    return evaluator


def _said(expertise: str, contact: str) -> dict[str, str]:
    expertise = checked_words(
        expertise, field="expertise", most=EXPERTISE_MAX, missing="Say what you evaluate, and with which methods."
    )
    return {"expertise": expertise, "contact": checked_email(contact, field="contact")}


def _bodies(names: Iterable[str], field: str, missing: str) -> list[str]:
    found = list(dict.fromkeys(" ".join(str(name).split()) for name in names if str(name).strip()))
    if not found:
        raise ValidationError({field: missing})
    long = [f"“{name[:BODY_SHOWN]}…”: {fault}" for name in found if (fault := too_long(name, BODY_MAX))]
    if long:
        raise ValidationError({field: long})
    return found


def _check_years(since: int | None, until: int | None, at: datetime) -> None:
    this_year = local_day(at, settings.TIME_ZONE).year
    for field, year in (("since_year", since), ("until_year", until)):
        if year is not None and not OLDEST_YEAR <= year <= this_year:
            raise ValidationError({field: f"You entered {year}. Enter a year from {OLDEST_YEAR} to {this_year}."})
    if since and until and until < since:
        raise ValidationError({"until_year": "The last year cannot be before the first."})


def _noted(name: str, evaluator: Evaluator, actor: User, at: datetime, **payload: Any) -> None:
    record(
        name, subject=evaluator, actor=actor, organization=evaluator.organization, at=at, payload=payload, public=True
    )
