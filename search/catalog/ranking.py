"""What the page about ranking says, with the numbers that the engine uses."""

from dataclasses import dataclass, field

from search import scoring, spelling
from search.language import OTHERWISE
from search.models import SynonymGroup
from search.synonyms import phrases_of
from search.words import MOST_CHARACTERS_READ, MOST_WORDS_READ, WEAK_WORDS

FIELD_WORDS = {
    "name": "Its name",
    "summary": "Its summary, its provider, and what it is filed under: subjects, grades, services, how it is taught, "
    "where it was studied or used",
    "evidence": "The line that sums up its evidence",
    "rest": "Its description: a day, students served, staffing, devices, time and space, what was measured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPage:
    """The published rules of the order. Boosts are in percent."""

    fields: tuple[tuple[str, int], ...]
    synonyms: tuple[tuple[str, ...], ...]
    approved_percent: int = round(scoring.APPROVED_BOOST * 100)
    complete_percent: int = round(scoring.COMPLETE_BOOST * 100)
    otherwise_percent: int = round(OTHERWISE * 100)
    weak_percent: int = round(scoring.WEAK_WORD_WEIGHT * 100)
    least_percent: int = round(scoring.LEAST_SHARE_OF_WORDS * 100)
    grade_times: int = round(scoring.GRADE_WEIGHT)
    fewest_found: int = scoring.FEWEST_FOUND
    fewest_words: int = scoring.FEWEST_WORDS_RELAXED
    shortest_forgiven: int = spelling.SHORTEST_FORGIVEN
    shortest_beginning: int = spelling.SHORTEST_BEGINNING
    most_characters: int = MOST_CHARACTERS_READ
    most_words: int = MOST_WORDS_READ
    weak_words: tuple[str, ...] = field(default_factory=lambda: tuple(sorted(WEAK_WORDS)))


def ranking_page() -> RankingPage:
    """The rules as they are now."""
    return RankingPage(
        fields=tuple((FIELD_WORDS[name], round(weight)) for name, weight in scoring.FIELD_WEIGHTS.items()),
        synonyms=tuple(tuple(phrases_of(group.words)) for group in SynonymGroup.objects.all()),
    )
