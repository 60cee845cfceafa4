"""The measured effects of the models of a comparison, by kind of outcome."""

from collections.abc import Sequence

from marketplace.evidence.assessment import Assessment
from marketplace.evidence.vocabulary import OUTCOME_DOMAINS
from search.catalog.compare_plot import Effect, Outcome, outcomes_of
from search.catalog.compare_reading import PublicRecord

TITLES = {key: words[:1].upper() + words[1:] for key, words in OUTCOME_DOMAINS.items()}


def outcomes_among(records: Sequence[PublicRecord]) -> tuple[Outcome, ...]:
    """Each kind of outcome on which any of them has an effect that counts, those that most have first."""
    return outcomes_of(TITLES, [effects_of(record.assessment) for record in records])


def effects_of(assessment: Assessment) -> dict[str, Effect]:
    """The effect on each kind of outcome that has one which counts, by kind."""
    return {
        picture.domain: Effect(*picture.headline, studies=len(picture.counted), students=picture.n)
        for picture in assessment.pictures
        if picture.headline
    }
