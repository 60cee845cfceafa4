"""The portal as a WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
application = get_wsgi_application()

if settings.TASKS_IN_WEB_PROCESS:
    from marketplace.tasks.worker import start_thread

    start_thread()
