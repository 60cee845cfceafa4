"""What a process does before its first request."""

import gc

import pytest

from marketplace.warming import warm_up


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_what_is_loaded_is_left_out_of_later_collections(thawed):
    warm_up()
    assert gc.get_freeze_count() > 100_000
