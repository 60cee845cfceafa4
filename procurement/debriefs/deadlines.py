"""The two clocks of a debrief, computed from instants and the policy that the decision stands on; never stored."""

from __future__ import annotations

from datetime import datetime

from marketplace.clocks.federal import federal_calendar
from procurement.designations.models import Determination


def ask_by(determination: Determination) -> datetime:
    """The instant at which the time to ask is over: business days from the notice of the decision."""
    rules = determination.policy_version.rules
    calendar = federal_calendar(rules.calendar.zone)
    return calendar.deadline(determination.issued_at, rules.quoting.debrief_asked_business_days)


def hold_by(determination: Determination, asked_at: datetime) -> datetime:
    """The instant by which a debrief asked for then is held."""
    rules = determination.policy_version.rules
    return federal_calendar(rules.calendar.zone).deadline(asked_at, rules.quoting.debrief_held_business_days)
