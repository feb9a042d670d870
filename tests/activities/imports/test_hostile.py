"""Every file that cannot be used gets one clear sentence beside the field, and nothing is kept."""

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.imports.files import activity, iati
from tests.activities.imports.test_pages import sent, signed_in, text_of

from egnatia.activities.imports.models import Import, ImportFile, ImportPiece
from egnatia.kernel.models import Person

pytestmark = pytest.mark.django_db

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b"]><iati-activities><iati-activity>&i;</iati-activity></iati-activities>"
)


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xml", b"0" * 50_000_000)
    return out.getvalue()


def gzipped() -> bytes:
    return gzip.compress(b"<iati-activities>") + gzip.compress(b" " * 1_000_000) * 200


HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {  # bombs are made where they are thrown
    "a zip bomb": (zipped, "file0.xml is a ZIP archive; expected is"),
    "a gzip bomb": (gzipped, "file0.xml unpacks to more than"),
    "a billion laughs": (LAUGHS, "file0.xml declares a document type"),
    "a web page": (b"<!doctype html><html><body>IATI</body></html>", "file0.xml is a web page (HTML); expected is"),
    "a wrong encoding": (
        iati(activity("XM-1", "Obuka policije")).replace(b"policije", b"polic\xe8je"),
        "line 1 holds bytes that are not: save it again as UTF-8",
    ),
    "a file that breaks off": (iati(activity("XM-1"))[:-30], "file0.xml is not well-formed XML at line 1"),
    "a truncated gzip": (gzip.compress(iati(activity("XM-1")))[:-20], "file0.xml breaks off before its end"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "file0.xml is binary content of an unknown kind"),
    "another XML": (b"<rss><item/></rss>", "holds no activity"),
    "nothing": (b"", "file0.xml is empty; expected is"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_is_refused_beside_its_field_in_one_sentence(client: Client, name: str) -> None:
    made, sentence = HOSTILE[name]
    content = made if isinstance(made, bytes) else made()
    signed_in(client, make.person("officer"))

    answer = sent(client, content, source="Our sheet")

    assert answer.status_code == 200
    assert sentence in text_of(answer.content)
    assert 'value="Our sheet"' in answer.content.decode()
    assert not any(model.objects.exists() for model in (Import, ImportFile, ImportPiece))
    assert client.get(reverse("activities:imports")).status_code == 200


def test_after_a_refusal_the_next_file_comes_in(client: Client) -> None:
    signed_in(client, make.person("officer"))
    sent(client, LAUGHS)

    sent(client, iati(activity("XM-1")))

    assert Import.objects.get().state == "tried"
    assert Person.objects.count() == 1


def test_of_several_files_each_that_cannot_be_used_is_named(client: Client) -> None:
    signed_in(client, make.person("officer"))

    said = text_of(sent(client, LAUGHS, iati(), b"<html></html>").content)

    assert "file0.xml declares a document type" in said
    assert "file2.xml is a web page" in said
