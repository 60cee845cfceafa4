"""The two clocks of an appeal, computed from instants and the policy that the decision stands on; never stored."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from marketplace.clocks.calendar import at_local, local_day
from marketplace.clocks.federal import federal_calendar
from procurement.designations.models import Determination

CLOSES_AT = time(17)


def file_by(determination: Determination) -> datetime:
    """The instant at which the time to appeal an issued decision is over: business days from its notice."""
    rules = determination.policy_version.rules
    calendar = federal_calendar(rules.calendar.zone)
    return calendar.deadline(determination.issued_at, rules.clocks.appeal_window_business_days)


def decide_by(determination: Determination, filed_at: datetime) -> datetime:
    """Close of business on the last day on which an appeal filed then is to be decided."""
    rules = determination.policy_version.rules
    zone = rules.calendar.zone
    return at_local(local_day(filed_at, zone) + timedelta(days=rules.clocks.appeal_decided_days), CLOSES_AT, zone)
