"""For the test suite: SQLite in memory, or the database that DATABASE_URL names."""

import tempfile
from pathlib import Path

from marketplace.settings import addresses, storage
from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.environment import read

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {
    "default": read("DATABASE_URL", addresses.database, default=addresses.sqlite(":memory:"), accepted="", shown="")
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
STYLEGUIDE = True
DEMO = True
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, "cms.demo.backend.DemoBackend"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TASKS_IN_WEB_PROCESS = False
ACCOUNT_RATE_LIMITS = False
API_REQUESTS_A_MINUTE = 0
STRIPE = None
ELASTICSEARCH, ELASTICSEARCH_OF_TESTS = None, ELASTICSEARCH  # noqa: F405  # only the tests of search use it

DATA_DIR = Path(tempfile.mkdtemp(prefix="pilotage-tests-"))
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": storage.files(MEDIA_ROOT, base_url="/media/"),
    "private": storage.files(DATA_DIR / "private"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # or each new test client would list every static file anew
LOGGING = {"version": 1, "disable_existing_loggers": False}
