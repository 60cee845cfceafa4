"""What every test may use."""

import pytest

from tests import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Have the database guard itself as it does in production."""
    database.prepare()
