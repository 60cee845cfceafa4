"""The agency's page on which is chosen what reviewers do not see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from procurement.rounds import hidden_services
from procurement.rounds.forms import HiddenForm
from procurement.rounds.models import Round
from procurement.rounds.permissions import EDIT

OFFICER = ("agency.program_officer",)


@access(EDIT, Round, roles=OFFICER, reference="reference")
def hidden(request: HttpRequest, record: Round) -> HttpResponse:
    """Choose what reviewers do not see of the applications of a round."""
    form = HiddenForm(
        request.POST or None,
        choices=hidden_services.hideable(record),
        initial={"hidden": record.hidden},
        record=record,
        values_of=hidden_services.hidden_values,
    )
    if request.method == "POST" and form.is_valid():
        with form.catching():
            hidden_services.set_hidden(
                asked=record,
                hidden=form.cleaned_data["hidden"],
                actor=request.user,
                at=request.at,
                seen=form.cleaned_data["seen"],
            )
        if form.is_valid():
            messages.success(request, "Saved. It counts for reviews that open from now on.")
            return redirect("rounds:agency_detail", record.reference)
    return render(request, "procurement/rounds/hidden.html", {"record": record, "form": form})
