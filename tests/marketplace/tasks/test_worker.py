import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from marketplace.tasks import clock, identity, services, worker
from tests.marketplace.tasks import samples


@pytest.fixture(autouse=True)
def _queue(settings, monkeypatch):
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    samples.done.clear()


def test_the_loop_runs_what_waits_and_stops_when_told(db, monkeypatch):
    samples.note.enqueue("one")
    samples.note.enqueue("two")
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda seconds: stop.set())
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.run(stop)
    assert samples.done == ["one", "two"]


def test_the_loop_outlives_a_database_that_is_away(db, monkeypatch):
    answers = iter([OperationalError("gone"), None])

    def chores():
        answer = next(answers)
        if answer:
            raise answer
        stop.set()

    stop = threading.Event()
    monkeypatch.setattr(worker, "do_chores", chores)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.run(stop, poll_seconds=0)
    assert stop.is_set()


def test_a_worker_killed_in_the_middle_of_a_task_loses_nothing(db):
    result = DBTaskResult.objects.get(pk=samples.note.enqueue("hello").id)
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    result.claim(f"{identity.socket.gethostname()[:40]}:{process.pid}:abcd")
    assert services.reap_lost(at=clock.now()) == 0
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert services.reap_lost(at=clock.now()) == 1
    DBTaskResult.objects.update(run_after=clock.now())
    worker.run_one(identity.new_worker_id())
    result.refresh_from_db()
    assert (result.status, samples.done) == ("SUCCESSFUL", ["hello"])


def test_the_thread_is_started_once(monkeypatch):
    runs = []
    monkeypatch.setattr(worker, "_started", threading.Lock())
    monkeypatch.setattr(worker, "run", lambda stop: runs.append(stop))
    assert worker.start_thread()
    assert not worker.start_thread()
    time.sleep(0.1)
    assert len(runs) == 1
