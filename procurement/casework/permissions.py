"""Who works on several applications at once. What each act asks for is asked of each application as well."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.permissions import no_stake_in
from procurement.applications.permissions import (
    STAFF,
    acts_on_several,
    is_colleague,
    is_free_to_read_it,
    is_sent,
    is_unconflicted,
)
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS, is_program_officer

WORKERS_IN_WORDS = ("agency.program_officer", "agency.determiner")
READERS_IN_WORDS = ("provider.owner", "provider.author", "provider.signatory", *CASE_ROLES_IN_WORDS)
_may_work_on = no_stake_in("provider") & is_unconflicted


@rule("Somebody else prepared this.")
def made_it(person: Any, batch: Any) -> bool:
    """Whether the person prepared the batch."""
    return batch.made_by_id == getattr(person, "pk", None)


MONDAY = Permission("casework:monday:view", see=STAFF)
PREPARE = Permission("casework:batch:prepare", see=STAFF, do=acts_on_several)
RUN = Permission("casework:batch:run", see=STAFF & made_it, do=acts_on_several)
REMIND = Permission("casework:application:remind", see=STAFF & is_sent, do=acts_on_several & _may_work_on)
MESSAGE = Permission("casework:application:message", see=STAFF & is_sent, do=is_program_officer & _may_work_on)
READ_MESSAGES = Permission(
    "casework:application:read_messages", see=is_colleague | (STAFF & is_sent), do=is_colleague | is_free_to_read_it
)
