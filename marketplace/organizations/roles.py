"""PURE: the roles in words, and which of them an organization can give, by what it does."""

from __future__ import annotations

from collections.abc import Iterable

ROLE_WORDS = {
    "owner": "owner",
    "author": "author",
    "signatory": "signatory",
    "buyer": "buyer",
    "panelist": "panelist",
    "approver": "approver",
    "viewer": "viewer",
    "evaluator": "evaluator",
    "program_officer": "program officer",
    "determiner": "determiner",
    "appeal_officer": "appeal officer",
    "contracts_officer": "contracts officer",
    "review_lead": "review lead",
    "auditor": "auditor",
    "reviewer": "reviewer",
}

ROLE_MEANINGS = {
    "owner": "Invites colleagues, gives roles, keeps the organization’s facts right, sends applications.",
    "author": "Describes models, enters evidence, writes applications, negotiates.",
    "signatory": "Sends applications and signs contracts for the organization.",
    "buyer": "Finds models, writes and issues requests, negotiates, follows pilots.",
    "panelist": "Reads the organization’s requests, contracts and pilots. There are no quotes to score yet.",
    "approver": "Checks and issues requests that somebody else drafted.",
    "viewer": "Reads everything of the organization, changes nothing.",
    "evaluator": "Keeps the organization’s entry in the register of evaluators and answers studies that name it.",
    "program_officer": "Publishes rounds, screens, assigns reviewers, recommends tiers, checks outcomes.",
    "determiner": "Decides tiers that others recommended.",
    "appeal_officer": "Decides appeals in which they had no part before.",
    "contracts_officer": "Keeps the clause library and contract templates.",
    "review_lead": "Leads panels to consensus. Does not score.",
    "auditor": "Reads everything that is not sealed, changes nothing.",
    "reviewer": "Scores applications after declaring no conflict.",
}

ROLES_BY_CAPABILITY = {
    "offers": ("owner", "author", "signatory"),
    "buys": ("owner", "buyer", "panelist", "approver", "signatory", "viewer"),
    "evaluates": ("owner", "evaluator"),
    "regulates": (
        "owner",
        "program_officer",
        "review_lead",
        "determiner",
        "appeal_officer",
        "contracts_officer",
        "auditor",
        "reviewer",
    ),
}


def roles_for(capabilities: Iterable[str]) -> tuple[str, ...]:
    """The roles that an organization with these capabilities can give, each once, in a steady order."""
    wanted = {role for capability in capabilities for role in ROLES_BY_CAPABILITY[capability]}
    return tuple(role for role in ROLE_WORDS if role in wanted)


def in_words(roles: Iterable[str]) -> str:
    """`buyer`, `owner and buyer`, `owner, author and signatory`: the roles a person holds."""
    return _joined([ROLE_WORDS[role] for role in ROLE_WORDS if role in set(roles)], "and")


def one_of(roles: Iterable[str]) -> str:
    """`author or owner`: any one of these roles, in the order given."""
    return _joined([ROLE_WORDS[role] for role in roles], "or")


def _joined(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
