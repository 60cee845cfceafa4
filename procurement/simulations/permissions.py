"""Who reads the draft of the policy and runs it: those who keep the policy."""

from marketplace.access.permissions import Permission
from procurement.policy.permissions import is_policy_staff
from procurement.rounds.permissions import is_case_staff

KEEPERS_IN_WORDS = ("agency.owner", "agency.program_officer")

DRAFT = Permission("simulations:draft:view", see=is_case_staff, do=is_policy_staff)
RUN = Permission("simulations:simulation:run", see=is_case_staff, do=is_policy_staff)
VIEW = Permission("simulations:simulation:view", see=is_case_staff, do=is_policy_staff)
