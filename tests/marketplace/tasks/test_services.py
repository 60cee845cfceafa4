from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from marketplace.tasks import identity, registry, services, worker
from marketplace.tasks.models import TaskSchedule
from tests.factories import AT
from tests.marketplace.tasks import samples

DEAD_HERE = f"{identity.socket.gethostname()[:40]}:999999999:abcd"
ELSEWHERE = "another-machine:12:abcd"


@pytest.fixture(autouse=True)
def _queue(db, settings, monkeypatch):
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.TASK_ATTEMPTS = 2
    settings.TASK_LIMIT_MINUTES = 30
    samples.done.clear()


def claimed(worker_id, *, at=AT):
    """A task that a worker has taken up and never finished."""
    result = DBTaskResult.objects.get(pk=samples.note.enqueue("hello").id)
    result.claim(worker_id)
    DBTaskResult.objects.filter(pk=result.pk).update(started_at=at)
    return result


def test_a_waiting_task_is_run_once():
    samples.note.enqueue("hello")
    worker.run_one(identity.new_worker_id())
    worker.run_one(identity.new_worker_id())
    assert samples.done == ["hello"]


def test_a_task_of_a_dead_worker_of_this_machine_is_given_back_at_once():
    result = claimed(DEAD_HERE)
    assert services.reap_lost(at=AT + timedelta(seconds=1)) == 1
    result.refresh_from_db()
    assert result.status == "READY"
    assert result.run_after == AT + timedelta(minutes=1, seconds=1)


def test_a_task_of_a_living_worker_is_left_alone():
    claimed(identity.new_worker_id())
    assert services.reap_lost(at=AT + timedelta(minutes=1)) == 0


@pytest.mark.parametrize(("minutes", "found"), [(29, 0), (31, 1)])
def test_a_task_of_another_machine_is_lost_only_after_the_limit(minutes, found):
    claimed(ELSEWHERE)
    assert services.reap_lost(at=AT + timedelta(minutes=minutes)) == found


def test_a_task_lost_at_its_last_attempt_fails_for_good():
    result = claimed(ELSEWHERE)
    result.worker_ids = [ELSEWHERE, ELSEWHERE]
    result.save()
    services.reap_lost(at=AT + timedelta(minutes=31))
    result.refresh_from_db()
    assert result.status == "FAILED"


def test_a_failing_task_is_tried_again_after_a_pause_and_then_no_more():
    result = DBTaskResult.objects.get(pk=samples.fail.enqueue().id)
    worker.run_one(identity.new_worker_id())
    result.refresh_from_db()
    assert (result.status, len(result.worker_ids)) == ("READY", 1)
    assert result.run_after > timezone.now()
    DBTaskResult.objects.update(run_after=timezone.now())
    worker.run_one(identity.new_worker_id())
    result.refresh_from_db()
    assert (result.status, len(result.worker_ids)) == ("FAILED", 2)
    assert "mail server is away" in result.traceback


def test_a_recurring_task_has_one_turn_in_each_interval(monkeypatch):
    monkeypatch.setattr(registry, "SCHEDULE", {})
    monkeypatch.setattr(services, "SCHEDULE", registry.SCHEDULE)
    registry.every(timedelta(hours=1))(samples.come_round)
    name = samples.come_round.module_path
    assert services.enqueue_due(at=AT) == [name]
    assert services.enqueue_due(at=AT + timedelta(minutes=59)) == []
    assert services.enqueue_due(at=AT + timedelta(minutes=60)) == [name]
    assert TaskSchedule.objects.get(name=name).last_enqueued_at == AT + timedelta(minutes=60)


def test_notes_of_tasks_are_kept_for_thirty_days():
    result = DBTaskResult.objects.get(pk=samples.note.enqueue("hello").id)
    worker.run_one(identity.new_worker_id())
    result.refresh_from_db()
    assert services.forget_finished(at=result.finished_at + timedelta(days=29)) == 0
    assert services.forget_finished(at=result.finished_at + timedelta(days=31)) == 1
