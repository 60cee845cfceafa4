"""The style guide's pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.access.views import public
from marketplace.styleguide.forms import SampleFilters, SampleForm
from marketplace.styleguide.samples import SampleTable, samples

REASON = "The round closed on 31 March 2027, 5:00 pm EDT. An application is taken until that instant."
NOT_ALLOWED = "Only an owner or a signatory of Lanternfield Learning may send this application."
REFUSALS = {
    "not-found": ("404.html", {}),
    "not-allowed": ("403.html", {"exception": NOT_ALLOWED}),
    "refused": ("marketplace/problem.html", {"reason": REASON}),
    "bad-request": ("400.html", {}),
    "forged": ("403_csrf.html", {}),
    "broken": ("500.html", {}),
}


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
    """How the pages look that say why something was not done; nothing is refused here, so each is a plain answer."""
    if kind not in REFUSALS:
        raise Http404
    template, context = REFUSALS[kind]
    return render(request, template, context)


class _Filters:
    """What the filter tag reads of a django-filter set."""

    def __init__(self, request: HttpRequest) -> None:
        self.form = SampleFilters(request.GET or None)
