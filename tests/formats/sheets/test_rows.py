"""Rows become activities: right, or refused with row, column, what was found and what is expected."""

import msgspec
import pytest

from egnatia.formats import Finished, Refused
from egnatia.formats.sheets import Mapping, SheetNeed, Table, Use, activities_of, needs_of
from egnatia.formats.sheets.tables import Column, Row
from tests.formats.sheets.make import activity, fault, mapping, rows_of, table

CODES = {
    "objectives": {"2.3.1": "2.3.1", "prison": "2.3.1", "2.3": "2.3"},
    "types": {"training": "training"},
    "groups": {"young people": "young-people"},
    "sectors": {"prisons": "DAC:15137"},
}


def test_every_field_of_a_row_is_read() -> None:
    header = (
        "Title|Text|More|Where|City|State|From|To|Money|Currency|By|Donor|Doer|Trained|Topic|Aim|Kind|For|No|Sort|Lang"
    )
    cells = (
        "Training|First|Second|Albania 40%; Crna Gora|Tirana; Bar|closed|1.3.2026|2027|1.000,50|eur|Ura|Hub;n/a|Doer"
        "|Prisons|DAC:15210; 15130; 99:x; police|Objective 2.3.1|training|Young people|7|event|SQ"
    )
    fields = (
        "title", "description", "description", "economies", "places", "status", "start", "end", "amount", "currency",
        "reporting", "funding", "implementing", "receiving", "sectors", "objectives", "types", "groups", "identifier",
        "sort", "language",
    )  # fmt: skip
    how = Mapping(columns=tuple(map(Use, header.split("|"), fields)), source="S")

    found = activity(table(header, cells), how, CODES)

    assert (found.identifier, found.title, found.lang, found.sort, found.status) == (
        "S:7",
        "Training",
        "sq",
        "event",
        "closed",
    )
    assert found.descriptions[0].texts[0].text == "First\n\nSecond"
    assert [(each.code, each.percentage) for each in found.economies] == [("ALB", 40.0), ("MNE", None)]
    assert [place.name if hasattr(place, "name") else place.names[0].text for place in found.locations] == [
        "Tirana",
        "Bar",
    ]
    assert [(each.type, each.date) for each in found.dates] == [("start", "2026-03-01"), ("end", "2027")]
    assert found.total is not None
    assert (found.total.amount, found.total.currency) == (1000.5, "EUR")
    assert found.reporting is not None
    assert [(body.role, body.name) for body in (found.reporting, *found.participating)] == [
        ("reporting", "Ura"), ("funding", "Hub"), ("implementing", "Doer"), ("receiver", "Prisons"),
    ]  # fmt: skip
    assert [(each.vocabulary, each.code) for each in found.sectors] == [
        ("DAC", "15210"),
        ("DAC", "15130"),
        ("99", "x"),
        ("", ""),
    ]
    assert (found.objectives, found.types, found.groups) == (("2.3.1",), ("training",), ("young-people",))
    assert (found.provenance.line, found.provenance.source) == (2, "S")


@pytest.mark.parametrize(
    ("fields", "cells", "code", "column", "value"),
    [
        ({"title": "A"}, "", "cell-title", "A", ""),
        ({"title": "A"}, "n/a", "cell-title", "A", ""),
        ({"title": "A", "start": "B"}, "t|soon", "cell-date", "B", "soon"),
        ({"title": "A", "start": "B"}, "t|3/4/2026", "cell-date-unclear", "B", "3/4/2026"),
        ({"title": "A", "start": "B", "end": "C"}, "t|2027|2026", "cell-order", "C", "2026"),
        ({"title": "A", "period": "B"}, "t|2027 - 2026", "cell-order", "B", "2026"),
        ({"title": "A", "period": "B"}, "t|soon - later", "cell-date", "B", "soon - later"),
        ({"title": "A", "amount": "B"}, "t|a lot", "cell-amount", "B", "a lot"),
        ({"title": "A", "amount": "B"}, "t|1.234", "cell-amount-unclear", "B", "1.234"),
        ({"title": "A", "band": "B"}, "t|large", "cell-band", "B", "large"),
        (
            {"title": "A", "amount": "B", "currency": "C"},
            "t|5|dollars and cents",
            "cell-currency",
            "C",
            "dollars and cents",
        ),
        ({"title": "A", "economies": "B"}, "t|Albania 60%, Serbia 70%", "cell-shares", "B", "130 %"),
        ({"title": "A", "record": "B"}, "t|17", "cell-record", "B", "17"),
        ({"title": "A", "measure": "B"}, "t|law", "cell-measure", "B", "law"),
        ({"title": "A", "sort": "B", "measure": "C"}, "t|event|law", "cell-measure", "C", "law"),
        ({"title": "A", "sort": "B", "measure": "C"}, "t|own-measure|bell", "cell-term", "C", "bell"),
        ({"title": "A", "types": "B"}, "t|Something", "cell-term", "B", "Something"),
        ({"title": "A", "objectives": "B"}, "t|9.9.9 Unheard of", "cell-term", "B", "9.9.9 Unheard of"),
        ({"title": "A", "status": "B"}, "t|begun", "cell-term", "B", "begun"),
    ],
)
def test_a_cell_that_cannot_be_used_refuses_its_row(
    fields: dict[str, str], cells: str, code: str, column: str, value: str
) -> None:
    found = fault(table("A|B|C", cells + "|" * (2 - cells.count("|"))), mapping(**fields), CODES)

    assert (found.code, found.line, found.params["column"], found.value) == (code, 2, column, value)
    assert found.sentence.startswith("Row 2 of t in a.xlsx")


