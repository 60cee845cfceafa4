"""For people who build Pilotage on their own machine."""

from marketplace.settings.base import *  # noqa: F403

DEBUG = True
STYLEGUIDE = True
SECRET_KEY = "only-for-development-on-one-machine"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
