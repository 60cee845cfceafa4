"""News from below that changes what the catalogue says. The task is enqueued in the transaction of the change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from marketplace.evidence.signals import evidence_changed
from marketplace.products.models import LearningModel, ModelVersion
from procurement.designations.signals import designation_changed
from procurement.waivablerules.models import WaivableRuleVersion
from search import indexing, sending
from search.models import CatalogEntry, SynonymGroup
from search.postponing import is_postponed
from search.signals import entries_written
from search.tasks import index_model, send_changes


@receiver(post_save, sender=LearningModel)
def model_saved(sender: Any, instance: LearningModel, **kwargs: Any) -> None:
    """A model was added, renamed or claimed."""
    _index_later(instance.pk)


@receiver(post_save, sender=ModelVersion)
def version_saved(sender: Any, instance: ModelVersion, **kwargs: Any) -> None:
    """A version was frozen; what is still being written is nobody's business."""
    if instance.is_frozen:
        _index_later(instance.model_id)


@receiver(evidence_changed)
def evidence_of_a_model_changed(sender: Any, model: LearningModel, **kwargs: Any) -> None:
    """A study or a finding was added, changed or taken away; a published outcome is one too."""
    _index_later(model.pk)


@receiver(designation_changed)
def approval_changed(sender: Any, designation: Any, **kwargs: Any) -> None:
    """A model was approved, suspended, reinstated, revoked or approved anew."""
    _index_later(designation.model_id)


@receiver(post_save, sender=WaivableRuleVersion)
def rule_published(sender: Any, instance: WaivableRuleVersion, **kwargs: Any) -> None:
    """A rule from which schools can be excused was published: whose it is may have changed."""
    needing = LearningModel.objects.filter(versions__rule_needs__code=instance.code, versions__state="frozen")
    for model_id in needing.distinct().values_list("pk", flat=True):
        _index_later(model_id)


@receiver([post_save, post_delete], sender=SynonymGroup)
def synonyms_changed(sender: Any, **kwargs: Any) -> None:
    """A group of synonyms was added, changed or taken away: the next search knows."""
    indexing.announce_synonyms()


@receiver(entries_written)
def entries_changed(sender: Any, entries: list[CatalogEntry], **kwargs: Any) -> None:
    """Entries were written or withdrawn: the search server is to know, where there is one."""
    if sending.is_wanted() and not is_postponed():
        sending.note(entries)
        send_changes.enqueue()


def _index_later(model_id: int) -> None:
    if not is_postponed():
        index_model.enqueue(model_id=model_id)
