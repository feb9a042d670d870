"""Files on a record: who reads them, how they are sent, versions, removal; a hidden file is a missing one."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from egnatia.exchange.notices.actions import NOTICE
from egnatia.files.models import AttachedFile, FileContent, FileDownload, FileVersion
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import lifecycle, markings
from tests import make
from tests.files import made
from tests.visits import got, of, offers, reader_at, shown

pytestmark = pytest.mark.django_db
NEVER = make.uuid(7)
READING = ("file", "download", "preview")
WRITING = ("version", "metadata-removal", "removal")


def uploaded(by: Reader, address: str, content: bytes, name: str, **data: str) -> Any:  # noqa: ANN401 - an answer
    return of(by).post(address, {"upload": SimpleUploadedFile(name, content), **data})


def added(by: Reader, record: UUID, content: bytes, name: str) -> Any:  # noqa: ANN401 - an answer
    return uploaded(by, reverse("files:new", args=[record]), content, name)


def body(client: Client, name: str, *args: object) -> bytes:
    return bytes(got(client, name, *args).content)


def test_a_file_is_uploaded_on_the_page_of_a_record_and_downloaded_by_its_readers() -> None:
    author, member = make.reader("author"), make.reader("member")
    record = made.notice(author)

    assert offers(got(of(author), "exchange:notice", record), "files:new", record)
    answer = added(author, record, b"Places: twelve\n", "../../Places.csv")

    file = AttachedFile.objects.get()
    assert answer.headers["Location"] == reverse("files:file", args=[file.pk])
    assert offers(got(of(member), "exchange:notice", record), "files:file", file.pk)
    sent = got(of(member), "files:download", file.pk)
    assert sent.content == b"Places: twelve\n"
    assert sent.headers["Content-Disposition"] == 'attachment; filename="Places.csv"'
    assert sent.headers["Content-Type"] == "application/octet-stream"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert AuditEvent.objects.filter(verb="attached", target=str(record)).count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "page.pdf"),
        (b"MZ\x90\x00\x03", "program.txt"),
        (b"PK\x05\x06" + bytes(18), "archive.docx"),
        (b"%PDF-1.7 nothing else", "broken.pdf"),
        (b"\x89PNG\r\n\x1a\n broken", "picture.png"),
    ],
)
def test_what_it_is_decides_and_not_what_it_is_called(content: bytes, name: str) -> None:
    author = make.reader("author")
    record = made.notice(author)

    page = added(author, record, content, name)

    assert page.status_code == 200
    assert page.context["form"].errors["upload"]
    assert not AttachedFile.objects.exists()


def test_the_name_shows_what_it_is_and_hides_nothing() -> None:
    author = make.reader("author")
    record = made.notice(author)

    added(author, record, b"words", "invoice\u202etxt.exe")

    assert AttachedFile.objects.get().name == "invoicetxt.exe.txt"


def test_only_whoever_may_change_the_record_adds_changes_or_removes() -> None:
    author, member, weak = make.reader("author"), make.reader("member"), make.reader("weak", strong=False)
    record = made.notice(author)
    file = made.attached(record, author)

    assert not offers(got(of(member), "exchange:notice", record), "files:new", record)
    for by in (member, weak):
        assert added(by, record, b"more", "more.txt").status_code == 403
        for name in WRITING:
            assert uploaded(by, reverse(f"files:{name}", args=[file]), b"x", "x.txt", version="1").status_code == 403
    assert AttachedFile.objects.get().version == 1


def test_above_green_a_second_step_is_asked_for() -> None:
    author = make.reader("author")
    record = made.notice(author, make.STRICT)
    weak = reader_at(author, "colleague")
    file = made.attached(record, author)
    client = of(weak)
    session = client.session
    session["second_factor_shown"] = False
    session.save()

    assert client.get(reverse("files:download", args=[file])).status_code == 404


def test_a_hidden_file_is_a_missing_one_at_every_address() -> None:
    author, member = make.reader("author"), make.reader("member")
    record = made.notice(author, make.STRICT)
    file = made.attached(record, author)
    client = of(member)

    for name in READING:
        there, nowhere = (client.get(reverse(f"files:{name}", args=[each])) for each in (file, NEVER))
        assert (there.status_code, there.content) == (404, nowhere.content)
        assert {**there.headers} == {**nowhere.headers}
    for name in ("picture", "version-download"):
        assert client.get(reverse(f"files:{name}", args=[file, 1])).status_code == 404
    for name in WRITING:
        there, nowhere = (
            uploaded(member, reverse(f"files:{name}", args=[each]), b"x", "x.txt", version="1")
            for each in (file, NEVER)
        )
        assert (there.status_code, there.content) == (404, nowhere.content)
    there, nowhere = (client.get(reverse("files:new", args=[each])) for each in (record, NEVER))
    assert (there.status_code, there.content) == (404, nowhere.content)


def test_a_file_follows_its_record_at_the_next_request() -> None:
    author, member = make.reader("author"), make.reader("member")
    record = made.notice(author)
    file = made.attached(record, author)
    address = reverse("files:download", args=[file])
    client = of(member)
    assert client.get(address).status_code == 200

    markings.remark(Record.objects.get(pk=record), make.STRICT, by=author)

    assert client.get(address).status_code == 404
    assert of(author).get(address).status_code == 200
    lifecycle.withdraw(NOTICE, record, by=author)
    assert of(author).get(address).status_code == 404


def test_visitors_have_the_files_of_public_records_and_are_not_recorded() -> None:
    author = make.reader("author")
    public, green = made.notice(author, make.CLEAR), made.notice(author)
    file, hidden = made.attached(public, author), made.attached(green, author)

    assert Client().get(reverse("files:download", args=[file])).content == b"Undercover work"
    assert Client().get(reverse("files:download", args=[hidden])).status_code == 404
    assert not FileDownload.objects.exists()


def test_a_new_version_takes_the_place_and_the_old_one_stays_with_its_readers() -> None:
    author, member = make.reader("author"), make.reader("member")
    record = made.notice(author, make.STRICT)
    file = made.attached(record, author, b"narrow words")
    markings.remark(Record.objects.get(pk=record), make.GREEN, by=author)

    answer = uploaded(author, reverse("files:version", args=[file]), b"wide words", "notes.txt", version="1")

    assert answer.status_code == 302
    assert body(of(member), "files:download", file) == b"wide words"
    assert body(of(author), "files:version-download", file, 1) == b"narrow words"
    assert of(member).get(reverse("files:version-download", args=[file, 1])).status_code == 404
    assert "Version 1" not in shown(of(member), "files:file", file)


def test_whoever_overtakes_another_is_told() -> None:
    author = make.reader("author")
    file = made.attached(made.notice(author), author)
    for content in (b"second", b"third"):
        uploaded(author, reverse("files:version", args=[file]), content, "notes.txt", version="1")

    assert body(of(author), "files:download", file) == b"second"


def test_what_is_removed_is_gone_and_its_name_stays_with_those_who_write() -> None:
    author, member = make.reader("author"), make.reader("member")
    record = made.notice(author)
    file = made.attached(record, author)

    assert of(author).get(reverse("files:removal", args=[file])).status_code == 200
    of(author).post(reverse("files:removal", args=[file]), {"version": "1"})

    assert of(author).get(reverse("files:file", args=[file])).status_code == 404
    assert of(member).get(reverse("files:download", args=[file])).status_code == 404
    assert not FileContent.objects.exists()
    assert "notes.txt: removed by author (demo)" in shown(of(author), "exchange:notice", record)
    assert "notes.txt" not in shown(of(member), "exchange:notice", record)
    assert AuditEvent.objects.filter(verb="removed file").count() == 1


def test_pressed_twice_it_is_there_once() -> None:
    author = make.reader("author")
    record = made.notice(author)

    places = {added(author, record, b"words", "notes.txt").headers["Location"] for _ in range(2)}

    assert places == {reverse("files:file", args=[AttachedFile.objects.get().pk])}


def test_a_record_has_twenty_files_at_most() -> None:
    author = make.reader("author")
    record = made.notice(author)
    for number in range(20):
        made.attached(record, author, name=f"{number}.txt")

    assert added(author, record, b"more", "more.txt").context["form"].errors["upload"]
    assert AttachedFile.objects.count() == 20


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    author = make.reader("author")
    record = made.notice(author)

    answer = added(author, record, bytes(26_100_000), "big.txt")

    assert answer.status_code == 413
    assert not AttachedFile.objects.exists()


def test_the_owner_sees_who_downloaded_it_and_others_do_not() -> None:
    author, stranger = make.reader("author"), make.reader("stranger")
    colleague = reader_at(author, "colleague")
    file = made.attached(made.notice(author), author)
    before = shown(of(stranger), "files:file", file)
    for by in (colleague, stranger):
        body(of(by), "files:download", file)
    of(stranger).head(reverse("files:download", args=[file]))

    downloads = got(of(author), "files:file", file).context["file"].downloads
    assert [row.name for row in downloads.rows] == ["colleague (demo)"]
    assert downloads.unnamed == 1
    assert FileDownload.objects.count() == 2
    assert got(of(stranger), "files:file", file).context["file"].downloads is None
    assert "Downloads and previews are recorded" in before


def test_a_member_of_the_same_group_is_named() -> None:
    author, member = make.reader("author", seats=("focal-points",)), make.reader("member", seats=("focal-points",))
    file = made.attached(made.notice(author, make.amber("focal-points")), author)

    body(of(member), "files:download", file)

    downloads = got(of(author), "files:file", file).context["file"].downloads
    assert [row.name for row in downloads.rows] == ["member (demo)"]


def test_a_file_is_found_by_its_text_by_those_who_may_open_it() -> None:
    author, member = make.reader("author"), make.reader("member")
    file = made.attached(made.notice(author), author, b"The demining of the old quarry begins in May.")
    hidden = made.attached(made.notice(author, make.STRICT), author, b"Demining elsewhere.")

    page = got(of(member), "public:search", q="quarry", kind="file").content.decode()
    other = got(of(member), "public:search", q="demining", kind="file").content.decode()

    assert "the old quarry" in " ".join(re.sub("<[^>]+>", "", page).split())
    assert reverse("files:file", args=[file]) in other
    assert reverse("files:file", args=[hidden]) not in other
    assert reverse("files:file", args=[file]) not in Client().get(reverse("public:search"), {"q": "quarry"}).text


def test_the_text_of_an_uploaded_document_is_read_for_the_search() -> None:
    author = make.reader("author")

    added(author, made.notice(author), made.pdf(1, text="Quarry"), "plan.pdf")

    assert "Quarry" in FileVersion.objects.get().text
    assert reverse("files:file", args=[AttachedFile.objects.get().pk]) in (
        got(of(author), "public:search", q="quarry", kind="file").content.decode()
    )
