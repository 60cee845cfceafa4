"""What every page shows around its content: who is here, for which organization, and where they can go."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from marketplace.navigation import Link, links_for
from marketplace.notifications.queries import unread_count
from marketplace.organizations.acting import SESSION_KEY, Acting, acting_of
from marketplace.organizations.queries import must_set_second_factor

EDITORS = {"owner", "program_officer", "contracts_officer"}
OFFERERS = {"owner", "author", "signatory"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `acting` (None for a stranger), `nav`, and `inbox_unread`, counted when a page asks.

    While `second_factor_first`, every link would only lead back to its set-up, so there are none.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"acting": None, "nav": _Links({"public"}, request.path)}
    acting = getattr(request, "acting", None) or acting_of(user, request.session.get(SESSION_KEY))
    second_factor_first = must_set_second_factor(user)
    return {
        "acting": acting,
        "nav": () if second_factor_first else _Links(audience_of(acting), request.path),
        "second_factor_first": second_factor_first,
        "inbox_unread": SimpleLazyObject(lambda: unread_count(user)),
    }


def audience_of(acting: Acting) -> set[str]:
    """What the acting organization does, in the words that the navigation's audiences use."""
    if acting.chosen is None:
        return {"account", "account-only"}
    if acting.only_reviews:
        return {"account", "account-only", "reviews"}
    further = {"reviews"} if "reviewer" in acting.chosen.roles else set()
    if acting.organization.regulates and EDITORS & set(acting.chosen.roles):
        further.add("edits")
    not_theirs = set() if OFFERERS & set(acting.chosen.roles) else {"offers"}
    return {"account", *acting.capabilities} - not_theirs | further


class _Links:
    """The header's links, found when a template walks them: answers without a page never ask."""

    def __init__(self, audience: set[str], path: str) -> None:
        self.audience = audience
        self.path = path

    def __iter__(self) -> Iterator[Link]:
        return iter(links_for(capabilities=self.audience, path=self.path))
