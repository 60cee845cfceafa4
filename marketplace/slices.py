"""What every root package does when Django starts: load the modules that register themselves."""

import importlib
import pkgutil
from types import ModuleType

REGISTERING_MODULES = ("events", "permissions", "queries", "receivers", "desk", "tasks", "sections")


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
