"""Files of a record, and all that a person may have."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.documents.guards import guards
from marketplace.documents.models import StoredFile
from marketplace.documents.permissions import DOWNLOAD


def files_of(subject: Model) -> QuerySet[StoredFile]:
    """The files of one record, oldest first."""
    kind = ContentType.objects.get_for_model(subject)
    return StoredFile.objects.filter(subject_type=kind, subject_id=subject.pk).select_related("uploaded_by")


@twin_of(DOWNLOAD)
def visible_to(person: Any) -> QuerySet[StoredFile]:
    """Every file whose record the person sees."""
    wanted = Q(pk__in=())
    for model, permission in guards().items():
        if permission.twin:
            kind = ContentType.objects.get_for_model(model)
            wanted |= Q(subject_type=kind, subject_id__in=permission.twin(person).order_by().values("pk"))
    return StoredFile.objects.filter(wanted)
