"""What the agency publishes in the editor becomes an immutable version, scheduled publications included."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published

from procurement.lettertemplates.models import LetterTemplate
from procurement.lettertemplates.services import publish_letter


@receiver(published, sender=LetterTemplate)
def copy_letter(sender: Any, instance: LetterTemplate, revision: Any, **kwargs: Any) -> None:
    """The next version of its words, by whoever wrote the published revision."""
    publish_letter(template=instance, actor=revision.user, at=instance.last_published_at)
