"""Who publishes the policy; everybody reads what was published."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role

KEEPERS = (Role.OWNER, Role.PROGRAM_OFFICER)
is_policy_staff = agency_role(*KEEPERS)


@rule("This policy is still a draft.")
def is_published(person: Any, policy: Any) -> bool:
    """Whether the version is or was in force."""
    return policy.published_at is not None


VIEW = Permission("policy:version:view", see=is_published | is_policy_staff)
PUBLISH = Permission("policy:version:publish", do=is_policy_staff)
