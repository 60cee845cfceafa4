"""Who opens and records the validation of a measure, and who votes in it."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import Decision, Rule, rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role
from procurement.measures.ties import ties_to
from procurement.rounds.permissions import is_case_staff

STAFF = is_case_staff
OFFICERS = ("agency.program_officer",)
PANELISTS = ("agency.reviewer",)
is_officer = agency_role(Role.PROGRAM_OFFICER)
is_expert = agency_role(Role.REVIEWER)


def _untied(person: Any, decision: Any) -> Decision:
    years = decision.policy_version.rules.review.conflict_lookback_years
    found = ties_to(person, decision.owner_name, years=years)
    return Decision(not found, " ".join(conflict.words for conflict in found))


has_no_tie = Rule(_untied, "no tie to the owner of the measure")


@rule("", when_inverted="You are on this panel, so another person records what it decides.")
def sits_on_panel(person: Any, decision: Any) -> bool:
    """Whether the person was asked to vote in this."""
    return any(vote.panelist_id == getattr(person, "pk", None) for vote in decision.votes.all())


@rule("Only its panelist sees a vote.")
def is_own_vote(person: Any, vote: Any) -> bool:
    """Whether the person was asked for this vote."""
    return vote.panelist_id == getattr(person, "pk", None)


OPEN = Permission("measures:measure:open", do=is_officer)
LIST = Permission("measures:decision:list", see=STAFF)
AGENCY_VIEW = Permission("measures:decision:agency_view", see=STAFF)
RUN = Permission("measures:decision:run", see=STAFF, do=is_officer & has_no_tie & ~sits_on_panel)
VOTE = Permission("measures:vote:cast", see=is_expert & is_own_vote)
