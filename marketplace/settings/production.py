"""For a deployment that others reach: every secret and address comes from the environment."""

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.base import ALLOWED_HOSTS, DATA_DIR, LOOPBACK, PROXY_COUNT, SECRET_KEY, SITE_URL
from marketplace.settings.environment import flag, read, require, whole_number

DATA_DIR.mkdir(parents=True, exist_ok=True)
require("SECRET_KEY", SECRET_KEY)
require("ALLOWED_HOSTS", ALLOWED_HOSTS != LOOPBACK)
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts in production: * would let anyone choose one.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must be set in production: an address that starts with https://.")

TASKS_IN_WEB_PROCESS = read(
    "TASKS_IN_WEB_PROCESS", flag, default=False, shown="yes; no in production",
    accepted="yes or no: whether each web process also runs tasks",
)  # fmt: skip

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "marketplace_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # counters of who asks how often: by default the 300th displaces others
    },
}

SECURE_SSL_REDIRECT = read(
    "HTTPS_REDIRECT", flag, default=True, shown="yes", accepted="yes or no: whether plain requests are sent to https"
)
SECURE_HSTS_SECONDS = read(
    "HSTS_SECONDS", whole_number(lowest=0, highest=63_072_000), default=31_536_000,
    accepted="for how many seconds browsers insist on https, 0 to 63072000",
)  # fmt: skip
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
