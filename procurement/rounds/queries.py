"""Which rounds there are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import agency_rows, organization_ids, organizations_of
from procurement.rounds.models import Round, RoundDocument, RoundExtension, RoundQuestion
from procurement.rounds.permissions import (
    AMEND,
    ANSWER,
    ARCHIVE,
    ASKERS,
    CASE_ROLES,
    CREATE,
    EDIT,
    END,
    EXTEND,
    LIST,
    PUBLISH,
    QUESTIONS,
    VIEW,
    VIEW_QUESTION,
    is_case_staff,
)
from procurement.rounds.transitions import QuestionState, RoundState

SOONEST_CLOSING = (F("closes_at").asc(nulls_last=True), "pk")


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Round]:
    """Every round this person may read."""
    return published() | for_staff(person)


@twin_of(LIST)
@twin_of(CREATE)
@twin_of(EDIT)
@twin_of(PUBLISH)
@twin_of(AMEND)
@twin_of(END)
@twin_of(EXTEND)
@twin_of(ARCHIVE)
def for_staff(person: Any) -> QuerySet[Round]:
    """Every round, drafts included, for case staff; for others those of their helping hands."""
    return agency_rows(Round.objects.all(), person, *CASE_ROLES)


def published() -> QuerySet[Round]:
    """Every round that was published."""
    return Round.objects.filter(published_at__isnull=False)


def documents_of(asked: Round) -> QuerySet[RoundDocument]:
    """The documents to read with a round, as they stand now."""
    return RoundDocument.objects.filter(round=asked, replaced_at=None).select_related("file")


def replaced_documents_of(asked: Round) -> QuerySet[RoundDocument]:
    """Those that an amendment replaced."""
    return RoundDocument.objects.filter(round=asked, replaced_at__isnull=False).select_related("file")


def public_documents() -> QuerySet[RoundDocument]:
    """The documents of published rounds, replaced ones included."""
    return RoundDocument.objects.filter(public_at__isnull=False).select_related("file", "round")


def standing_so(rounds: QuerySet[Round], standing: str, at: datetime) -> QuerySet[Round]:
    """Those that stand so at this instant, as `Round.standing` says it."""
    if standing not in ("soon", "open", "closed"):
        return rounds.filter(state=standing)
    times = {
        "soon": Q(opens_at__gt=at),
        "open": Q(opens_at__lte=at) & not_closed(at),
        "closed": Q(opens_at__lte=at, closes_at__lte=at),
    }
    return rounds.filter(times[standing], state=RoundState.PUBLISHED)


def open_at(at: datetime) -> QuerySet[Round]:
    """The rounds that take applications at this instant."""
    return Round.objects.filter(not_closed(at), state="published", opens_at__lte=at)


def not_closed(at: datetime) -> Q:
    """As `Round.has_closed` denies it."""
    return Q(closes_at=None) | Q(closes_at__gt=at)


def next_reference(year: int) -> str:
    """The first unused reference of a year, such as ITQ-2027-01."""
    used = Round.objects.filter(reference__startswith=f"ITQ-{year}-").values_list("reference", flat=True)
    last = max((int(reference.rsplit("-", 1)[1]) for reference in used), default=0)
    return f"ITQ-{year}-{last + 1:02d}"


def asking_organizations(person: Any) -> tuple[Organization, ...]:
    """For whom the person may ask."""
    return organizations_of(person, *ASKERS, capability="offers")


def is_extended_for(person: Any, asked: Round, at: datetime) -> bool:
    """Whether a provider for which the person may apply has more time than everyone, and has it still."""
    return not asked.is_open(at) and any(asked.is_open_for(each.pk, at) for each in asking_organizations(person))


def extensions_for_everyone(asked: Round) -> QuerySet[RoundExtension]:
    """The extensions that everyone reads of."""
    return asked.extensions.filter(organization=None)


@twin_of(VIEW_QUESTION)
def own_questions(person: Any) -> QuerySet[RoundQuestion]:
    """What the person's own organizations asked."""
    mine = RoundQuestion.objects.filter(asker__organization_id__in=organization_ids(person))
    return mine.select_related("round__policy_version", "asker__organization", "asked_by")


@twin_of(QUESTIONS)
@twin_of(ANSWER)
def questions_for_staff(person: Any) -> QuerySet[RoundQuestion]:
    """Every question under its asker's number, for case staff; none for anyone else."""
    every = RoundQuestion.objects.select_related("round", "asker")
    return every if is_case_staff(person, None) else every.none()


def whole_questions() -> QuerySet[RoundQuestion]:
    """Every question with all that its pages ask for, in one query."""
    return RoundQuestion.objects.select_related("round__policy_version", "asker__organization", "asked_by", "closed_by")


def published_answers(asked: Round) -> QuerySet[RoundQuestion]:
    """The questions of a round that everyone reads, in the order in which they were answered. Never who asked."""
    answered = asked.questions.filter(state=QuestionState.ANSWERED)
    return answered.only("reference", "published_text", "answer", "closed_at").order_by("closed_at", "pk")


def rounds_with_open_questions() -> QuerySet[Round]:
    """The rounds in which questions wait, with how many and since when."""
    waiting = Q(questions__state=QuestionState.ASKED)
    counted = Round.objects.annotate(
        waiting_count=Count("questions", filter=waiting), waiting_since=Min("questions__created_at", filter=waiting)
    )
    return counted.filter(waiting_count__gt=0).select_related("policy_version").order_by("answers_until", "pk")


def question_counts(asked: Round) -> dict[str, int]:
    """How many questions about a round there are, and how many wait."""
    return asked.questions.aggregate(every=Count("pk"), waiting=Count("pk", filter=Q(state=QuestionState.ASKED)))
