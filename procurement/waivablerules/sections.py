"""What the catalogue adds to the description of a version: the rules from which schools must be excused."""

from django.urls import reverse

from marketplace.products.models import ModelVersion
from marketplace.products.parts import Part, add_part
from procurement.waivablerules.queries import needed_by

TITLE = "Rules that schools must be excused from"


@add_part
def needed_rules(version: ModelVersion) -> Part:
    """Each rule with why it is needed; none is an answer too."""
    return Part(
        title=TITLE,
        lede="From the department’s catalogue, and why. Most models need none.",
        url=reverse("waivablerules:needs", args=[version.model.slug]),
        rows=tuple((rule.title, f"{rule.why}\n{rule.how}") for rule in needed_by(version)),
        is_answered=None,
    )
