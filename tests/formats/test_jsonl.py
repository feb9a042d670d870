"""Activities as JSON lines."""

import pytest

from egnatia.formats import Finished, Parsed
from egnatia.formats.limits import Limits
from tests.formats import make
from tests.formats.make import parsed, rejected, row


def test_a_row_is_named_by_source_and_id() -> None:
    found = parsed(
        row(
            publisher="Agency",
            description="For guards",
            countries=["Serbia"],
            lang="en",
            funders=["EU"],
            implementers=["NGO", ""],
            sectors=["15210", "152", "Justice"],
            start="2020-01-01",
            end="2021",
            amount="250000.0",
            locations=["Nis"],
        )
    )

    assert (found.identifier, found.title, found.format, found.lang) == (
        "register:7",
        "Training of prison staff",
        "jsonl",
        "en",
    )
    assert found.reporting is not None
    assert (found.reporting.name, found.provenance.publisher, found.provenance.source) == (
        "Agency",
        "Agency",
        "register",
    )
    assert [(each.role, each.name) for each in found.participating] == [("funding", "EU"), ("implementing", "NGO")]
    assert found.descriptions[0].texts[0].text == "For guards"
    assert [each.texts[0].text for each in found.economies] == ["Serbia"]
    assert [(each.vocabulary, each.code, bool(each.texts)) for each in found.sectors] == [
        ("1", "15210", False),
        ("2", "152", False),
        ("", "", True),
    ]
    assert [(each.type, each.date) for each in found.dates] == [("start", "2020-01-01"), ("end", "2021")]
    assert found.total is not None
    assert (found.total.amount, found.total.currency) == (250000.0, "")
    assert found.locations[0].names[0].text == "Nis"
    assert found.doubts == ()


def test_only_an_id_and_a_title_are_needed() -> None:
    found = parsed(b'{"id": 12, "title": "T", "lang": "und"}')

    assert (found.identifier, found.lang, found.reporting, found.total) == ("a.xml:12", "", None, None)
    assert [(each.code, each.value) for each in found.doubts] == [("no-source", "a.xml")]


def test_the_publisher_stands_in_for_a_missing_source() -> None:
    assert parsed(row(source="", publisher="Agency")).identifier == "Agency:7"


def test_a_text_where_a_list_is_expected_is_a_list_of_one() -> None:
    found = parsed(row(countries="Albania", funders=[1, True, None], title="T\0"))

    assert [each.texts[0].text for each in found.economies] == ["Albania"]
    assert [each.name for each in found.participating] == ["1"]
    assert found.title == "T"
    assert [(each.code, each.field, each.value) for each in found.doubts] == [("wrong-type", "funders", "a list")]


@pytest.mark.parametrize("value", [{"a": 1}, [1], True])
def test_a_value_of_another_type_is_left_out_with_a_doubt(value: object) -> None:
    found = parsed(row(description=value))

    assert found.descriptions == ()
    assert [(each.code, each.field) for each in found.doubts] == [("wrong-type", "description")]


def test_an_amount_in_words_is_read_or_kept_as_written() -> None:
    kuna, words = parsed(row(amount="5.172.338,50 kn")).total, parsed(row(amount="up to a million"))

    assert kuna is not None
    assert (kuna.amount, kuna.currency) == (5172338.5, "HRK")
    assert words.total is not None
    assert (words.total.amount, words.total.as_written) == (None, "up to a million")
    assert [each.code for each in words.doubts] == ["no-amount"]


def test_a_currency_beside_the_amount_is_taken() -> None:
    found = parsed(row(amount=5, currency="eur")).total

    assert found is not None
    assert (found.amount, found.currency) == (5, "EUR")


def test_a_slashed_date_is_read_by_the_language_of_its_row() -> None:
    greek, english = (
        parsed(row(start="03/04/2016", lang="el")),
        parsed(row(start="03/04/2016", end="Ongoing", lang="en")),
    )

    assert greek.dates[0].date == "2016-04-03"
    assert english.dates[0].date == "2016"
    assert [(each.code, each.field) for each in english.doubts] == [("unclear-date", "start"), ("no-date", "end")]


def test_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    outcomes = make.told(b"\xef\xbb\xbf" + row() + b"\r\n\n" + row(id="8") + b"\n")

    lines = [each.provenance.line for each in outcomes if isinstance(each, Parsed)]
    assert lines == [1, 3]
    assert outcomes[-1] == Finished(file="a.xml", format="jsonl", accepted=2, rejected=0)


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        (
            b'{"id": 1',
            "no-json",
            "Line 1 of a.xml is not valid JSON (it ends too early). Each line must be one activity as a",
        ),
        (b'{"title": "T"}', "no-id", "Line 1 of a.xml has no id. Each line needs at least source, id and title."),
        (b'{"id": "1", "source": "s"}', "no-title", "Activity 1 of a.xml (line 1), s:1, has no title."),
        (
            b'{"id": "\xe9"}',
            "row-encoding",
            "Line 1 of a.xml is not UTF-8 at byte 9. Save the file as UTF-8",
        ),
        (b'{"a":' + b"[" * 5000, "no-json", "Line 1 of a.xml is not valid JSON (syntax error)"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(line: bytes, code: str, sentence: str) -> None:
    found = rejected(line)

    assert (found.code, found.line) == (code, 1)
    assert found.sentence.startswith(sentence)


def test_a_line_that_is_no_object_is_rejected_alone() -> None:
    first, second, _ = make.told(row() + b"\n[1]")

    assert isinstance(first, Parsed)
    assert not isinstance(second, Parsed)
    assert (
        getattr(second, "sentence", "") == "Line 2 of a.xml is a list. Each line must be one activity as a JSON object."
    )


def test_an_endless_line_is_rejected_without_being_kept() -> None:
    long = row(description="x" * 200_000)

    first, second, third, finished = make.told(row() + b"\n" + long + b"\n" + long, limits=Limits(line_bytes=100_000))

    assert isinstance(first, Parsed)
    assert [getattr(each, "code", "") for each in (second, third)] == ["row-too-long", "row-too-long"]
    assert isinstance(finished, Finished)
    assert finished.rejected == 2
