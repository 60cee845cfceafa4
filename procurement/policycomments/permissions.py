"""Who comments on drafts of the policy, and reads what was said: those who keep it."""

from marketplace.access.permissions import Permission
from procurement.policy.permissions import is_policy_staff
from procurement.rounds.permissions import is_case_staff

READ = Permission("policycomments:version:read", see=is_case_staff, do=is_policy_staff)
COMMENT = Permission("policycomments:version:comment", see=is_case_staff, do=is_policy_staff)
