"""What was said about drafts of the policy."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Prefetch, QuerySet

from marketplace.access.permissions import twin_of
from procurement.policy.models import PolicyVersion
from procurement.policycomments.models import PolicyComment
from procurement.policycomments.permissions import COMMENT, READ
from procurement.rounds.permissions import is_case_staff


@twin_of(READ)
@twin_of(COMMENT)
def versions_for(person: Any) -> QuerySet[PolicyVersion]:
    """Every version, for case staff."""
    return PolicyVersion.objects.all() if is_case_staff(person, None) else PolicyVersion.objects.none()


def threads_of(version: PolicyVersion) -> QuerySet[PolicyComment]:
    """The first comment of each thread with its answers, in three queries."""
    answers = PolicyComment.objects.select_related("author")
    rows = PolicyComment.objects.filter(version=version, thread=None).select_related("author", "resolved_by")
    return rows.prefetch_related(Prefetch("answers", answers))


def conversations_on_drafts() -> list[list[PolicyComment]]:
    """Each open thread of a draft with its answers, in the order said; one query."""
    said = defaultdict(list)
    for row in PolicyComment.objects.filter(version__state="draft").select_related("version").defer("version__body"):
        said[row.thread_id or row.pk].append(row)
    return [thread for thread in said.values() if thread[0].is_open]


def open_counts(version: PolicyVersion) -> Counter[str]:
    """How many open threads hang at each place."""
    rows = PolicyComment.objects.filter(version=version, thread=None, resolved_at=None)
    return Counter(rows.values_list("place", flat=True))
