"""Receiving files: refused by their announced size before a byte is read; kept without a name, so nothing is left."""

from collections.abc import Callable
from functools import wraps
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from egnatia.kernel.requests import ReaderRequest

View = Callable[..., HttpResponse]


class NamelessUpload(FileUploadHandler):
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


def receives_files(view: View) -> View:
    """For a view that takes uploads. Where more is announced than `UPLOAD_LIMIT`, nothing of it is read.

    The form's protection would read the body first, so it comes after the size was looked at.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view's
        if _announced(request) > settings.UPLOAD_LIMIT:
            raise RequestDataTooBig
        request.upload_handlers = [NamelessUpload(request)]
        return protected(request, *args, **kwargs)

    return guarded


def _announced(request: ReaderRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
