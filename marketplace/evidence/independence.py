"""PURE: who stood behind a study. Independence is derived from declarations, never ticked (Pilotage rules 2.2)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

INDEPENDENT = "independent"
NOT_INDEPENDENT = "not_independent"
UNKNOWN = "unknown"

TIE_WORDS = {
    "employer": "employed by",
    "owner": "owned by",
    "worked_for": "worked for or was paid by",
    "interest": "holds an interest in",
}
_LEGAL_FORM = re.compile(r"\b(inc|incorporated|llc|ltd|limited|corp|corporation|co|company|the|pbc|plc)\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class DeclaredTie:
    """A tie that an evaluator of the register declared: `employer`, `owner`, `worked_for` or `interest`, to a body.
    `until_year` None: it goes on."""

    kind: str
    body: str
    until_year: int | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """An author's entry in the register of evaluators: the ties that count, and what they say of the study."""

    ties: tuple[DeclaredTie, ...] = ()
    is_disputed: bool = False
    is_provider: bool = False
    acts_for_provider: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """What one author declares: who employs and pays them, and what they own or made; `registered` is their entry in
    the register of evaluators, where the study names it."""

    name: str
    employer: str = ""
    paid_by: str = ""
    owns_share: bool = False
    made_model: bool = False
    registered: Registered | None = None


@dataclass(frozen=True, slots=True)
class ProviderIdentity:
    """The names by which a provider, its owners and its related firms are known."""

    names: tuple[str, ...]
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Independence:
    verdict: str
    reasons: tuple[str, ...]

    @property
    def is_independent(self) -> bool:
        return self.verdict == INDEPENDENT


def plain_name(name: str) -> str:
    """A name without case, punctuation and legal form, so that "Lanternfield, Inc." equals "lanternfield"."""
    return _NOT_WORD.sub(" ", _LEGAL_FORM.sub(" ", _NOT_WORD.sub(" ", name.casefold()))).strip()


def independence(
    *, authors: Iterable[Author], funders: Iterable[str], provider: ProviderIdentity, is_accepted_review: bool = False
) -> Independence:
    """Whether the study's people are free of the provider: its employer, pay, ownership, funding and authorship.

    An accepted outside review stands in for the declarations (Pilotage rules 2.4).
    """
    if is_accepted_review:
        return Independence(INDEPENDENT, ("Reviewed by the What Works Clearinghouse, which our policy accepts.",))
    authors = tuple(authors)
    if not authors:
        return Independence(UNKNOWN, ("No author has been declared. Add each author with their employer.",))
    ties = [tie for author in authors for tie in _ties(author, provider)]
    ties += [f"{funder} paid for the study." for funder in funders if _same(funder, provider.names)]
    if ties:
        return Independence(NOT_INDEPENDENT, tuple(ties))
    disputed = [author.name for author in authors if author.registered and author.registered.is_disputed]
    if disputed:
        return Independence(UNKNOWN, tuple(f"{name} says that this study is not theirs." for name in disputed))
    silent = [author.name for author in authors if not author.employer.strip()]
    if silent:
        return Independence(UNKNOWN, (f"The employer of {', '.join(silent)} is missing. Add it.",))
    employers = sorted({author.employer.strip() for author in authors})
    return Independence(INDEPENDENT, (f"Run by people of {', '.join(employers)}; none is tied to the provider.",))


def _ties(author: Author, provider: ProviderIdentity) -> Iterable[str]:
    if _same(author.employer, provider.names):
        yield f"{author.name} works for the provider."
    if _same(author.paid_by, provider.names):
        yield f"{author.name} was paid by the provider."
    if author.owns_share or _same(author.name, provider.owners):
        yield f"{author.name} owns a part of the provider."
    if author.made_model:
        yield f"{author.name} helped make the model."
    if author.registered:
        yield from _registered_ties(author.name, author.registered, provider)


def _registered_ties(name: str, entry: Registered, provider: ProviderIdentity) -> Iterable[str]:
    if entry.is_provider:
        yield f"{name} is the provider."
    if entry.acts_for_provider:
        yield f"{name} acts for the provider on this portal."
    for tie in entry.ties:
        if _same(tie.body, (*provider.names, *provider.owners)):
            yield f"{name} declared in the register: {TIE_WORDS[tie.kind]} {tie.body}{_ended(tie)}."


def _ended(tie: DeclaredTie) -> str:
    return f" until {tie.until_year}" if tie.until_year else ""


def _same(name: str, names: Iterable[str]) -> bool:
    plain = plain_name(name)
    return bool(plain) and plain in {plain_name(other) for other in names}
