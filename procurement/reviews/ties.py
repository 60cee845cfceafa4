"""What the portal's records tie a person to: asked by every permission of a case, so read once in a request.

A tie is to a provider, so it keeps the person out of every case of that provider. Working for the agency is none,
although the agency may own what is offered: else nobody in it could act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import BigIntegerField, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from marketplace.access.scope import ask_together, current_instant, remembered, remembered_of, remembering
from marketplace.audit.models import AuditEvent
from marketplace.clocks.calendar import add_months
from marketplace.evaluators.models import EvaluatorTie
from marketplace.evidence.models import Attribution
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.queries import people_with, the_agency
from marketplace.organizations.roster import memberships_of
from marketplace.people.models import User
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import policies_in_use
from procurement.reviews import conflicts
from procurement.reviews.models import Assignment


@dataclass(frozen=True, slots=True)
class Past:
    """Until when a person acted for or belonged to each organization, when they were last recused from a review of each
    provider, and until when they named each employer that they name no more. As an evaluator of the register: when
    a study of each provider named them, and until when each tie lasts that they declared."""

    acted: dict[int, datetime] = field(default_factory=dict)
    recused: dict[int, datetime] = field(default_factory=dict)
    employers: dict[str, datetime] = field(default_factory=dict)
    studied: dict[int, datetime] = field(default_factory=dict)
    declared: dict[str, datetime] = field(default_factory=dict)

    def employers_since(self, since: datetime) -> tuple[str, ...]:
        """The employers that were still named at this instant or later."""
        return tuple(name for name, until in self.employers.items() if until >= since)

    def declared_since(self, since: datetime) -> tuple[str, ...]:
        """The bodies to which a declared tie lasted at this instant or later."""
        return tuple(name for name, until in self.declared.items() if until >= since)


def conflicts_of(person: Any, provider: Organization | None, *, years: int) -> tuple[conflicts.Conflict, ...]:
    """What stands against a person of the agency taking part in a case of this provider now."""
    if provider is None or not getattr(person, "is_authenticated", False):
        return ()
    memberships = memberships_of(person)
    agency = next((row.organization for row in memberships if row.organization.regulates), None)
    known = _outside(agency, facts_of(person, memberships))
    return found_against(known, provider, past_of(person), years, current_instant())


def detected(
    person: User, provider: Organization, *, memberships: Iterable[Any], past: Past, years: int, at: datetime
) -> tuple[conflicts.Conflict, ...]:
    """What stands against an independent reviewer, as of an instant."""
    return found_against(facts_of(person, memberships), provider, past, years, at)


def free_of_conflict(
    rows: QuerySet, person: Any, *, policy: str = "policy_version", provider: str = "provider", subject: str = ""
) -> QuerySet:
    """Those of the rows, each with a provider and a policy, that neither a tie to the provider nor a recusal from the
    review named keeps from the person: what `kept_from` leaves."""
    free = rows.exclude(_tied(person, policy, provider))
    return free.exclude(**{f"{subject}__in": recused_subjects(person)}) if subject else free


def kept_from(
    rows: QuerySet, person: Any, *, policy: str = "policy_version", provider: str = "provider", subject: str = ""
) -> QuerySet:
    """Those of the rows that a tie to the provider, or a recusal from the review named, keeps from the person."""
    kept = _tied(person, policy, provider)
    return rows.filter(kept | Q(**{f"{subject}__in": recused_subjects(person)}) if subject else kept)


def people_for(
    *roles: str, provider: Organization, policy: PolicyVersion, subject: Any = None, on: Any = None
) -> list[User]:
    """The people of the agency in these roles, and those who lend it a hand in one on the record ``on`` (else the
    subject), whom nothing keeps out of a case of the provider; if that leaves nobody, the owners of the agency."""
    years = policy.rules.review.conflict_lookback_years
    recused = set(Assignment.objects.filter(panel__subject=subject, state="recused").values_list("reviewer", flat=True))
    asked = people_with(the_agency(), *roles, on=on or subject).exclude(pk__in=recused)
    with remembering():
        ask_together(person.pk for person in asked)
        free = [person for person in asked if not conflicts_of(person, provider, years=years)]
    return free or list(people_with(the_agency(), Role.OWNER))


def tied_providers(person: Any, years: int) -> frozenset[int]:
    """The providers that the person is tied to, for lists."""

    def compute() -> frozenset[int]:
        rows = Organization.objects.filter(offers=True).only(
            "name", "owners", "interests", "email_domains", "tied_people"
        )
        return frozenset(row.pk for row in rows if conflicts_of(person, row, years=years))

    return remembered(("tied_providers", person.pk, years), compute)


def keeps_out_of_some(person: Any) -> bool:
    """Whether lists leave something out because of a conflict of interest of the person."""
    years = {version.rules.review.conflict_lookback_years for version in policies_in_use()}
    return bool(past_of(person).recused) or any(tied_providers(person, each) for each in years)


def recused_subjects(person: Any) -> QuerySet:
    """The ids of the reviews from which a conflict took the person; for list twins."""
    mine = Assignment.objects.filter(reviewer_id=getattr(person, "pk", None), state="recused")
    return mine.values("panel__subject_id")


def past_of(person: User) -> Past:
    """The person’s past, read once in a request."""
    return remembered_of("past", person.pk, pasts_of)


def pasts_of(people: Iterable[int]) -> dict[int, Past]:
    """The past of each of these people, in one query."""
    found = {pk: Past() for pk in people}
    kinds = (_acted(found), _left(found), _employers(found), _recusals(found), _studied(found), _declared(found))
    for kind, pk, organization, name, at in kinds[0].union(*kinds[1:], all=True).order_by():
        if kind == "declared":
            key, at = name, _end_of(organization)
        else:
            key = name or organization
        instants = getattr(found[pk], kind)
        if at is not None and key:
            instants[key] = max(at, instants.get(key, at))
    return found


def _end_of(year: int | None) -> datetime:
    """When a tie that lasts until this year ends; one that goes on ends never."""
    return datetime(year, 12, 31, tzinfo=UTC) if year else datetime.max.replace(tzinfo=UTC)


def _acted(people: Iterable[int]) -> QuerySet:
    events = AuditEvent.objects.filter(actor__in=people, organization_id__isnull=False).order_by()
    grouped = events.values("actor_id", "organization_id").annotate(last=Max("at"), kind=_text("acted"), name=_text(""))
    return grouped.values_list("kind", "actor_id", "organization_id", "name", "last")


def _left(people: Iterable[int]) -> QuerySet:
    events = _about(people, "person.left_organization").annotate(kind=_text("acted"), name_before=_text(""))
    return events.values_list("kind", "subject_id", "organization_id", "name_before", "at")


def _employers(people: Iterable[int]) -> QuerySet:
    named = KeyTextTransform("employer_before", "payload")
    events = _about(people, "person.profile_changed").annotate(kind=_text("employers"), name_before=named)
    return events.values_list("kind", "subject_id", "organization_id", "name_before", "at")


def _recusals(people: Iterable[int]) -> QuerySet:
    events = AuditEvent.objects.filter(
        subject_type=Assignment._meta.label_lower, subject_id=OuterRef("pk"), name="review_assignment.recuse"
    )
    rows = Assignment.objects.filter(reviewer__in=people, state="recused").order_by()
    rows = rows.annotate(kind=_text("recused"), name=_text(""), left_at=Subquery(events.values("at")[:1]))
    return rows.values_list("kind", "reviewer_id", "panel__subject__provider_id", "name", "left_at")


def _studied(people: Iterable[int]) -> QuerySet:
    rows = Attribution.objects.filter(evaluator__person__in=people).exclude(state="disputed").order_by()
    rows = rows.annotate(kind=_text("studied"), name=_text(""))
    return rows.values_list("kind", "evaluator__person_id", "author__study__model__provider_id", "name", "named_at")


def _declared(people: Iterable[int]) -> QuerySet:
    rows = EvaluatorTie.objects.filter(evaluator__person__in=people, taken_back_at=None).order_by()
    rows = rows.annotate(tie=_text("declared"), until=Cast("until_year", BigIntegerField()))
    return rows.values_list("tie", "evaluator__person_id", "until", "body", "declared_at")


def _about(people: Iterable[int], name: str) -> QuerySet:
    subject_type = User._meta.label_lower
    return AuditEvent.objects.filter(subject_type=subject_type, subject_id__in=people, name=name).order_by()


def _text(words: str) -> Value:
    return Value(words, output_field=TextField())


def facts_of(person: User, memberships: Iterable[Any]) -> conflicts.Reviewer:
    """What is known of the person today."""
    return conflicts.Reviewer(
        name=person.name,
        employer=person.employer,
        email_domain=person.email_domain,
        email=person.email,
        interests=tuple(person.interests),
        organizations=tuple(row.organization.name for row in memberships),
    )


def look_back(at: datetime, years: int) -> datetime:
    """The instant so many years before another, from which a tie that has ended still counts."""
    return datetime.combine(add_months(at.date(), -12 * years), at.timetz())


def found_against(
    known: conflicts.Reviewer, provider: Organization, past: Past, years: int, at: datetime
) -> tuple[conflicts.Conflict, ...]:
    """What stands against somebody of whom this is known, as of an instant."""
    since = look_back(at, years)
    known = replace(
        known,
        past_organizations=_since(past.acted, provider, since),
        past_employers=past.employers_since(since),
        recused_from=_since(past.recused, provider, since),
        studied=_since(past.studied, provider, since),
        interests=tuple(dict.fromkeys((*known.interests, *past.declared_since(since)))),
    )
    facts = conflicts.Provider(
        name=provider.name,
        owners=tuple(provider.owners),
        interests=tuple(provider.interests),
        email_domains=tuple(provider.email_domains),
        tied_people=tuple(provider.tied_people),
    )
    return conflicts.detect(reviewer=known, provider=facts, lookback_years=years)


def _since(instants: dict[int, datetime], provider: Organization, since: datetime) -> tuple[str, ...]:
    last = instants.get(provider.pk)
    return (provider.name,) if last is not None and last >= since else ()


def _outside(agency: Organization | None, known: conflicts.Reviewer) -> conflicts.Reviewer:
    if agency is None:
        return known
    employer = "" if conflicts.same_body(known.employer, agency.name) else known.employer
    domain = "" if known.email_domain in agency.email_domains else known.email_domain
    return replace(known, employer=employer, email_domain=domain)


def _tied(person: Any, policy: str, provider: str) -> Q:
    tied = Q(pk__in=())
    for version in policies_in_use():
        years = version.rules.review.conflict_lookback_years
        tied |= Q(**{policy: version.pk, f"{provider}__in": tied_providers(person, years)})
    return tied
