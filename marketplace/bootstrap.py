"""First use and every start: environment, assets, demo. Standard library only.

Whatever was interrupted can be started again: work is done beside its place and renamed, or its stamp is written last.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from marketplace.steps import Trouble, digest, hold, lock, run, say

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
RUNTIME = ("requirements.txt",)
TESTING = ("requirements.txt", "requirements-dev.txt")
NODE = "requirements-node.txt"


def main(argv: Sequence[str]) -> int:
    """Run one command line of manage.py; returns the exit status unless the process is replaced."""
    command = argv[1] if len(argv) > 1 else "help"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if command == "demo":
            return demo(ROOT, argv)
        if command == "test":
            return test(ROOT, argv)
        enter_environment(ROOT, argv, RUNTIME)
    except Trouble as trouble:
        say(f"Pilotage cannot start: {trouble}", stream=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.", stream=sys.stderr)
        return 130
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return django(argv)


def django(argv: Sequence[str]) -> int:
    """Hand the command line to Django, under the development settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.dev")
    try:
        load_settings(os.environ["DJANGO_SETTINGS_MODULE"])
    except Trouble as trouble:
        say(f"Pilotage cannot start: {trouble}", stream=sys.stderr)
        return 1
    from django.core.management import execute_from_command_line

    execute_from_command_line(list(argv))
    return 0


def load_settings(module: str) -> None:
    """Import a settings module; raise Trouble with its one sentence where a variable cannot be used."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        importlib.import_module(module)
    except ImproperlyConfigured as problem:
        raise Trouble(str(problem)) from None
    except ModuleNotFoundError as problem:
        if not f"{module}.".startswith(f"{problem.name}."):
            raise
        accepted = "marketplace.settings.production, marketplace.settings.dev or marketplace.settings.demo"
        raise Trouble(f"DJANGO_SETTINGS_MODULE cannot be used (no such module): it must be {accepted}.") from None


def demo(root: Path, argv: Sequence[str]) -> int:
    """Set everything up from nothing, then serve the portal and its tasks on this machine only."""
    options = demo_options(argv[2:])
    began = time.monotonic()
    enter_environment(root, argv, RUNTIME)
    load_settings("marketplace.settings.demo")
    if not options.no_serve:
        refuse_taken_port(options.port)
    with lock(locks_of(root), "setup"):
        make_assets(root)
        make_demo_data(root, fresh=options.fresh)
    say(f"Set up in {time.monotonic() - began:.1f} s.")
    return 0 if options.no_serve else serve(root, options.port)


def demo_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse what follows `manage.py demo`."""
    parser = argparse.ArgumentParser(
        prog="manage.py demo", description="Set up and start the portal with its demo data."
    )
    parser.add_argument("--port", type=int, default=8000, help="port on this machine (default: 8000)")
    parser.add_argument("--no-serve", action="store_true", help="set everything up, then stop")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and make it again")
    return parser.parse_args(list(arguments))


def test(root: Path, argv: Sequence[str]) -> int:
    """Set everything up, tests' own packages too, then run pytest with the given arguments."""
    enter_environment(root, argv, TESTING)
    load_settings("marketplace.settings.test")
    with lock(locks_of(root), "setup"):
        make_assets(root)
    for line in what_widens(os.environ):
        say(line)
    arguments = list(argv[2:])
    if not any(argument.startswith(("-n", "--numprocesses", "-p")) for argument in arguments):
        arguments = ["-n", "auto", "--dist", "loadgroup", *arguments]
    os.chdir(root)
    os.execv(python_of(root), [str(python_of(root)), "-m", "pytest", *arguments])


def what_widens(environment: Mapping[str, str]) -> list[str]:
    """Say which optional servers the suite uses and what it leaves out without them."""
    chromium = environment.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return [
        "Database: PostgreSQL, as DATABASE_URL says."
        if environment.get("DATABASE_URL", "").startswith("postgres")
        else "Database: SQLite. DATABASE_URL is not set, so the races that need PostgreSQL are skipped.",
        f"Browser: {chromium}." if chromium else "Browser: none found, so the browser tests are skipped.",
    ]


