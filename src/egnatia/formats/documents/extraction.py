"""The parent's side: which reader a document needs, and its answer."""

from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from egnatia.formats import sandbox
from egnatia.formats.confinement import Job
from egnatia.formats.documents.text import DocumentText
from egnatia.formats.inflate import too_big
from egnatia.formats.limits import DOCUMENTS, Limits
from egnatia.formats.outcomes import Progress, Refused
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import DOCUMENT, KINDS
from egnatia.formats.sniff import HEAD, kind_of

_READERS = {
    "docx": "word",
    "zip": "word",  # says what the archive is
    "office": "word",  # says whether it is protected
    "pdf": "pdf",
    "text": "plain",
    "utf-16": "plain",
    "json-array": "plain",
    "json-lines": "plain",
}
_decoder: msgspec.json.Decoder[DocumentText | Refused | Progress] = msgspec.json.Decoder(
    DocumentText | Refused | Progress
)


def document_text(source: bytes | Path, name: str = "", *, limits: Limits = DOCUMENTS) -> DocumentText | Refused:
    """The text of a Word document, a PDF or a text file, or one sentence on why it cannot be read.

    Bytes go to the reading process through a pipe: nothing is written anywhere. `name` stands in the sentences.
    """
    try:
        if isinstance(source, bytes):
            return _read(BytesIO(source), len(source), name, limits)
        name = name or source.name
        with source.open("rb", buffering=0) as stream:
            return _read(stream, source.stat().st_size, name, limits)
    except FileNotFoundError:
        return Refusal("missing").of(name)
    except OSError as error:
        return Refusal("unreadable", found=error.strerror or type(error).__name__).of(name)
    except Refusal as refusal:
        return refusal.of(name)


def _read(stream: BinaryIO, size: int, name: str, limits: Limits) -> DocumentText | Refused:
    if size > limits.input_bytes:
        raise too_big(size, limits)
    kind = kind_of(stream.read(HEAD))
    stream.seek(0)
    if kind == "empty":
        raise Refusal("empty", expected=DOCUMENT)
    if kind not in _READERS:
        raise Refusal("wrong-kind", found=KINDS["markup" if kind == "xml" else kind], expected=DOCUMENT)
    module = f"egnatia.formats.documents.{_READERS[kind]}"
    with closing(sandbox.lines_of(module, Job(file=name, size=size, limits=limits), stream)) as lines:
        told = [_decoder.decode(line) for line in lines]
    found = [each for each in told if not isinstance(each, Progress)]
    return found[-1]
