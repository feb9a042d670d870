"""Receiving a document: refused by its announced size before a byte is read, kept in memory, never in a file."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from egnatia.kernel.requests import ReaderRequest

UPLOAD_LIMIT = 26_000_000  # bytes of a request; a document has 25 MB at most
View = Callable[..., HttpResponse]


class InMemory(FileUploadHandler):
    """Keeps each file in memory. What announces less than it sends is cut off by the server that reads it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().new_file(*args, **kwargs)
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


def in_memory(view: View) -> View:
    """For a view that takes a document. The form's protection reads the body, so it comes after the size."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view's
        if _announced(request) > UPLOAD_LIMIT:
            raise RequestDataTooBig
        request.upload_handlers = [InMemory(request)]
        return protected(request, *args, **kwargs)

    return guarded


def _announced(request: ReaderRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return UPLOAD_LIMIT + 1
