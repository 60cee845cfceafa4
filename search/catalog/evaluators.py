"""An evaluator as everyone reads of it: what it declared, and the studies of public models that name it."""

from dataclasses import dataclass

from marketplace.evaluators.models import Evaluator, EvaluatorTie
from marketplace.evaluators.tables import STANDING
from marketplace.evidence.models import Attribution
from marketplace.evidence.queries import ATTRIBUTION_MARKS, attributions_of
from search.catalog.queries import listed
from search.models import CatalogEntry


@dataclass(frozen=True)
class NamedIn:
    """A study of a public model that names the evaluator, with what they say to it."""

    row: Attribution
    entry: CatalogEntry
    mark: tuple[str, str]


@dataclass(frozen=True)
class EvaluatorPage:
    """What the page of an evaluator shows."""

    entry: Evaluator
    standing: tuple[str, str]
    ties: tuple[EvaluatorTie, ...]
    past_ties: tuple[EvaluatorTie, ...]
    studies: tuple[NamedIn, ...]


def evaluator_page(entry: Evaluator) -> EvaluatorPage:
    """Everything that is public about an evaluator."""
    rows = list(attributions_of(entry))
    known = {found.model_id: found for found in listed().filter(model__in={row.author.study.model_id for row in rows})}
    return EvaluatorPage(
        entry=entry,
        standing=STANDING[entry.state],
        ties=tuple(entry.standing_ties),
        past_ties=tuple(entry.past_ties),
        studies=tuple(
            NamedIn(row, known[row.author.study.model_id], ATTRIBUTION_MARKS[row.state])
            for row in rows
            if row.author.study.model_id in known
        ),
    )
