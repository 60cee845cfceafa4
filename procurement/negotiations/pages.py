"""What the page of a negotiation shows: the redline against a chosen text, what it means, and whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from procurement.clauses.positions import ClauseTerms
from procurement.clauses.queries import policy_bounds, terms_in
from procurement.negotiations import queries
from procurement.negotiations.body import standard_entry
from procurement.negotiations.changes import changes_between
from procurement.negotiations.models import Negotiation, Revision, Side
from procurement.negotiations.permissions import ABANDON, ACCEPT, COMMENT, PROPOSE
from procurement.negotiations.reading import blocks_of, runs
from procurement.negotiations.redline import compare
from procurement.negotiations.wording import clause_passages, part_passages, parts_of

OWN, THEIRS, STANDARD = "own", "theirs", "standard"
SAME_PLACE = {"part:comparison": "part:measures", "part:sites": "part:scope", "part:total_cents": "part:price_lines"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Base:
    """A text that the newest revision can be compared with."""

    key: str
    label: str
    head: str
    body: dict[str, Any]

    @property
    def words(self) -> str:
        """Its name within a sentence."""
        if self.key == STANDARD:
            return "the state standard"
        return self.label.replace("Your ", "your ", 1).replace("Their ", "their ", 1)


def page_of(negotiation: Negotiation, person: Any, wanted: str, at: datetime) -> dict[str, Any]:
    """The context of the negotiation's page."""
    last, side = queries.latest(negotiation), queries.side_of(person, negotiation)
    terms = terms_in(*(revision.body for revision in negotiation.revisions.all()))
    bases = bases_of(negotiation, side, terms)
    base = next((each for each in bases if each.key == wanted), bases[0])
    comments = _comments(negotiation, side)
    bounds = policy_bounds(negotiation.request.policy_version.rules)
    clauses = compare(clause_passages(base.body, terms), clause_passages(last.body, terms))
    blocks = blocks_of(clauses, terms, bounds, set(comments))
    for kind, block in runs(blocks):
        if kind == "block":
            block.comments = comments.pop(block.change.key, [])
    parts = compare(part_passages(base.body), part_passages(last.body))
    changes = changes_between(base.body, last.body, terms)
    return {
        "negotiation": negotiation,
        "request_record": negotiation.request,
        "last": last,
        "side": side,
        "author_name": negotiation.organization_of(last.side),
        "note_title": f"{last.author} writes",
        "turn": queries.turn_of(negotiation),
        "bases": bases,
        "base": base,
        "changes": changes,
        "count_words": _count_words(changes, clauses, len(last.body["clauses"]), base),
        "parts": [
            (part, comments.pop(f"part:{part.key}", []), _the(part.name))
            for part in parts.passages
            if not part.is_quiet or f"part:{part.key}" in comments
        ],
        "blocks": list(runs(blocks)),
        "first_change": next((block.anchor for kind, block in runs(blocks) if kind == "block"), ""),
        "general_comments": [comment for group in comments.values() for comment in group],
        "revisions": _timeline(negotiation, terms),
        "accepted": {acceptance.side: acceptance for acceptance in last.acceptances.all()},
        "is_to_answer": queries.is_to_answer(negotiation, side),
        "may": {
            "propose": PROPOSE.decide(person, negotiation),
            "accept": ACCEPT.decide(person, negotiation),
            "comment": COMMENT.decide(person, negotiation),
            "abandon": ABANDON.decide(person, negotiation),
        },
    }


def bases_of(negotiation: Negotiation, side: Side | None, terms: dict[str, ClauseTerms]) -> list[Base]:
    """Own last, their previous, the state's standard: each where there is one, the most telling first."""
    revisions = sorted(negotiation.revisions.all(), key=lambda revision: revision.number)
    *earlier, last = revisions
    found = []
    own = next((revision for revision in reversed(earlier) if revision.side == (side or Side.BUYER)), None)
    theirs = next((revision for revision in reversed(earlier) if revision.side != (side or Side.BUYER)), None)
    for key, revision in ((OWN, own), (THEIRS, theirs)):
        if revision:
            whose = _whose(negotiation, revision, side)
            found.append(Base(key, f"{whose} revision {revision.number}", f"Revision {revision.number}", revision.body))
    standard = last.body | {
        "clauses": [standard_entry(terms[entry["key"]]) for entry in last.body["clauses"]],
    }
    return [*found, Base(STANDARD, "State standard", "State standard", standard)]


def _whose(negotiation: Negotiation, revision: Revision, side: Side | None) -> str:
    if side is None:
        return f"{negotiation.organization_of(revision.side)},"
    return "Your" if revision.side == side else "Their"


def _comments(negotiation: Negotiation, side: Side | None) -> dict[str, list]:
    grouped: dict[str, list] = defaultdict(list)
    for comment in queries.comments_for(negotiation, side):
        grouped[SAME_PLACE.get(comment.anchor, comment.anchor)].append(comment)
    return grouped


def _count_words(changes: list, clauses: Any, clause_count: int, base: Base) -> str:
    quiet = clause_count - len([change for change in clauses.changed if change.new_number])
    count = SMALL[len(changes)] if len(changes) < len(SMALL) else str(len(changes))
    things = f"{count} {'thing' if len(changes) == 1 else 'things'}" if changes else "nothing"
    left = f"{quiet} {'clause' if quiet == 1 else 'clauses'}"
    return f"It changes {things} in {base.words} and leaves {left} as {'it was' if quiet == 1 else 'they were'}."


def _timeline(negotiation: Negotiation, terms: dict[str, ClauseTerms]) -> list[tuple[Revision, str, str]]:
    revisions = sorted(negotiation.revisions.all(), key=lambda revision: revision.number)
    rows = []
    for place, revision in enumerate(revisions):
        words = "the first terms"
        if place:
            count = len(changes_between(revisions[place - 1].body, revision.body, terms))
            words = f"{count} {'change' if count == 1 else 'changes'}"
        when = day_words(local_day(revision.created_at, negotiation.zone))
        rows.append((revision, words, f"{when}, {negotiation.organization_of(revision.side)}"))
    return rows[::-1]


def place_named(negotiation: Negotiation, anchor: str) -> str | None:
    """The words for a place that a comment hangs on; None where there is no such place."""
    body = queries.latest(negotiation).body
    if anchor.startswith("part:"):
        part = next((part for part in parts_of(body) if part.key == anchor.removeprefix("part:")), None)
        return _the(part.heading) if part else None
    for number, entry in enumerate(body["clauses"], start=1):
        if entry["key"] == anchor:
            return f"Clause {number}, {terms_in(body)[anchor].title}"
    return None


def _the(heading: str) -> str:
    return f"the {heading[:1].lower()}{heading[1:]}"
