"""Who sees a fee, pays it, asks for an exemption, and acts on it for the department.

Of the department, whoever is tied to its payer neither reads it nor acts on it.
"""

from marketplace.access.permissions import Permission
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    STAFF_ROLES,
    agency_role,
    has_role,
    is_agency_staff,
    member_of,
    no_stake_in,
)
from marketplace.organizations.roles import roles_for
from procurement.payments.models import Fee
from procurement.reviews.permissions import no_conflict

PAYERS = (Role.OWNER, Role.SIGNATORY)
PAYERS_IN_WORDS = tuple(f"payer.{role.value}" for role in PAYERS)
OWN_IN_WORDS = tuple(f"payer.{role}" for role in roles_for(("offers", "buys", "evaluates")))
STAFF = is_agency_staff
STAFF_IN_WORDS = tuple(f"agency.{role.value}" for role in STAFF_ROLES)
is_of_payer = member_of("payer")
is_free = no_conflict(provider="payer")
_officer = agency_role(Role.PROGRAM_OFFICER) & no_stake_in("payer") & is_free

VIEW = Permission("payments:fee:view", see=is_of_payer | STAFF, do=is_of_payer | is_free)
OWN = Permission("payments:fee:own", see=is_of_payer)
PAY = Permission("payments:fee:pay", see=is_of_payer, do=has_role("payer", *PAYERS))
ASK = Permission("payments:fee:ask_exemption", see=is_of_payer, do=has_role("payer", *PAYERS))
AGENCY_LIST = Permission("payments:fee:agency_list", see=STAFF)
LISTED = Permission("payments:fee:listed", see=STAFF & is_free)
AGENCY_VIEW = Permission("payments:fee:agency_view", see=STAFF, do=is_free)
RECORD = Permission("payments:fee:record_payment", see=STAFF, do=_officer)
DECIDE = Permission("payments:fee:decide_exemption", see=STAFF, do=_officer)
REFUND = Permission("payments:fee:refund", see=STAFF, do=_officer)

guard(Fee, VIEW)
