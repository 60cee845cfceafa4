"""Who sees an agreement: its two parties, and those of the agency who look after contracts."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, member_of
from marketplace.organizations.roles import roles_for

STAFF_ROLES = (Role.OWNER, Role.PROGRAM_OFFICER, Role.CONTRACTS_OFFICER, Role.AUDITOR)
is_contract_staff = agency_role(*STAFF_ROLES)

VIEW = Permission("agreements:agreement:view", see=member_of("buyer") | member_of("provider") | is_contract_staff)

SIDE_ROLES = roles_for(("offers", "buys", "evaluates"))
CONTRACT_STAFF_IN_WORDS = tuple(f"agency.{role.value}" for role in STAFF_ROLES)


def parties_in_words(path: str = "") -> tuple[str, ...]:
    """Every role of both sides in words, for a record from which `path` leads to buyer and provider.

    A body that buys and offers holds roles of both kinds, so each side is named with all of them.
    """
    prefix = f"{path}." if path else ""
    return tuple(f"{prefix}{side}.{role}" for side in ("buyer", "provider") for role in SIDE_ROLES)
