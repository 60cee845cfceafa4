from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import search
        from marketplace.slices import guard_after_migrating, load_registrations

        import_module("search.checks")
        load_registrations(search)
        guard_after_migrating(self)
