"""What the agency publishes in the editor becomes an immutable version, scheduled publications included."""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.signals import published, unpublished

from marketplace.access.scope import current_instant
from procurement.waivablerules.models import WaivableRule
from procurement.waivablerules.services import publish_rule, retire_rule


@receiver(published, sender=WaivableRule)
def copy_rule(sender: Any, instance: WaivableRule, revision: Any, **kwargs: Any) -> None:
    """The rule's next version, by whoever wrote the published revision."""
    publish_rule(rule=instance, actor=revision.user, at=instance.last_published_at)


@receiver(unpublished, sender=WaivableRule)
def record_retirement(sender: Any, instance: WaivableRule, **kwargs: Any) -> None:
    """That it is no longer offered, by whoever is signed in."""
    retire_rule(rule=instance, actor=get_active_log_context().user, at=current_instant())
