"""What columns and values probably mean."""

import pytest

from egnatia.formats.sheets import distinct, meaning_of, suggested
from egnatia.formats.sheets.inference import field_named, field_tagged, guessed, title_made_of
from egnatia.formats.sheets.tables import Column, Row, Table
from tests.formats.sheets.make import table

CODES = {
    "objectives": {"2.3.1": "2.3.1"},
    "types": {"training": "training"},
    "groups": {"young people": "young-people"},
}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Project name", "title"),
        ("Назив на проектот", "title"),
        ("Emri i projektit", "title"),
        ("Τίτλος έργου", "title"),
        ("Ime operacije/Operation name", "title"),
        ("Donor 2 (choose from drop down)", "funding"),
        ("donor_1", "funding"),
        ("Duration – Start", "start"),
        ("Planned start date of work", "start"),
        ("Amount in total", "amount"),
        ("Primalac", "receiving"),
        ("Прималац", "receiving"),
        ("Primatelj", "receiving"),
        ("Примател", "receiving"),
        ("Përfituesi", "receiving"),
        ("Получател", "receiving"),
        ("Address", ""),
        ("A long sentence that nobody would take for a title of a column of a sheet at all", ""),
        ("Colour / shape", ""),
        ("Colour – shape", ""),
        ("Something quite different", ""),
    ],
)
def test_the_words_of_a_header_name_a_field_in_our_languages(words: str, field: str) -> None:
    assert field_named(words) == field


@pytest.mark.parametrize(
    ("amounts", "field"),
    [
        ("5000|about ten", "amount"),  # one that is none is refused with its row, and its column stays
        ("5000|6000|about ten", "amount"),
        ("5000|about ten|a lot", ""),
        ("about ten", ""),
    ],
)
def test_one_cell_that_is_no_amount_leaves_no_column_of_amounts_out(amounts: str, field: str) -> None:
    found = table("Naziv | Iznos", *(f"Obuka {number} | {amount}" for number, amount in enumerate(amounts.split("|"))))

    assert guessed(found) == {0: "title", 1: field}


def test_a_second_title_describes_but_in_a_table_that_was_downloaded() -> None:
    theirs = table("title | measure", "A law | law")
    ours = table("record | title | measure", "3127331c-afaf-425e-a6a5-ff4e29d12220 | A law | law")

    assert guessed(theirs) == {0: "title", 1: "description"}
    assert guessed(ours) == {0: "record", 1: "title", 2: "measure"}
    assert guessed(table("record | title | amount_band | x", "3127331c-afaf-425e-a6a5-ff4e29d12220 | A law | | y")) == {
        0: "record",
        1: "title",
        2: "band",
        3: "",
    }
    assert guessed(table("record | measure", "3127331c-afaf-425e-a6a5-ff4e29d12220 | A law")) == {
        0: "record",
        1: "title",
    }


@pytest.mark.parametrize(
    ("tag", "field"),
    [
        ("#org+funder", "funding"),
        ("#org+impl+name", "reporting"),
        ("#adm3", "places"),
        ("#adm3+code", ""),
        ("#adm+x", "places"),
        ("#admin", None),
        ("#country+iso2", "economies"),
        ("#meta+id", ""),
        ("#colour", None),
    ],
)
def test_hxl_tags_name_fields(tag: str, field: str | None) -> None:
    assert field_tagged(tag) == field


def fields(found: Table, **rest: str) -> dict[str, str]:
    return {found.header[at].words: field for at, field in guessed(found, **rest).items()}  # type: ignore[arg-type]  # callers name a kind of rows


def test_values_decide_where_words_do_not() -> None:
    found = fields(
        table(
            "Title|Colour|Size|Budget|Start|Cost|Number",
            "a|Albania|50-250k|do 50.000|soon|much|7",
            "b|Serbia, MNE|<50k|>5m|x|little|7",
        )
    )

    assert found == {
        "Title": "title",
        "Colour": "economies",
        "Size": "band",
        "Budget": "",
        "Start": "",
        "Cost": "",
        "Number": "",
    }


def test_numbers_that_differ_are_identifiers_and_bands_are_seen_without_a_word_for_them() -> None:
    found = fields(table("Title|Project number|Shape", "a|7|<50k", "b|8|1-5m"))

    assert found == {"Title": "title", "Project number": "identifier", "Shape": "band"}


def test_an_empty_column_and_a_second_one_of_a_single_field_are_left_out() -> None:
    found = fields(table("Title|Name|Start|Begin|Donor|Source|source|Shape", "a|b|2026|2027||x|y|z"))

    assert found == {
        "Title": "title",
        "Name": "",
        "Start": "start",
        "Begin": "",
        "Donor": "",
        "Source": "",
        "source": "source",
        "Shape": "",
    }
    assert fields(table("Project|Activity", "a|b"))["Activity"] == "description"


