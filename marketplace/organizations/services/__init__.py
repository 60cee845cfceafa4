"""Every write to organizations, their people and the directory."""

from marketplace.organizations.services.districts import classify_district
from marketplace.organizations.services.handovers import end_handover, hand_over_desk
from marketplace.organizations.services.hands import accept_hand, decline_hand, fitness_of, grant_hand, revoke_hand
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
    "accept_hand",
    "accept_invitation",
    "add_paper",
    "ask_again",
    "change_facts",
    "claim_district",
    "classify_district",
    "confirm_organization",
    "create_organization",
    "decline_hand",
    "decline_invitation",
    "end_handover",
    "fitness_of",
    "found_agency",
    "give_role",
    "grant_hand",
    "hand_over_desk",
    "invite",
    "refuse_organization",
    "remove_role",
    "revoke_hand",
    "save_profile",
    "values_of",
    "withdraw_invitation",
]
