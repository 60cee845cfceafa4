"""Runs the queue: as a command of its own, or in a thread of the web process where there is only one."""

import logging
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker

from marketplace.tasks import clock, queries, services
from marketplace.tasks.identity import new_worker_id

logger = logging.getLogger(__name__)
CHORES_INTERVAL_SECONDS = 60.0

_started = threading.Lock()


def run(stop: threading.Event, *, poll_seconds: float = 0.25) -> None:
    """Run tasks as they become ready, and once a minute the chores, until `stop` is set. A database that is away is
    waited for."""
    worker_id = new_worker_id()
    chores_due = 0.0
    while not stop.is_set():
        try:
            close_old_connections()
            if time.monotonic() >= chores_due:
                do_chores()
                chores_due = time.monotonic() + CHORES_INTERVAL_SECONDS
            while not stop.is_set() and queries.is_work_waiting():
                run_one(worker_id)
        except (OperationalError, InterfaceError):
            logger.exception("The database did not answer; the worker tries again.")
            connections.close_all()
        stop.wait(poll_seconds)
    connections.close_all()


def do_chores() -> None:
    """Give back lost tasks and enqueue those whose turn has come."""
    services.reap_lost(at=clock.now())
    services.enqueue_due(at=clock.now())


def run_one(worker_id: str) -> None:
    """Run the first task that is ready, if another worker does not take it first."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()


def start_thread() -> bool:
    """Run the queue in a thread that ends with the process; a second call does nothing. Returns whether it started."""
    if not _started.acquire(blocking=False):
        return False
    threading.Thread(target=run, args=(threading.Event(),), name="tasks", daemon=True).start()
    return True
