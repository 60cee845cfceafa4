"""The policy as everybody reads it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.access.views import public
from procurement.policy import queries
from procurement.policy.display import in_words
from procurement.policy.models import PolicyVersion
from procurement.policy.permissions import is_policy_staff


@public
def in_force(request: HttpRequest) -> HttpResponse:
    """The version in force now."""
    policy = queries.policy_in_force(request.at)
    if policy is None:
        raise Http404("No policy has been published yet.")
    return _page(request, policy)


@public(PolicyVersion, visible=queries.published, number="number")
def version(request: HttpRequest, policy: PolicyVersion) -> HttpResponse:
    """One version that is or was in force."""
    return _page(request, policy)


def _page(request: HttpRequest, policy: PolicyVersion) -> HttpResponse:
    context = {
        "policy": policy,
        "groups": in_words(policy.body),
        "criteria": policy.rules.criteria,
        "versions": queries.published(),
        "keeps_policy": bool(is_policy_staff(request.user, None)),
    }
    return render(request, "procurement/policy/policy.html", context)
