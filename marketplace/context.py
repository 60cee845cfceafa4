"""What every page shows around its content: who is here, for which organization, and where they can go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from marketplace.navigation import Link, links_for
from marketplace.organizations.models import Role
from marketplace.organizations.queries import memberships_of
from marketplace.organizations.roles import in_words

SESSION_KEY = "acting_organization"


@dataclass(frozen=True)
class Acting:
    """The organization a person acts for by default, in the header's words."""

    organization_id: int
    name: str
    roles: str
    organization_count: int


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `acting` (None for a stranger) and `nav`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"acting": None, "nav": _Lazy({"public"}, request.path)}
    memberships = list(memberships_of(user))
    acting = acting_of(memberships, getattr(request, "session", {}).get(SESSION_KEY))
    return {"acting": acting, "nav": _Lazy(capabilities_of(memberships, acting), request.path)}


def acting_of(memberships: list, suggested_id: int | None) -> Acting | None:
    """The suggested organization where the person belongs to it, else the one joined first."""
    if not memberships:
        return None
    ids = list(dict.fromkeys(membership.organization_id for membership in memberships))
    chosen = suggested_id if suggested_id in ids else ids[0]
    own = [membership for membership in memberships if membership.organization_id == chosen]
    return Acting(chosen, own[0].organization.name, _brief([membership.role for membership in own]), len(ids))


def capabilities_of(memberships: list, acting: Acting | None) -> set[str]:
    """What the acting organization does, in the words that the navigation's audiences use."""
    if acting is None:
        return {"account", "account-only"}
    own = [membership for membership in memberships if membership.organization_id == acting.organization_id]
    if all(membership.role == Role.REVIEWER for membership in own):
        return {"account", "account-only", "reviews"}
    organization = own[0].organization
    names = {name for name in ("offers", "buys", "regulates", "evaluates") if getattr(organization, name)}
    if any(membership.role == Role.REVIEWER for membership in own):
        names.add("reviews")
    return {"account", *names}


def _brief(roles: list[str]) -> str:
    """The roles in words, cut short where there are more than two."""
    if len(roles) > 2:
        return f"{in_words(roles[:1])} and {len(roles) - 1} more roles"
    return in_words(roles)


class _Lazy:
    """The links, computed when a template walks them: answers without a page never ask."""

    def __init__(self, capabilities: set[str], path: str) -> None:
        self.capabilities = capabilities
        self.path = path

    def __iter__(self):
        return iter(self.links)

    @property
    def links(self) -> list[Link]:
        return links_for(capabilities=self.capabilities, path=self.path)
