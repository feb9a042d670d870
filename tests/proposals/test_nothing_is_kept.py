"""Nobody is informed of a check, and nothing of it is stored."""

import logging
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests import make
from tests.proposals.doing import TEXT, activity, check, chips, member

pytestmark = pytest.mark.django_db


def row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def each_way(client: Client) -> None:
    """Everything that one can do without saving or sending."""
    blank = " " * 3_000_000  # more than Django keeps in memory where nobody tells it to
    check(client)
    check(client, **chips(remove="economy:ALB"))
    check(client, upload=SimpleUploadedFile("note.txt", f"{TEXT}{blank}".encode()))
    check(client, upload=SimpleUploadedFile("note.docx", b"PK\x03\x04broken"))


def test_a_check_leaves_no_row_in_any_table() -> None:
    activity(by=make.reader("owner"))
    client, _, _ = member()
    before = row_counts()

    each_way(client)

    assert row_counts() == before


def test_a_visitors_check_leaves_nothing_but_a_count_without_a_name(client: Client) -> None:
    activity(by=make.reader("owner"))
    before = row_counts()

    each_way(client)

    after = row_counts()
    assert {name for name in after if after[name] != before[name]} == {"people_attempts"}


def test_no_file_is_written_and_no_line_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, client: Client
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))  # what is written there fails
    monkeypatch.setattr(tempfile, "_TemporaryFileArgs", None, raising=False)
    made: list[object] = []
    monkeypatch.setattr(tempfile, "mkstemp", lambda *a, **k: made.append((a, k)))
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda *a, **k: made.append((a, k)))
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *a, **k: made.append((a, k)))

    with caplog.at_level(logging.DEBUG):
        each_way(client)

    assert made == []
    assert list(tmp_path.iterdir()) == []
    said = "\n".join(f"{record.getMessage()}" for record in caplog.records if record.name != "django.db.backends")
    assert "radicalisation" not in said


@pytest.mark.parametrize("data", [{}, chips()])
def test_no_cache_keeps_the_answer_and_no_address_holds_the_text(client: Client, data: dict[str, object]) -> None:
    page = check(client, **data)

    assert "no-store" in page.headers["Cache-Control"]
    assert 'action="/proposal/"' in page.text
    assert 'method="get"' not in page.text.lower().partition("<main")[2]


def test_a_session_learns_nothing() -> None:
    client, _, _ = member()
    before = dict(client.session)

    check(client)

    assert dict(client.session) == before
