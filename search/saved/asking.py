"""PURE: whether one text holds every word of a question, as the engines read it; no index is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from search.language import Clause, Question
from search.stemming import Stems


@dataclass(frozen=True, slots=True)
class Held:
    """The stems of a text, field by field in order."""

    fields: tuple[tuple[str, ...], ...]
    stems: frozenset[str]

    def has(self, term: Stems) -> bool:
        """Whether a field holds the term: a word, or words side by side."""
        if len(term) == 1:
            return term[0] in self.stems
        if not self.stems.issuperset(term):
            return False
        return any(
            field[place : place + len(term)] == tuple(term)
            for field in self.fields
            for place in range(len(field) - len(term) + 1)
        )


def held_by(fields: Sequence[Sequence[str]]) -> Held:
    """A text by the stems of its fields."""
    return Held(tuple(map(tuple, fields)), frozenset(stem for field in fields for stem in field))


def doubtful_terms(question: Question) -> set[Stems]:
    """Terms of which the question does not tell whether any model holds them: words side by side, and synonyms."""
    clauses = (clause for clause in question.clauses if not clause.is_required)
    return {term for clause in clauses for term, _ in clause.terms if len(term) > 1 or clause.parts}


def settled(question: Question, held_by_some: Collection[Stems]) -> Question:
    """The question as the engines ask it: a clause that no model holds gives way to its parts, or goes.

    `held_by_some` are those of the doubtful terms that a model holds.
    """
    clauses: list[Clause] = []
    for clause in question.clauses:
        is_held = any(term in held_by_some or (len(term) == 1 and not clause.parts) for term, _ in clause.terms)
        clauses += [clause] if clause.is_required or is_held else clause.parts
    if clauses and all(clause.is_weak for clause in clauses):
        clauses = [replace(clause, is_weak=False) for clause in clauses]
    return replace(question, clauses=tuple(clauses))


def holds_all(question: Question, text: Held) -> bool:
    """Whether a text holds every word that counts, and nothing that is left out."""
    if any(text.has(term) for term in question.excluded):
        return False
    asked = [clause for clause in question.clauses if not clause.is_weak]
    if not asked:
        return not (question.clauses or question.unknown)
    return all(any(text.has(term) for term, _ in clause.terms) for clause in asked)
