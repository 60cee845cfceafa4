"""The catalogue for everybody, and the provider's page of what its model needs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access, public
from marketplace.products.models import LearningModel
from marketplace.products.permissions import EDIT
from marketplace.products.queries import latest_version
from marketplace.products.vocabulary import Tier
from procurement.waivablerules import queries, services
from procurement.waivablerules.forms import NeedsForm
from procurement.waivablerules.sections import TITLE

AUTHORS = ("provider.author", "provider.owner")


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every rule on offer, by the tier from which on schools can be excused."""
    rules = list(queries.offered())
    tiers = [(tier, [rule for rule in rules if rule.lowest_tier == tier.value]) for tier in Tier]
    return render(request, "procurement/waivablerules/catalogue.html", {"tiers": tiers, "has_rules": bool(rules)})


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
def needs(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """From which rules schools must be excused to use the model, and why."""
    version = latest_version(model)
    held = dict(version.rule_needs.values_list("code", "why"))
    rules = [rule for rule in queries.newest() if rule.rule.live or rule.code in held]
    form = NeedsForm(request.POST or None, rules=rules, version=version, held=held)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["edition"]
        with form.catching():
            services.say_needed_rules(
                version=version, edition=seen, needs=form.needs, actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, f"“{TITLE}” is saved.")
            return redirect("products:edit", model.slug)
        if seen != version.edition:
            form.reopen_on(version)
    context = {"model": model, "version": version, "form": form, "title": TITLE, "rules": rules}
    return render(request, "procurement/waivablerules/needs.html", context)
