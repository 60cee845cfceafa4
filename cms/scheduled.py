"""What was scheduled in the editor is published at its hour; what is refused then is told to whoever scheduled it."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Revision

from marketplace.access.permissions import NotVisible
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.services import notify

logger = logging.getLogger(__name__)


def publish_due(*, at: datetime) -> int:
    """Publish every page, clause, template and policy whose hour has come; returns how many.

    One that is refused stays a draft without an hour, and the others are published all the same.
    """
    count = 0
    for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            count += 1
        except (PermissionDenied, NotVisible, ValidationError, Refused) as reason:
            logger.warning("%s was not published at its hour: %s", revision.object_str, reason)
            _give_back(revision, reason, at)
    call_command("publish_scheduled", verbosity=0)
    return count


def _give_back(revision: Revision, reason: Exception, at: datetime) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    if revision.user:
        words = reason.messages if isinstance(reason, ValidationError) else [str(reason)]
        notify(
            to=[revision.user],
            subject=f"{revision.object_str}: not published at its hour",
            lines=[*filter(None, words), "It is still a draft. Open it in the editor and publish it again."],
            url=reverse("wagtailadmin_home"),
            at=at,
        )
