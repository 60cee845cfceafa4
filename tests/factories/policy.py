"""The policy for tests: bodies with other numbers, and the form in which it is edited."""

import copy

from cms.policy_fields import LEAF_BY_FIELD, SOURCE, shown_in
from procurement.policy.leaves import body_of, leaf_of, leaves
from procurement.policy.models import Policy
from procurement.policy.services import save_draft
from procurement.policy.shipped import shipped_policy
from tests.factories import AT
from tests.factories.quotes import make_policy
from tests.factories.rounds import officer

ADDRESS = "/admin/snippets/procurement/policy/edit/1/"


def body_with(values):
    """The shipped body with other values at some dotted places."""
    numbers = {leaf.path: leaf_of(shipped_policy(), leaf) for leaf in leaves()}
    for path, value in values.items():
        numbers[path]["value"] = value
    return shipped_policy() | body_of(numbers)


def make_draft(values=None, *, at=AT):
    """A policy in force and a draft in the editor that changes some values."""
    make_policy(at=at)
    return save_draft(body=body_with(values or {"clocks.cure_business_days": 15}), actor=officer(), at=at)


def typed(body=None, **changes):
    """What a browser sends for a body; `changes` are by the form's field names."""
    body = copy.deepcopy(body or shipped_policy())
    sent = {}
    for name, leaf in LEAF_BY_FIELD.items():
        held = leaf_of(body, leaf)
        value = shown_in(leaf, held["value"])
        if leaf.accepts.get("unit") == "cents" and value is not None:
            value = f"{value / 100:.2f}"
        if value is True:
            value = "on"
        if value not in (None, False):
            sent[name] = value
        sent[f"{name}{SOURCE}"] = held["source"]
    rows, there = body["criteria"], list(Policy.objects.get().get_latest_revision_as_object().criteria.all())
    sent |= {"criteria-TOTAL_FORMS": len(rows), "criteria-INITIAL_FORMS": len(there), "criteria-MIN_NUM_FORMS": 1}
    for number, row in enumerate(rows):
        place = f"criteria-{number}-"
        sent |= {f"{place}{name}": "" if row[name] is None else row[name] for name in row if name != "anchors"}
        sent |= {f"{place}anchor_{score}": text for score, text in enumerate(row["anchors"])}
        sent |= {f"{place}ORDER": number + 1, f"{place}id": there[number].pk, f"{place}DELETE": ""}
    return sent | changes
