"""News from below that changes what the catalogue says. The task is enqueued in the transaction of the change."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from marketplace.products.models import LearningModel, ModelVersion
from search.tasks import index_model


@receiver(post_save, sender=LearningModel)
def model_saved(sender: Any, instance: LearningModel, **kwargs: Any) -> None:
    """A model was added, renamed or claimed."""
    index_model.enqueue(model_id=instance.pk)


@receiver(post_save, sender=ModelVersion)
def version_saved(sender: Any, instance: ModelVersion, **kwargs: Any) -> None:
    """A version was frozen; what is still being written is nobody's business."""
    if instance.is_frozen:
        index_model.enqueue(model_id=instance.model_id)
