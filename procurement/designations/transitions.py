"""The lives of a determination and of a designation."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class DeterminationState(TextChoices):
    """Where a decision stands."""

    RECOMMENDED = "recommended", "Recommended"
    ISSUED = "issued", "Issued"
    SUPERSEDED = "superseded", "Replaced by a later decision"


class DesignationState(TextChoices):
    """What people did with a designation. That it is expired follows from its dates."""

    ACTIVE = "active", "Active"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"
    SUPERSEDED = "superseded", "Replaced by a later one"


DETERMINATION = Lifecycle(
    "determination",
    states=DeterminationState,
    initial=DeterminationState.RECOMMENDED,
    moves=[
        Move("issue", "recommended", "issued", words="issued the decision"),
        Move("supersede", "issued", "superseded", words="replaced the decision by a later one"),
    ],
    created_words="recommended a decision",
)
DESIGNATION = Lifecycle(
    "designation",
    states=DesignationState,
    initial=DesignationState.ACTIVE,
    moves=[
        Move("suspend", "active", "suspended", words="suspended the approval", public=True),
        Move("reinstate", "suspended", "active", words="reinstated the approval", public=True),
        Move("suspend_replaced", "superseded", "superseded", words="suspended the approval", public=True),
        Move("reinstate_replaced", "superseded", "superseded", words="reinstated the approval", public=True),
        Move("revoke", ("active", "suspended"), "revoked", words="revoked the approval", public=True),
        Move("supersede", ("active", "suspended"), "superseded", words="replaced the approval by a later one"),
    ],
    created_words="approved the model",
)
