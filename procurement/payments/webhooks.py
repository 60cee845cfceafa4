"""Where the payment service tells what became of a payment."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.access.views import public
from procurement.payments import services
from procurement.payments.gateway import NotGenuine
from procurement.payments.stripe import gateway_in_use


@csrf_exempt
@require_POST
@public
def stripe(request: HttpRequest) -> HttpResponse:
    """A message that Stripe signed: kept, and followed once. Anything but a 2xx has Stripe send it again."""
    gateway = gateway_in_use()
    if gateway is None:
        raise Http404
    try:
        notice = gateway.read(body=request.body, signature=request.headers.get("Stripe-Signature", ""))
    except NotGenuine:
        return HttpResponse("The signature does not hold.", status=400, content_type="text/plain")
    services.take_notice(notice=notice, at=request.at)
    return HttpResponse(status=204)
