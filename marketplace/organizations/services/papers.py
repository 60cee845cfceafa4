"""Papers that show who an organization is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.documents import sniffing
from marketplace.documents.models import StoredFile
from marketplace.documents.services import store_upload
from marketplace.lifecycles.services import service
from marketplace.organizations.models import Organization
from marketplace.organizations.permissions import ADD_PAPER
from marketplace.people.models import User

ACCEPTED = (sniffing.PDF, sniffing.PNG, sniffing.JPEG)


@service
def add_paper(*, organization: Organization, upload: Any, actor: User, at: datetime) -> StoredFile:
    """Keep a paper that shows who the organization is, such as a letter of the tax office. The agency sees it.

    Raises ValidationError on `file` for a file that is no PDF, PNG or JPEG.
    """
    ADD_PAPER.check(actor, organization)
    return store_upload(
        upload=upload, subject=organization, organization=organization, actor=actor, at=at, accepted=ACCEPTED
    )
