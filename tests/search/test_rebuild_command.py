"""What `rebuild_search` says where the search server is away."""

import io

import pytest
from django.core.management import CommandError, call_command
from elasticsearch import ConnectionError

from search import elastic_index, sending
from search.models import UnsentEntry
from tests.factories.search import make_entry


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "called", "said"),
    [("check", "repair", "every five minutes"), ("rollback", "roll_back", "Nothing tries")],
)
def test_a_server_that_is_away_gets_nothing_sent_for_a_check_or_a_rollback(monkeypatch, option, called, said):
    make_entry("Harbor Readers")

    def away():
        raise ConnectionError("away")

    monkeypatch.setattr(sending, "is_wanted", lambda: True)
    monkeypatch.setattr(elastic_index, called, away)
    with pytest.raises(CommandError, match=said):
        call_command("rebuild_search", **{option: True})
    assert not UnsentEntry.objects.exists()


@pytest.mark.django_db
def test_progress_off_a_terminal_says_that_it_is_done_once():
    make_entry("Harbor Readers")
    said = io.StringIO()
    call_command("rebuild_search", stdout=io.StringIO(), stderr=said)
    assert said.getvalue().count("100%") == 1
