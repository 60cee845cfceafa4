"""Files of findings that a provider uploads: kept, looked at, taken in whole or discarded."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.evidence.importing.planning import PlannedStudy, UploadPlan, plan_upload
from marketplace.evidence.importing.sheets import UnreadableSheet
from marketplace.evidence.models import FindingsFile, Study
from marketplace.evidence.permissions import ADD_EVIDENCE, TAKE_FINDINGS
from marketplace.evidence.services.findings import add_finding
from marketplace.evidence.services.studies import add_study
from marketplace.evidence.wording import counted
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.people.models import User
from marketplace.products.models import LearningModel


@service
def upload_findings(*, model: LearningModel, name: str, content: bytes, actor: User, at: datetime) -> FindingsFile:
    """Keep a file for a second look; nothing is entered yet. Raises ValidationError for a file without rows.

    The same file sent twice is kept once.
    """
    ADD_EVIDENCE.check(actor, model)
    locked(model)
    plan_of(model, content)
    for waiting in model.findings_files.filter(taken_at=None):
        if bytes(waiting.content) == content:
            return waiting
    file = FindingsFile.objects.create(
        model=model,
        name=PurePath(name).name[-120:] or "findings.csv",
        content=content,
        uploaded_by=actor,
        uploaded_at=at,
    )
    record("findings_file.upload", subject=file, actor=actor, organization=model.provider, at=at)
    return file


@service
def take_findings(*, file: FindingsFile, actor: User, at: datetime) -> UploadPlan:
    """Enter all studies and findings of a file. Refused, entering nothing, where a row is refused or it was taken in.

    A study on record under the same name gets the rows that it lacks; its own facts stay as they are.
    """
    TAKE_FINDINGS.check(actor, file)
    model = locked(file.model)
    file = _waiting(file)
    plan = plan_of(model, bytes(file.content))
    if plan.refused:
        raise Refused(f"{counted(len(plan.refused), 'cell')} must be mended first. Mend the file and upload it again.")
    if not plan.new_count:
        raise Refused("Every finding of this file is already on record. There is nothing to take in.")
    for study in plan.studies:
        _enter(study, model, actor, at)
    file.taken_at, file.taken_by, file.summary = at, actor, summary_of(plan)
    file.save()
    payload = {"findings": plan.new_count, "studies": len(plan.new_studies)}
    record("findings_file.take", subject=file, actor=actor, organization=model.provider, at=at, payload=payload)
    return plan


@service
def discard_findings_file(*, file: FindingsFile, actor: User, at: datetime) -> None:
    """Throw a file away that was not taken in."""
    TAKE_FINDINGS.check(actor, file)
    file = _waiting(file)
    payload = {"name": file.name}
    record("findings_file.discard", subject=file, actor=actor, organization=file.model.provider, at=at, payload=payload)
    file.delete()


def plan_of(model: LearningModel, content: bytes) -> UploadPlan:
    """What a file would enter. Raises ValidationError, in words for its form, for a file without rows."""
    try:
        return plan_upload(model, content)
    except UnreadableSheet as error:
        raise ValidationError({"file": str(error)}) from error


def _waiting(file: FindingsFile) -> FindingsFile:
    """The file, locked; Refused once it was taken in."""
    file = locked(file)
    if file.is_taken:
        raise Refused(f"{file.name} was already taken in by {file.taken_by.name}. Its findings are on record.")
    return file


def summary_of(plan: UploadPlan) -> str:
    words = (
        f"{counted(plan.new_count, 'finding')} entered, {counted(len(plan.new_studies), 'new study', 'new studies')}"
    )
    return f"{words}; {plan.known_count} on record before" if plan.known_count else words


def _enter(planned: PlannedStudy, model: LearningModel, actor: User, at: datetime) -> None:
    if not planned.new_findings:
        return
    study: Study = planned.known or add_study(model=model, values=planned.values, actor=actor, at=at)
    for finding in planned.new_findings:
        values: dict[str, Any] = {**finding.values, "measure": finding.measure}
        add_finding(study=study, values=values, actor=actor, at=at)
