"""Setting up from nothing, interrupted, twice at once, and again. Real venvs, without packages from outside."""

import fcntl
import socket
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from marketplace import bootstrap, steps
from marketplace.steps import Trouble


@pytest.fixture
def root(tmp_path):
    """A project folder with an empty list of packages."""
    for name in (*bootstrap.TESTING, bootstrap.NODE):
        (tmp_path / name).write_text("# nothing\n")
    return tmp_path


@pytest.fixture
def installs(monkeypatch):
    """Notes which lists would be installed, without installing."""
    noted = []
    monkeypatch.setattr(bootstrap, "install", lambda root, name: noted.append(name))
    return noted


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One real environment, made once, for the tests that look into it."""
    root = tmp_path_factory.mktemp("made")
    (root / "requirements.txt").write_text("# nothing\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "install", lambda root, name: None)
        bootstrap.make_environment(root, bootstrap.RUNTIME)
    return root


class TestEnvironment:
    def test_is_made_and_remembered(self, made, installs):
        assert bootstrap.is_healthy(made)
        assert bootstrap.is_fresh(made, "requirements.txt")
        bootstrap.make_environment(made, bootstrap.RUNTIME)
        assert installs == []

    def test_a_changed_list_is_installed_again(self, made, installs):
        (made / "requirements.txt").write_text("# changed\n")
        bootstrap.make_environment(made, bootstrap.RUNTIME)
        assert installs == ["requirements.txt"]

    def test_an_interrupted_installation_is_made_again_from_nothing(self, root, installs, monkeypatch):
        def interrupted(root, name):
            raise KeyboardInterrupt

        monkeypatch.setattr(bootstrap, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.make_environment(root, bootstrap.RUNTIME)
        (root / ".venv" / "left-over").touch()
        assert not bootstrap.is_fresh(root, "requirements.txt")
        monkeypatch.setattr(bootstrap, "install", lambda root, name: installs.append(name))
        bootstrap.make_environment(root, bootstrap.RUNTIME)
        assert installs == ["requirements.txt"]
        assert not (root / ".venv" / "left-over").exists()
        assert bootstrap.is_fresh(root, "requirements.txt")

    def test_a_half_made_environment_is_mended(self, root, installs):
        (root / ".venv" / "bin").mkdir(parents=True)
        (root / ".venv" / "bin" / "python").write_text("not a program")
        bootstrap.make_environment(root, bootstrap.RUNTIME)
        assert bootstrap.is_healthy(root)

    def test_a_failed_installation_says_what_pip_said(self, made):
        (made / "requirements.txt").write_text("no-such-package-of-ours==1.0 --hash=sha256:" + "0" * 64 + "\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PIP_NO_INDEX", "1")
            with pytest.raises(Trouble, match="no-such-package-of-ours"):
                bootstrap.install(made, "requirements.txt")

    def test_without_venv_it_says_what_to_install(self, monkeypatch):
        monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(Trouble, match="apt-get install python3-venv"):
            bootstrap.refuse_missing_venv()

    def test_an_old_python_is_refused(self):
        with pytest.raises(Trouble, match=r"needs Python 3\.11 or later, and this is 3\.9"):
            bootstrap.refuse_old_python((3, 9))
        bootstrap.refuse_old_python((3, 14))


class TestLock:
    def test_a_second_start_waits_for_the_first(self, tmp_path, capsys):
        order = []

        def second():
            with steps.lock(tmp_path, "setup"):
                order.append("second")

        with steps.lock(tmp_path, "setup"):
            thread = threading.Thread(target=second)
            thread.start()
            time.sleep(0.2)
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
        assert "Another start is setting the portal up" in capsys.readouterr().out

    def test_a_step_left_behind_by_a_killed_start_keeps_the_lock(self, tmp_path):
        with steps.lock(tmp_path, "setup"):
            left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"], close_fds=False)
        try:
            with (tmp_path / "setup.lock").open() as handle, pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            left.kill()
            left.wait()

    def test_a_second_server_is_refused(self, tmp_path):
        steps.hold(tmp_path, "serve")
        with pytest.raises(Trouble, match="already running"):
            steps.hold(tmp_path, "serve")


class TestSteps:
    def test_a_failing_step_shows_the_end_of_its_output(self, tmp_path):
        command = [sys.executable, "-c", "print('the disk is full'); raise SystemExit(3)"]
        with pytest.raises(Trouble, match="the disk is full"):
            steps.run("Step", command, folder=tmp_path, logs=tmp_path / "log")

    def test_an_interrupted_step_is_ended(self, tmp_path, monkeypatch):
        started = []
        real = subprocess.Popen
        monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(real(*a, **k)) or started[-1])

        def interrupt(*arguments):
            raise KeyboardInterrupt

        monkeypatch.setattr(steps, "show", interrupt)
        with pytest.raises(KeyboardInterrupt):
            steps.run("Step", [sys.executable, "-c", "import time; time.sleep(60)"], folder=tmp_path, logs=tmp_path)
        assert started[0].poll() is not None


class TestDemoData:
    @pytest.fixture
    def commands(self, monkeypatch):
        """Stands in for Django: notes each command, and makes the database as migrate would."""
        noted = []

        def manage(root, data, *command, label, shown=False):
            noted.append(command[0])
            sqlite3.connect(data / "db.sqlite3").close()

        monkeypatch.setattr(bootstrap, "manage", manage)
        return noted

    def test_is_made_once(self, root, commands):
        bootstrap.make_demo_data(root, fresh=False)
        bootstrap.make_demo_data(root, fresh=False)
        assert commands == ["migrate", "load_demo"]
        assert (root / "var" / "demo" / "db.sqlite3").exists()

    def test_an_interrupted_one_is_carried_on_and_appears_only_when_whole(self, root, commands, monkeypatch):
        kept = bootstrap.manage

        def interrupted(root, data, *command, label, shown=False):
            kept(root, data, *command, label=label)
            if command[0] == "load_demo":
                raise KeyboardInterrupt

        monkeypatch.setattr(bootstrap, "manage", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.make_demo_data(root, fresh=False)
        assert not (root / "var" / "demo").exists()
        monkeypatch.setattr(bootstrap, "manage", kept)
        bootstrap.make_demo_data(root, fresh=False)
        assert commands == ["migrate", "load_demo", "load_demo"]
        assert (root / "var" / "demo" / "db.sqlite3").exists()

    def test_a_new_migration_changes_the_data_that_is_there(self, root, commands):
        bootstrap.make_demo_data(root, fresh=False)
        (root / "marketplace" / "migrations").mkdir(parents=True)
        (root / "marketplace" / "migrations" / "0002_more.py").touch()
        bootstrap.make_demo_data(root, fresh=False)
        assert commands == ["migrate", "load_demo", "migrate"]

    def test_a_folder_that_another_command_left_there_is_no_demo(self, root, commands):
        (root / "var" / "demo").mkdir(parents=True)
        bootstrap.make_demo_data(root, fresh=False)
        assert commands == ["migrate", "load_demo"]
        assert (root / "var" / "demo" / "migrations").exists()

    def test_a_database_that_the_demo_did_not_make_is_kept_beside_it(self, root, commands):
        (root / "var" / "demo").mkdir(parents=True)
        (root / "var" / "demo" / "db.sqlite3").write_text("mine")
        bootstrap.make_demo_data(root, fresh=False)
        [kept] = (root / "var").glob("demo.before-*")
        assert (kept / "db.sqlite3").read_text() == "mine"

    def test_fresh_throws_it_away(self, root, commands):
        bootstrap.make_demo_data(root, fresh=False)
        bootstrap.make_demo_data(root, fresh=True)
        assert commands == ["migrate", "load_demo"] * 2


class TestAssets:
    @pytest.mark.parametrize(
        "changed", ["static_src/package-lock.json", "management/stylesheets.py", "management/commands/build_assets.py"]
    )
    def test_are_built_once_and_again_when_what_decides_them_changed(self, root, monkeypatch, changed):
        built = []
        monkeypatch.setattr(bootstrap, "manage", lambda root, data, *command, label: built.append(command[0]))
        monkeypatch.setattr(bootstrap, "run", lambda *args, **options: None)
        monkeypatch.setattr(bootstrap, "find_npm", lambda root: ("npm", {}))
        package = root / "marketplace"
        for name in (
            "static_src/package-lock.json",
            "management/stylesheets.py",
            "management/commands/build_assets.py",
        ):
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_text("one")
        stamp = package / "static" / "vendor" / "stamp"
        stamp.parent.mkdir(parents=True)
        stamp.write_text(bootstrap.assets_digest(root))
        bootstrap.make_assets(root)
        assert built == []
        (package / changed).write_text("another")
        bootstrap.make_assets(root)
        assert built == ["build_assets"]


class TestNpm:
    def test_the_machines_own_is_used(self, root, monkeypatch):
        monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/somewhere/{name}")
        assert bootstrap.find_npm(root)[0] == "/somewhere/npm"

    def test_without_one_a_package_brings_it(self, made, monkeypatch, installs):
        (made / bootstrap.NODE).write_text("# node\n")
        (made / "requirements.txt").write_text("# nothing\n")
        monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
        npm, environment = bootstrap.find_npm(made)
        assert npm == str(made / ".venv" / "bin" / "npm")
        assert environment["PATH"].startswith(str(made / ".venv" / "bin"))
        assert installs == [bootstrap.NODE]


class TestServing:
    def test_a_taken_port_is_named_before_anything_is_served(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(Trouble, match=f"port {port} is not free"):
                bootstrap.refuse_taken_port(port)

    def test_trouble_is_one_line_and_a_failure(self, monkeypatch, capsys):
        monkeypatch.delenv("PILOTAGE_OWN_PYTHON", raising=False)
        monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 1))
        assert bootstrap.main(["manage.py", "check"]) == 1
        assert capsys.readouterr().err.startswith("Pilotage cannot start: it needs Python 3.11")


def test_the_suite_says_what_it_leaves_out():
    lines = " ".join(bootstrap.what_widens({"CHROMIUM": "/somewhere/chromium"}))
    assert "DATABASE_URL is not set" in lines
    assert "/somewhere/chromium" in lines
    assert "PostgreSQL, as DATABASE_URL says" in bootstrap.what_widens({"DATABASE_URL": "postgresql://x/y"})[0]
