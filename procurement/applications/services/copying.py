"""Copying answers of an earlier application into a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotVisible
from marketplace.documents.models import StoredFile
from marketplace.documents.services import copy_file
from marketplace.lifecycles.services import service
from procurement.applicationforms.kinds import is_blank
from procurement.applicationforms.questions import Section
from procurement.applications.copying import offers
from procurement.applications.links import linked_for, settled
from procurement.applications.models import Application, Commitment, SectionAnswer
from procurement.applications.permissions import OWN
from procurement.applications.queries import typed_answers
from procurement.applications.services.drafting import draft_of, noted

GOAL_FIELDS = ("goal", "measure", "statistic", "target", "due_on")


@service
def copy_forward(
    *, application: Application, source: Application, sections: Iterable[str], actor: Any, at: datetime
) -> tuple[str, ...]:
    """Copy sections of an earlier application of the same provider into a draft, and give the keys of those copied.

    A section that is begun already is left as it is. Each one copied has to be confirmed before the draft is sent;
    confirmations in it are given anew. Raises ValidationError where no section is named.
    """
    application = draft_of(application, actor)
    OWN.check(actor, source)
    if source.provider_id != application.provider_id or source.pk == application.pk:
        raise NotVisible("applications:copy")
    wanted = set(sections)
    if not wanted:
        raise ValidationError({"sections": "Leave at least one section ticked, or go on without copying."})
    begun = set(application.answers.values_list("key", flat=True))
    found = offers(source.round.definition, typed_answers(source), application.round.definition)
    copied = [key for key in found if key in wanted and key not in begun]
    for key in copied:
        _copy_section(application, source, key, found[key].answers, actor, at)
    noted("application.copied", application, actor, at, {"source": source.reference, "sections": copied})
    return tuple(copied)


def _copy_section(
    application: Application, source: Application, key: str, answers: Mapping[str, Any], actor: Any, at: datetime
) -> None:
    section = application.round.definition.section(key)
    with_files = dict(answers) | _files(application, section, source, answers, actor, at)
    typed = settled(section, with_files, linked_for(application, section))
    SectionAnswer.objects.create(
        application=application,
        key=key,
        answers={question.key: typed.get(question.key) for question in section.questions},
        edition=1,
        saved_by=actor,
        saved_at=at,
        copied_from=source,
        copied_at=at,
    )
    if section.panel == "commitments" and not application.commitments.exists():
        goals = source.commitments.values(*(f"{name}_id" if name == "measure" else name for name in GOAL_FIELDS))
        Commitment.objects.bulk_create(Commitment(application=application, **goal) for goal in goals)


def _files(
    application: Application,
    section: Section,
    source: Application,
    answers: Mapping[str, Any],
    actor: Any,
    at: datetime,
) -> dict[str, Any]:
    """The files of the answers, kept for this application too."""
    asked = [question.key for question in section.questions if question.kind == "file"]
    tokens = {key: answers[key]["key"] for key in asked if not is_blank(answers.get(key))}
    kind = ContentType.objects.get_for_model(Application)
    rows = StoredFile.objects.filter(subject_type=kind, subject_id=source.pk, token__in=tokens.values())
    by_token = {str(row.token): row for row in rows}
    kept = {}
    for key, token in tokens.items():
        if token in by_token:
            copied = copy_file(
                stored=by_token[token], subject=application, organization=application.provider, actor=actor, at=at
            )
            kept[key] = {"key": str(copied.token), "label": copied.name}
    return kept
