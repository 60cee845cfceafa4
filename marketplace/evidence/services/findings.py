"""The findings of a provider's own studies."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.evidence.checks import finding_errors
from marketplace.evidence.models import Baseline, Finding, Measure, Study
from marketplace.evidence.permissions import EDIT_FINDING, EDIT_STUDY
from marketplace.evidence.services.common import changed_fields, check_choices, check_edition, needs_text, noted, only
from marketplace.evidence.services.studies import own
from marketplace.evidence.vocabulary import Statistic
from marketplace.lifecycles.services import locked, service
from marketplace.people.models import User

NUMBERS = (
    *(
        "assigned_i",
        "assigned_c",
        "n_i",
        "n_c",
        "clusters_assigned_i",
        "clusters_assigned_c",
        "clusters_i",
        "clusters_c",
    ),
    *("mean_i", "mean_c", "sd_i", "sd_c", "share_i", "share_c", "pre_mean_i", "pre_mean_c", "pre_sd_i", "pre_sd_c"),
    *("r_squared", "pre_post_correlation", "icc", "claimed_g", "claimed_p"),
)
FIELDS = (
    *("measure", "domain", "subject", "grade_band", "outcome", "sample", "period", "statistic"),
    *("is_adjusted", "is_gain_score", "accounts_for_clusters"),
    *NUMBERS,
)


@service
def add_finding(*, study: Study, values: Mapping[str, Any], actor: User, at: datetime) -> Finding:
    """Add a finding to a study of one's own. Raises ValidationError by field, saying what would be accepted."""
    EDIT_STUDY.check(actor, study)
    study = own(study)
    finding = Finding(study=study, saved_at=at, **_checked(study, values))
    _refuse_twin(finding)
    check_choices(finding, values)
    finding.save()
    noted("finding.create", finding, study.model, actor, at, measure=finding.measure.name)
    return finding


@service
def save_finding(*, finding: Finding, edition: int, values: Mapping[str, Any], actor: User, at: datetime) -> Finding:
    """Change a finding of one's own study. Raises Stale for an old edition."""
    EDIT_FINDING.check(actor, finding)
    study = own(finding.study)
    finding = locked(finding)
    check_edition(finding, edition)
    values = _checked(study, values)
    changed = changed_fields(finding, values)
    if changed:
        for name in changed:
            setattr(finding, name, values[name])
        check_choices(finding, changed)
        _touch(finding, at)
        noted("finding.save", finding, study.model, actor, at, fields=changed, edition=finding.edition)
    return finding


@service
def remove_finding(*, finding: Finding, actor: User, at: datetime) -> None:
    """Take a finding away from a study of one's own."""
    EDIT_FINDING.check(actor, finding)
    study = own(finding.study)
    noted("finding.remove", finding, study.model, actor, at, measure=finding.measure.name)
    finding.delete()


@service
def add_baseline(
    *,
    finding: Finding,
    name: str,
    actor: User,
    at: datetime,
    mean_i: Decimal | None = None,
    mean_c: Decimal | None = None,
    sd_i: Decimal | None = None,
    sd_c: Decimal | None = None,
    share_i: Decimal | None = None,
    share_c: Decimal | None = None,
) -> Baseline:
    """Add one more thing that was measured before the start: four means and spreads, or two shares."""
    EDIT_FINDING.check(actor, finding)
    own(finding.study)
    finding = locked(finding)
    name = needs_text({"name": name}, "name", "Enter what was measured, such as “share of girls”.")
    means = {"mean_i": mean_i, "mean_c": mean_c, "sd_i": sd_i, "sd_c": sd_c}
    shares = {"share_i": share_i, "share_c": share_c}
    _check_baseline(means, shares)
    if finding.baselines.filter(name__iexact=name).exists():
        raise ValidationError({"name": f"{name} is already entered for this finding."})
    baseline = Baseline.objects.create(finding=finding, name=name, **means, **shares)
    _touch(finding, at)
    noted(
        "finding.add_baseline",
        finding,
        finding.study.model,
        actor,
        at,
        fields=["starting measures"],
        edition=finding.edition,
    )
    return baseline


@service
def remove_baseline(*, finding: Finding, name: str, actor: User, at: datetime) -> None:
    """Take a starting measure away. Removing what is not there does nothing."""
    EDIT_FINDING.check(actor, finding)
    own(finding.study)
    finding = locked(finding)
    removed, _ = finding.baselines.filter(name=name).delete()
    if removed:
        _touch(finding, at)
        noted(
            "finding.remove_baseline",
            finding,
            finding.study.model,
            actor,
            at,
            fields=["starting measures"],
            edition=finding.edition,
        )


def _checked(study: Study, values: Mapping[str, Any]) -> dict[str, Any]:
    values = only(values, FIELDS)
    measure = values.get("measure")
    if not isinstance(measure, Measure):
        raise ValidationError({"measure": "Choose a measure from the registry, or propose one."})
    if values.get("statistic") == Statistic.PUBLISHED:
        raise ValidationError({"statistic": "Choose mean scores or shares; we compute the effect from them."})
    errors = finding_errors(study, measure, values)
    if errors:
        raise ValidationError(errors)
    values.setdefault("domain", measure.domain)
    return values


def _refuse_twin(finding: Finding) -> None:
    """The same outcome of the same students is entered once, however often a form is sent."""
    said = {name: getattr(finding, name) for name in ("measure", "domain", "subject", "grade_band", "sample", "period")}
    if finding.study.findings.filter(**said).exists():
        here = f"This study already has a finding on {finding.measure} for these students."
        raise ValidationError({"measure": f"{here} Change that one, or say which students this is about."})


def _check_baseline(means: Mapping[str, Any], shares: Mapping[str, Any]) -> None:
    group = shares if any(value is not None for value in shares.values()) else means
    errors = {field: "Enter this number for both groups." for field, value in group.items() if value is None}
    errors |= {
        field: f"You entered {value:g}. Enter a number above 0."
        for field, value in means.items()
        if field.startswith("sd") and value is not None and value <= 0
    }
    errors |= {
        field: f"You entered {value * 100:g}%. Enter a share above 0% and below 100%."
        for field, value in shares.items()
        if value is not None and not 0 < value < 1
    }
    if errors:
        raise ValidationError(errors)


def _touch(finding: Finding, at: datetime) -> None:
    finding.edition += 1
    finding.saved_at = at
    finding.save()
