"""First and second start of the demo, in a fresh clone, beside the bare start of the framework."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_BAR_SECONDS = 300.0
SECOND_BAR_SECONDS = 10.0


def run() -> Iterator[str]:
    """Clone what is committed, start it from nothing, then again until it answers."""
    with tempfile.TemporaryDirectory(prefix="pilotage-start-") as folder:
        clone = Path(folder) / "pilotage"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first = timed(["python3", "manage.py", "demo", "--no-serve"], clone)
        yield bar("first start of the demo, from nothing", first, FIRST_BAR_SECONDS)
        bare = timed([".venv/bin/python", "-c", "import django; django.setup()"], clone)
        second = seconds_until_it_answers(clone)
        ratio = f"{second / bare:.1f} times the framework's bare start"
        yield f"{bar('second start, to the first page', second, SECOND_BAR_SECONDS)}; {ratio}"


def bar(title: str, seconds: float, limit: float) -> str:
    verdict = "ok" if seconds <= limit else "OVER"
    return f"{title}: {seconds:.1f} s (bar {limit:.0f} s, {verdict})"


def timed(command: list[str], folder: Path) -> float:
    """Seconds that a command takes; its output goes to standard error."""
    environment = {**clean_environment(), "DJANGO_SETTINGS_MODULE": "marketplace.settings.demo"}
    began = time.monotonic()
    subprocess.run(command, cwd=folder, env=environment, stdout=sys.stderr, check=True)
    return time.monotonic() - began


def seconds_until_it_answers(folder: Path) -> float:
    """Seconds from the command to the first page that comes back."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    command = ["python3", "manage.py", "demo", "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, env=clean_environment(), stdout=sys.stderr, start_new_session=True)
    try:
        while not answers(f"http://127.0.0.1:{port}/"):
            if server.poll() is not None or time.monotonic() - began > 120:
                raise RuntimeError("The demo did not start.")
            time.sleep(0.05)
        return time.monotonic() - began
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def clean_environment() -> dict[str, str]:
    """Of this process's environment only what a newcomer has too."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


if __name__ == "__main__":
    for line in run():
        print(line, flush=True)
