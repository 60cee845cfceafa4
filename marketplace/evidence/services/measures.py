"""The registry of measures."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.evidence.importing.registry import MeasurePlan, measure_key, plan_measures
from marketplace.evidence.importing.sheets import UnreadableSheet
from marketplace.evidence.models import Measure
from marketplace.evidence.permissions import PROPOSE_MEASURE, REGISTER_MEASURE
from marketplace.evidence.services.common import check_choices, needs_text, only
from marketplace.evidence.signals import evidence_changed
from marketplace.evidence.vocabulary import MeasureCategory, MeasureOwner, Validation
from marketplace.evidence.wording import counted
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.people.models import User
from marketplace.products.models import LearningModel
from marketplace.products.vocabulary import GradeBand

ACCOMMODATIONS_MAX = 2_000
FACTS = ("subject", "grade_bands", "accommodations")
FIELDS = (
    *("name", "owner", "kind", "category", "domain", "is_normed", "higher_is_better"),
    *("scale_minimum", "scale_maximum", *FACTS),
)


@service
def propose_measure(*, values: Mapping[str, Any], actor: User, at: datetime) -> Measure:
    """Add a measure that is not validated. It can be reported at once and carries no tier until it is validated."""
    PROPOSE_MEASURE.check(actor)
    measure = _new(values, validation=Validation.UNVALIDATED)
    record("measure.propose", subject=measure, actor=actor, at=at)
    return measure


@service
def register_measure(
    *,
    values: Mapping[str, Any],
    actor: User | None,
    at: datetime,
    is_validated: bool = True,
    key: str = "",
    source: str = "",
) -> Measure:
    """Enter a measure in the registry as the agency, or as the portal for the measures of a file."""
    if actor is not None:
        REGISTER_MEASURE.check(actor)
    validation = Validation.VALIDATED if is_validated else Validation.UNVALIDATED
    measure = _new(values, validation=validation, key=key, source=source)
    record("measure.register", subject=measure, actor=actor, at=at, public=True)
    return measure


@service
def import_measures(*, content: bytes, actor: User, at: datetime) -> MeasurePlan:
    """Enter every new measure of a file, none of them validated: a panel decides on that. One that the registry has
    stays as it is. Raises ValidationError for a file without rows; Refused, entering nothing, where a row is refused or
    nothing is new."""
    REGISTER_MEASURE.check(actor)
    plan = measure_plan_of(content)
    if plan.refused:
        raise Refused(f"{counted(len(plan.refused), 'cell')} must be mended first. Mend the file and upload it again.")
    if not plan.new:
        raise Refused("Every measure of this file is in the registry already. There is nothing to enter.")
    for _, values in plan.new:
        register_measure(values=values, actor=actor, at=at, is_validated=False)
    return plan


def measure_plan_of(content: bytes) -> MeasurePlan:
    """What a file would enter. Raises ValidationError, in words for its form, for a file without rows."""
    try:
        return plan_measures(content)
    except UnreadableSheet as error:
        raise ValidationError({"file": str(error)}) from error


@service
def state_measure_facts(
    *, measure: Measure, subject: str, grade_bands: Iterable[str], accommodations: str, actor: User, at: datetime,
    seen: str | None = None,
) -> Measure:  # fmt: skip
    """Put on record for which subject and grades a measure is made, and what it offers students with disabilities and
    English learners. Public. Raises Stale where a colleague saved meanwhile, ValidationError by field."""
    REGISTER_MEASURE.check(actor)
    measure = locked(measure)
    require_fresh(seen=seen, now=facts_in_words(measure))
    values = {
        "subject": subject,
        "grade_bands": _bands(grade_bands),
        "accommodations": checked_words(accommodations, field="accommodations", most=ACCOMMODATIONS_MAX),
    }
    changed = [name for name in FACTS if getattr(measure, name) != values[name]]
    for name in changed:
        setattr(measure, name, values[name])
    check_choices(measure, ["subject"])
    if changed:
        measure.save(update_fields=changed)
        record("measure.state_facts", subject=measure, actor=actor, at=at, payload={"fields": changed}, public=True)
    return measure


def facts_in_words(measure: Measure) -> dict[str, Any]:
    """What `state_measure_facts` changes, under the names that people read."""
    return {
        "Subject": measure.get_subject_display(),
        "Grades": ", ".join(measure.grade_bands),
        "Accommodations": measure.accommodations,
    }


@service
def write_down_validation(*, measure: Measure, is_validated: bool, source: str, actor: User, at: datetime) -> Measure:
    """Write down in the registry what an expert panel decided. The caller has checked who may; `source` is its record.

    Every model with findings on the measure is told of, as the tier that its evidence carries may be another now.
    """
    measure = locked(measure)
    measure.validation = Validation.VALIDATED if is_validated else Validation.UNVALIDATED
    measure.save(update_fields=["validation"])
    name = "measure.validate" if is_validated else "measure.unvalidate"
    record(name, subject=measure, actor=actor, at=at, payload={"source": source}, public=True)
    for model in LearningModel.objects.filter(studies__findings__measure=measure).distinct():
        evidence_changed.send(sender=LearningModel, model=model, at=at)
    return measure


def _new(values: Mapping[str, Any], **fixed: Any) -> Measure:
    values = only(values, FIELDS)
    values["name"] = needs_text(values, "name", "Enter the name of the measure, as its publisher gives it.")
    key = fixed.pop("key", "") or measure_key(values["name"])
    if Measure.objects.filter(key=key).exists():
        raise ValidationError({"name": f"The registry already has {values['name']}. Choose it there."})
    values.setdefault("category", _category(values.get("owner", "")))
    measure = Measure(key=key, **values, **fixed)
    low, high = measure.scale_minimum, measure.scale_maximum
    if (low is None) != (high is None) or (low is not None and low >= high):
        raise ValidationError(
            {"scale_maximum": "Enter the lowest and the highest score, the highest above the lowest."}
        )
    check_choices(measure, set(values) - {"grade_bands"})
    measure.grade_bands = _bands(measure.grade_bands)
    measure.save()
    return measure


def _bands(chosen: Iterable[str]) -> list[str]:
    """The grade bands in their order; ValidationError for another word."""
    chosen = set(chosen)
    if not chosen <= set(GradeBand.values):
        raise ValidationError({"grade_bands": f"Choose from: {', '.join(map(str, GradeBand.labels))}."})
    return [band for band in GradeBand.values if band in chosen]


def _category(owner: str) -> str:
    made_by = {MeasureOwner.PROVIDER: MeasureCategory.DEVELOPER, MeasureOwner.RESEARCHER: MeasureCategory.RESEARCHER}
    return made_by.get(owner, MeasureCategory.BROAD)
