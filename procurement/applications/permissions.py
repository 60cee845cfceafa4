"""Who writes, sends, checks and reads an application. A rival never learns that it exists.

Of the agency, whoever is tied to its provider or was recused from its review neither reads it nor acts on it.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of, rule
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    agency_role,
    has_role,
    has_role_somewhere,
    is_confirmed,
    lends_the_agency_a_hand,
    member_of,
    no_stake_in,
)
from procurement.applications.models import Application
from procurement.reviews.permissions import has_yet_to_declare, is_recused, no_conflict, reads_for_a_panel
from procurement.rounds.permissions import is_case_staff, is_program_officer

STAFF = is_case_staff
AUTHORS = (Role.OWNER, Role.AUTHOR)
SENDERS = (Role.OWNER, Role.SIGNATORY)
acts_on_several = agency_role(Role.PROGRAM_OFFICER, Role.DETERMINER)
is_colleague = member_of("provider")

is_unconflicted = no_conflict("round.policy_version") & asked_of("subject", ~is_recused)
is_free_to_read_it = is_unconflicted & asked_of("subject", ~has_yet_to_declare)


@rule("This application is still a draft of its provider.")
def is_sent(person: Any, application: Any) -> bool:
    """Whether it was sent: the agency sees it from then on."""
    return application.submitted_at is not None


@rule("Only its provider, the department and those who review it have its files.")
def is_reviewing(person: Any, application: Any) -> bool:
    """Whether the person reviews it and may read it, having declared no conflict."""
    return application.subject_id is not None and bool(reads_for_a_panel(person, application.subject))


LIST = Permission("applications:application:list", do=has_role_somewhere(*AUTHORS, Role.SIGNATORY, capability="offers"))
START = Permission("applications:round:start", do=has_role_somewhere(*AUTHORS, capability="offers"))
VIEW = Permission(
    "applications:application:view", see=is_colleague | (STAFF & is_sent), do=is_colleague | is_free_to_read_it
)
OWN = Permission("applications:application:own", see=is_colleague)
SAVE = Permission("applications:application:save", see=is_colleague, do=has_role("provider", *AUTHORS))
SUBMIT = Permission(
    "applications:application:submit", see=is_colleague, do=has_role("provider", *SENDERS) & is_confirmed("provider")
)
WITHDRAW = Permission("applications:application:withdraw", see=is_colleague, do=has_role("provider", *SENDERS))
DISCARD = Permission("applications:application:discard", see=is_colleague, do=has_role("provider", *AUTHORS))
_officer = is_program_officer & no_stake_in("provider") & is_unconflicted
ASK_FEE_AGAIN = Permission(
    "applications:application:ask_fee_again",
    see=is_colleague | (STAFF & is_sent),
    do=has_role("provider", *SENDERS) | _officer,
)
AGENCY_LIST = Permission("applications:application:agency_list", see=STAFF | lends_the_agency_a_hand)
LISTED = Permission("applications:application:listed", see=STAFF & is_sent & is_unconflicted)
AGENCY_VIEW = Permission("applications:application:agency_view", see=STAFF & is_sent, do=is_free_to_read_it)
SCREEN = Permission(
    "applications:application:screen",
    see=STAFF & is_sent,
    do=_officer,
)

FILES = Permission(
    "applications:application:files",
    see=VIEW.see | is_reviewing,
    do=is_colleague | (STAFF & is_free_to_read_it) | (is_reviewing & is_unconflicted),
)

guard(Application, FILES)
