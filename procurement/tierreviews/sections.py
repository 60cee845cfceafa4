"""What tier reviews add to an appeal: the review on which a decision stands, for the parts that people had in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procurement.appeals.parts import add_parts
from procurement.tierreviews.models import TierReview


@add_parts
def review_behind(determination: Any) -> Iterator[TierReview]:
    """The tier review that a decision ended."""
    yield from TierReview.objects.filter(determination=determination)
