"""`/models/suggest/`: what the search box offers while somebody types."""

from dataclasses import asdict
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from marketplace.access.views import public
from search.catalog.suggestions import suggestions

FRESH_SECONDS = 60


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """The suggestions for `q`, the same for everyone, so that any cache may keep them for a minute."""
    typed = request.GET.get("q", "")
    response = JsonResponse({"suggestions": [asdict(one) for one in suggestions(typed, request.at)]})
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:24]}"'
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=response["ETag"], response=response)
