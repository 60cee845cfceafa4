"""The portal as a WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from marketplace.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
application = get_wsgi_application()
warm_up()

if settings.TASKS_IN_WEB_PROCESS:
    from marketplace.tasks.worker import start_thread

    start_thread()
