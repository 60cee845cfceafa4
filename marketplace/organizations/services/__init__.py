"""Every write to organizations, their people and the directory."""

from marketplace.organizations.services.districts import classify_district
from marketplace.organizations.services.invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    withdraw_invitation,
)
from marketplace.organizations.services.memberships import give_role, remove_role
from marketplace.organizations.services.organizations import (
    ask_again,
    change_facts,
    claim_district,
    confirm_organization,
    create_organization,
    found_agency,
    refuse_organization,
    values_of,
)
from marketplace.organizations.services.papers import add_paper
from marketplace.organizations.services.profile import save_profile

__all__ = [
    "accept_invitation",
    "add_paper",
    "ask_again",
    "change_facts",
    "claim_district",
    "classify_district",
    "confirm_organization",
    "create_organization",
    "decline_invitation",
    "found_agency",
    "give_role",
    "invite",
    "refuse_organization",
    "remove_role",
    "save_profile",
    "values_of",
    "withdraw_invitation",
]
