"""What development and the demo share: one machine, its data in var/demo, static files straight from their folders."""

import os
from pathlib import Path

os.environ.setdefault("DATA_DIR", str(Path(__file__).resolve().parents[2] / "var" / "demo"))

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.base import DATA_DIR, SECRET_KEY, STORAGES
from marketplace.settings.environment import kept_secret

STYLEGUIDE = True
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = SECRET_KEY or kept_secret(DATA_DIR.parent / "secret-key")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
