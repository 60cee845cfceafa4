from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import cms
        from marketplace.slices import guard_after_migrating, load_registrations

        load_registrations(cms)
        guard_after_migrating(self)
