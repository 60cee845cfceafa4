"""PURE: what a person typed, read as a question: words, "phrases", -excluded, beginnings, slips, synonyms, grades."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.grades import read_grades
from search.spelling import SHORTEST_BEGINNING, Vocabulary
from search.stemming import Stems, stem
from search.words import MOST_CHARACTERS_READ, MOST_WORDS_READ, is_empty, is_weak, name_key, words_in

SAME, OTHERWISE = 1.0, 0.8
LONGEST_SYNONYM_WORDS = 8
_CHUNK = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<words>[^\s"]+))')
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "“": '"', "”": '"', "„": '"', "\x00": " "})


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: any of its terms will do; a term is a word or a phrase, as stems, with what it is worth.

    `parts` are to be asked for in its place where it finds nothing: the words of a phrase that nobody uses.
    """

    typed: str
    terms: tuple[tuple[Stems, float], ...]
    is_required: bool = False
    is_weak: bool = False
    is_grade: bool = False
    parts: tuple["Clause", ...] = ()

    @property
    def stems(self) -> set[str]:
        return {one for term, _ in self.terms for one in term}


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nobody uses, and the words looked for in its place."""

    typed: str
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything that an engine needs to know of the words. `name` is what the whole question is as one name;
    `likelier` gives for a rare word the usual one that may be meant, to be offered and never used."""

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Stems, ...] = ()
    name: str = ""
    corrections: tuple[Correction, ...] = ()
    unknown: tuple[str, ...] = ()
    likelier: tuple[tuple[str, str], ...] = ()

    @property
    def is_asking(self) -> bool:
        return bool(self.clauses or self.unknown or self.excluded)

    @property
    def terms(self) -> tuple[Stems, ...]:
        """Everything that is looked for, each once."""
        clauses = (clause for each in self.clauses for clause in (each, *each.parts))
        return tuple(dict.fromkeys(term for clause in clauses for term, _ in clause.terms))

    @property
    def typed(self) -> tuple[str, ...]:
        """What was looked for, in the words of the person."""
        return tuple(clause.typed for clause in self.clauses)


@dataclass(slots=True)
class _Word:
    text: str
    is_beginning: bool = False
    instead: tuple[str, ...] = ()

    @property
    def best(self) -> str:
        return self.instead[0] if self.instead else self.text


@dataclass(slots=True)
class _Reading:
    vocabulary: Vocabulary
    synonyms: Mapping[Stems, tuple[Stems, ...]]
    clauses: list[Clause] = field(default_factory=list)
    excluded: list[Stems] = field(default_factory=list)
    words: list[_Word] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_question(
    text: str, *, vocabulary: Vocabulary, synonyms: Mapping[Stems, tuple[Stems, ...]] | None = None
) -> Question:
    """Read what was typed. Anything can be read: what makes no sense is left out.

    `synonyms` gives for the stems of a word or phrase all that mean the same. Only the first 400 characters and 16
    words are read: more never helps to find a model.
    """
    plain = text.translate(_DASHES)[:MOST_CHARACTERS_READ]
    reading = _Reading(vocabulary, synonyms or {})
    for chunk in _CHUNK.finditer(plain):
        _take(chunk, reading, is_last=chunk.end() == len(plain))
    reading.words = reading.words[:MOST_WORDS_READ]
    for word in reading.words:
        word.instead = _instead(word, reading)
    reading.clauses += _clauses(reading)
    texts = [word.text for word in reading.words]
    return Question(
        clauses=_weighed(reading.clauses),
        excluded=tuple(dict.fromkeys(reading.excluded)),
        name=name_key(" ".join(texts)),
        corrections=tuple(Correction(word.text, word.instead) for word in reading.words if word.instead),
        unknown=tuple(dict.fromkeys(reading.unknown)),
        likelier=tuple((word, other) for word in dict.fromkeys(texts) if (other := vocabulary.likelier(word))),
    )


def unquoted(question: Question) -> Question:
    """The question with the words of its phrases asked for one by one."""
    clauses = []
    for clause in question.clauses:
        if clause.is_required:
            clauses += [Clause(one, (((one,), SAME),)) for one in clause.terms[0][0]]
        else:
            clauses.append(clause)
    return replace(question, clauses=tuple(clauses))


def without_quotes(text: str) -> str:
    """The same words, none of them held together."""
    return text.translate(_DASHES).replace('"', " ").strip()


def without_exclusions(text: str) -> str:
    """The same without what is excluded."""
    plain = text.translate(_DASHES)
    return " ".join(chunk.group() for chunk in _CHUNK.finditer(plain) if not chunk["minus"])


def _take(chunk: re.Match, reading: _Reading, *, is_last: bool) -> None:
    content = chunk["phrase"] if chunk["phrase"] is not None else chunk["words"]
    words = words_in(content)
    stems = tuple(map(stem, words))
    if not words:
        return
    if chunk["minus"]:
        reading.excluded.append(stems)
    elif chunk["phrase"] is not None:
        reading.clauses.append(Clause(f"“{' '.join(words)}”", ((stems, SAME),), is_required=True))
        reading.unknown += [word for word in words if not (is_empty(word) or reading.vocabulary.knows(word))]
    else:
        is_beginning = is_last or content.endswith("*")
        reading.words += [_Word(word, is_beginning and word is words[-1]) for word in words]