# The environment


def enter_environment(root: Path, argv: Sequence[str], lists: Sequence[str]) -> None:
    """Make `.venv` hold the packages of `lists`, and go on inside it (the process is replaced)."""
    if os.environ.get("PILOTAGE_OWN_PYTHON") == "1":
        return
    refuse_old_python(sys.version_info[:2])
    if not all(is_fresh(root, name) for name in lists):
        with lock(locks_of(root), "setup"):
            make_environment(root, lists)
    if Path(sys.prefix).resolve() != venv_of(root).resolve():
        python = str(python_of(root))
        os.execv(python, [python, str(root / "manage.py"), *argv[1:]])


def make_environment(root: Path, lists: Sequence[str]) -> None:
    """Create or mend `.venv`, then install each list that changed since its stamp."""
    venv, mark = venv_of(root), venv_of(root) / "installing"
    if venv.exists() and (mark.exists() or not is_healthy(root)):
        say("The Python environment in .venv was left half made: making it again.")
        shutil.rmtree(venv)
    if not venv.exists():
        refuse_missing_venv()
        run("Python environment", [sys.executable, "-m", "venv", str(venv)], folder=root, logs=logs_of(root))
    for name in lists:
        if not is_fresh(root, name):
            mark.touch()
            install(root, name)
            stamp_of(root, name).write_text(digest(root / name))
            mark.unlink()


