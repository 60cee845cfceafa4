"""Publishing application forms into versions that never change; loading the shipped one."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.applicationforms.editing import blocks_of
from procurement.applicationforms.models import ApplicationForm, ApplicationFormVersion
from procurement.applicationforms.permissions import PUBLISH
from procurement.applicationforms.questions import FormError
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import SHIPPED_KEY, SHIPPED_TITLE, shipped_form


@service
def publish_form(*, form: ApplicationForm, actor: Any, at: datetime) -> ApplicationFormVersion:
    """Copy the form as it stands into its next version. The same words again make no new version.

    `actor` None is the portal's own first start. Raises ValidationError where the form makes no sense.
    """
    if actor is not None:
        PUBLISH.check(actor, form)
    form = locked(form)
    definition = form.as_stored()
    try:
        read_form(definition)
    except FormError as fault:
        raise ValidationError({"sections": str(fault)})
    last = form.versions.order_by("-number").first()
    if last and (last.title, last.definition) == (form.title, definition):
        return last
    version = ApplicationFormVersion.objects.create(
        form=form,
        number=last.number + 1 if last else 1,
        title=form.title,
        definition=definition,
        published_at=at,
        published_by=actor,
    )
    payload = {"number": version.number}
    record("application_form.published", subject=form, actor=actor, organization=the_agency(), at=at, payload=payload)
    return version


@service
def load_form(*, actor: Any, at: datetime) -> ApplicationFormVersion:
    """Make and publish the form that the portal ships with. What is there already stays as it was edited."""
    form = ApplicationForm.objects.filter(key=SHIPPED_KEY).first()
    if form is None:
        form = ApplicationForm.objects.create(
            key=SHIPPED_KEY,
            title=SHIPPED_TITLE,
            sections=json.dumps(blocks_of(shipped_form())),
            live=True,
            first_published_at=at,
            last_published_at=at,
        )
    return form.versions.order_by("-number").first() or publish_form(form=form, actor=actor, at=at)
