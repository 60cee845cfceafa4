"""Two visitors at the same moment are both counted."""

from datetime import date

import pytest

from search.interest.models import InterestCount
from search.interest.services import add_one
from tests.factories.products import make_model
from tests.races.together import together

DAY = date(2027, 3, 1)


@pytest.mark.django_db(transaction=True)
def test_no_look_is_lost_between_those_who_count_at_once():
    first, second = make_model().pk, make_model().pk

    def look():
        for _ in range(20):
            add_one(model_ids=[second, first], act="viewed", kind="public", day=DAY)

    together(*[look] * 4)
    assert list(InterestCount.objects.values_list("count", flat=True)) == [80, 80]
