"""What every deployment shares. Anything that differs is read from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

from marketplace.settings import addresses, payments, searching, storage
from marketplace.settings.environment import (
    flag,
    folder,
    host_names,
    one_of,
    read,
    secret_of_at_least,
    whole_number,
)

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = read("DATA_DIR", folder, default=BASE_DIR / "var" / "portal", accepted="a folder", shown="var/portal")

SECRET_KEY = read(
    "SECRET_KEY", secret_of_at_least(50), default="", accepted="50 or more random characters",
    shown="made once and kept beside DATA_DIR; production must set it",
)  # fmt: skip
DEBUG = False
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = read(
    "ALLOWED_HOSTS", host_names, default=LOOPBACK, accepted="host names, separated by commas",
    shown="this machine only; production must set it",
)  # fmt: skip
SITE_URL = read(
    "SITE_URL", addresses.site, default="http://localhost:8000",
    accepted="the portal's public address, such as https://pilotage.example",
)  # fmt: skip
PROXY_COUNT = read(
    "PROXY_COUNT", whole_number(lowest=0, highest=5), default=0,
    accepted="how many proxies stand in front, 0 to 5; the nearest must set X-Forwarded-For and X-Forwarded-Proto",
)  # fmt: skip
LOG_LEVEL = read(
    "LOG_LEVEL", one_of("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO",
    accepted="DEBUG, INFO, WARNING or ERROR",
)  # fmt: skip
DEMO = False
STYLEGUIDE = False

INSTALLED_APPS = [
    "cms",
    "search",
    "procurement",
    "marketplace",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "csp",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.access.middleware.RequestInstantMiddleware",
    "marketplace.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "marketplace.access.middleware.PrivateAnswerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "marketplace.content_security.ContentSecurityMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.organizations.middleware.ActingMiddleware",
    "marketplace.organizations.middleware.SecondFactorMiddleware",
    "marketplace.access.middleware.RefusalMiddleware",
    "cms.middleware.EditorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "marketplace.context.shell",
                "cms.context.branding",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": read(
        "DATABASE_URL", addresses.database, default=addresses.sqlite(DATA_DIR / "db.sqlite3"),
        accepted=addresses.DATABASE_ACCEPTED, shown="SQLite in DATA_DIR",
    )
}  # fmt: skip
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "marketplace.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {"signup": "marketplace.people.signup.EvenSignupForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Pilotage: "
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "marketplace.notifications.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "marketplace.people.forms.SignupDetails"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "marketplace.people.factors.EncryptedFactors"
USERSESSIONS_TRACK_ACTIVITY = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT

API_REQUESTS_A_MINUTE = read(
    "API_REQUESTS_A_MINUTE", whole_number(lowest=0, highest=100_000), default=120,
    accepted="how many requests to /api/v1/ one client address may send in a minute, 1 to 100000; 0: no limit",
)  # fmt: skip

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español")]
TIME_ZONE = read(
    "TIME_ZONE", addresses.zone, default="America/New_York",
    accepted="the agency's time zone by its IANA name, such as America/New_York",
)  # fmt: skip
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": storage.files(MEDIA_ROOT, base_url=MEDIA_URL),
    "private": storage.files(DATA_DIR / "private"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
} | storage.from_environment()
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an application form in the editor has thousands
FILE_UPLOAD_HANDLERS = ["marketplace.documents.uploads.CappedUploadHandler"]

DEFAULT_FROM_EMAIL = read(
    "MAIL_FROM",
    addresses.sender,
    default="Pilotage <no-reply@pilotage.example>",
    accepted="the sender of the portal's mail, such as Pilotage <no-reply@pilotage.example>",
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
globals().update(
    read(
        "EMAIL_URL", addresses.email, default=addresses.email_files(DATA_DIR / "mail"),
        accepted=addresses.EMAIL_ACCEPTED, shown="files in DATA_DIR/mail",
    )
)  # fmt: skip

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TASKS_IN_WEB_PROCESS = read(
    "TASKS_IN_WEB_PROCESS", flag, default=True, shown="yes; no in production",
    accepted="yes or no: whether each web process also runs tasks",
)  # fmt: skip
TASK_ATTEMPTS = read(
    "TASK_ATTEMPTS", whole_number(lowest=1, highest=20), default=5,
    accepted="how often a task is tried, 1 to 20",
)  # fmt: skip
TASK_LIMIT_MINUTES = read(
    "TASK_LIMIT_MINUTES", whole_number(lowest=1, highest=1440), default=30,
    accepted="minutes after which a running task counts as lost with its worker, 1 to 1440",
)  # fmt: skip

STRIPE = payments.from_environment()
ELASTICSEARCH = searching.from_environment()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "marketplace.access.logs.WithoutTraceOfRefusals"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["stream"], "level": LOG_LEVEL},
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks_db", "elastic_transport")},
}

WAGTAIL_SITE_NAME = "Pilotage"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
    }
}
# Wagtail's editor writes style attributes and small scripts into its pages; nothing of it comes from elsewhere.
ADMIN_CONTENT_SECURITY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DJANGO_TABLES2_TEMPLATE = "components/table.html"
SILENCED_SYSTEM_CHECKS: list[str] = []