def test_a_file_that_is_one_table_is_named_once_in_the_reason() -> None:
    found = fault(msgspec.structs.replace(table("A|B|C", "t|soon|"), name=""), mapping(title="A", start="B"), CODES)

    assert found.sentence.startswith("Row 2 of a.xlsx, column B: soon is not a date")


def test_a_row_without_a_title_column_names_the_field() -> None:
    how = Mapping(columns=(Use("A", "sectors"),), title_of=("A",))

    assert fault(table("A|B", "|x"), how).params["column"] == "title"
    assert activity(table("A|B", "Health|x"), how).title == "Health"


def test_bands_are_legal_where_an_amount_is_asked_for() -> None:
    how = mapping(title="A", amount="B", band="C")

    assert activity(table("A|B|C", "t|50-250k|"), how).band == "50-250k"
    both = activity(table("A|B|C", "t|100|do 50.000"), how)
    assert both.total is not None
    assert (both.total.amount, both.band) == (100.0, "<50k")
    assert activity(table("A|B|C", "t||"), msgspec.structs.replace(how, always={"band": (">5m",)})).band == ">5m"
    known = Mapping(columns=(Use("A", "title"), Use("C", "band", {"M": ("1-5m",), "?": ()})))
    assert activity(table("A|B|C", "t||M"), known).band == "1-5m"
    assert activity(table("A|B|C", "t||?"), known).band == ""


def test_a_currency_without_an_amount_is_kept() -> None:
    found = activity(table("A|B", "t|MDL"), mapping(title="A", currency="B"))

    assert found.total is not None
    assert (found.total.amount, found.total.currency) == (None, "MDL")
    assert activity(table("A|B", "t|"), mapping(title="A", currency="B")).total is None


def test_currencies_are_understood_or_mapped() -> None:
    how = Mapping(
        columns=(Use("A", "title"), Use("B", "amount"), Use("C", "currency", {"lek": ("ALL",)})), currency="EUR"
    )

    said = [found.total for cells in ("t|5|€", "t|5|lek", "t|5|") if (found := activity(table("A|B|C", cells), how))]

    assert [money.currency for money in said if money] == ["EUR", "ALL", "EUR"]


def test_what_the_mapping_says_of_values_holds() -> None:
    how = Mapping(
        columns=(
            Use("A", "title"),
            Use("B", "economies", {"WB6": ("ALB", "MNE"), "Region": ()}),
            Use("C", "sectors", {"Health": ("DAC:12220",), "All; of it": ("DAC:15110",), "None": ()}),
            Use("D", "objectives", {"Goal one; two": ("2.3.1",), "x": ()}),
        ),
        always={"economies": ("SRB",), "sectors": ("DAC:15210",), "types": ("training",)},
    )

    found = activity(table("A|B|C|D", "t|wb6|Health; None; rest|Goal One; two"), how, CODES)
    other = activity(table("A|B|C|D", "t|Albania, Region, WB6|All; of it|x"), how, CODES)

    assert [each.code for each in found.economies] == ["ALB", "MNE", "SRB"]
    assert [each.code or each.texts[0].text for each in found.sectors] == ["12220", "rest", "15210"]
    assert (found.objectives, found.types) == (("2.3.1",), ("training",))
    assert [each.code for each in other.economies] == ["ALB", "MNE", "SRB"]
    assert [each.code for each in other.sectors] == ["15110", "15210"]
    assert other.objectives == ()


def test_a_column_that_only_other_tables_have_says_nothing() -> None:
    assert activity(table("A", "t"), mapping(title="A", status="State")).status == ""


def test_a_place_that_nobody_knows_waits_for_a_person() -> None:
    found = activity(table("A|B", "t|Western Balkans 50%"), mapping(title="A", economies="B"))

    assert found.economies[0].texts[0].text == "Western Balkans"


