"""What a process holds of the catalogue follows the database's editions."""

import pytest
from django.db import transaction

from search import snapshots
from search.indexing import store
from tests.factories.search import make_entry, make_facts
from tests.search.asking import ask, names

pytestmark = pytest.mark.django_db


class TestEditions:
    def test_a_write_is_seen_by_the_next_search_without_reading_everything(self, django_assert_num_queries):
        make_entry("First")
        ask()
        with django_assert_num_queries(1):
            ask()
        make_entry("Second")
        assert ask().total == 2

    def test_the_same_facts_again_are_no_edition(self):
        facts = make_facts("Same")
        store([facts])
        edition = snapshots.current().edition
        store([facts])
        assert snapshots.current().edition == edition

    def test_a_snapshot_of_an_edition_that_was_rolled_back_is_dropped(self):
        make_entry("Kept")
        with transaction.atomic():
            make_entry("Lost")
            assert ask().total == 2
            transaction.set_rollback(True)
        make_entry("Later")
        assert names(ask(sort="name")) == ["Kept", "Later"]
