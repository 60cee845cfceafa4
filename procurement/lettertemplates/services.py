"""Publishing the words of letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.lettertemplates.models import LetterTemplate, LetterTemplateVersion
from procurement.lettertemplates.permissions import PUBLISH
from procurement.lettertemplates.shipped import shipped_letters


@service
def publish_letter(*, template: LetterTemplate, actor: Any, at: datetime) -> LetterTemplateVersion:
    """Copy the words as they stand into their next version: letters made from now on stand on it.

    The same words again make no new version. `actor` None is the portal's own first start. Raises ValidationError
    where a place is unknown.
    """
    if actor is not None:
        PUBLISH.check(actor, template)
    template = locked(template)
    template.clean()
    last = template.versions.first()
    if last and (last.opening, last.closing) == (template.opening, template.closing):
        return last
    version = LetterTemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        opening=template.opening,
        closing=template.closing,
        published_at=at,
        published_by=actor,
    )
    record(
        "letter_template.published", subject=template, actor=actor, organization=the_agency(), at=at,
        payload={"number": version.number}, public=True,
    )  # fmt: skip
    return version


@service
def load_letters(*, actor: Any, at: datetime) -> None:
    """Make and publish the shipped words. What is there already stays as it was edited."""
    if actor is not None:
        PUBLISH.check(actor)
    known = set(LetterTemplate.objects.values_list("kind", flat=True))
    for kind, words in shipped_letters().items():
        if kind not in known:
            made = LetterTemplate.objects.create(
                kind=kind, live=True, first_published_at=at, last_published_at=at, **words
            )
            publish_letter(template=made, actor=actor, at=at)
