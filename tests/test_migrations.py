"""One line of migrations in each package, and none missing."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("marketplace", "procurement", "search", "cms")


@pytest.mark.parametrize("package", PACKAGES)
def test_migrations_are_linear(package):
    names = sorted(path.stem for path in (ROOT / package / "migrations").glob("[0-9]*.py"))
    assert names, f"{package} has no migrations"
    parents = {}
    for name in names:
        migration = import_module(f"{package}.migrations.{name}").Migration
        parents[name] = [parent for app, parent in migration.dependencies if app == package]
    assert parents == {
        name: [previous] if previous else [] for previous, name in zip([None, *names], names, strict=False)
    }


def test_no_migration_is_missing():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "marketplace.settings.test", "PILOTAGE_OWN_PYTHON": "1"}
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