def install(root: Path, name: str) -> None:
    """Install one hashed list with pip, wheels only, counting packages as they come."""
    count = sum("==" in line and not line.lstrip().startswith("#") for line in (root / name).read_text().splitlines())
    command = [str(python_of(root)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps"]
    command += ["--only-binary", ":all:", "--require-hashes", "--requirement", name]

    def progress(log: str) -> str:
        seen = log.count("Collecting ") + log.count("Requirement already satisfied")
        return "installing" if "Installing collected" in log else f"{min(seen, count)} of {count}"

    try:
        run(f"Python packages of {name}", command, folder=root, logs=logs_of(root), progress=progress)
    except Trouble:
        (venv_of(root) / "installing").unlink(missing_ok=True)
        raise


def is_healthy(root: Path) -> bool:
    """Whether `.venv` has a Python that runs and has pip."""
    try:
        answer = subprocess.run([str(python_of(root)), "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def refuse_old_python(version: tuple[int, ...]) -> None:
    """Raise Trouble under a Python older than the oldest that the packages support."""
    if version < OLDEST_PYTHON:
        raise Trouble(f"it needs Python 3.11 or later, and this is {version[0]}.{version[1]}. Install a later one.")


def refuse_missing_venv() -> None:
    """Raise Trouble where the system's Python comes without its venv parts."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Trouble("this Python comes without venv. Install it (Debian, Ubuntu: apt-get install python3-venv).")


# Assets


def make_assets(root: Path) -> None:
    """Fetch the style sources by npm's lock file and build the static files, when what decides them changed."""
    source = root / "marketplace" / "static_src"
    built = root / "marketplace" / "static" / "vendor" / "stamp"
    if built.exists() and built.read_text() == assets_digest(root):
        return
    npm, environment = find_npm(root)
    options = ["--ignore-scripts", "--no-audit", "--no-fund"]
    run(
        "Style and script sources (npm)",
        [npm, "ci", *options],
        folder=source,
        logs=logs_of(root),
        environment=environment,
    )
    manage(root, root / "var" / "demo", "build_assets", label="Static files")


def assets_digest(root: Path) -> str:
    """The sha256 of what decides the built assets: the lock file, and how they are made from what it names."""
    making = root / "marketplace" / "management"
    return digest(
        root / "marketplace" / "static_src" / "package-lock.json",
        making / "commands" / "build_assets.py",
        making / "stylesheets.py",
    )


def find_npm(root: Path) -> tuple[str, dict[str, str]]:
    """The machine's npm, or else the one that a Python package brings into `.venv`."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return found, dict(os.environ)
    if not is_fresh(root, NODE):
        make_environment(root, [NODE])
    folder = venv_of(root) / "bin"
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return str(folder / "npm"), {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}


# Demo


def make_demo_data(root: Path, *, fresh: bool) -> None:
    """Build the demo's database, files and mail beside their place, and rename them when they are whole.

    `load_demo` plays acts that are each whole or not at all, so an interrupted one carries on.
    """
    place, building = root / "var" / "demo", root / "var" / "demo.building"
    migrations = digest(*sorted(root.glob("*/migrations/*.py")))
    stamp = place / "migrations"
    if fresh:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(building, ignore_errors=True)
    if not stamp.exists():
        build_demo_data(root, building, migrations)
        put_aside(place)
        building.rename(place)
    elif stamp.read_text() != migrations:
        manage(root, place, "migrate", "--verbosity=0", label="Database tables")
        stamp.write_text(migrations)


def build_demo_data(root: Path, building: Path, migrations: str) -> None:
    """Make the tables and play the demo in a folder of its own, going on where an earlier start stopped."""
    begun = building / "migrations"
    if not begun.exists() or begun.read_text() != migrations:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        manage(root, building, "migrate", "--verbosity=0", label="Database tables")
        begun.write_text(migrations)
    manage(root, building, "load_demo", label="Demo data", shown=True)
    close_database(building / "db.sqlite3")


def put_aside(place: Path) -> None:
    """Make room for the demo; a database that somebody else put there is kept beside it."""
    if (place / "db.sqlite3").exists():
        place.rename(place.with_name(f"demo.before-{time.strftime('%Y%m%d-%H%M%S')}"))
    shutil.rmtree(place, ignore_errors=True)


def manage(root: Path, data: Path, *command: str, label: str, shown: bool = False) -> None:
    """Run one Django command of the demo on the given data folder."""
    line = [str(python_of(root)), "manage.py", *command]
    environment = {**demo_environment(root), "DATA_DIR": str(data)}
    if not shown:
        run(label, line, folder=root, logs=logs_of(root), environment=environment)
        return
    say(f"{label}:")
    if subprocess.run(line, cwd=root, env=environment, close_fds=False, check=False).returncode:
        raise Trouble(f"{label.lower()} could not be made; the lines above say why.")


def demo_environment(root: Path) -> dict[str, str]:
    """This process's environment, with the demo's settings and data folder."""
    names = {"DJANGO_SETTINGS_MODULE": "marketplace.settings.demo", "DATA_DIR": str(root / "var" / "demo")}
    return {**os.environ, **names}


def close_database(path: Path) -> None:
    """Fold SQLite's write-ahead log into the database file, so that it can be moved."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def refuse_taken_port(port: int) -> None:
    """Raise Trouble if something on this machine already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Trouble(f"port {port} is not free ({error}). Name another: --port {port + 1}.") from error


def serve(root: Path, port: int) -> int:
    """Replace this process by the server: one worker on loopback that also runs the tasks."""
    hold(locks_of(root), "serve")
    say(f"Open http://localhost:{port}/ (sign in as anyone at http://localhost:{port}/demo/; stop with Ctrl+C).")
    command = [str(python_of(root)), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "8", "--log-level", "warning", "marketplace.wsgi:application"]
    os.chdir(root)
    os.execve(command[0], command, {"SITE_URL": f"http://localhost:{port}", **demo_environment(root)})


# Places


def venv_of(root: Path) -> Path:
    return root / ".venv"


def python_of(root: Path) -> Path:
    return venv_of(root) / "bin" / "python"


def stamp_of(root: Path, name: str) -> Path:
    return venv_of(root) / f"{name}.stamp"


def is_fresh(root: Path, name: str) -> bool:
    """Whether the list named is installed as it stands now."""
    stamp = stamp_of(root, name)
    return stamp.exists() and stamp.read_text() == digest(root / name)


def locks_of(root: Path) -> Path:
    return root / "var"


def logs_of(root: Path) -> Path:
    return root / "var" / "log"
