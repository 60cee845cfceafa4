"""What people type, whichever apostrophe their keyboard has: "Gray's Hollow" finds Gray’s Hollow."""

from functools import reduce
from operator import or_

from django.db.models import Q


def typed(lookup: str, text: str) -> Q:
    """The condition that `lookup` (`name__icontains`) holds for a text in one spelling or the other."""
    spellings = sorted({text.replace("’", "'"), text.replace("'", "’")})
    return reduce(or_, (Q(**{lookup: spelling}) for spelling in spellings))
