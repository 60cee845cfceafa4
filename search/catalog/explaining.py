"""Why a model is among the results, and how the words of a search were read."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.clocks.words import count_words
from search.catalog.facets import BY_KEY
from search.catalog.parameters import SearchState
from search.engine import IN_FORCE, Results
from search.facets import searched_labels
from search.grades import grade_words
from search.highlighting import excerpt_of, holds
from search.language import Question
from search.models import CatalogEntry
from search.scoring import FEWEST_FOUND
from search.stemming import Stems
from search.words import spans_in

MOST_CORRECTIONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Why:
    """What of a model was found besides what its card shows: what it is filed under, and words of its description."""

    filed: tuple[str, ...] = ()
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on how the words were read, with a search to offer instead where there is one."""

    words: str
    label: str = ""
    url: str = ""


def why(entry: CatalogEntry, question: Question) -> Why:
    """For each thing asked for that the card does not show: the label that has it, else a few words around it."""
    shown = f"{entry.name} {entry.summary} {entry.evidence_line} {entry.provider_name}"
    filed: list[str] = []
    excerpt = ""
    for clause in question.clauses:
        terms = [term for term, _ in clause.terms]
        if clause.is_weak or any(holds(shown, term) for term in terms):
            continue
        label = _label(entry, terms)
        if label:
            filed.append(label)
        else:
            excerpt = excerpt or excerpt_of(entry.other_text, terms)
    return Why(tuple(dict.fromkeys(filed)), excerpt)


def _label(entry: CatalogEntry, terms: Sequence[Stems]) -> str:
    for facet, value, words in searched_labels(entry.filed):
        keys = grade_words([value]) if facet == "grade" else ()
        if any(holds(words, term) or term[0] in keys for term in terms):
            return words
    return ""


def notes(state: SearchState, results: Results) -> tuple[Note, ...]:
    """How the words were read where that is not plain, and how many models hold all of them."""
    question, found = results.question, []
    typed = {word: state.words[start:end] for word, start, end in spans_in(state.words)}
    for one in question.corrections:
        used = " or ".join(f"“{word}”" for word in one.used[:MOST_CORRECTIONS_SHOWN])
        found.append(Note(f"No model uses “{typed.get(one.typed, one.typed)}”. We searched for {used}."))
    for word in filter(results.near.get, question.unknown):
        near = results.near[word]
        url = state.address(words=_with(state.words, word, near))
        found.append(Note(f"No model uses “{typed.get(word, word)}”.", f"Search for “{near}” instead", url))
    for word, usual in question.likelier:
        url = state.address(words=_with(state.words, word, usual))
        found.append(Note(f"More models use “{usual}”.", f"Search for “{usual}” instead", url))
    others = [typed.get(word, word) for word in question.unknown if not results.near.get(word)]
    if others:
        found.append(Note(f"No model uses {_either(others)}."))
    if results.total and results.whole < results.total:
        found.append(Note(_whole(results)))
    if state.words and results.total and results.whole < FEWEST_FOUND and "standing" not in state.chosen:
        found += _lapsed(state, results)
    return tuple(found)


def _lapsed(state: SearchState, results: Results) -> list[Note]:
    """How many models that are not approved any more hold the words, for whoever looks for one of them."""
    values = tuple(value for value in BY_KEY["standing"].labels if value != IN_FORCE)
    counts = next((facet.counts for facet in results.facets if facet.key == "standing"), {})
    count = sum(counts.get(value, 0) for value in values)
    if not count:
        return []
    url = state.address(chosen={**state.chosen, "standing": values})
    one = count == 1
    words = "that is not approved any more matches too" if one else "that are not approved any more match too"
    words = f"{count_words(count, 'model')} {words}."
    return [Note(words, f"Show {'it' if one else 'them'}", url)]


def _whole(results: Results) -> str:
    if not results.whole:
        return "No model holds all of these words. These hold most of them, best first."
    one = results.whole == 1
    holding = "1 model holds" if one else f"{results.whole:,} models hold"
    return f"{holding} all of these words. The others hold most of them."


def _either(words: Sequence[str]) -> str:
    """“a”, “b” or “c”"""
    quoted = [f"“{word}”" for word in words]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def _with(words: str, word: str, near: str) -> str:
    """What was typed with one word exchanged, whatever its case and accents."""
    for plain, start, end in spans_in(words):
        if plain == word:
            return f"{words[:start]}{near}{words[end:]}"
    return near
