"""The agency's work with organizations and the directory."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.documents.queries import files_of
from marketplace.listing.views import render_list
from marketplace.organizations import queries, services
from marketplace.organizations.forms import ClassifyForm, RefuseForm
from marketplace.organizations.models import District, Organization
from marketplace.organizations.permissions import CLASSIFY, DECIDE, LIST_ALL, VIEW_ANY, VIEW_DIRECTORY
from marketplace.organizations.tables import DistrictFilter, OrganizationFilter, OrganizationTable, UnclassifiedTable
from marketplace.organizations.views import REGISTRARS, STAFF, posted


@access(LIST_ALL, roles=STAFF)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every organization, the newest first."""
    return render_list(
        request,
        "marketplace/organizations/agency_list.html",
        OrganizationTable,
        queries.visible_to(request.user),
        filterset_class=OrganizationFilter,
        context={
            "waiting_count": queries.awaiting_decision().count(),
            "unclassified_count": queries.unclassified_districts().count(),
        },
        filename="organizations",
    )


@access(VIEW_ANY, Organization, roles=STAFF, slug="slug")
def agency_detail(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Check an organization and decide who it is."""
    decision = DECIDE.decide(request.user, organization)
    owners = [row for row in queries.members_of(organization) if row.role == "owner"]
    context = {
        "organization": organization,
        "may_decide": decision.allowed,
        "why_not": decision.reason,
        "owners": owners,
        "papers": files_of(organization),
        "events": history_of(organization),
        "is_waiting": organization.state == "unconfirmed",
    }
    return render(request, "marketplace/organizations/agency_detail.html", context)


@access(DECIDE, Organization, roles=REGISTRARS, slug="slug")
def confirm(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Confirm it, after reading once more what that means."""
    if request.method == "POST":
        services.confirm_organization(organization=organization, actor=request.user, at=request.at)
        messages.success(request, f"{organization} is confirmed. Its owners have been told.")
        return redirect("organizations:agency_detail", organization.slug)
    return render(request, "marketplace/organizations/confirm.html", {"organization": organization})


@access(DECIDE, Organization, roles=REGISTRARS, slug="slug")
def refuse(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Do not confirm it, with the reason."""
    form = RefuseForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.refuse_organization(
                organization=organization, reason=form.cleaned_data["reason"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, f"{organization} was not confirmed. Its owners have been told why.")
            return redirect("organizations:agency_detail", organization.slug)
    return render(request, "marketplace/organizations/refuse.html", {"form": form, "organization": organization})


@access(LIST_ALL, roles=STAFF)
def agency_districts(request: HttpRequest) -> HttpResponse:
    """Directory entries, those without a kind first in line."""
    shown = queries.districts() if "classification" in request.GET else queries.unclassified_districts()
    return render_list(
        request,
        "marketplace/organizations/agency_districts.html",
        UnclassifiedTable,
        shown,
        filterset_class=DistrictFilter,
        context={"unclassified_count": queries.unclassified_districts().count()},
        filename="directory",
    )


@access(VIEW_DIRECTORY, District, roles=STAFF, slug="slug")
def agency_district(request: HttpRequest, district: District) -> HttpResponse:
    """Say what kind of agency a directory entry is."""
    decision = CLASSIFY.decide(request.user, district)
    form = ClassifyForm(posted(request)) if decision else None
    if request.method == "POST":
        CLASSIFY.check(request.user, district)
    if form is not None and form.is_valid():
        with form.catching():
            services.classify_district(district=district, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"{district}: {district.get_classification_display()}.")
            return redirect("organizations:agency_districts")
    context = {"district": district, "form": form, "why_not": decision.reason}
    return render(request, "marketplace/organizations/agency_district.html", context)
