"""Who writes rounds; everybody reads those that were published. Who asks about them is told to nobody else."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    agency_role,
    has_role_somewhere,
    lends_the_agency_a_hand,
    member_of,
)
from procurement.rounds.models import Round

CASE_ROLES = (
    Role.OWNER,
    Role.PROGRAM_OFFICER,
    Role.DETERMINER,
    Role.APPEAL_OFFICER,
    Role.CONTRACTS_OFFICER,
    Role.REVIEW_LEAD,
    Role.AUDITOR,
)
CASE_ROLES_IN_WORDS = tuple(f"agency.{role.value}" for role in CASE_ROLES)
ASKERS = (Role.OWNER, Role.AUTHOR, Role.SIGNATORY)
ASKERS_IN_WORDS = tuple(f"provider.{role.value}" for role in ASKERS)

is_case_staff = agency_role(*CASE_ROLES)
is_program_officer = agency_role(Role.PROGRAM_OFFICER)
is_agency_owner = agency_role(Role.OWNER)


@rule("This round is still a draft.")
def is_published(person: Any, record: Any) -> bool:
    """Whether the round was published."""
    return record.published_at is not None


VIEW = Permission("rounds:round:view", see=is_published | is_case_staff)
LIST = Permission("rounds:round:list", see=is_case_staff | lends_the_agency_a_hand)
CREATE = Permission("rounds:round:create", see=is_case_staff, do=is_program_officer)
EDIT = Permission("rounds:round:edit", see=is_case_staff, do=is_program_officer)
PUBLISH = Permission("rounds:round:publish", see=is_case_staff, do=is_program_officer)
AMEND = Permission("rounds:round:amend", see=is_case_staff, do=is_program_officer)
END = Permission("rounds:round:end", see=is_case_staff, do=is_program_officer)
EXTEND = Permission("rounds:round:extend", see=is_case_staff, do=is_program_officer)
ARCHIVE = Permission("rounds:round:archive", see=is_case_staff, do=is_program_officer)
GRANT_HAND = Permission("rounds:round:grant_hand", see=is_case_staff, do=is_agency_owner)

guard(Round, VIEW)

ASK = Permission("rounds:round:ask", do=has_role_somewhere(*ASKERS, capability="offers"))
OWN_QUESTIONS = Permission("rounds:question:own_list", do=has_role_somewhere(*ASKERS, capability="offers"))
VIEW_QUESTION = Permission("rounds:question:view", see=member_of("provider"))
QUESTIONS = Permission("rounds:question:agency_view", see=is_case_staff)
ANSWER = Permission("rounds:question:answer", see=is_case_staff, do=is_program_officer)
