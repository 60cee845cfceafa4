"""The published clause library, for everybody."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.access.views import public
from procurement.clauses import queries
from procurement.clauses.models import ClauseTopic, ClauseVersion
from procurement.clauses.reading import reading_of
from procurement.policy.queries import policy_in_force

KINDS = {"locked": ("done", "Locked"), "bounded": ("half", "Bounded"), "free": ("open", "Free to agree")}


@public
def library(request: HttpRequest) -> HttpResponse:
    """Every clause in its newest version, by topic."""
    order = list(ClauseTopic.values)
    versions = sorted(queries.current_versions(), key=lambda version: order.index(version.topic))
    topics = [
        (ClauseTopic(topic).label, [(version, KINDS[version.kind]) for version in rows])
        for topic, rows in groupby(versions, key=lambda version: version.topic)
    ]
    return render(request, "procurement/clauses/library.html", {"topics": topics})


@public(ClauseVersion, visible=queries.current_versions, key="key")
def detail(request: HttpRequest, version: ClauseVersion) -> HttpResponse:
    """One clause: its words, its alternatives, the numbers that may be set and within which bounds."""
    policy = policy_in_force(request.at)
    bounds = queries.policy_bounds(policy.rules) if policy else {}
    context = {"version": version, "reading": reading_of(version.terms, bounds)}
    return render(request, "procurement/clauses/detail.html", context)
