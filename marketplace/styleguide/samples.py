"""Made-up content for the style guide."""

from datetime import datetime, timedelta
from typing import Any

import django_tables2
from django.http import HttpRequest
from django_tables2 import RequestConfig

from marketplace.components.marks import tier
from marketplace.listing.tables import Table

COLORS = (
    ("Ink", "#1c1d1f"),
    ("Ink 2", "#3d4551"),
    ("Ink 3", "#565c65"),
    ("Edge", "#71767a"),
    ("Line", "#c6cace"),
    ("Sea", "#002d3f"),
    ("Accent", "#074b69"),
    ("Accent, mid", "#07648d"),
    ("Accent, wash", "#e7f2f5"),
    ("Late", "#a72f10"),
    ("Soon", "#5c410a"),
    ("Done", "#154c21"),
)
MODELS = (
    ("Harbor Readers", "promising", "0.20 (0.07 to 0.33)", "30 June 2028"),
    ("Two Rivers Story Lab", "early_stage", "–", "31 January 2028"),
    ("Tidewater Tutoring", "effective", "0.44 (0.40 to 0.49)", "30 June 2030"),
)


class SampleTable(Table):
    """A list as every list looks."""

    model = django_tables2.Column(verbose_name="Model")
    tier = django_tables2.Column(verbose_name="Tier")
    effect = django_tables2.Column(
        verbose_name="g (95% interval)", orderable=False, attrs={"th": {"class": "pg-r"}, "td": {"class": "pg-r"}}
    )
    until = django_tables2.Column(verbose_name="Approved to", orderable=False)

    class Meta(Table.Meta):
        pass

    def render_tier(self, value: str) -> str:
        return tier(value)

    @classmethod
    def sample(cls, request: HttpRequest) -> "SampleTable":
        """Thirty rows, so that there are pages."""
        rows = [dict(zip(("model", "tier", "effect", "until"), row, strict=True)) for row in MODELS * 10]
        table = cls(rows, request=request)
        RequestConfig(request, paginate={"per_page": 6}).configure(table)
        return table


def samples(at: datetime) -> dict[str, Any]:
    """The context of the components page, its clocks set around `at`."""
    return {
        "colors": COLORS,
        "clocks": [at - timedelta(days=3), at + timedelta(hours=5), at + timedelta(days=3), at + timedelta(days=18)],
        "facts": [
            ("Staff", "One aide for every 16 students"),
            ("Time", "30 minutes a day, 4 days a week"),
            ("Devices", ""),
        ],
        "stats": [
            ("models approved now", 70),
            ("pilots running", 57),
            ("days from request to signed pilot", 19),
            ("results published", 1112),
        ],
        "events": [
            {"at": at - timedelta(days=9), "who": "Sam Okafor", "words": "submitted the application"},
            {"at": at - timedelta(days=1), "who": "Priya Raman", "words": "opened the review"},
            {"when": "By 12 May", "words": "three reviewers score each criterion", "state": "ahead"},
        ],
        "tasks": [
            {"title": "The model and how it teaches", "url": "#", "kind": "done", "words": "Complete"},
            {
                "title": "Evidence",
                "url": "#",
                "kind": "late",
                "words": "Needs attention",
                "detail": "2 studies, 5 findings",
            },
            {"title": "Commitments", "url": "#", "kind": "half", "words": "In progress"},
            {"title": "Price and terms", "url": "#", "kind": "open", "words": "Not started"},
        ],
        "answers": [
            ("Students", "96", "#"),
            ("Where", "Two schools in Hollow Creek", "#"),
            ("Costs for training", "", "#"),
        ],
        "sha": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
