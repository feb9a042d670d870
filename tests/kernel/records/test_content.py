"""A content described once: what is derived from it, what cannot be meant, and who may know of which field."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import msgspec
import pytest
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.policy import Envelope
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader
from egnatia.kernel.records.content import (
    ByLanguage,
    Content,
    Field,
    body_of,
    parts_of,
    said_in,
    searched_texts,
    seen_by,
    title_of,
)
from tests import make

OWNER, OTHER = (Reader(name=name, person=name, organisation=name) for name in ("owner", "other"))
ENVELOPE = Envelope(make.uuid(1), "report", make.GREEN, owner="owner", author="owner")


def for_its_owner(reader: Reader, envelope: Envelope) -> bool:
    return reader.organisation == envelope.owner


class Report(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), search=True, public=True)]
    source: Annotated[str, Field(_("Source"), search=True)] = ""
    topics: Annotated[tuple[str, ...], Field(_("Topics"), choices="objective", filter=True)] = ()
    due: Annotated[date | None, Field(_("Due"), only=for_its_owner)] = None
    amount: Annotated[Decimal | None, Field(_("Amount"))] = None
    urgent: Annotated[bool, Field(_("Urgent"))] = True


SAID = Report(
    ByLanguage({"sq": "Raport", "en": "Report"}, "sq"),
    "Roadmap",
    ("2.3",),
    date(2026, 5, 4),
    Decimal("1.50"),
    urgent=False,
)


def test_a_body_is_json_and_says_the_same_when_it_is_read_again() -> None:
    body = body_of(SAID)

    assert body["due"] == "2026-05-04"
    assert said_in(Report, body) == {name: getattr(SAID, name) for name in parts_of(Report)}


def test_a_record_is_called_by_its_first_field_and_found_by_those_that_say_so() -> None:
    assert title_of(SAID) == {"sq": "Raport", "en": "Report"}
    assert sorted(searched_texts(SAID)) == ["Raport", "Report", "Roadmap"]


@pytest.mark.parametrize(
    ("texts", "original", "first"),
    [
        ({"sq": "Raport", "en": "Report"}, "sq", ("Raport", "sq")),
        ({"und": "Report"}, "", ("Report", "")),
        ({"mk": "Извештај", "sq": "Raport"}, "de", ("Извештај", "mk")),
        ({}, "", ("", "")),
    ],
)
def test_a_text_is_read_in_its_original_or_in_what_there_is(
    texts: dict[str, str], original: str, first: tuple[str, str]
) -> None:
    assert ByLanguage(texts, original).first() == first


def test_a_text_without_a_word_is_none() -> None:
    assert [bool(ByLanguage(texts)) for texts in ({}, {"en": ""}, {"en": "", "sq": "Po"})] == [False, False, True]


def test_what_an_older_shape_did_not_have_has_its_default() -> None:
    older = {"title": {"texts": {"en": "Report"}}, "dropped": "long ago"}

    assert said_in(Report, older) == {
        "title": ByLanguage({"en": "Report"}),
        "source": "",
        "topics": (),
        "due": None,
        "amount": None,
        "urgent": True,
    }


def test_what_cannot_be_read_as_its_field_any_more_is_said_as_it_was_written() -> None:
    assert said_in(Report, {**body_of(SAID), "due": "in spring"})["due"] == "in spring"


@pytest.mark.parametrize(
    ("reader", "hidden"),
    [(OWNER, set()), (SYSTEM, set()), (OTHER, {"due"}), (ANONYMOUS, {"source", "topics", "due", "amount", "urgent"})],
)
def test_a_field_is_absent_for_whoever_may_not_know_of_it(reader: Reader, hidden: set[str]) -> None:
    known = seen_by(Report, reader, ENVELOPE, body_of(SAID))

    assert parts_of(Report).keys() - known.keys() == hidden
    assert all(known[name] == getattr(SAID, name) for name in known)


FIELD = Field(_("Field"))
WRONG: tuple[tuple[Any, str], ...] = (
    (str, "Annotated"),
    (Annotated[list[str], FIELD], "a field is one of"),
    (Annotated[str, Field("Field")], "not translated"),  # type: ignore[arg-type]  # the mistake
    (Annotated[date | None, Field(_("Field"), choices="objective")], "choices are for"),
    (Annotated[tuple[str, ...], FIELD], "needs choices"),
    (Annotated[date | None, Field(_("Field"), search=True)], "search and lines"),
    (Annotated[str, Field(_("Field"), choices="objective", lines=3)], "search and lines"),
    (Annotated[str, Field(_("Field"), filter=True)], "filter is for choices"),
    (Annotated[str, Field(_("Field"), search=True, only=for_its_owner)], "one index serves all readers"),
    (Annotated[str, Field(_("Field"), choices="objective", filter=True, only=for_its_owner)], "one index serves"),
    (Annotated[str, Field(_("Field"), public=True, only=for_its_owner)], "is not public"),
)


@pytest.mark.parametrize(("hint", "why"), WRONG)
def test_what_cannot_be_meant_is_a_mistake_where_it_is_declared(hint: Any, why: str) -> None:  # noqa: ANN401 - an annotation
    wrong = msgspec.defstruct("Wrong", [("field", hint)], bases=(Content,), frozen=True)

    with pytest.raises(TypeError, match=why):
        parts_of(wrong)


def test_a_name_that_forms_use_themselves_is_not_taken() -> None:
    wrong = msgspec.defstruct("Wrong", [("language", Annotated[str, FIELD])], bases=(Content,), frozen=True)

    with pytest.raises(TypeError, match="forms and files use this name"):
        parts_of(wrong)
