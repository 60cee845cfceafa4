"""What the agency publishes in the editor becomes an immutable version, scheduled publications included."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published

from procurement.applicationforms.models import ApplicationForm
from procurement.applicationforms.services import publish_form


@receiver(published, sender=ApplicationForm)
def copy_form(sender: Any, instance: ApplicationForm, revision: Any, **kwargs: Any) -> None:
    """The form's next version, by whoever wrote the published revision."""
    publish_form(form=instance, actor=revision.user, at=instance.last_published_at)
