"""Writing what a version lists besides its data: costs, and the rules from which schools must be excused."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError

from marketplace.lifecycles.services import service
from marketplace.lifecycles.typed import too_long
from marketplace.people.models import User
from marketplace.products.models import CostItem, ModelVersion, RuleNeed
from marketplace.products.permissions import EDIT
from marketplace.products.versioning import editable, noted, touch
from marketplace.products.vocabulary import CostTiming, CostUnit

LONGEST_WHY = 500


@service
def add_cost(
    *, version: ModelVersion, edition: int, what: str, timing: str, cents: int, unit: str, note: str = "",
    actor: User, at: datetime,
) -> ModelVersion:  # fmt: skip
    """List what a district pays for, once or every year, in cents for each unit. Returns the version that holds it.

    Raises ValidationError where it is listed already, is below $0 or names no timing or unit; Stale as every save.
    """
    EDIT.check(actor, version.model)
    version = editable(version, edition, actor=actor, at=at)
    what = " ".join(what.split())
    errors = {}
    if not what:
        errors["what"] = "Say what is paid for."
    if cents is None or cents < 0:
        errors["cents"] = "Enter an amount of $0 or more."
    if timing not in CostTiming.values:
        errors["timing"] = f"Choose one of: {', '.join(CostTiming.labels)}."
    if unit not in CostUnit.values:
        errors["unit"] = f"Choose one of: {', '.join(CostUnit.labels)}."
    if not errors and version.costs.filter(what__iexact=what, timing=timing).exists():
        errors["what"] = f"{what} is listed already under “{CostTiming(timing).label}”."
    if errors:
        raise ValidationError(errors)
    CostItem.objects.create(version=version, what=what, timing=timing, cents=cents, unit=unit, note=note.strip())
    touch(version, at)
    noted("add_cost", version, actor, at, fields=["costs"], cost=what)
    return version


@service
def remove_cost(
    *, version: ModelVersion, edition: int, what: str, timing: str, actor: User, at: datetime
) -> ModelVersion:
    """Take a cost off the list. Removing what is not there does nothing."""
    EDIT.check(actor, version.model)
    version = editable(version, edition, actor=actor, at=at)
    removed, _ = version.costs.filter(what=what, timing=timing).delete()
    if removed:
        touch(version, at)
        noted("remove_cost", version, actor, at, fields=["costs"], cost=what)
    return version


@service
def save_rule_needs(
    *, version: ModelVersion, edition: int, needs: Mapping[str, str], actor: User, at: datetime
) -> ModelVersion:
    """Say from which rules schools must be excused: their codes, each with why. The caller has checked the codes.

    Returns the version that holds them; saving what stands already changes nothing. Raises ValidationError for a
    code without a reason.
    """
    EDIT.check(actor, version.model)
    needs = {code: " ".join(why.split()) for code, why in needs.items()}
    errors = {}
    for code, why in needs.items():
        if not why:
            errors[f"why_{code}"] = "Say why the model needs it, in a sentence or two."
        elif fault := too_long(why, LONGEST_WHY):
            errors[f"why_{code}"] = fault
    if errors:
        raise ValidationError(errors)
    held = dict(version.rule_needs.values_list("code", "why"))
    version = editable(version, edition, actor=actor, at=at) if held != needs else version
    if held != needs:
        version.rule_needs.all().delete()
        RuleNeed.objects.bulk_create(RuleNeed(version=version, code=code, why=why) for code, why in needs.items())
        touch(version, at)
        noted("save_rule_needs", version, actor, at, fields=["rule_needs"], codes=sorted(needs))
    return version
