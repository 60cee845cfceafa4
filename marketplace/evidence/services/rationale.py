"""The package that an early-stage model stands on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketplace.evidence.models import Rationale
from marketplace.evidence.permissions import ADD_EVIDENCE
from marketplace.evidence.services.common import changed_fields, check_edition, noted, only
from marketplace.lifecycles.services import locked, service
from marketplace.people.models import User
from marketplace.products.models import LearningModel

FIELDS = ("logic_model", "citations", "evaluation_plan")


@service
def save_rationale(
    *, model: LearningModel, edition: int, values: Mapping[str, Any], actor: User, at: datetime
) -> Rationale:
    """Save logic model, references (a list of texts) and the plan of a study. `edition` is 0 for the first save."""
    ADD_EVIDENCE.check(actor, model)
    values = only(values, FIELDS)
    locked(model)
    rationale = Rationale.objects.filter(model=model).first() or Rationale(model=model, edition=0, saved_at=at)
    check_edition(rationale, edition)
    changed = changed_fields(rationale, values)
    if changed or rationale.pk is None:
        for name in changed:
            setattr(rationale, name, values[name])
        rationale.edition += 1
        rationale.saved_at = at
        rationale.save()
        noted("rationale.save", rationale, model, actor, at, fields=changed, edition=rationale.edition)
    return rationale
