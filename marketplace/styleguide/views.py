"""The style guide's pages."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.access.views import public
from marketplace.lifecycles.errors import Refused
from marketplace.styleguide.forms import SampleFilters, SampleForm
from marketplace.styleguide.samples import SampleTable, samples

PAGES = {"bad-request": ("400.html", 400), "broken": ("500.html", 500), "forged": ("403_csrf.html", 403)}


@public
def components(request: HttpRequest) -> HttpResponse:
    """Marks, clocks, lists, notices, tables."""
    table = SampleTable.sample(request)
    context = {**samples(request.at), "table": table, "sample_filters": _Filters(request)}
    return render(request, "marketplace/styleguide/components.html", context)


@public
def form_parts(request: HttpRequest) -> HttpResponse:
    """Every control, empty and refused."""
    refused = SampleForm({"students": "118", "price": "a lot", "starts_on": "soon"}, prefix="refused")
    context = {"form": SampleForm(), "refused": refused}
    return render(request, "marketplace/styleguide/forms.html", context)


@public
def refusal(request: HttpRequest, kind: str) -> HttpResponse:
    """The pages that say why something was not done."""
    if kind == "not-allowed":
        raise PermissionDenied("Only an owner or a signatory of Lanternfield Learning may send this application.")
    if kind == "refused":
        raise Refused("The round closed on 31 March 2027, 5:00 pm EDT. An application is taken until that instant.")
    if kind in PAGES:
        template, code = PAGES[kind]
        return render(request, template, status=code)
    raise Http404


class _Filters:
    """What the filter tag reads of a django-filter set."""

    def __init__(self, request: HttpRequest) -> None:
        self.form = SampleFilters(request.GET or None)
