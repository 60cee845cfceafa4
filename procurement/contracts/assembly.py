"""PURE: the contract's body, from the agreed revision and the published texts it names.

Every clause's numbers are filled into its words here, once; page, PDF and hash all read the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procurement.clauses.positions import Bounds, ClauseTerms, rule_on, standing_words, words_of
from procurement.negotiations.body import position_of

CARRIED = (
    "scope", "sites", "calendar", "measures", "comparison", "decision_rule",
    "milestones", "price_lines", "total_cents", "data_elements", "funding_source",
)  # fmt: skip


class CannotAssemble(ValueError):
    """The agreed revision and the published texts do not fit; `reasons` says where."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the contract."""

    side: str
    name: str
    address: str
    identifier: str


@dataclass(frozen=True, slots=True)
class TemplateTerms:
    """The published template: key, number, and its headings with the clauses under each."""

    key: str
    number: int
    headings: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ModelTerms:
    """What is bought: the frozen version of a designated model."""

    name: str
    provider: str
    version: int
    version_sha256: str
    tier: str
    designation: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the text comes from: references and the hash of the agreed revision."""

    contract: str
    negotiation: str
    revision_number: int
    revision_sha256: str
    policy_number: int


def assemble(
    agreed: Mapping[str, Any],
    *,
    origin: Origin,
    parties: Sequence[Party],
    model: ModelTerms,
    template: TemplateTerms,
    clauses: Mapping[str, ClauseTerms],
    bounds: Mapping[str, Bounds],
    exhibits: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Put the contract's body together; ``exhibits`` are the documents that go with it.

    Raises CannotAssemble naming every clause that does not fit.
    """
    reasons = _misfits(agreed, template, clauses, bounds)
    if reasons:
        raise CannotAssemble(reasons)
    entries = {entry["key"]: entry for entry in agreed["clauses"]}
    numbered: list[dict[str, Any]] = []
    headings: list[dict[str, Any]] = []
    for title, keys in template.headings:
        present = [key for key in keys if key in entries]
        start = len(numbered) + 1
        numbered += [_clause(start + place, clauses[key], entries[key]) for place, key in enumerate(present)]
        if present:
            headings.append({"title": title, "clauses": list(range(start, len(numbered) + 1))})
    return {
        "origin": _plain(origin),
        "parties": [_plain(party) for party in parties],
        "model": _plain(model),
        **{key: agreed[key] for key in CARRIED},
        "template": {"key": template.key, "number": template.number},
        "headings": headings,
        "clauses": numbered,
        "exhibits": [dict(exhibit) for exhibit in exhibits],
    }


def _clause(number: int, terms: ClauseTerms, entry: Mapping[str, Any]) -> dict[str, Any]:
    position = position_of(entry)
    return {
        "number": number,
        "key": terms.key,
        "version": terms.number,
        "title": terms.title,
        "kind": str(terms.kind),
        "position": str(position.stand),
        "standing": standing_words(terms, position),
        "parameters": dict(position.parameters),
        "text": words_of(terms, position),
    }


def _misfits(
    agreed: Mapping[str, Any], template: TemplateTerms, clauses: Mapping[str, ClauseTerms], bounds: Mapping[str, Bounds]
) -> list[str]:
    placed = {key for _title, keys in template.headings for key in keys}
    reasons = []
    for entry in agreed["clauses"]:
        terms = clauses.get(entry["key"])
        if terms is None or entry["key"] not in placed:
            reasons.append(f"The template has no clause “{entry['key']}”.")
            continue
        if terms.number != entry["version"]:
            reasons.append(f"“{terms.title}” was agreed in version {entry['version']}, not {terms.number}.")
        reasons += rule_on(terms, position_of(entry), bounds).reasons.values()
    return reasons


def _plain(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
