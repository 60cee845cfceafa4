"""Words of the events of an outcome report that are no moves."""

from marketplace.audit.events import register_events

register_events(
    {
        "outcome_report.part_saved": "saved a part of the outcome report",
        "outcome_report.replied": "replied to the outcome report",
    }
)
