"""For which organization a person acts, when neither a record nor the address says so. The session only suggests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from marketplace.organizations.models import Membership, Organization
from marketplace.organizations.roles import in_words
from marketplace.organizations.roster import helps_the_agency, memberships_of

SESSION_KEY = "acting_organization"


@dataclass(frozen=True)
class Standing:
    """One organization of a person, and the roles held there."""

    organization: Organization
    roles: tuple[str, ...]

    @property
    def roles_in_words(self) -> str:
        """`owner and buyer`."""
        return in_words(self.roles)


@dataclass(frozen=True)
class Acting:
    """All organizations of a person, and the one suggested for a page that is not about a record."""

    standings: tuple[Standing, ...]
    chosen: Standing | None
    helps_the_agency: bool = False

    @property
    def organization(self) -> Organization | None:
        """The suggested organization."""
        return self.chosen.organization if self.chosen else None

    @property
    def organization_id(self) -> int | None:
        """Its key."""
        return self.chosen.organization.pk if self.chosen else None

    @property
    def capabilities(self) -> tuple[str, ...]:
        """What it does: `offers`, `buys`, `regulates`, `evaluates`."""
        return self.chosen.organization.capabilities if self.chosen else ()

    @property
    def only_reviews(self) -> bool:
        """Whether the person is there as an independent reviewer and nothing else."""
        return bool(self.chosen) and set(self.chosen.roles) == {"reviewer"}


def acting_of(person: Any, suggested_id: Any = None) -> Acting:
    """The person's organizations by name; the suggested one where they belong to it, else the first."""
    standings = _standings(memberships_of(person))
    wanted = str(suggested_id) if suggested_id is not None else ""
    chosen = next((one for one in standings if str(one.organization.pk) == wanted), standings[0] if standings else None)
    return Acting(standings, chosen, helps_the_agency(person))


def acting_for(request: HttpRequest) -> Acting:
    """The same for a request: the address may name the organization, else the session suggests it."""
    suggested = request.GET.get("organization") or request.session.get(SESSION_KEY)
    return acting_of(request.user, suggested)


def suggest(request: HttpRequest, organization: Organization) -> None:
    """Remember the organization for the next pages of this session."""
    request.session[SESSION_KEY] = organization.pk


def _standings(rows: tuple[Membership, ...]) -> tuple[Standing, ...]:
    found: dict[int, list[Membership]] = {}
    for row in rows:
        found.setdefault(row.organization_id, []).append(row)
    return tuple(Standing(held[0].organization, tuple(row.role for row in held)) for held in found.values())