def _instead(word: _Word, reading: _Reading) -> tuple[str, ...]:
    """The catalogue's words to look for in place of one that it does not have: one slip away, or, where a synonym has
    it and none of what means the same can be found, those that begin with it or spell it out."""
    same = reading.synonyms.get((stem(word.text),), ())
    if same and not _is_used(same, reading):
        spelt_out = reading.vocabulary.words_of(one for phrase in same if len(phrase) > 1 for one in phrase)
        return tuple(dict.fromkeys((*reading.vocabulary.beginning_with(word.text), *spelt_out)))
    is_known = reading.vocabulary.knows(word.text) or any(stem(word.text) in phrase for phrase in reading.synonyms)
    if is_known or is_empty(word.text) or (word.is_beginning and reading.vocabulary.beginning_with(word.text)):
        return ()
    return reading.vocabulary.one_edit_from(word.text)


def _is_used(same: Sequence[Stems], reading: _Reading) -> bool:
    """Whether the catalogue has every word of one of these; of none of the others can anything be found."""
    return any(all(one.isdigit() or one in reading.vocabulary.stems for one in phrase) for phrase in same)


def _clauses(reading: _Reading) -> Iterator[Clause]:
    words, place = reading.words, 0
    while place < len(words):
        length, clause = _next(words[place:], reading)
        if clause is not None:
            yield clause
        place += length


def _next(words: Sequence[_Word], reading: _Reading) -> tuple[int, Clause | None]:
    """The clause at the start of these words and how many of them it takes; none for a word that says nothing."""
    texts = [word.best for word in words]
    length, grades = read_grades(texts)
    if grades:
        literal = tuple(stem(text) for text in texts[:length])
        terms = [((grade,), SAME) for grade in grades]
        return length, Clause(" ".join(texts[:length]), (*terms, (literal, OTHERWISE)), is_grade=True)
    for reader in (_synonym, _joined):
        length, clause = reader(words, texts, reading)
        if clause is not None:
            return length, clause
    return 1, None if is_empty(texts[0]) else _single(words[0], reading)


def _synonym(words: Sequence[_Word], texts: Sequence[str], reading: _Reading) -> tuple[int, Clause | None]:
    for length in range(min(len(words), LONGEST_SYNONYM_WORDS), 0, -1):
        stems = tuple(stem(text) for text in texts[:length])
        same = reading.synonyms.get(stems)
        if same and _is_used(same, reading):
            terms = [(stems, SAME), *((other, OTHERWISE) for other in same if other != stems)]
            parts = tuple(_plain(text) for text in texts[:length] if not is_empty(text)) if length > 1 else ()
            return length, Clause(" ".join(texts[:length]), tuple(terms), parts=parts)
    return 0, None


def _plain(word: str) -> Clause:
    return Clause(word, (((stem(word),), SAME),), is_weak=is_weak(word))


def _joined(words: Sequence[_Word], texts: Sequence[str], reading: _Reading) -> tuple[int, Clause | None]:
    """Two words that the catalogue writes as one, such as class wide."""
    if len(words) < 2 or is_empty(texts[0]) or is_empty(texts[1]):
        return 0, None
    together = words[0].text + words[1].text
    found = (together,) if together in reading.vocabulary.counts else ()
    if not found and not reading.vocabulary.knows(words[0].best):
        found = reading.vocabulary.one_edit_from(together)
    if not found:
        return 0, None
    apart = tuple(stem(text) for text in texts[:2])
    terms = [*(((stem(word),), SAME) for word in found), (apart, SAME)]
    return 2, Clause(" ".join(texts[:2]), tuple(terms))


def _single(word: _Word, reading: _Reading) -> Clause | None:
    if word.instead:
        return Clause(word.text, tuple(((stem(other),), OTHERWISE) for other in word.instead))
    if reading.vocabulary.knows(word.text):
        return _plain(word.text)
    begun = reading.vocabulary.beginning_with(word.text) if word.is_beginning else ()
    if begun:
        return Clause(word.text, tuple(((one,), OTHERWISE) for one in dict.fromkeys(map(stem, begun))))
    parts = reading.vocabulary.split(word.text) if len(word.text) > SHORTEST_BEGINNING else None
    if parts:
        return Clause(word.text, ((tuple(map(stem, parts)), OTHERWISE),))
    reading.unknown.append(word.text)
    return None


def _weighed(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Each once; words that say little count in full where there are no others."""
    unique = list({clause.terms: clause for clause in clauses}.values())
    if all(clause.is_weak for clause in unique):
        unique = [replace(clause, is_weak=False) for clause in unique]
    return tuple(unique)
