"""After an application is sent its public copy is made."""

from datetime import datetime

from django_tasks import task

from procurement.applications.models import Application
from procurement.disclosures.services import make_public_copy


@task()
def make_copy(application_id: int, at_iso: str) -> None:
    """Make the public copy. Running twice makes one."""
    make_public_copy(application=Application.objects.get(pk=application_id), at=datetime.fromisoformat(at_iso))
