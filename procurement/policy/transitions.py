"""The life of a policy version."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class PolicyState(TextChoices):
    """Where a version stands. Published ones never change; what began under one keeps it."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "In force"
    SUPERSEDED = "superseded", "Replaced by a later version"


POLICY = Lifecycle(
    "policy_version",
    states=PolicyState,
    initial=PolicyState.DRAFT,
    moves=[
        Move("publish", "draft", "published", words="published the policy", public=True),
        Move("supersede", "published", "superseded", words="replaced the policy by a later version", public=True),
    ],
    created_words="drafted a policy",
)
