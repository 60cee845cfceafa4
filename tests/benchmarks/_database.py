"""An empty database of a benchmark's own: a file of SQLite, or on the server that DATABASE_URL names."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def empty_database() -> Iterator[str]:
    """Every table, made straight from the models, while it lasts; gives the name of the kind of database."""
    from django.db import connection

    from search import fts

    own, usual = connection.settings_dict, connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="pilotage-bench-") as folder:
        is_sqlite = connection.vendor == "sqlite"
        name = str(Path(folder) / "bench.sqlite3") if is_sqlite else "pilotage_bench"
        own["TEST"] |= {"NAME": name, "MIGRATE": False}
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        settings.DATABASES["default"]["NAME"] = own["NAME"]
        fts.install(connection)
        try:
            yield connection.display_name
        finally:
            connection.creation.destroy_test_db(usual, verbosity=0)
