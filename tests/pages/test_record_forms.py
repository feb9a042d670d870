"""What may be typed into a form and into a cell, and what becomes of texts in several languages."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from django.utils.translation import gettext_lazy as _
from msgspec.structs import asdict

from egnatia.exchange.models import Notice
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.pages.record_forms import RecordForm, typed_of
from egnatia.pages.record_sheets import SheetPlanning
from egnatia.pages.sheets import SheetRow
from tests import make


class Call(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"))]
    text: Annotated[ByLanguage, Field(_("Text"))] = ByLanguage()
    places: Annotated[int | None, Field(_("Number of places"))] = None
    amount: Annotated[Decimal | None, Field(_("Amount"))] = None
    deadline: Annotated[date | None, Field(_("Deadline"))] = None


MIXED = Call(
    ByLanguage({"en": "Training"}, "en"), ByLanguage({"sq": "Trajnim", "en": "A training", "mk": "Обука"}, "sq")
)


def form_of(typed: dict[str, Any], kept: Call | None = None) -> RecordForm[Call]:
    return RecordForm(Call, {"title": "Obuka", **typed}, reader=make.reader("form"), kept=kept)


@pytest.fixture
def reader() -> Reader:
    return make.reader()


@pytest.mark.django_db
class TestTyped:
    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("places", "40", 40),
            ("places", "40.0", 40),
            ("amount", "40000", Decimal(40000)),
            ("amount", "40.50", Decimal("40.50")),
            ("deadline", "2026-12-01", date(2026, 12, 1)),
            ("deadline", "01.12.2026", date(2026, 12, 1)),
        ],
    )
    def test_it_is_taken_as_it_is_meant(self, field: str, typed: str, said: object) -> None:
        form = form_of({field: typed})

        assert form.is_valid()
        assert getattr(form.said(), field) == said

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("places", "40.000"),
            ("amount", "40.000"),
            ("amount", "40.000,00"),
            ("amount", "-1"),
            ("amount", "9" * 30),
            ("deadline", "12/01/2026"),
            ("deadline", "32.12.2026"),
        ],
    )
    def test_what_could_be_meant_otherwise_is_refused_at_its_field(self, field: str, typed: str) -> None:
        assert list(form_of({field: typed}).errors) == [field]


@pytest.mark.django_db
class TestLanguages:
    def test_a_text_of_another_language_keeps_its_own(self) -> None:
        form = form_of({**typed_of(asdict(MIXED)), "title": "Trainings"}, MIXED)

        assert form.is_valid()
        assert form.said() == Call(ByLanguage({"en": "Trainings"}, "en"), MIXED.text)

    def test_saying_a_third_says_it_of_all(self) -> None:
        form = form_of({"title": "Obuka", "text": "Opis", "language": "sr"}, MIXED)

        assert form.is_valid()
        assert (form.said().title.original, form.said().text.first()) == ("sr", ("Opis", "sr"))

    def test_a_translation_is_not_dropped_because_the_original_is_said_to_be_english(self) -> None:
        form = form_of({"text": "Trajnim", "text_en": "A training", "language": "en"})

        assert list(form.errors) == ["text_en"]


def full(step: Step[Notice, Call]) -> None:
    if step.content.places == 0:
        raise ContentRefused("places", _("No places are left."))


@pytest.mark.django_db
def test_a_dry_run_says_what_the_kind_itself_would_refuse_and_leaves_nothing(reader: Reader) -> None:
    kind = RecordKind(model=Notice, content=Call, before=full)
    rows = [SheetRow(2, {"title": "Open", "places": "3"}), SheetRow(3, {"title": "Full", "places": "0"})]

    plan = SheetPlanning(kind, reader).plan(rows, "calls.csv")

    assert [each.row for each in plan.rows] == [2]
    assert [(each.row, each.column, each.expected) for each in plan.faults] == [(3, "places", "No places are left.")]
    assert not Notice.objects.exists()
