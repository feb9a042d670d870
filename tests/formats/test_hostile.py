"""Broken, huge and malicious files: one clear sentence each, little time, little memory, and nothing else happens."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.formats import Finished, Refused
from egnatia.formats.limits import Limits
from tests.formats import make
from tests.formats.make import activity, bomb, iati, laughs, refused, told

EXPECTED = "Provide an IATI activity file (XML) or activities as JSON lines, plain or .gz"

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (lambda: bomb(60), "has more than 10000 rows that cannot be used. The first: Activity 1 of sent.xml"),
    "bomb of one element": (lambda: bomb(60, piece=b"<x/>"), "unpacks to more than 100 times its size"),
    "many elements": (
        lambda: b"<iati-activities>" + b"<x/>" * 2_000_000,
        "Line 1 of sent.xml has an activity of more than 300000 elements",
    ),
    "bomb of rows": (lambda: bomb(60, head=b"{}\n", piece=b"{}\n"), "has more than 10000 rows that cannot be used"),
    "bomb of good rows": (
        lambda: bomb(60, head=b"", piece=b'{"id":1,"title":"T"}\n'),
        "unpacks to more than 100 times its size. This is not accepted",
    ),
    "bomb of blanks": (lambda: bomb(60, piece=b" "), "unpacks to more than 100 times its size"),
    "blanks without end": (lambda: bomb(60, head=b"", piece=b" "), EXPECTED),
    "many rows that are none": (lambda: b"{}\n" * 3_000_000, "has more than 10000 rows that cannot be used"),
    "billion laughs": (laughs, "declares a document type (<!DOCTYPE …>), which IATI files do not need. Remove it"),
    "external entity": (
        lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><iati-activities>&x;</iati-activities>',
        "declares a document type (<!DOCTYPE …>)",
    ),
    "parameter entities": (
        lambda: b"<!DOCTYPE a [<!ENTITY % b \"<!ENTITY c 'd'>\">%b;%b;]><iati-activities>&c;</iati-activities>",
        "declares a document type (<!DOCTYPE …>)",
    ),
    "deep nesting": (
        lambda: b"<iati-activities>" + b"<a>" * 100,
        "has elements nested more than 40 levels deep at line 1",
    ),
    "very deep nesting": (
        lambda: b"<iati-activities>" + b"<a>" * 900_000,
        "has elements nested more than 40 levels deep",
    ),
    "one endless text": (
        lambda: b"<iati-activities><iati-activity>" + b"x" * 30_000_000,
        "Line 1 of sent.xml has a text or tag longer than 2 MB. This is not accepted",
    ),
    "one activity without end": (
        lambda: b"<iati-activities><iati-activity>" + b"<x/>" * 2_000_000,
        "Line 1 of sent.xml has an activity of more than 300000 elements",
    ),
    "many attributes": (
        lambda: b"<iati-activities><a " + b" ".join(b'a%d="1"' % n for n in range(1_500_000)) + b"/></iati-activities>",
        "Line 1 of sent.xml has a text or tag longer than 2 MB",
    ),
    "web page named .xml": (
        lambda: b"<!DOCTYPE html><html><body>404</body></html>",
        f"is a web page (HTML). {EXPECTED}",
    ),
    "xhtml": (lambda: b'<?xml version="1.0"?><x:html xmlns:x="a"/>', f"is a web page (HTML). {EXPECTED}"),
    "organisation file": (lambda: b"<iati-organisations/>", f"is an IATI organisation file. {EXPECTED}"),
    "other xml": (
        lambda: b"<rss><channel/></rss>",
        f"is XML with the root <rss> and contains no activities. {EXPECTED}",
    ),
    "much other xml": (
        lambda: b"<rss>" + b"<item/>" * 5_000_000,
        "is XML with the root <rss> and contains no activities",
    ),
    "wrong encoding": (
        lambda: iati(activity()).replace(b"prison", b"pris\xf3n"),
        "should use UTF-8 or the encoding stated in its first line, but line 3 contains other bytes",
    ),
    "unknown encoding": (
        lambda: b'<?xml version="1.0" encoding="klingon"?><iati-activities/>',
        "should use UTF-8 or the encoding stated in its first line",
    ),
    "cut xml": (lambda: iati(activity())[:-40], "is not well-formed XML at line 3"),
    "cut gz": (lambda: gzip.compress(iati(activity()))[:-20], "is incomplete"),
    "spoilt gz": (lambda: gzip.compress(b"")[:10] + b"\xff" * 40, "is damaged and cannot be unpacked"),
    "gz in gz": (
        lambda: gzip.compress(gzip.compress(iati(activity()))),
        f"contains another compressed file. {EXPECTED}",
    ),
    "empty": (lambda: b"", f"is empty. {EXPECTED}"),
    "only blanks": (lambda: b" \n" * 50, f"is empty. {EXPECTED}"),
    "empty gz": (lambda: gzip.compress(b""), f"is empty. {EXPECTED}"),
    "binary junk": (lambda: bytes(range(256)) * 400, f"is binary content of an unknown type. {EXPECTED}"),
    "pdf": (lambda: make.pdf(make.lines("text")), f"is a PDF. {EXPECTED}"),
    "word document": (lambda: make.word("text"), f"is a Word document (.docx). {EXPECTED}"),
    "workbook": (lambda: make.zipped(**{"xl/workbook.xml": b""}), f"is an Excel workbook (.xlsx). {EXPECTED}"),
    "zip": (lambda: make.zipped(a=b"1"), f"is a ZIP archive. {EXPECTED}"),
    "protected office file": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "or a password-protected file",
    ),
    "json array": (lambda: b'[{"id": 1}]', f"is a JSON array. {EXPECTED}"),
    "rich text": (lambda: b"{\\rtf1 text}", f"is a rich text file (.rtf). {EXPECTED}"),
    "plain text": (lambda: b"id,title\n1,T", f"is plain text. {EXPECTED}"),
    "wide text": (lambda: '{"id": 1}'.encode("utf-16"), f"is text in UTF-16. {EXPECTED}"),
}

# Reads one file and says what came of it, how long it took and how much memory the reading process had.
MEASURE = """
import json, resource, sys
from egnatia.formats.files import read
outcomes = list(read(sys.argv[1]))
reader = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = reader.ru_utime + reader.ru_stime  # other programs on the machine do not count
peak = reader.ru_maxrss * 1024
last = outcomes[-1]
print(json.dumps([type(last).__name__, getattr(last, "sentence", ""), seconds, peak]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_refused_in_2_seconds_and_256_mb_with_one_sentence(name: str, tmp_path: Path) -> None:
    make_content, words = HOSTILE[name]
    path = tmp_path / "sent.xml"
    content = make_content()
    path.write_bytes(content)

    answer = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    kind, sentence, seconds, peak = json.loads(answer.stdout)

    assert kind == "Refused", kind
    assert sentence.startswith(("sent.xml ", "Line 1 of sent.xml "))
    assert words in sentence
    assert "\n" not in sentence
    assert sentence == refused(told(content, file="sent.xml")).sentence
    assert seconds <= 2
    assert peak <= 256_000_000


def test_a_file_of_2_gb_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as sparse:
        sparse.truncate(2 * 1024**3)

    answer = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    kind, sentence, seconds, _ = json.loads(answer.stdout)

    assert (kind, sentence) == ("Refused", "huge.xml is 2.1 GB in size. The maximum is 1 GB.")
    assert seconds <= 0.2


def test_what_came_before_the_fault_is_followed_by_a_refusal() -> None:
    outcomes = told(iati(activity())[:-10] + b"<")

    assert [type(each).__name__ for each in outcomes] == ["Parsed", "Refused"]
    assert refused(outcomes).params["line"] == "4"


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(input_bytes=100), "is 243 bytes in size. The maximum is 100 bytes"),
        (Limits(elements=3), "has more than 3 elements"),
        (Limits(depth=2), "has elements nested more than 2 levels deep at line 3"),
    ],
)
def test_every_limit_has_its_sentence(limits: Limits, words: str) -> None:
    assert words in refused(told(iati(activity()), limits=limits)).sentence


def test_a_packed_file_may_not_grow_beyond_its_limit() -> None:
    found = refused(told(gzip.compress(iati(activity())), limits=Limits(unpacked_bytes=100)))

    assert found.code == "unpacks-too-far"
    assert found.sentence.endswith("The maximum is 100 bytes.")


def test_a_packed_file_of_several_members_with_padding_is_read_whole() -> None:
    content = iati(activity())
    outcomes = told(gzip.compress(content[:50]) + gzip.compress(content[50:]) + b"\0" * 512)

    assert isinstance(outcomes[-1], Finished)
    assert outcomes[-1].accepted == 1


def test_libxml_own_bound_on_depth_is_told_like_ours() -> None:
    found = refused(told(b"<iati-activities>" + b"<a>" * 400, limits=Limits(depth=1000)))

    assert found.code == "too-deep"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    assert isinstance(told(content)[-1], Finished | Refused)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_change_to_a_good_file_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([iati(activity()), make.row(), gzip.compress(iati(activity()))])))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))

    outcomes = told(bytes(content))

    assert isinstance(outcomes[-1], Finished | Refused)
    assert "stopped" not in {each.code for each in outcomes if isinstance(each, Refused)}
