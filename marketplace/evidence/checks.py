"""What a finding's numbers must satisfy before they are kept: each fault with its field and what would be accepted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marketplace.evidence.models import Measure, Study
from marketplace.evidence.vocabulary import Design, Statistic

_MEANS = ("mean_i", "sd_i", "mean_c", "sd_c")
_SHARES = ("share_i", "share_c")
_LARGEST_CLAIM = 5
_STARTS = ("pre_mean_i", "pre_sd_i", "pre_mean_c", "pre_sd_c")


def finding_errors(study: Study, measure: Measure | None, values: Mapping[str, Any]) -> dict[str, str]:
    """Faults by field; empty when the numbers can be kept."""
    errors: dict[str, str] = {}
    _check_claims(errors, values)
    if study.design == Design.PRE_POST:
        _need(errors, values, ("n_i", "mean_i", "sd_i", "pre_mean_i", "pre_sd_i"))
        _check_spread(errors, values, measure, ("sd_i", "pre_sd_i"))
        _check_kept(errors, values, "i")
        return errors
    _need(errors, values, ("n_i", "n_c", *(_SHARES if values.get("statistic") == Statistic.BINARY else _MEANS)))
    for side in ("i", "c"):
        _check_kept(errors, values, side)
        if study.is_cluster_assigned:
            _check_clusters(errors, values, side)
    _check_starts(errors, values)
    if values.get("statistic") == Statistic.BINARY:
        _check_shares(errors, values)
    else:
        _check_spread(errors, values, measure, ("sd_i", "sd_c"))
        _check_means(errors, values, measure)
    _check_spread(errors, values, measure, ("pre_sd_i", "pre_sd_c"))
    _check_ratio(errors, values, "r_squared", low=0, is_below_one=True)
    _check_ratio(errors, values, "icc", low=0)
    _check_ratio(errors, values, "pre_post_correlation", low=-1, is_below_one=True)
    return errors


def _need(errors: dict[str, str], values: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    for field in fields:
        if values.get(field) is None:
            errors[field] = "Enter this number as the study reports it."


def _check_kept(errors: dict[str, str], values: Mapping[str, Any], side: str) -> None:
    n, assigned = values.get(f"n_{side}"), values.get(f"assigned_{side}")
    if n is not None and n < 2:
        errors[f"n_{side}"] = f"You entered {n}. Enter 2 or more."
    elif n is not None and assigned is not None and n > assigned:
        accepted = f"Enter {assigned} or fewer, or correct the number assigned."
        errors[f"n_{side}"] = f"You entered {n}, but only {assigned} were assigned. {accepted}"


def _check_clusters(errors: dict[str, str], values: Mapping[str, Any], side: str) -> None:
    clusters, n = values.get(f"clusters_{side}"), values.get(f"n_{side}")
    assigned = values.get(f"clusters_assigned_{side}")
    if clusters is None and not values.get("accounts_for_clusters"):
        errors[f"clusters_{side}"] = (
            "Whole classes or schools were assigned. Enter how many were analyzed in this group."
        )
    elif clusters is not None and clusters < 1:
        errors[f"clusters_{side}"] = f"You entered {clusters}. Enter 1 or more."
    elif clusters is not None and n is not None and clusters > n:
        errors[f"clusters_{side}"] = f"You entered {clusters}, but only {n} students. Enter {n} or fewer."
    elif clusters is not None and assigned is not None and clusters > assigned:
        errors[f"clusters_{side}"] = (
            f"You entered {clusters}, but only {assigned} were assigned. Enter {assigned} or fewer."
        )


def _check_starts(errors: dict[str, str], values: Mapping[str, Any]) -> None:
    given = [field for field in _STARTS if values.get(field) is not None]
    is_needed = bool(given) or values.get("is_gain_score")
    for field in _STARTS:
        if is_needed and field not in given:
            errors[field] = "Enter all four starting numbers, or none of them."


def _check_shares(errors: dict[str, str], values: Mapping[str, Any]) -> None:
    for field in _SHARES:
        value = values.get(field)
        if value is not None and not 0 < value < 1:
            accepted = "Enter a share above 0% and below 100%: at either end no effect is defined."
            errors[field] = f"You entered {plain(value * 100)}%. {accepted}"


def _check_spread(
    errors: dict[str, str], values: Mapping[str, Any], measure: Measure | None, fields: tuple[str, ...]
) -> None:
    width = _width(measure)
    bound = f" and below {plain(width)}, the width of this test’s scale" if width else ""
    for field in fields:
        value = values.get(field)
        if value is not None and (value <= 0 or (width and value >= width)):
            errors[field] = f"You entered {plain(value)}. Enter a number above 0{bound}."


def _check_means(errors: dict[str, str], values: Mapping[str, Any], measure: Measure | None) -> None:
    if measure is None or _width(measure) is None:
        return
    for field in ("mean_i", "mean_c"):
        value = values.get(field)
        if value is not None and not measure.scale_minimum <= value <= measure.scale_maximum:
            scale = f"from {plain(measure.scale_minimum)} to {plain(measure.scale_maximum)}"
            errors[field] = f"You entered {plain(value)}. This test’s scores run {scale}."


def _check_ratio(
    errors: dict[str, str], values: Mapping[str, Any], field: str, *, low: int, is_below_one: bool = False
) -> None:
    value = values.get(field)
    if value is None:
        return
    if value < low or value > 1 or (is_below_one and value == 1):
        top = "below 1" if is_below_one else "at most 1"
        errors[field] = f"You entered {plain(value)}. Enter a number of at least {low} and {top}."


def _check_claims(errors: dict[str, str], values: Mapping[str, Any]) -> None:
    claimed = values.get("claimed_g")
    if claimed is not None and abs(claimed) > _LARGEST_CLAIM:
        accepted = "Enter the effect in standard deviations, from −5 to 5; most are between −1 and 1."
        errors["claimed_g"] = f"You entered {plain(claimed)}. {accepted}"
    _check_ratio(errors, values, "claimed_p", low=0)


def plain(value: Any) -> str:
    """A number as people write it: no exponent, no zeros at the end."""
    return f"{Decimal(str(value)).normalize():f}"


def _width(measure: Measure | None) -> Decimal | None:
    if measure is None or measure.scale_minimum is None or measure.scale_maximum is None:
        return None
    return measure.scale_maximum - measure.scale_minimum
