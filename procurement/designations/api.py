"""The approved list's part of `/api/v1`."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from marketplace.access.views import public
from marketplace.api.operations import Operation, answered, operation
from marketplace.api.parameters import Day, Parameter
from marketplace.api.schemas import Schema, address, day, instant, many, one_of, text, thing, whole
from marketplace.clocks.calendar import local_day
from marketplace.products.vocabulary import GradeBand, Service, Subject, Tier
from procurement.designations import queries
from procurement.designations.approved import COLUMNS, as_json


def _parameters() -> Sequence[Parameter]:
    return (Day(name="on", words="The end of this day here, past or future; without it, now.", example="2027-01-31"),)


def _answer() -> Schema:
    scope = thing(
        "A combination that the approval covers.",
        subject=one_of("The subject.", dict(Subject.choices)),
        grade_band=one_of("The grades.", dict(GradeBand.choices)),
        service=one_of("The kind of service.", dict(Service.choices)),
    )
    approved = thing(
        "An approval.",
        model=text(COLUMNS["model"], "Harbor Readers"),
        model_reference=text("The model’s reference, its `id` in this API.", "MOD-7F3K-2M"),
        model_version=whole(COLUMNS["model_version"], 2, minimum=1),
        provider=text(COLUMNS["provider"], "Harbor Learning"),
        tier=one_of("The tier.", dict(Tier.choices)),
        scope=many("What it covers.", scope),
        in_force_from=instant(COLUMNS["in_force_from"]),
        in_force_until=instant(COLUMNS["in_force_until"]),
        conditions=text(COLUMNS["conditions"], ""),
        determination=text("The reference of the decision.", "DET-4K7M-9Q"),
        url=address("The decision’s page.", "/registers/determinations/DET-4K7M-9Q/"),
    )
    return thing("The list of a day.", on=day("The day.", "2027-01-31"), models=many("By name.", approved))


@operation(
    Operation(
        name="approved_list",
        order=30,
        path="/approved-list",
        title="The approved list of a day",
        words="Which models are approved, now or at the end of any day, as `/approved-list.json` answers. Whatever is "
        "decided later never changes what a past day answers.",
        answer_name="ApprovedList",
        answer=_answer,
        parameters=_parameters,
    )
)
@public
def approved_list(request: HttpRequest) -> HttpResponse:
    """The approved list of a day, or now."""
    on = request.asked.get("on")
    rows = queries.with_what_lists_show(queries.publicly_approved(on, at=request.at))
    shown = on or local_day(request.at, settings.TIME_ZONE)
    return answered(request, as_json(rows, day=shown, address=request.build_absolute_uri("/")[:-1]))
