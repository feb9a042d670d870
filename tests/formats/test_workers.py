"""Each reader as the program that the parent starts."""

import io
import runpy
import sys
from types import SimpleNamespace

import msgspec
import pytest

import egnatia.formats.attachments.worker
import egnatia.formats.documents.pdf
import egnatia.formats.documents.plain
import egnatia.formats.documents.word
import egnatia.formats.reports.template_check
import egnatia.formats.scans.worker
import egnatia.formats.worker
from egnatia.formats import confinement
from egnatia.formats.confinement import Job
from egnatia.formats.limits import ACTIVITIES
from egnatia.formats.reports.templates import shipped
from tests.formats.make import activity, iati, lines, pdf, word

FORMATS = egnatia.formats


@pytest.mark.parametrize(
    ("module", "content", "outcome"),
    [
        (FORMATS.worker, iati(activity()), "finished"),
        (FORMATS.documents.word, word("text"), "document"),
        (FORMATS.documents.pdf, pdf(lines("text")), "document"),
        (FORMATS.documents.plain, b"text", "document"),
        (FORMATS.scans.worker, pdf(lines("text")), "scan"),
        (FORMATS.reports.template_check, shipped(), "template"),
        (FORMATS.attachments.worker, b"text", "refused"),  # nothing is asked of it
    ],
)
def test_a_reader_started_as_a_program_answers_on_its_output(
    module: SimpleNamespace, content: bytes, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    job = msgspec.json.encode(Job(file="a", size=len(content), limits=ACTIVITIES)).decode()
    monkeypatch.setattr(confinement, "resource", None)  # the limits would hold for the tests too
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    monkeypatch.setattr(sys, "argv", ["reader", job])

    runpy.run_path(str(module.__file__), run_name="__main__")

    assert msgspec.json.decode(out.getvalue().splitlines()[-1])["outcome"] == outcome
