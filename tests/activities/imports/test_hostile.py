"""Every file that cannot be used gets one clear sentence beside the field, and nothing is kept."""

import gzip
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.activities.imports.files import activity, iati
from tests.activities.imports.test_pages import sent, signed_in, text_of
from tests.needs.spreadsheets.doing import workbook
from tests.visits import typed

from egnatia.activities.imports.models import Import, ImportFile, ImportPiece
from egnatia.formats.sentences import KINDS, SENTENCES
from egnatia.kernel.models import Person

pytestmark = pytest.mark.django_db

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
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


def plainly_zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("activities.xml", iati(activity("XM-1")))
    return out.getvalue()


def gzipped() -> bytes:
    return gzip.compress(b"<iati-activities>") + gzip.compress(b" " * 1_000_000) * 200


HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str, str]] = {  # bombs are made where they are thrown
    "a zip bomb": (zipped, "unpacks-suspiciously", ""),
    "a gzip bomb": (gzipped, "unpacks-suspiciously", ""),
    "a billion laughs": (LAUGHS, "document-type", ""),
    "a web page": (b"<!doctype html><html><body>IATI</body></html>", "wrong-kind", KINDS["html"]),
    "a wrong encoding": (
        iati(activity("XM-1", "Obuka policije")).replace(b"policije", b"polic\xe8je"),
        "encoding",
        " 1 ",
    ),
    "a file that breaks off": (iati(activity("XM-1"))[:-30], "broken-xml", " 1, "),
    "a truncated gzip": (gzip.compress(iati(activity("XM-1")))[:-20], "truncated", ""),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "picture", ""),
    "a ZIP archive": (plainly_zipped, "archive", ""),
    "a workbook that a password protects": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected", ""),
    "a workbook that breaks off": (workbook(["Title"], ["Patrol"])[:-40], "truncated", ""),
    "something else": (bytes(range(256)), "wrong-kind", KINDS["binary"]),
    "another XML": (b"<rss><item/></rss>", "no-activities", "rss"),
    "nothing": (b"", "empty", ""),
}


def says(sentence: str, code: str, file: str) -> bool:
    """Whether it is the sentence of a code about a file, whatever else is filled in."""
    parts = SENTENCES[code].replace("{file}", file)
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", re.escape(parts)), sentence) is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_is_refused_beside_its_field_in_one_sentence(client: Client, name: str) -> None:
    made, code, found = HOSTILE[name]
    content = made if isinstance(made, bytes) else made()
    signed_in(client, make.person("officer"))

    answer = sent(client, content, source="Our sheet")

    assert answer.status_code == 200
    (sentence,) = answer.context["form"].errors["upload"]
    assert says(sentence, code, "file0.xml"), sentence
    assert found in sentence
    assert escape(sentence) in text_of(answer.content)
    assert typed(answer)["source"] == ["Our sheet"]
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

    answer = sent(client, LAUGHS, iati(), b"<html></html>")

    laughs, web_page = answer.context["form"].errors["upload"]
    assert says(laughs, "document-type", "file0.xml"), laughs
    assert says(web_page, "wrong-kind", "file2.xml"), web_page
    assert KINDS["html"] in web_page
    assert escape(laughs) in text_of(answer.content)
    assert escape(web_page) in text_of(answer.content)
