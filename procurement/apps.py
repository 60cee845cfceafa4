from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "procurement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import procurement
        from marketplace.slices import guard_after_migrating, load_registrations

        load_registrations(procurement)
        guard_after_migrating(self)
