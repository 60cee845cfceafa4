"""Steps of setting up: run with a line that counts, under a lock, remembered by a digest. Standard library only."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO


class Trouble(Exception):
    """Set-up cannot go on; the message says what the person can do."""


def digest(*paths: Path) -> str:
    """One sha256 over the names and bytes of the files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def say(line: str, *, stream: TextIO | None = None) -> None:
    """Print a line at once."""
    print(line, file=stream or sys.stdout, flush=True)


@contextlib.contextmanager
def lock(folder: Path, name: str) -> Iterator[None]:
    """Hold the named lock; a second start waits for the first and says so.

    Commands that `run` starts hold it too, so that one left behind by a killed start is waited for.
    """
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting the portal up. Waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.set_inheritable(handle.fileno(), True)
        yield


def hold(folder: Path, name: str) -> None:
    """Hold the named lock for the life of this process and the one that replaces it; raise Trouble if it is held."""
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Trouble("the demo is already running on this machine. Stop it first (Ctrl+C).") from None
    os.set_inheritable(handle, True)


def run(
    label: str,
    command: Sequence[str],
    *,
    folder: Path,
    logs: Path,
    progress: Callable[[str], str] | None = None,
    environment: dict[str, str] | None = None,
) -> None:
    """Run a quiet command with a line that counts; raise Trouble with the end of its output when it fails."""
    logs.mkdir(parents=True, exist_ok=True)
    path = logs / "setup.log"
    began = time.monotonic()
    with path.open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT, close_fds=False
        )
        try:
            while process.poll() is None:
                show(label, time.monotonic() - began, progress and progress(path.read_text(errors="replace")))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.5)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode:
        tail = "\n".join(path.read_text(errors="replace").splitlines()[-15:])
        raise Trouble(f"{label} failed.\n{tail}")
    end = "\r\033[K" if sys.stdout.isatty() else ""
    say(f"{end}{label}: done in {time.monotonic() - began:.1f} s.")


def show(label: str, seconds: float, detail: str | None) -> None:
    """Redraw the progress line on a terminal; elsewhere only what is finished is printed."""
    if sys.stdout.isatty():
        print(f"\r\033[K{label}: {detail + ', ' if detail else ''}{seconds:.0f} s", end="", flush=True)
