"""Who sees a fee, pays it, asks for an exemption, and acts on it for the department."""

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

PAYERS = (Role.OWNER, Role.SIGNATORY)
PAYERS_IN_WORDS = tuple(f"payer.{role.value}" for role in PAYERS)
OWN_IN_WORDS = tuple(f"payer.{role}" for role in roles_for(("offers", "buys", "evaluates")))
STAFF = is_agency_staff
STAFF_IN_WORDS = tuple(f"agency.{role.value}" for role in STAFF_ROLES)
is_of_payer = member_of("payer")
_officer = agency_role(Role.PROGRAM_OFFICER) & no_stake_in("payer")

VIEW = Permission("payments:fee:view", see=is_of_payer | STAFF)
OWN = Permission("payments:fee:own", see=is_of_payer)
PAY = Permission("payments:fee:pay", see=is_of_payer, do=has_role("payer", *PAYERS))
ASK = Permission("payments:fee:ask_exemption", see=is_of_payer, do=has_role("payer", *PAYERS))
AGENCY_VIEW = Permission("payments:fee:agency_view", see=STAFF)
RECORD = Permission("payments:fee:record_payment", see=STAFF, do=_officer)
DECIDE = Permission("payments:fee:decide_exemption", see=STAFF, do=_officer)
REFUND = Permission("payments:fee:refund", see=STAFF, do=_officer)

guard(Fee, VIEW)
