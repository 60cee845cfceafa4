"""Evaluators of the register named in studies, and what they say to it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.evaluators.models import Evaluator, TieKind
from marketplace.evidence import signals
from marketplace.evidence.models import Attribution, Study, StudyAuthor
from marketplace.evidence.permissions import ANSWER_ATTRIBUTION, EDIT_STUDY
from marketplace.evidence.services.common import check_choices
from marketplace.evidence.services.studies import add_author, own
from marketplace.evidence.signals import evidence_changed
from marketplace.evidence.transitions import ATTRIBUTION
from marketplace.evidence.vocabulary import Part
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.people.models import User
from marketplace.products.models import LearningModel

EMPLOYER_MAX = StudyAuthor._meta.get_field("employer").max_length
REASON_MAX = 2_000


@service
def name_evaluator(
    *, study: Study, evaluator: Evaluator, part: str, actor: User, at: datetime, paid_by: str = "",
    made_model: bool = False,
) -> Attribution:  # fmt: skip
    """Declare that an evaluator of the register wrote or ran a study. What the register has of them counts from now on
    as it stands, beside what is declared here; the evaluator is told and may dispute it.

    Raises Refused for a suspended entry, ValidationError where the study names them already.
    """
    EDIT_STUDY.check(actor, study)
    study, evaluator = own(study), locked(evaluator)
    if evaluator.is_suspended:
        raise Refused(f"The entry of {evaluator} is suspended, so no further study can name it. Its page says why.")
    if part not in Part.values:
        raise ValidationError({"part": "Choose one of those listed."})
    if study.authors.filter(name__iexact=evaluator.name).exists():
        raise ValidationError(
            {"evaluator": f"{evaluator} is already declared for this study. Remove that declaration first."}
        )
    author = add_author(
        study=study, name=evaluator.name, employer=_employer_of(evaluator), paid_by=paid_by, made_model=made_model,
        actor=actor, at=at,
    )  # fmt: skip
    attribution = Attribution(author=author, evaluator=evaluator, part=part, named_by=actor, named_at=at)
    check_choices(attribution, ["part"])
    attribution.save()
    ATTRIBUTION.created(
        attribution, actor=actor, organization=study.model.provider, at=at, payload={"evaluator": evaluator.slug}
    )
    signals.evaluator_named.send(sender=Attribution, attribution=attribution, at=at)
    return attribution


@service
def confirm_attribution(*, attribution: Attribution, actor: User, at: datetime) -> Attribution:
    """Say that the study is one's own, at first or after all."""
    return _answered(attribution, "confirm", "", actor, at)


@service
def dispute_attribution(*, attribution: Attribution, reason: str, actor: User, at: datetime) -> Attribution:
    """Say that the study is not one's own, and why. It counts as independent no longer, and everyone sees the dispute.

    Raises ValidationError without a reason.
    """
    reason = checked_words(
        reason, field="reason", most=REASON_MAX, missing="Say what is wrong: the provider and everyone else read it."
    )
    return _answered(attribution, "dispute", reason, actor, at)


def _answered(attribution: Attribution, move: str, reason: str, actor: User, at: datetime) -> Attribution:
    ANSWER_ATTRIBUTION.check(actor, attribution)
    attribution = locked(attribution)
    ATTRIBUTION.require(attribution, move)
    attribution.answered_at, attribution.reason = at, reason
    saved = ("answered_at", "reason")
    where: Any = attribution.evaluator.organization
    ATTRIBUTION.move(attribution, move, actor=actor, organization=where, at=at, also_save=saved)
    signals.attribution_answered.send(sender=Attribution, attribution=attribution, at=at)
    evidence_changed.send(sender=LearningModel, model=attribution.author.study.model, at=at)
    return attribution


def _employer_of(evaluator: Evaluator) -> str:
    """A firm employs its own people; a person is employed as they declared."""
    if evaluator.is_firm:
        return evaluator.name[:EMPLOYER_MAX]
    rows = evaluator.ties.filter(kind=TieKind.EMPLOYER, taken_back_at=None, until_year=None)
    return ", ".join(rows.values_list("body", flat=True))[:EMPLOYER_MAX] or "Not declared"
