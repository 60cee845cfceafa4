"""For trying the portal on one machine: anyone may sign in as anyone, so it opens to this machine only."""

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings import addresses
from marketplace.settings.local import *  # noqa: F403
from marketplace.settings.local import ALLOWED_HOSTS, DATABASES, LOGGING, LOOPBACK, STRIPE

DEMO = True
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, "cms.demo.backend.DemoBackend"]  # noqa: F405
TASKS_IN_WEB_PROCESS = True
LOGGING["root"]["level"] = "WARNING"

if DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
    raise ImproperlyConfigured("DATABASE_URL names a server, but the demo only runs on SQLite: unset it.")
if not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured(f"ALLOWED_HOSTS opens the demo to others: it must be among {', '.join(LOOPBACK)}.")
if STRIPE and not addresses.is_loopback(STRIPE["api_base"]):
    raise ImproperlyConfigured("STRIPE_SECRET_KEY is set, but the demo takes no payments: unset it.")
MIDDLEWARE = ["marketplace.loopback.LoopbackOnlyMiddleware", *MIDDLEWARE]  # noqa: F405