def test_rows_without_a_number_of_their_own_get_one_that_stays() -> None:
    how = mapping(title="A", funding="B")
    first = [each.identifier for each in rows_of(table("A|B", "t|x", "t|x", "u|x"), how)]
    again = [each.identifier for each in rows_of(table("A|B", "t|x", "t|x", "u|x"), how)]

    assert first == again
    assert len(set(first)) == 3
    assert first[1] == f"{first[0]}-2"


def test_a_row_that_names_its_record_keeps_its_identifier_as_it_is() -> None:
    number = "7f8c2b60-0000-4000-8000-000000000001"

    found = activity(table("A|B", f"t|{number}"), mapping(title="A", record="B"))

    assert (found.record, found.identifier, found.given) == (number, "", ("record", "title"))


def merged_table(*rows: tuple[str, ...]) -> Table:
    header = tuple(Column(letter, letter) for letter in "ABCD")
    carried = [(), *((0,) for _ in rows[1:])]
    return Table(
        "t", header, tuple(Row(n, row, carried=c) for n, (row, c) in enumerate(zip(rows, carried, strict=True), 2))
    )


def test_rows_under_one_title_are_one_activity() -> None:
    how = mapping(title="A", economies="B", amount="C", currency="D")

    parts = activity(merged_table(("t", "Albania", "100", "EUR"), ("t", "Serbia", "50", "EUR")), how)
    same = activity(merged_table(("t", "Albania", "100", "EUR"), ("t", "Serbia", "100", "EUR")), how)
    mixed = activity(merged_table(("t", "Albania", "100", "EUR"), ("t", "Serbia", "50", "USD")), how)
    none = activity(merged_table(("t", "Albania", "", ""), ("t", "Serbia", "", "")), how)

    assert [each.code for each in parts.economies] == ["ALB", "SRB"]
    assert [each.total.amount if each.total else None for each in (parts, same, mixed, none)] == [
        150.0,
        100.0,
        100.0,
        None,
    ]


def test_tables_without_the_columns_are_left_out_and_a_file_without_any_is_refused() -> None:
    how = mapping(title="Title")
    found = list(activities_of([table("Name", "x"), table("Title", "y")], how, file="a.xlsx"))
    assert found[-1] == Finished(file="a.xlsx", format="sheet", accepted=1, rejected=0)

    (refused,) = activities_of([table("Name", "x")], how, file="a.xlsx")
    assert isinstance(refused, Refused)
    assert refused.sentence == "a.xlsx has no table with the columns of the mapping: Title."


def needs(found: Table, how: Mapping) -> list[object]:
    return list(needs_of([found], how, file="a.xlsx", codes=CODES))


def test_a_row_of_needs_says_one_for_each_economy_and_objective() -> None:
    how = Mapping(
        rows="needs",
        source="Report 2026",
        columns=tuple(
            map(Use, "ABCDEFG", ("economies", "objectives", "words", "priority", "page", "stated", "nature"))
        ),
    )

    first, second, _ = needs(table("A|B|C|D|E|F|G", "Albania; MNE|2.3.1|A law|high|12|2026|operational"), how)

    assert isinstance(first, SheetNeed)
    assert isinstance(second, SheetNeed)
    assert (first.economy, second.economy) == ("ALB", "MNE")
    assert (first.objective, first.words, first.priority, first.nature) == ("2.3.1", "A law", "high", "operational")
    assert (first.source, first.page, first.stated, first.perspective) == ("Report 2026", "12", "2026", "")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("Albania|2.3.1|", "cell-words"),
        ("Albania||x", "cell-objective"),
        ("|2.3.1|x", "cell-economy"),
        ("Nowhere|2.3.1|x", "cell-economy"),
    ],
)
def test_a_need_without_what_it_must_say_is_refused(cells: str, code: str) -> None:
    how = Mapping(rows="needs", columns=tuple(map(Use, "ABC", ("economies", "objectives", "words"))))

    rejected, sums = needs(table("A|B|C", cells), how)

    assert getattr(rejected, "code", "") == code
    assert isinstance(sums, Finished)
    assert sums.rejected == 1


def test_needs_of_a_table_without_the_columns_are_refused() -> None:
    (refused,) = needs(table("X", "a"), Mapping(rows="needs", columns=(Use("Words", "words"),)))

    assert isinstance(refused, Refused)


def test_an_economy_of_all_rows_or_of_a_mapped_value_is_enough_for_a_need() -> None:
    how = Mapping(
        rows="needs",
        columns=(Use("A", "economies", {"Ours": ("MKD",)}), Use("B", "objectives"), Use("C", "words")),
        always={"economies": ("ALB",)},
    )

    said = [
        each.economy for each in needs(table("A|B|C", "Ours|2.3.1|x", "|2.3.1|y"), how) if isinstance(each, SheetNeed)
    ]

    assert said == ["MKD", "ALB", "ALB"]
