"""Receiving files: refused by their announced size before a byte is read, and kept so that nothing of them is left."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from egnatia.kernel.requests import ReaderRequest, expensive

DOCUMENT_LIMIT = 26_000_000  # bytes of a request; a document has 25 MB at most
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


class Nameless(FileUploadHandler):
    """Writes each file to one that has no name: whatever happens to this process, the disk is free again."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().new_file(*args, **kwargs)
        self._file = TemporaryFile()  # noqa: SIM115 - Django closes it with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self._file.seek(0)
        return UploadedFile(self._file, self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()


def in_memory(view: View) -> View:
    """For a view that takes a document."""
    return _guarded(view, InMemory, lambda: DOCUMENT_LIMIT)


def on_disk(view: View) -> View:
    """For a view that takes files of any size up to `settings.UPLOAD_LIMIT`."""
    return _guarded(view, Nameless, lambda: int(settings.UPLOAD_LIMIT))


def _guarded(view: View, handler: type[FileUploadHandler], limit: Callable[[], int]) -> View:
    """The form's protection reads the body, so it comes after the size."""
    protected = csrf_protect(view)

    @expensive("POST")
    @csrf_exempt
    @wraps(view)
    def guarded(request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view's
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdecimal() or int(announced) > limit():
            raise RequestDataTooBig
        request.upload_handlers = [handler(request)]
        return protected(request, *args, **kwargs)

    return guarded
