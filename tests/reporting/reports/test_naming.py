"""Words that a report of this forum had better not say: found where they stand, decided by a person."""

from uuid import UUID

import pytest
from tests import make

from egnatia.reporting.reports.terminology import FreeText, risky


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.why, hit.word) for hit in risky([FreeText(make.uuid(1), "need", text, "en")])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Support in our country", [("country", "country")]),
        ("Kosovo needs a unit", [("name", "Kosovo")]),
        ("Kosovo* needs a unit", []),
        ("na Kosovu", [("name", "Kosovu")]),
        ("на Косову, Косова", [("name", "Косову"), ("name", "Косова")]),
        ("KOSOVO", [("name", "KOSOVO")]),
        ("u Makedoniji", [("name", "Makedoniji")]),
        ("во Македонија, në Maqedoni", [("name", "Македонија"), ("name", "Maqedoni")]),
        ("Republic of Kosovo*, na Kosovu*, në Kosovë*, на Косову*", []),
        ("u Severnoj Makedoniji, во Северна Македонија, në Maqedoninë e Veriut, NORTH MACEDONIA", []),
        ("North Macedonia and Macedonia", [("name", "Macedonia")]),
        ("Bosnia and Herzegovina, then Bosnia", [("name", "Bosnia")]),
        ("Bosnian and Macedonian editions", []),
        ("преведено на македонски, македонскиот јазик, на македонском", []),
        ("prevedeno na makedonski, në maqedonisht dhe në gjuhën maqedonase", []),
        ("A gap that is overdue", [("judging", "gap"), ("judging", "overdue")]),
        ("A gape and a stopgap measure", []),
        ("Flag \U0001f1e6\U0001f1f1 here", [("flag", "\U0001f1e6\U0001f1f1")]),
        ("radicalised persons in prison", [("person", "radicalised persons")]),
        ("Подршка нашој држави", [("country", "држави")]),
        ("Turkey", [("name", "Turkey")]),
        ("Training of prison staff", []),
    ],
)
def test_which_words_wait_for_a_person(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_each_is_shown_where_it_stands() -> None:
    (hit,) = risky([FreeText(make.uuid(1), "need", "We have in this country too few places.", "en")])

    assert (hit.before, hit.word, hit.after) == ("We have in this ", "country", " too few places.")
    assert hit.record == make.uuid(1)


def test_every_one_has_its_own_identifier() -> None:
    hits = risky([FreeText(make.uuid(n), "need", "gap gap", "en") for n in (1, 2)])

    assert len({hit.id for hit in hits}) == 4
    assert all(isinstance(hit.record, UUID) for hit in hits)
