"""The questions of a round away from the portal: as DOCX to write in, and as PDF. Everyone may have them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.access.views import public
from marketplace.documents.canonical import canonical_json
from marketplace.documents.docx import MEDIA_TYPE, render_docx
from marketplace.documents.pdf import render_pdf
from marketplace.products.tier_names import tier_names
from procurement.applicationforms.wording import paper_of
from procurement.rounds import queries
from procurement.rounds.models import Round

KEPT_SECONDS = 24 * 60 * 60


@require_safe
@public(Round, visible=queries.published, reference="reference")
def as_docx(request: HttpRequest, record: Round) -> HttpResponse:
    """The questions with room for answers."""
    return _file(record, "docx", MEDIA_TYPE, lambda data, at: render_docx(data=data, made_at=at, has_room=True))


@require_safe
@public(Round, visible=queries.published, reference="reference")
def as_pdf(request: HttpRequest, record: Round) -> HttpResponse:
    """The questions, to read and print."""
    return _file(
        record, "pdf", "application/pdf", lambda data, at: render_pdf(template="receipt", data=data, made_at=at)
    )


def _file(
    record: Round, extension: str, media_type: str, render: Callable[[dict[str, Any], Any], bytes]
) -> HttpResponse:
    """The file, made once for the same words."""
    data = paper_of(
        record.definition,
        title=record.title,
        reference=record.reference,
        tiers=tier_names(record.policy_version_id),
        closes=record.closing_words,
    )
    mark = hashlib.sha256(canonical_json(data).encode()).hexdigest()
    content = cache.get_or_set(f"questions:{extension}:{mark}", lambda: render(data, record.published_at), KEPT_SECONDS)
    disposition = f'attachment; filename="{record.reference}-questions.{extension}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
