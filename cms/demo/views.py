"""`/demo/`: who is in the demo, and signing in as each with one click. Exists only under the demo's settings."""

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cms.demo import queries
from marketplace.access.views import public

BACKEND = "cms.demo.backend.DemoBackend"


@public
def people(request: HttpRequest) -> HttpResponse:
    """A person of each role, with what they can do first."""
    return render(request, "cms/demo/people.html", {"parties": queries.parties()})


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the made-up people; it counts as a recent sign-in with a second factor."""
    person = get_object_or_404(queries.people(), email=request.POST.get("email", ""))
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="demo", reauthenticated=True)
    UserSession.objects.create_from_request(request)
    return redirect("desk:desk")
