from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import cms
        from marketplace.slices import guard_after_migrating, load_registrations

        load_registrations(cms)
        guard_after_migrating(self)
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(catch_up_groups, sender=last, dispatch_uid="editors' groups after migrating")


def catch_up_groups(using: str, **kwargs: Any) -> None:
    """After the last app has migrated and has its permissions, the editors' groups get what is new."""
    from cms.groups import catch_up
    from cms.models import HomePage

    if using == "default" and HomePage._meta.db_table in connections[using].introspection.table_names():
        catch_up()
