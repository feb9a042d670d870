"""Five Word files as ten years of rounds had them, each read as it was meant."""

from egnatia.formats import Finished, Parsed
from egnatia.formats.sheets import SheetNeed, Table, activities_of, needs_of, suggested
from tests.formats.sheets import templates
from tests.formats.sheets.make import told


def tables(content: bytes) -> list[Table]:
    return [each for each in told(content, file="round.docx") if isinstance(each, Table)]


def activities(content: bytes) -> dict[str, Parsed]:
    found = tables(content)
    *rows, sums = activities_of(found, suggested(found), file="round.docx")
    assert isinstance(sums, Finished)
    assert sums.rejected == 0, rows
    return {each.title: each for each in rows if isinstance(each, Parsed)}


def economies(parsed: Parsed) -> list[str]:
    return [each.code for each in parsed.economies]


def bodies(parsed: Parsed) -> list[tuple[str, str]]:
    return [(body.role, body.name) for body in parsed.participating]


def dates(parsed: Parsed) -> dict[str, str]:
    return {each.type: each.date for each in parsed.dates}


def test_a_line_above_each_table_is_the_objective_of_its_rows() -> None:
    found = activities(templates.support_by_objective())

    prison, mentors, home = found["Training of prison staff"], found["Mentors for wardens"], found["Way home"]
    assert (economies(prison), prison.objectives) == (["ALB", "XKX"], ("2.3.1",))  # one project over two rows
    assert dates(prison) == {"start": "2026-03-01", "end": "2026-12-31"}
    assert prison.total is not None
    assert (prison.total.amount, prison.total.currency) == (180_000.0, "EUR")
    assert bodies(mentors) == [("implementing", "Fondacioni Ura (demo)")]  # "n/a" is no donor
    assert mentors.total is not None
    assert mentors.total.amount == 95_000.5
    assert (home.objectives, home.band, dates(home)) == (("2.3.2",), "50-250k", {"start": "2026-05"})
    assert economies(home) == ["SRB", "MNE"]


def test_the_narrowest_of_nested_headings_is_the_objective() -> None:
    found = activities(templates.nested_headings())

    assert {title: each.objectives for title, each in found.items()} == {
        "Risk assessment": ("2.3.1",),
        "School return": ("2.3.4",),
        "Store rooms": ("3.3.2",),
    }
    assert economies(found["School return"]) == ["BIH", "XKX"]
    assert economies(found["Store rooms"]) == ["MNE"]


def test_a_matrix_of_economies_says_a_need_in_each_filled_cell() -> None:
    found = tables(templates.economies_across())
    *rows, sums = needs_of(found, suggested(found, "needs"), file="round.docx")

    assert isinstance(sums, Finished)
    assert (sums.accepted, sums.rejected) == (7, 0)
    said = {(each.objective, each.economy): each for each in rows if isinstance(each, SheetNeed)}
    assert said["2.3.2", "XKX"].words == "A law on probation"
    assert said["3.4.1", "MNE"].priority == "medium"
    everywhere = {economy for objective, economy in said if objective == "4.3.1"}
    assert everywhere == {"ALB", "XKX", "MNE", "SRB"}  # one merged cell over all of them


def test_a_form_with_numbered_answers_is_one_activity_under_the_name_of_its_economy() -> None:
    found = activities(templates.numbered_answers())

    assert economies(found["Youth centres"]) == ["ALB"]
    assert economies(found["Schools online"]) == ["MDA"]
    assert dates(found["Youth centres"]) == {"start": "2026-03-01", "end": "2027-12-31"}
    assert found["Schools online"].objectives == ("2.1.2",)


def test_a_table_in_another_language_with_its_header_repeated_is_read() -> None:
    found = activities(templates.in_their_language())

    prison, youth = found["Обука на затворски персонал"], found["Центар за млади"]
    assert bodies(prison) == [("funding", "Фонд А (демо)"), ("funding", "Фонд Б (демо)")]
    assert prison.total is not None
    assert prison.total.amount == 1_234_567.89
    assert (prison.status, youth.status) == ("implementation", "pipeline")
    assert (youth.band, bodies(youth), economies(youth)) == ("250k-1m", [], ["XKX", "ALB"])
