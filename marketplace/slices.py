"""What the slices of a root package bring by being there: registrations at start, guards for the database."""

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from marketplace.immutability import install_all

REGISTERING_MODULES = (
    "events",
    "permissions",
    "hands",
    "queries",
    "forward",
    "receivers",
    "desk",
    "tasks",
    "sections",
    "trials",
)
GUARDING_MODULES = ("append_only", "constraints", "fts")


def load_registrations(package: ModuleType) -> None:
    """Import, slice by slice, the modules that register permissions, words, receivers and desk sources."""
    for slice_info in pkgutil.iter_modules(package.__path__):
        name = f"{package.__name__}.{slice_info.name}"
        if not slice_info.ispkg:
            if slice_info.name in REGISTERING_MODULES:
                importlib.import_module(name)
            continue
        slice_path = importlib.import_module(name).__path__
        present = {module.name for module in pkgutil.iter_modules(slice_path)}
        for module in REGISTERING_MODULES:
            if module in present:
                importlib.import_module(f"{name}.{module}")


def guard_modules(*packages: str) -> list[ModuleType]:
    """The modules of these packages that guard the database beyond what Django can express.

    They list what is `WRITTEN_ONCE`, or have an `install(connection)` of their own, or both.
    """
    found = []
    for package_name in packages:
        package = importlib.import_module(package_name)
        for info in pkgutil.walk_packages(package.__path__, f"{package_name}."):
            if info.name.rpartition(".")[2] in GUARDING_MODULES and info.name.count(".") <= 2:
                found.append(importlib.import_module(info.name))
    return [module for module in found if hasattr(module, "install") or hasattr(module, "WRITTEN_ONCE")]


def install_guards(connection: Any, *packages: str) -> None:
    """Install every guard of these packages; may be run again."""
    for module in guard_modules(*packages):
        install_all(connection, *getattr(module, "WRITTEN_ONCE", ()))
        if hasattr(module, "install"):
            module.install(connection)


def guard_after_migrating(config: AppConfig) -> None:
    """Install the package's guards after each `migrate`: SQLite drops the triggers of a table that is remade."""

    def install(using: str, **kwargs: Any) -> None:
        install_guards(connections[using], config.name)

    post_migrate.connect(install, sender=config, weak=False, dispatch_uid=f"guards of {config.name}")
