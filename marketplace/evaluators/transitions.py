"""How an entry in the register of evaluators stands."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class EvaluatorState(TextChoices):
    """Whether an evaluator can be named in further studies."""

    REGISTERED = "registered", "Registered"
    SUSPENDED = "suspended", "Suspended"


EVALUATOR = Lifecycle(
    "evaluator",
    states=EvaluatorState,
    initial=EvaluatorState.REGISTERED,
    created_words="registered as an evaluator",
    moves=[
        Move("suspend", "registered", "suspended", words="suspended the entry", public=True),
        Move("reinstate", "suspended", "registered", words="lifted the suspension", public=True),
    ],
)
