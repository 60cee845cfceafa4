"""The signed link that ends the mails about one search to one person, signed in or not."""

from __future__ import annotations

from django.core import signing
from django.http import Http404
from django.urls import reverse

from search.saved.models import SearchFollowing

SALT = "search.saved.stop"


def stop_url(*, search_id: int, person_id: int) -> str:
    """The portal's path; it holds for as long as the deployment's secret key does."""
    return reverse("saved:stop", args=[signing.dumps([search_id, person_id], salt=SALT)])


def following_of_token(token: str) -> SearchFollowing:
    """Whose following of which search a link names. Raises Http404 for one that was not made here."""
    try:
        search_id, person_id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise Http404 from wrong
    rows = SearchFollowing.objects.select_related("search__organization", "person")
    found = rows.filter(search=search_id, person=person_id).first()
    if found is None:
        raise Http404
    return found
