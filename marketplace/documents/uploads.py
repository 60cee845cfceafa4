"""Receiving uploads without letting one fill the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from marketplace.documents.services import SIZE_LIMIT_BYTES


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes at most the size limit of each file to disk; the true size is kept, so that the service refuses it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received_bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received_bytes += len(raw_data)
        if self.received_bytes <= SIZE_LIMIT_BYTES:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        return super().file_complete(max(file_size, self.received_bytes))
