"""A provider's own studies and who stood behind them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from marketplace.clocks.calendar import local_day
from marketplace.evidence.models import Study, StudyAuthor
from marketplace.evidence.permissions import ADD_EVIDENCE, EDIT_STUDY
from marketplace.evidence.services.common import (
    changed_fields,
    check_choices,
    check_edition,
    needs_text,
    noted,
    only,
)
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.people.models import User
from marketplace.products.models import LearningModel
from marketplace.products.queries import latest_version
from marketplace.products.vocabulary import Locale

FIELDS = (
    *("label", "citation", "url", "year", "design", "assigned_by", "is_compromised", "has_confound", "boundary"),
    *("school_count", "districts", "locales", "funders"),
)


@service
def add_study(*, model: LearningModel, values: Mapping[str, Any], actor: User, at: datetime) -> Study:
    """Add a study to a model. Raises ValidationError by field."""
    ADD_EVIDENCE.check(actor, model)
    locked(model)
    values = _checked(values, model, at)
    study = Study(model=model, version=latest_version(model), created_at=at, saved_at=at, **values)
    check_choices(study, values)
    study.save()
    noted("study.create", study, model, actor, at, label=study.label)
    return study


@service
def save_study(*, study: Study, edition: int, values: Mapping[str, Any], actor: User, at: datetime) -> Study:
    """Change a study of one's own. Raises Stale for an old edition, Refused for a reviewed or pilot study."""
    EDIT_STUDY.check(actor, study)
    study = own(study)
    check_edition(study, edition)
    values = _checked(values, study.model, at, study)
    changed = changed_fields(study, values)
    if changed:
        for name in changed:
            setattr(study, name, values[name])
        check_choices(study, changed)
        touch(study, at)
        noted("study.save", study, study.model, actor, at, fields=changed, edition=study.edition)
    return study


@service
def remove_study(*, study: Study, actor: User, at: datetime) -> None:
    """Take a study of one's own away, with its findings. What an application froze keeps it."""
    EDIT_STUDY.check(actor, study)
    study = own(study)
    model = study.model
    noted("study.remove", study, model, actor, at, label=study.label)
    study.delete()


@service
def add_author(
    *,
    study: Study,
    name: str,
    employer: str,
    actor: User,
    at: datetime,
    paid_by: str = "",
    owns_share: bool = False,
    made_model: bool = False,
) -> StudyAuthor:
    """Declare an author: employer, pay, ownership, part in making the model. Independence follows from it."""
    EDIT_STUDY.check(actor, study)
    study = own(study)
    given = {"name": name, "employer": employer}
    name = needs_text(given, "name", "Enter the author’s name.")
    employer = needs_text(given, "employer", "Enter who employs the author; “self-employed” is an answer.")
    if study.authors.filter(name__iexact=name).exists():
        raise ValidationError({"name": f"{name} is already declared for this study."})
    author = StudyAuthor.objects.create(
        study=study, name=name, employer=employer, paid_by=paid_by.strip(), owns_share=owns_share, made_model=made_model
    )
    touch(study, at)
    noted("study.add_author", study, study.model, actor, at, fields=["authors"], edition=study.edition)
    return author


@service
def remove_author(*, study: Study, name: str, actor: User, at: datetime) -> None:
    """Take a declaration back. Removing what is not there does nothing."""
    EDIT_STUDY.check(actor, study)
    study = own(study)
    removed, _ = study.authors.filter(name=name).delete()
    if removed:
        touch(study, at)
        noted("study.remove_author", study, study.model, actor, at, fields=["authors"], edition=study.edition)


def own(study: Study) -> Study:
    """The study, locked; Refused where it was not entered by the provider."""
    study = locked(study)
    if not study.is_editable:
        raise Refused(f"{study.label} came from {study.get_source_display()}. It cannot be changed by hand.")
    return study


def touch(study: Study, at: datetime) -> None:
    study.edition += 1
    study.saved_at = at
    study.save()


def _checked(
    values: Mapping[str, Any], model: LearningModel, at: datetime, study: Study | None = None
) -> dict[str, Any]:
    values = only(values, FIELDS)
    this_year = local_day(at, settings.TIME_ZONE).year
    if (values.get("year") or 0) > this_year:
        raise ValidationError({"year": f"You entered {values['year']}. Enter the year it came out, up to {this_year}."})
    if study is None or "label" in values:
        values["label"] = needs_text(values, "label", "Enter a short name, such as “Okoro, 2024”.")
        same = model.studies.filter(label__iexact=values["label"])
        if (same.exclude(pk=study.pk) if study else same).exists():
            raise ValidationError({"label": f"There is already a study named {values['label']}. Enter another name."})
    wrong = [value for value in values.get("locales", []) if value not in Locale.values]
    if wrong:
        raise ValidationError({"locales": f"Choose from: {', '.join(Locale.labels)}."})
    return values
