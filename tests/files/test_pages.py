"""The pages of files in a real browser, answered from memory: for everybody, and on a phone."""

import pytest
from django.urls import reverse

from egnatia.files.models import AttachedFile
from tests import make
from tests.files import made
from tests.files.test_files import added, uploaded
from tests.visits import got, of, reader_at
from tests.web.look_browser import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LONG = "record-of-a-meeting-that-somebody-named-without-a-single-blank-in-it" * 2


def test_the_pages_of_files_can_be_used_by_everybody() -> None:
    author = make.reader("author")
    colleague = reader_at(author, "colleague")
    record = made.notice(author, make.STRICT)
    client = of(author)
    gone = made.attached(record, author, name="gone.txt")
    client.post(reverse("files:removal", args=[gone]), {"version": "1"})
    refused = added(author, record, b"MZ\0\0", "program.exe")
    empty = client.get(reverse("files:new", args=[record]))
    added(author, record, made.photo(), f"{LONG}.jpg")
    photo = AttachedFile.objects.get(removed_at=None).pk
    uploaded(author, reverse("files:version", args=[photo]), made.pdf(), f"{LONG}.pdf", version="1")
    for name in ("download", "preview"):
        got(of(colleague), f"files:{name}", photo)
    answers = {
        "record": got(client, "exchange:notice", record),
        "new": empty,
        "refused": refused,
        "file": got(client, "files:file", photo),
        "read": got(of(colleague), "files:file", photo),
        "preview": got(client, "files:preview", photo),
        "removal": got(client, "files:removal", photo),
    }

    assert faults_of({name: answer.content for name, answer in answers.items()}) == []
