"""PURE: conflicts of interest between a person of the agency and a provider (Pilotage rules 6, I1).

What the portal knows is compared, name by name; what a reviewer declares is added. Any one of them recuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SHARED_DOMAINS = frozenset(
    (
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "yahoo.com",
        "icloud.com",
        "aol.com",
        "proton.me",
        "live.com",
        "msn.com",
    )
)
_LEGAL_FORMS = frozenset(("inc", "incorporated", "llc", "ltd", "limited", "co", "corp", "company", "pbc", "the"))


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What is known of a reviewer, or of whoever else has a part in a case. What is past lies within the look-back:
    organizations acted for or left, employers named before, providers from whose review the person was recused, and
    those whose studies name the person as an evaluator."""

    name: str
    employer: str
    email_domain: str
    interests: tuple[str, ...]
    organizations: tuple[str, ...]
    past_organizations: tuple[str, ...] = ()
    past_employers: tuple[str, ...] = ()
    recused_from: tuple[str, ...] = ()
    studied: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """What is known of a provider: its name, who owns it, what it has an interest in, its mail domains, and the people
    to whom it said that it is tied, by name or e-mail address."""

    name: str
    owners: tuple[str, ...]
    interests: tuple[str, ...]
    email_domains: tuple[str, ...]
    tied_people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What the reviewer declares: a tie of their own, one of family or a partner, or work within the look-back."""

    has_interest: bool = False
    has_family_interest: bool = False
    has_recent_work: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict: its kind and a sentence for the reviewer and the agency."""

    kind: str
    words: str

    @property
    def told(self) -> str:
        """The same, told to the agency about the reviewer."""
        return in_third_person(self.words)


def in_third_person(words: str) -> str:
    """Sentences that speak to a reviewer as “you”, told to somebody else."""
    return re.sub(r"(^|(?<=\. ))You(r?)(?= )", lambda start: "Their" if start[2] else "They", words)


def detect(*, reviewer: Reviewer, provider: Provider, lookback_years: int) -> tuple[Conflict, ...]:
    """Every conflict that the portal's own records show."""
    names = {_plain(name): name for name in (provider.name, *provider.owners) if _plain(name)}
    stakes = {_plain(name): name for name in provider.interests if _plain(name)}
    years = f"{lookback_years} year{'' if lookback_years == 1 else 's'}"
    found = []
    if _plain(reviewer.name) in {_plain(owner) for owner in provider.owners} - {""}:
        found.append(Conflict("owner", f"You are named as an owner of {provider.name}."))
    named = {each.strip().casefold() for each in provider.tied_people} - {""}
    if reviewer.email.casefold() in named or _plain(reviewer.name) in {_plain(each) for each in named} - {""}:
        found.append(Conflict("provider_declared", f"You are named by {provider.name} as somebody it is tied to."))
    if _plain(reviewer.employer) in names:
        found.append(Conflict("employer", f"You work for {names[_plain(reviewer.employer)]}."))
    elif _plain(reviewer.employer) in stakes:
        words = f"You work for {reviewer.employer}, in which {provider.name} has a stake."
        found.append(Conflict("employer_stake", words))
    elif past := [names[_plain(each)] for each in reviewer.past_employers if _plain(each) in names]:
        found.append(Conflict("past_employer", f"You worked for {past[0]} within the last {years}."))
    domain = _domain(reviewer.email_domain)
    if domain not in SHARED_DOMAINS and domain in {_domain(each) for each in provider.email_domains} - {""}:
        found.append(Conflict("email_domain", f"Your e-mail address is at {domain}, a domain of {provider.name}."))
    for interest in reviewer.interests:
        if _plain(interest) in names:
            found.append(Conflict("interest", f"You listed an interest in {names[_plain(interest)]}."))
    for interest in reviewer.interests:
        if _plain(interest) in stakes:
            found.append(Conflict("shared_interest", f"You and {provider.name} both list an interest in {interest}."))
    if provider.name in reviewer.organizations:
        found.append(Conflict("membership", f"You belong to {provider.name} on this portal."))
    elif provider.name in reviewer.past_organizations:
        found.append(
            Conflict("past_membership", f"You acted for or belonged to {provider.name} within the last {years}.")
        )
    if provider.name in reviewer.studied:
        found.append(Conflict("study", f"You are named as an evaluator in a study of {provider.name}."))
    if provider.name in reviewer.recused_from:
        words = f"You stepped back from a review of {provider.name} within the last {years}."
        found.append(Conflict("recused", words))
    return tuple(found)


def declared_conflicts(declared: Declared, *, provider_name: str, lookback_years: int) -> tuple[Conflict, ...]:
    """What the reviewer's own answers add."""
    years = f"{lookback_years} year{'' if lookback_years == 1 else 's'}"
    answers = (
        (declared.has_interest, "declared_interest", f"an interest in {provider_name}"),
        (declared.has_family_interest, "declared_family", f"an interest of your family in {provider_name}"),
        (declared.has_recent_work, "declared_work", f"work for {provider_name} within the last {years}"),
    )
    return tuple(Conflict(kind, f"You declared {words}.") for is_so, kind, words in answers if is_so)


def same_body(one: str, other: str) -> bool:
    """Whether two names, whatever their case, punctuation and legal form, are those of one body."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _domain(text: str) -> str:
    return text.strip().lower().lstrip("@")


@lru_cache(maxsize=50_000)
def _plain(name: str) -> str:
    """A name without case, punctuation and legal form, so that “Acme, Inc.” is “acme”."""
    return " ".join(word for word in re.findall(r"[^\W_]+", name.casefold()) if word not in _LEGAL_FORMS)