def test_a_description_is_the_title_where_none_is_and_tables_without_texts_make_one_of_what_they_have() -> None:
    assert fields(table("Description|Country", "a|Albania"))["Description"] == "title"
    found = table("Sector|Organisation|Municipality|Country", "a|b|c|Albania")
    assert title_made_of(guessed(found)) == (0, 1, 2)
    assert suggested([found]).title_of == ("Sector", "Organisation", "Municipality")
    assert title_made_of(guessed(table("Title", "a"))) == ()


def test_headings_are_objectives_or_economies() -> None:
    header = (Column("A", "Title"), Column("*1", "heading 1"), Column("*2", "heading 2"), Column("*3", "heading 3"))
    found = Table("t", header, (Row(1, ("a", "2.3 Exit", "Albania", "other")),))

    assert fields(found) == {"Title": "title", "heading 1": "objectives", "heading 2": "economies", "heading 3": ""}


def test_tags_come_before_words() -> None:
    header = (Column("A", "Name", tag="#activity"), Column("B", "Funder", tag="#colour"), Column("C", "economy"))

    assert fields(Table("t", header, (Row(1, ("a", "b", "x")),))) == {
        "Name": "title",
        "Funder": "funding",
        "economy": "economies",
    }


def test_needs_have_fields_of_their_own() -> None:
    found = fields(
        table("Country|Priority|Description|Objective|Source|Page", "Albania|high|x|2.3.1|r|3"), kind="needs"
    )

    assert found == {
        "Country": "economies",
        "Priority": "priority",
        "Description": "words",
        "Objective": "objectives",
        "Source": "source",
        "Page": "page",
    }
    assert suggested([table("Need|Country", "x|Albania")], "needs").title_of == ()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("economies", "Crna Gora", "MNE"),
        ("types", "Training", "training"),
        ("types", "Capacity development", "training"),
        ("types", "Expert support to the police", "mentoring-or-expert"),
        ("types", "Colours", ""),
        ("status", "во тек", "implementation"),
        ("groups", "Young people", "young-people"),
        ("objectives", "Objective 2.3.1 Prisons", "2.3.1"),
        ("objectives", "9.9.9 Nothing", ""),
        ("priority", "visok", "high"),
    ],
)
def test_values_mean_terms_by_code_label_or_a_word_in_our_languages(field: str, value: str, code: str) -> None:
    assert meaning_of(field, value, CODES) == code


def test_a_suggested_mapping_says_what_the_values_mean_and_leaves_others_out() -> None:
    found = suggested(
        [
            table("Title|Type|Budget in EUR|Objective", "a|Works; Colours|5|2.3.1", "b|training|6|x"),
            table("Title|Donor", "c|Ura"),
        ],
        codes=CODES,
    )

    uses = {use.field: use for use in found.columns}
    assert uses["types"].values == {"Works": ("works-or-storage",), "Colours": ()}
    assert uses["objectives"].values == {"x": ()}
    assert set(uses) == {"title", "types", "amount", "objectives", "funding"}
    assert found.currency == "EUR"


def test_the_values_of_a_column_are_told_apart_the_most_frequent_first() -> None:
    found = table("A|B", "x; y|Albania (40%)", "y|Albania, Serbia", "n/a|")

    assert list(distinct(found, 0, "types")) == ["y", "x"]
    assert list(distinct(found, 1, "economies")) == ["Albania", "Serbia"]


@pytest.mark.parametrize("header", ["Beneficiaries", "Target group", "Корисници", "Përfituesit", "Ciljna grupa"])
def test_a_column_of_numbers_holds_no_target_groups(header: str) -> None:
    rows = [f"Work {number} | {count}" for number, count in enumerate(("120", "1.300", "~ 40", "25-30"))]

    assert guessed(table(f"Project name | {header}", *rows)) == {0: "title", 1: ""}
    assert guessed(table(f"Project name | {header}", "Work | young people")) == {0: "title", 1: "groups"}


@pytest.mark.parametrize(
    "header",
    [
        "Number of target groups",
        "Target groups, number",
        "Broj ciljne grupe",
        "Број на целни групи",
        "Nr. grupi i synuar",
    ],
)
def test_a_header_that_asks_how_many_holds_no_target_groups(header: str) -> None:
    assert guessed(table(f"Project name | {header}", "Work | about forty")) == {0: "title", 1: ""}
