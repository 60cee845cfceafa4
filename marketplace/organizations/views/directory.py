"""Public pages: the directory of districts, and the providers that are here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.access.views import public
from marketplace.listing.views import render_list
from marketplace.organizations import public_pages, queries
from marketplace.organizations.models import District, Organization
from marketplace.organizations.tables import DistrictFilter, DistrictTable, ProviderFilter, ProviderTable
from marketplace.organizations.wording import capability_words, grades_words, locale_words, share_words

SCHOOLS_SHOWN = 200


@public
def districts(request: HttpRequest) -> HttpResponse:
    """The directory, searchable."""
    return render_list(
        request,
        "marketplace/organizations/districts.html",
        DistrictTable,
        queries.districts(),
        filterset_class=DistrictFilter,
        filename="districts",
    )


@public(District, slug="slug")
def district(request: HttpRequest, district: District) -> HttpResponse:
    """One district's public facts, and what it does here."""
    organization = getattr(district, "organization", None)
    sections = public_pages.district_sections(district, request.at)
    context = {
        "district": district,
        "organization": organization if organization is not None and organization.is_confirmed else None,
        "grades": grades_words(district.lowest_grade, district.highest_grade),
        "setting": locale_words(district.locale_code),
        "learning_english": share_words(district.english_learner_count, district.enrollment),
        "with_plans": share_words(district.special_education_count, district.enrollment),
        "schools": queries.schools_of(district)[:SCHOOLS_SHOWN],
        "sections": sections,
        "has_any_of_its_own": any(section.is_its_own for section in sections),
    }
    return render(request, "marketplace/organizations/district.html", context)


@public
def providers(request: HttpRequest) -> HttpResponse:
    """The providers that the agency has confirmed."""
    return render_list(
        request,
        "marketplace/organizations/providers.html",
        ProviderTable,
        queries.providers(),
        filterset_class=ProviderFilter,
        filename="providers",
    )


@public(Organization, slug="slug", visible=queries.providers)
def provider(request: HttpRequest, organization: Organization) -> HttpResponse:
    """One provider's public facts, and what it has here."""
    context = {
        "organization": organization,
        "does": capability_words(organization.capabilities),
        "sections": public_pages.provider_sections(organization, request.at),
    }
    return render(request, "marketplace/organizations/provider.html", context)
