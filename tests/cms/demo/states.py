"""Which states of which lifecycles no record is in."""

from django.apps import apps
from django.db.models import Model

from marketplace.lifecycles.machine import LIFECYCLES


def models_of(lifecycle) -> list[type[Model]]:
    """The models whose `state` has this lifecycle's vocabulary."""
    wanted = list(lifecycle.states.choices)
    found = []
    for model in apps.get_models():
        field = next((one for one in model._meta.concrete_fields if one.name == "state"), None)
        if field is not None and list(field.choices or ()) == wanted:
            found.append(model)
    return found


def missing_states() -> dict[str, list[str]]:
    """For each lifecycle the states without a record; a lifecycle without a model counts as missing all."""
    missing = {}
    for name, lifecycle in LIFECYCLES.items():
        held = {state for model in models_of(lifecycle) for state in model.objects.values_list("state", flat=True)}
        absent = [state for state in lifecycle.states.values if state not in held]
        if absent:
            missing[name] = absent
    return missing
