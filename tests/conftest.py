"""What every test may use."""

import pytest
from django.db import connection
from django.db.models.signals import post_migrate


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Install the database's own guards where the suite runs without migrations."""

    def install_guards(sender, **kwargs):
        if sender.name == "marketplace":
            from marketplace.audit.append_only import install

            install(connection)

    post_migrate.connect(install_guards, weak=False)
