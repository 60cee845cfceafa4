"""A server that is secured, killed, started empty or slow: right answers, and no change lost."""

import shutil
import socket
import time

import pytest
from django.core.management import CommandError, call_command
from elasticsearch import AuthenticationException, TransportError

from search import elastic, elastic_index, engines
from search.elastic import ElasticsearchEngine
from search.engine import Query
from search.models import UnsentEntry
from search.tasks import check_index, send_what_is_left
from tests.factories import AT
from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db


def ask(words=""):
    return engines.engine().search(Query(at=AT, words=words))


def served(words=""):
    """The number of models that the server itself finds."""
    return ElasticsearchEngine().search(Query(at=AT, words=words)).total


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    monkeypatch.setattr(elastic, "PATIENCE_SECONDS", 20.0)


class TestSecured:
    @pytest.mark.usefixtures("secured")
    def test_a_user_over_tls_by_our_own_authority(self):
        make_entry("Reading Ladders")
        assert served("ladders") == 1

    def test_an_api_key(self, secured, settings):
        make_entry("Reading Ladders")
        key = elastic_index.client().security.create_api_key(name="portal")["encoded"]
        client = {"hosts": [secured.url], "api_key": key, "ca_certs": secured.authority}
        settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "client": client}
        assert served("ladders") == 1

    def test_a_wrong_password_is_refused_and_the_database_answers(self, secured, settings):
        make_entry("Reading Ladders")
        with_ca = {"hosts": [secured.url], "ca_certs": secured.authority}
        right = settings.ELASTICSEARCH
        settings.ELASTICSEARCH = {**right, "client": {**with_ca, "basic_auth": ("portal", "wrong")}}
        with pytest.raises(AuthenticationException):
            served()
        assert ask("ladders").is_stand_in
        settings.ELASTICSEARCH = right

    def test_a_certificate_of_an_unknown_authority_is_not_trusted(self, secured, settings):
        right = settings.ELASTICSEARCH
        client = {name: value for name, value in right["client"].items() if name != "ca_certs"}
        settings.ELASTICSEARCH = {**right, "client": client}
        with pytest.raises(TransportError, match="TLS"):
            served()
        settings.ELASTICSEARCH = right


class TestKilled:
    def test_in_mid_request_the_database_answers_and_it_comes_back_by_itself(self, secured, monkeypatch):
        make_entry("Reading Ladders")
        finding = elastic._Asking._found

        def killed_first(self, match):
            secured.do("kill")
            return finding(self, match)

        with monkeypatch.context() as patch:
            patch.setattr(elastic._Asking, "_found", killed_first)
            results = ask("ladders")
        assert (results.total, results.is_stand_in) == (1, True)
        make_entry("Number Trails")
        assert ask("trails").total == 1
        send_what_is_left.func()
        assert UnsentEntry.objects.count() == 1
        secured.do("again")
        send_what_is_left.func()
        assert not UnsentEntry.objects.exists()
        engines.breaker.succeeded()
        results = ask("trails")
        assert (results.total, results.is_stand_in) == (1, False)

    def test_in_mid_rebuild_it_is_said_and_made_good_later(self, secured, monkeypatch):
        make_entry("Reading Ladders")
        read = elastic_index._counted

        def killed_first(rows, progress):
            secured.do("kill")
            yield from read(rows, progress)

        with monkeypatch.context() as patch:
            patch.setattr(elastic_index, "_counted", killed_first)
            with pytest.raises(CommandError, match="did not take it"):
                call_command("rebuild_search", server_only=True, verbosity=0)
        assert ask().total == 1
        secured.do("again")
        send_what_is_left.func()
        assert (served(), UnsentEntry.objects.count()) == (1, 0)
        call_command("rebuild_search", server_only=True, verbosity=0)
        assert served() == 1

    def test_started_empty_it_is_filled(self, secured):
        make_entry("Reading Ladders")
        secured.do("kill")
        shutil.rmtree(secured.folder / "data")
        (secured.folder / "data").mkdir(mode=0o777)
        (secured.folder / "data").chmod(0o777)
        secured.do("again")
        results = ask()
        assert (results.total, results.is_stand_in) == (1, True)
        check_index.func()
        assert served() == 1


@pytest.fixture
def silent(settings):
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings.ELASTICSEARCH = {"client": {"hosts": [address]}, "index": "test-silent"}
        engines.breaker.succeeded()
        yield
        settings.ELASTICSEARCH = None
        engines.breaker.succeeded()


@pytest.mark.usefixtures("silent")
def test_one_that_is_slow_is_waited_for_800_ms_twice_and_then_left_in_peace(monkeypatch, client):
    monkeypatch.setattr(elastic, "PATIENCE_SECONDS", 0.8)
    waits = []
    for _ in range(4):
        began = time.monotonic()
        assert ask().is_stand_in
        waits.append(time.monotonic() - began)
    assert min(waits[:2]) >= 0.79
    assert max(waits[2:]) < 0.7
    page = client.get("/models/").content.decode()
    assert page.count("The search server does not answer at the moment") == 1
