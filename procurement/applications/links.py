"""What the answers of an application may name: records of the portal, and the files that were uploaded for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType

from marketplace.documents.models import StoredFile
from marketplace.evidence.models import Measure, Study
from marketplace.products.models import LearningModel
from procurement.applicationforms.questions import Section
from procurement.applications.models import Application

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Linked:
    """Records by kind, each as key and name; files as key and name."""

    records: Mapping[str, Options] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def linked_for(application: Application, section: Section) -> Linked:
    """What the questions of a section may name. Asks the database only for kinds that are asked for."""
    wanted = {question.record for question in section.questions if question.record}
    has_files = any(question.kind == "file" for question in section.questions)
    records = {kind: _OPTIONS[kind](application) for kind in wanted}
    return Linked(records, files_of(application) if has_files else {})


def files_of(application: Application) -> dict[str, str]:
    """The uploaded files of an application: their names by key."""
    kind = ContentType.objects.get_for_model(Application)
    rows = StoredFile.objects.filter(subject_type=kind, subject_id=application.pk, is_generated=False)
    return {str(token): name for token, name in rows.values_list("token", "name")}


def settled(section: Section, answers: Mapping[str, Any], linked: Linked) -> dict[str, Any]:
    """The answers with every file and record as key and name; what is not there any more is left out."""
    return {
        question.key: _settled(answers[question.key], _names(question.kind, question.record, linked))
        if question.kind in ("file", "record")
        else answers[question.key]
        for question in section.questions
        if question.key in answers
    }


def _settled(typed: Any, names: Mapping[str, str]) -> dict[str, str] | None:
    key = typed.get("key") if isinstance(typed, Mapping) else typed
    return {"key": key, "label": names[key]} if key in names else None


def _names(kind: str, record: str, linked: Linked) -> Mapping[str, str]:
    return linked.files if kind == "file" else dict(linked.records.get(record, ()))


def _studies(application: Application) -> Options:
    rows = Study.objects.filter(model_id=application.model_id).order_by("label", "pk")
    return [(str(pk), label) for pk, label in rows.values_list("pk", "label")]


def _measures(application: Application) -> Options:
    return list(Measure.objects.exclude(source="wwc").order_by("name", "pk").values_list("key", "name"))


def _models(application: Application) -> Options:
    rows = LearningModel.objects.filter(provider_id=application.provider_id).order_by("name", "pk")
    return list(rows.values_list("reference", "name"))


_OPTIONS: Mapping[str, Callable[[Application], Options]] = {
    "study": _studies,
    "measure": _measures,
    "model": _models,
}
