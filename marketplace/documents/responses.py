"""A stored file as an answer: always an attachment, never run by a browser, never kept by a cache."""

from __future__ import annotations

from django.http import FileResponse, Http404

from marketplace.documents.models import StoredFile


def attachment(stored: StoredFile) -> FileResponse:
    """The file for whoever has been let in already. Raises Http404 where the store has lost it."""
    try:
        content = stored.file.open("rb")
    except OSError as lost:
        raise Http404("The file store does not have this file.") from lost
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
