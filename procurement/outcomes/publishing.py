"""Publishing an outcome: the protected tables are frozen and hashed, and become findings of the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.evidence.services import add_pilot_finding
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.outcomes import signals
from procurement.outcomes.analysis import DESIGNS, MeasureOutcome
from procurement.outcomes.entry import STUDENT
from procurement.outcomes.groups import COMPARISON, TREATMENT
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.permissions import PUBLISH
from procurement.outcomes.publication import Tables, publish
from procurement.outcomes.reading import Terms, tables_of, terms_of
from procurement.outcomes.transitions import OUTCOME_REPORT
from procurement.pilots.models import Pilot

SHARE_DIGITS = Decimal("0.00000001")


@service
def publish_report(*, report: OutcomeReport, actor: Any, at: datetime) -> OutcomeReport:
    """Make a checked outcome public, once the provider has replied or its time to do so has passed.

    What is published never changes again. Each measure whose effect may be shown becomes a finding of the model;
    one whose numbers are hidden, or that has no comparison group, stays in the outcome alone.
    """
    PUBLISH.check(actor, report)
    report = locked(report)
    OUTCOME_REPORT.require(report, "publish")
    if not report.replied_at and at < report.reply_until:
        raise Refused("The provider may still reply. Publish after its reply, or after its time has passed.")
    terms = terms_of(report.pilot)
    tables = tables_of(report, terms)
    report.published = public_data(report, tables, at)
    report.canonical_text = canonical_json(report.published)
    report.sha256 = sha256_of(report.canonical_text)
    report.published_at = at
    fields = ("published", "canonical_text", "sha256", "published_at")
    OUTCOME_REPORT.move(
        report, "publish", actor=actor, organization=the_agency(), at=at, also_save=fields,
        payload={"sha256": report.sha256},
    )  # fmt: skip
    _write_findings(report, tables, terms, at)
    signals.outcome_published.send(sender=OutcomeReport, report=report, at=at)
    return report


def public_data(report: OutcomeReport, tables: Tables, at: datetime) -> dict[str, Any]:
    """Everything that the public reads of an outcome; the tables have passed the suppression engine together."""
    pilot = report.pilot
    return {
        "outcome": report.reference,
        "pilot": pilot.reference,
        "title": report.title,
        "district": pilot.buyer.name,
        "provider": pilot.provider.name,
        "model": pilot.model.name,
        "model_version": pilot.model_version.number,
        "starts_on": pilot.starts_on.isoformat(),
        "ends_on": pilot.ends_on.isoformat(),
        "policy_version": pilot.policy_version.number,
        "published_at": at.isoformat(),
        **protected(report, tables),
        "context": {name: report.context.get(name) or "" for name in ("changes", "limits", "feedback")},
        "reply": {"text": report.reply, "by": report.replied_by_name},
    }


def protected(report: OutcomeReport, tables: Tables) -> dict[str, Any]:
    """The tables as the public will see them, under the policy that the pilot is pinned to."""
    return publish(tables, threshold=report.pilot.policy_version.rules.publishing.suppression_threshold)


def _write_findings(report: OutcomeReport, tables: Tables, terms: Terms, at: datetime) -> None:
    pilot = report.pilot
    assigned = report.published["assigned"]
    request = pilot.contract.negotiation.request
    for measure, shown in zip(tables.analysis.measures, report.published["measures"], strict=True):
        if shown["effect"]["value"] is None:
            continue
        add_pilot_finding(
            model=pilot.model,
            version=pilot.model_version,
            pilot_reference=pilot.reference,
            label=f"{pilot.buyer.name}, {_years(pilot)}",
            year=pilot.ends_on.year,
            design=DESIGNS[tables.comparison.design],
            measure=terms.registered[measure.terms.key],
            values={
                "subject": request.subject,
                "grade_band": request.grade_band,
                **finding_values(measure, shown, assigned, report.setup),
            },
            at=at,
            districts=[pilot.buyer.name],
            assigned_by=report.setup.get("assigned_by") or STUDENT,
            school_count=len(pilot.terms["sites"]),
            authors=[{"name": pilot.buyer.name, "employer": pilot.buyer.name, "paid_by": pilot.buyer.name}],
            funders=[pilot.buyer.name],
        )


def _years(pilot: Pilot) -> str:
    """`2026–27`, or `2026` where the pilot began and ended in one year."""
    first, last = pilot.starts_on.year, pilot.ends_on.year
    return str(first) if first == last else f"{first}–{last % 100:02d}"


def finding_values(
    measure: MeasureOutcome, shown: Mapping[str, Any], assigned: Mapping[str, Any], setup: Mapping[str, Any]
) -> dict[str, Any]:
    """A finding's fields out of published cells; a hidden number of those assigned, or at the start, is left out."""
    values: dict[str, Any] = {
        "statistic": "binary" if measure.terms.is_binary else "continuous",
        "is_adjusted": setup.get("is_adjusted") == "yes",
    }
    for totals, arm, suffix in ((measure.treatment, TREATMENT, "i"), (measure.comparison, COMPARISON, "c")):
        cells = shown["arms"][arm]
        values |= {
            f"n_{suffix}": cells["n"]["value"],
            f"assigned_{suffix}": assigned[arm]["value"],
            f"clusters_{suffix}": setup.get(f"{arm}_clusters"),
        }
        if measure.terms.is_binary:
            values[f"share_{suffix}"] = totals.share.quantize(SHARE_DIGITS)
        else:
            result = cells["result"]
            values |= {f"mean_{suffix}": Decimal(result["value"]), f"sd_{suffix}": Decimal(result["sd"])}
    starts = [shown["arms"][arm]["before"] for arm in (TREATMENT, COMPARISON)]
    if not measure.terms.is_binary and all(cell["value"] is not None for cell in starts):
        for cell, suffix in zip(starts, "ic", strict=True):
            values |= {f"pre_mean_{suffix}": Decimal(cell["value"]), f"pre_sd_{suffix}": Decimal(cell["sd"])}
    return values
