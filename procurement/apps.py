from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "procurement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import procurement
        from marketplace.slices import load_registrations

        load_registrations(procurement)
