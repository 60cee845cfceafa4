from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import marketplace
        from marketplace.slices import guard_after_migrating, load_registrations

        load_registrations(marketplace)
        guard_after_migrating(self)
