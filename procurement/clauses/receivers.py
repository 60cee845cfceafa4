"""What the agency publishes in the editor becomes an immutable version, scheduled publications included."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published

from procurement.clauses.models import Clause, ContractTemplate
from procurement.clauses.services import publish_clause, publish_template


@receiver(published, sender=Clause)
def copy_clause(sender: Any, instance: Clause, revision: Any, **kwargs: Any) -> None:
    """The clause's next version, by whoever wrote the published revision."""
    publish_clause(clause=instance, actor=revision.user, at=instance.last_published_at)


@receiver(published, sender=ContractTemplate)
def copy_template(sender: Any, instance: ContractTemplate, revision: Any, **kwargs: Any) -> None:
    """The template's next version."""
    publish_template(template=instance, actor=revision.user, at=instance.last_published_at)
