"""The index on a real server follows the database: in order, once, and without a gap while it is built anew."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import elastic_index, engines, indexing, sending
from search.elastic import ElasticsearchEngine
from search.engine import Query
from search.models import CatalogEntry, UnsentEntry
from search.postponing import postponed
from search.tasks import check_index, send_what_is_left
from tests.factories import AT
from tests.factories.designations import IN_FORCE
from tests.factories.products import make_unclaimed_model
from tests.factories.search import make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    monkeypatch.setattr("search.elastic.PATIENCE_SECONDS", 20.0)


def found(words="", at=AT):
    numbers = ElasticsearchEngine().search(Query(at=at, words=words)).numbers
    return sorted(CatalogEntry.objects.filter(number__in=numbers).values_list("name", flat=True))


def blocked(is_blocked):
    """Make the index read-only as a full disk does, or writable again."""
    settings = {"index.blocks.read_only_allow_delete": True if is_blocked else None}
    elastic_index.client().indices.put_settings(index=elastic_index.live_alias(), settings=settings)


def remove_the_index():
    for name in elastic_index.client().indices.get(index=f"{elastic_index.live_alias()}-*"):
        elastic_index.client().indices.delete(index=name)


def holding(stem):
    """How many entries of the index have a name with this stem."""
    return elastic_index.client().count(index=elastic_index.live_alias(), q=f"name:{stem}")["count"]


class TestChanges:
    def test_a_change_is_sent_and_nothing_is_left_to_send(self):
        make_entry("Reading Ladders")
        assert found("ladders") == ["Reading Ladders"]
        indexing.withdraw_all_but([])
        assert found() == []
        assert not UnsentEntry.objects.exists()

    def test_a_count_is_known_by_heart_until_a_change(self):
        def counted():
            facets = {
                facet.key: facet.counts for facet in ElasticsearchEngine().search(Query(at=AT, words="trails")).facets
            }
            stats = elastic_index.client().indices.stats(index=elastic_index.live_alias(), metric="request_cache")
            return facets["subject"], stats["_all"]["total"]["request_cache"]["hit_count"]

        make_entry("Number Trails", subjects=("mathematics",))
        (first, before), (second, after) = counted(), counted()
        assert (first, second, after - before) == ({"mathematics": 1}, {"mathematics": 1}, 3)
        make_entry("Reading Trails", subjects=("mathematics",))
        assert counted()[0] == {"mathematics": 2}

    def test_what_is_sent_twice_changes_nothing_and_what_is_older_never_wins(self):
        entry = make_entry("Reading Ladders")
        elastic_index.send([entry.number])
        CatalogEntry.objects.filter(pk=entry.pk).update(edition=entry.edition - 1, name="Older")
        elastic_index.send([entry.number])
        assert holding("ladder") == 1

    def test_a_change_on_a_full_disk_waits_the_database_answers_and_it_is_sent_when_there_is_room(self):
        make_entry("Reading Ladders")
        blocked(True)
        make_entry("Number Trails")
        assert UnsentEntry.objects.count() == 1
        UnsentEntry.objects.update(since=timezone.now() - timedelta(seconds=6))
        results = engines.engine().search(Query(at=AT, words="trails"))
        assert (results.total, results.is_stand_in) == (1, True)
        blocked(False)
        send_what_is_left.func()
        assert not engines.engine().search(Query(at=AT)).is_stand_in
        assert found() == ["Number Trails", "Reading Ladders"]

    def test_with_no_index_at_all_the_database_answers_and_the_next_change_builds_one(self, caplog):
        make_entry("Reading Ladders")
        remove_the_index()
        results = engines.engine().search(Query(at=AT))
        assert (results.total, results.is_stand_in) == (1, True)
        make_entry("Number Trails")
        assert found() == ["Number Trails", "Reading Ladders"]
        assert not UnsentEntry.objects.exists()

    def test_a_shard_that_is_nowhere_is_no_answer(self):
        make_entry("Reading Ladders")
        indices, name = elastic_index.client().indices, elastic_index.live_alias()
        (live,) = indices.get_alias(name=name)
        nowhere = {"index.routing.allocation.require._name": "nobody"}
        indices.create(index=f"{live}-red", settings=nowhere, wait_for_active_shards="0")
        indices.delete_alias(index=live, name=name)
        indices.put_alias(index=f"{live}-red", name=name)
        assert elastic_index.client().cluster.health(index=name)["status"] == "red"
        results = engines.engine().search(Query(at=AT))
        assert (results.total, results.is_stand_in) == (1, True)


class TestRebuild:
    def test_it_takes_the_place_of_the_old_one_which_is_kept_and_can_be_gone_back_to(self):
        make_entry("Reading Ladders")
        (first,) = elastic_index.client().indices.get_alias(name=elastic_index.live_alias())
        call_command("rebuild_search", server_only=True, verbosity=0)
        (second,) = elastic_index.client().indices.get_alias(name=elastic_index.live_alias())
        (kept,) = elastic_index.client().indices.get_alias(name=elastic_index.previous_alias())
        assert (first, found()) == (kept, ["Reading Ladders"])
        make_entry("Number Trails")
        call_command("rebuild_search", rollback=True, verbosity=0)
        assert list(elastic_index.client().indices.get_alias(name=elastic_index.live_alias())) == [first]
        assert found() == ["Number Trails", "Reading Ladders"]
        call_command("rebuild_search", server_only=True, verbosity=0)
        assert not elastic_index.client().indices.exists(index=second)

    def test_nothing_to_go_back_to_is_said(self):
        with pytest.raises(CommandError, match="no earlier index"):
            call_command("rebuild_search", rollback=True, verbosity=0)

    def test_what_changes_meanwhile_is_in_both(self, monkeypatch):
        entry = make_entry("Reading Ladders")
        make_entry("Number Trails")
        read = elastic_index._counted

        def changed_meanwhile(rows, progress):
            for action in list(read(rows, progress)):
                if action["_id"] == entry.number:
                    indexing.withdraw_all_but(CatalogEntry.objects.exclude(pk=entry.pk).values_list("model", flat=True))
                    assert found() == ["Number Trails"]
                yield action

        monkeypatch.setattr(elastic_index, "_counted", changed_meanwhile)
        elastic_index.rebuild()
        assert found() == ["Number Trails"]

    def test_what_an_interrupted_one_left_is_taken_away(self, monkeypatch):
        make_entry("Reading Ladders")

        def interrupted(rows, progress):
            raise KeyboardInterrupt
            yield

        with monkeypatch.context() as patch:
            patch.setattr(elastic_index, "_counted", interrupted)
            with pytest.raises(KeyboardInterrupt):
                elastic_index.rebuild()
        assert found() == ["Reading Ladders"]
        elastic_index.rebuild()
        assert len(elastic_index.client().indices.get(index=f"{elastic_index.live_alias()}-*")) == 2
        assert not elastic_index.client().indices.exists_alias(name=elastic_index.building_alias())

    def test_the_whole_catalogue_is_in_the_new_index_with_what_was_postponed(self):
        with postponed():
            make_unclaimed_model(name="Reading Ladders")
        call_command("rebuild_search", verbosity=0)
        assert found(at=IN_FORCE) == ["Reading Ladders"]


class TestDrift:
    def test_what_is_missing_stale_or_too_much_is_mended(self):
        _, lost, gone, late = (make_entry(name) for name in ("Kept", "Lost", "Gone", "Late"))
        server, name = elastic_index.client(), elastic_index.live_alias()
        server.delete(index=name, id=str(lost.number), refresh=True)
        CatalogEntry.objects.filter(pk=gone.pk).delete()
        CatalogEntry.objects.filter(pk=late.pk).update(name="Later", edition=late.edition + 1)
        assert elastic_index.repair() == 3
        assert [holding(stem) for stem in ("kept", "lost", "gone", "late", "later")] == [1, 1, 0, 0, 1]
        assert elastic_index.repair() == 0

    def test_an_index_ahead_of_a_restored_database_is_built_anew(self):
        entry = make_entry("Reading Ladders")
        CatalogEntry.objects.filter(pk=entry.pk).update(name="Number Trails", edition=entry.edition - 1)
        check_index.func()
        assert (holding("number"), holding("ladder")) == (1, 0)
        assert elastic_index.repair() == 0

    def test_the_schedule_builds_what_is_not_there(self):
        make_entry("Reading Ladders")
        remove_the_index()
        check_index.func()
        assert found() == ["Reading Ladders"]


class TestMapping:
    def test_an_index_of_another_mapping_is_said_left_alone_and_not_searched(self, monkeypatch):
        make_entry("Reading Ladders")
        (old,) = elastic_index.client().indices.get_alias(name=elastic_index.live_alias())
        assert run_checks(tags=["database"], databases=["default"]) == []
        monkeypatch.setattr(elastic_index, "FINGERPRINT", "0123abcd")
        (said,) = run_checks(tags=["database"], databases=["default"])
        assert said.id == "search.W002"
        assert old in said.msg
        assert engines.engine().search(Query(at=AT)).is_stand_in
        sending.send_changes()
        assert not engines.engine().search(Query(at=AT)).is_stand_in
        assert elastic_index.client().indices.exists(index=old)

    def test_nothing_that_can_be_read_back_is_kept(self):
        make_entry("Reading Ladders", summary="Small groups")
        (hit,) = elastic_index.client().search(index=elastic_index.live_alias())["hits"]["hits"]
        assert "_source" not in hit
