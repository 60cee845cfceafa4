"""What evidence has for whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.evidence.permissions import ANSWER_ATTRIBUTION
from marketplace.evidence.queries import attributions_to_answer, files_waiting_for


@desk_source
def studies_to_answer(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Studies that name the person, or their firm, as evaluator, and to which nothing was said yet."""
    for row in attributions_to_answer(person):
        study, whose = row.author.study, row.evaluator
        if ANSWER_ATTRIBUTION.decide(person, row):
            yield DeskItem(
                organization_id=row.evaluator.organization_id,
                title=f"Say whether {study.label} is a study of {'yours' if row.evaluator.person_id else whose}",
                url=reverse("evidence:attribution", args=[row.pk]),
                reference="Register of evaluators",
                since=row.named_at,
                detail=f"{study.model.provider} names you in the evidence of {study.model.name}.",
                action="Answer",
            )


@desk_source(capability="offers")
def files_to_take_in(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Files of findings that were uploaded and neither taken in nor discarded."""
    for file in files_waiting_for(person):
        yield DeskItem(
            organization_id=file.model.provider_id,
            title=f"Take in or discard a file of findings for {file.model.name}",
            url=reverse("evidence:upload_check", args=[file.pk]),
            reference=file.name,
            since=file.uploaded_at,
            action="Look at it",
        )
