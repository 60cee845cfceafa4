"""Private files, each behind the permission of its record."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from marketplace.access.views import access
from marketplace.documents.models import StoredFile
from marketplace.documents.permissions import DOWNLOAD
from marketplace.documents.responses import attachment


@require_safe
@access(DOWNLOAD, StoredFile, roles=("subject",), token="token")
def download(request: HttpRequest, stored: StoredFile) -> FileResponse:
    """The file as an attachment."""
    return attachment(stored)
