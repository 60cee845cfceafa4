"""Keeping files: each is stored under the hash of its bytes, and described in one row a record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models import Model

from marketplace.audit.services import record
from marketplace.documents import sniffing
from marketplace.documents.models import StoredFile, private_storage
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import service

SIZE_LIMIT_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 120
STORE_FULL = "The portal cannot take files just now. Nothing was changed. Try again later, or tell the department."


@service
def store_upload(
    *,
    upload: Any,
    subject: Model,
    organization: Any,
    actor: Any,
    at: datetime,
    field: str = "file",
    accepted: tuple[str, ...] = tuple(sniffing.EXTENSIONS),
) -> StoredFile:
    """Keep what somebody uploaded for a record, with one audit event on that record.

    Its type is told by its content. Raises ValidationError on `field` for a file that is too large, of a type that is
    not accepted, or with macros, scripts or a zip bomb inside; Refused where the store takes no more.
    The caller has checked that the person may add a file to this record.
    """
    if upload.size > SIZE_LIMIT_BYTES:
        limit = SIZE_LIMIT_BYTES // (1024 * 1024)
        raise ValidationError({field: f"This file is larger than {limit} MB. Upload a smaller one."})
    stream = upload.file if hasattr(upload, "file") else upload
    try:
        sniffed = sniffing.sniff(stream, name=upload.name or "", accepted=accepted)
    except sniffing.Unacceptable as refusal:
        raise ValidationError({field: str(refusal)})
    stored = _keep(
        stream=stream,
        name=display_name(upload.name or "", extension=sniffed.extension),
        content_type=sniffed.content_type,
        subject=subject,
        organization=organization,
        uploaded_by=actor,
        is_generated=False,
        at=at,
    )
    record(
        "document.uploaded",
        subject=subject,
        actor=actor,
        organization=organization,
        at=at,
        payload={"name": stored.name, "sha256": stored.sha256, "size_bytes": stored.size_bytes},
    )
    return stored


@service
def copy_file(*, stored: StoredFile, subject: Model, organization: Any, actor: Any, at: datetime) -> StoredFile:
    """Keep a file of one record for another too, with one audit event on that one. The bytes are stored once.

    The caller has checked that the person may read the one and add to the other.
    """
    copied = _copied(stored, subject, organization, at, uploaded_by=actor, is_generated=False)
    payload = {"name": copied.name, "sha256": copied.sha256, "size_bytes": copied.size_bytes}
    record("document.uploaded", subject=subject, actor=actor, organization=organization, at=at, payload=payload)
    return copied


@service
def store_generated(
    *, content: bytes, name: str, content_type: str, subject: Model, organization: Any, at: datetime
) -> StoredFile:
    """Keep a document that the portal made, such as a letter or a receipt. The same bytes of a record are kept once."""
    return _keep(
        stream=ContentFile(content),
        name=display_name(name, extension=sniffing.EXTENSIONS.get(content_type, "")),
        content_type=content_type,
        subject=subject,
        organization=organization,
        uploaded_by=None,
        is_generated=True,
        at=at,
    )


@service
def keep_copy(*, stored: StoredFile, subject: Model, organization: Any, at: datetime) -> StoredFile:
    """Keep a stored file for another record as well, as that record's own: its guard decides who may have it.

    The bytes lie once in the store, under their hash. The same file is kept once a record.
    """
    return _copied(
        stored, subject, organization, at, uploaded_by_id=stored.uploaded_by_id, is_generated=stored.is_generated
    )


def display_name(name: str, *, extension: str) -> str:
    """A name fit to be shown and saved: no folders, no control characters, the extension of what the file really is."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    stem = re.sub(r"[^\w .,()&'+-]", "", stem).strip(" .")[:LONGEST_NAME] or "file"
    return f"{stem}.{extension}" if extension else stem


def _keep(*, stream: BinaryIO, name: str, subject: Model, organization: Any, **values: Any) -> StoredFile:
    digest, size_bytes = hashlib.sha256(), 0
    for block in _blocks(stream):
        digest.update(block)
        size_bytes += len(block)
    sha256, at = digest.hexdigest(), values.pop("at")
    path = f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    _save_once(path, stream)
    row = StoredFile(
        subject=subject,
        organization_id=getattr(organization, "pk", None),
        name=name,
        sha256=sha256,
        size_bytes=size_bytes,
        file=path,
        created_at=at,
        **values,
    )
    return _once(row)


def _copied(stored: StoredFile, subject: Model, organization: Any, at: datetime, **values: Any) -> StoredFile:
    return _once(
        StoredFile(
            subject=subject,
            organization_id=getattr(organization, "pk", None),
            name=stored.name,
            content_type=stored.content_type,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            file=stored.file.name,
            created_at=at,
            **values,
        )
    )


def _once(row: StoredFile) -> StoredFile:
    same = StoredFile.objects.filter(
        subject_type=row.subject_type, subject_id=row.subject_id, sha256=row.sha256, name=row.name
    ).first()
    if same:
        return same
    row.save()
    return row


def _save_once(path: str, stream: BinaryIO) -> None:
    storage = private_storage()
    try:
        if not storage.exists(path):
            stream.seek(0)
            storage.save(path, File(stream))
    except OSError as failure:
        raise Refused(STORE_FULL) from failure


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while block := stream.read(1024 * 1024):
        yield block
