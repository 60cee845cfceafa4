"""Every address of the portal. Each slice owns its own, named here by string, so that imports keep pointing down."""

import importlib.util

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

SLICES = [
    "marketplace.people",
    "marketplace.organizations",
    "marketplace.notifications",
    "marketplace.desk",
    "marketplace.documents",
    "marketplace.locker",
    "marketplace.products",
    "marketplace.evaluators",
    "marketplace.evidence",
    "procurement.policy",
    "procurement.clauses",
    "procurement.waivablerules",
    "procurement.payments",
    "procurement.rounds",
    "procurement.tiercheck",
    "procurement.reviewers",
    "procurement.reviews",
    "procurement.measures",
    "procurement.designations",
    "procurement.transfers",
    "procurement.attachments",
    "procurement.disclosures",
    "procurement.versionchanges",
    "procurement.applications",
    "procurement.appeals",
    "procurement.debriefs",
    "procurement.agreements",
    "procurement.quotes",
    "procurement.negotiations",
    "procurement.exhibits",
    "procurement.contracts",
    "procurement.pilots",
    "procurement.outcomes",
    "procurement.tierreviews",
    "procurement.casework",
    "procurement.simulations",
    "procurement.policycomments",
    "search.catalog",
    "search.shortlists",
    "search.interest",
    "search.saved",
    "marketplace.api",
]
if settings.STYLEGUIDE:
    SLICES.append("marketplace.styleguide")
if settings.DEMO:
    SLICES.append("cms.demo")

urlpatterns = [
    path("admin/login/", RedirectView.as_view(url="/accounts/login/", query_string=True)),
    path("admin/password_reset/", RedirectView.as_view(url="/accounts/password/reset/")),
    path("admin/", include(wagtailadmin_urls)),
]
for slice_name in SLICES:
    if importlib.util.find_spec(slice_name) and importlib.util.find_spec(f"{slice_name}.urls"):
        urlpatterns.append(path("", include(f"{slice_name}.urls")))
urlpatterns += [path("accounts/", include("allauth.urls")), path("", include(wagtail_urls))]
