from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import cms
        from marketplace.slices import load_registrations

        load_registrations(cms)
