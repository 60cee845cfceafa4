"""Lists of districts, providers and organizations."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as columns
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from marketplace.listing.tables import Table
from marketplace.organizations.models import Classification, District, Organization
from marketplace.organizations.queries import search_directory
from marketplace.organizations.transitions import OrganizationState
from marketplace.organizations.wording import capability_words, locale_words

RIGHT = {"th": {"class": "pg-r"}, "td": {"class": "pg-r"}}


def link(url: str, words: Any) -> SafeString:
    """A link of a table's first column."""
    return format_html('<a href="{}">{}</a>', url, words)


class DistrictTable(Table):
    """The public directory."""

    name = columns.Column(verbose_name="District")
    county = columns.Column(default="Not stated")
    city = columns.Column(verbose_name="City", default="Not stated")
    classification = columns.Column(verbose_name="Kind")
    locale_code = columns.Column(verbose_name="Setting", default="Not stated")
    enrollment = columns.Column(verbose_name="Students", attrs=RIGHT, default="Not stated")
    here = columns.Column(verbose_name="Uses Pilotage", empty_values=(), orderable=False)
    empty_text = "No district fits"
    empty_hint = "Try fewer letters of the name, or clear the filters."

    class Meta(Table.Meta):
        order_by = "name"

    def render_name(self, record: District) -> SafeString:
        return link(reverse("organizations:district", args=[record.slug]), record.name)

    def value_name(self, record: District) -> str:
        return record.name

    def render_classification(self, record: District) -> str:
        return record.get_classification_display().capitalize()

    def render_locale_code(self, value: str) -> str:
        return locale_words(value)

    def render_enrollment(self, value: int) -> str:
        return f"{value:,}"

    def value_enrollment(self, value: int) -> int:
        return value

    def render_here(self, record: District) -> str:
        organization = getattr(record, "organization", None)
        return "Yes" if organization is not None and organization.is_confirmed else "Not yet"


class UnclassifiedTable(Table):
    """Directory entries for the agency to classify."""

    name = columns.Column(verbose_name="Directory entry")
    nces_id = columns.Column(verbose_name="NCES id")
    state_id = columns.Column(verbose_name="State id", default="Not stated")
    region = columns.Column(verbose_name="State", default="Not stated")
    classification = columns.Column(verbose_name="Kind")
    empty_text = "Every directory entry has its kind"
    empty_hint = "An import that brings in others will show them here."

    class Meta(Table.Meta):
        order_by = "name"

    def render_name(self, record: District) -> SafeString:
        return link(reverse("organizations:agency_district", args=[record.slug]), record.name)

    def render_classification(self, record: District) -> str:
        return record.get_classification_display().capitalize()

    def value_name(self, record: District) -> str:
        return record.name


class ProviderTable(Table):
    """The public list of providers."""

    name = columns.Column(verbose_name="Provider")
    city = columns.Column(verbose_name="City")
    region = columns.Column(verbose_name="State")
    does = columns.Column(verbose_name="What it does here", empty_values=(), orderable=False)
    empty_text = "No provider fits"
    empty_hint = "Try fewer letters of the name."

    class Meta(Table.Meta):
        order_by = "name"

    def render_name(self, record: Organization) -> SafeString:
        return link(reverse("organizations:provider", args=[record.slug]), record.name)

    def value_name(self, record: Organization) -> str:
        return record.name

    def render_does(self, record: Organization) -> str:
        return capability_words(record.capabilities)


class OrganizationTable(Table):
    """The agency's list of every organization."""

    name = columns.Column(verbose_name="Organization")
    does = columns.Column(verbose_name="What it does", empty_values=(), orderable=False)
    city = columns.Column(verbose_name="City", default="Not stated")
    state = columns.Column(verbose_name="Standing")
    created_at = columns.Column(verbose_name="Here since")
    empty_text = "No organization fits"
    empty_hint = "Clear the filters to see all."

    class Meta(Table.Meta):
        order_by = "-created_at"

    def render_name(self, record: Organization) -> SafeString:
        return link(reverse("organizations:agency_detail", args=[record.slug]), record.name)

    def value_name(self, record: Organization) -> str:
        return record.name

    def render_does(self, record: Organization) -> str:
        return capability_words(record.capabilities)

    def render_state(self, record: Organization) -> str:
        return record.get_state_display().capitalize()

    def render_created_at(self, value: Any) -> str:
        return day_words(local_day(value, settings.TIME_ZONE))


class DistrictFilter(django_filters.FilterSet):
    """Finding districts by name, city or county, state and kind."""

    q = django_filters.CharFilter(label="Name, city or county", method="by_words")
    region = django_filters.CharFilter(label="State", field_name="region", lookup_expr="iexact")
    classification = django_filters.ChoiceFilter(label="Kind", choices=Classification.choices, empty_label="Any kind")

    here = django_filters.ChoiceFilter(
        label="Uses Pilotage", choices=[("yes", "Yes")], empty_label="Yes or not yet", method="by_use"
    )

    class Meta:
        model = District
        fields = ("q", "region", "classification", "here")

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return search_directory(rows, value)

    def by_use(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(organization__state=OrganizationState.CONFIRMED)


class ProviderFilter(django_filters.FilterSet):
    """Finding providers by name."""

    q = django_filters.CharFilter(label="Name", field_name="name", lookup_expr="icontains")

    class Meta:
        model = Organization
        fields = ("q",)


class OrganizationFilter(django_filters.FilterSet):
    """Finding organizations by name and standing."""

    q = django_filters.CharFilter(label="Name", field_name="name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label="Standing", choices=OrganizationState.choices, empty_label="Any standing")

    class Meta:
        model = Organization
        fields = ("q", "state")
