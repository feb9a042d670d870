"""Which row is the header, and what the others are."""

from egnatia.formats.sheets.headers import recognised
from egnatia.formats.sheets.tables import Grid, Table
from tests.formats.sheets.make import grid


def known(found: Grid) -> Table:
    table = recognised(found)
    assert table is not None
    return table


def words(table: Table) -> list[str]:
    return [column.words for column in table.header]


def test_nothing_is_no_table() -> None:
    assert recognised(Grid("t", [])) is None
    assert recognised(Grid("t", [["", ""]])) is None
    assert recognised(grid("Title|Place")) is None


def test_titles_above_the_header_are_what_the_table_is_about() -> None:
    table = known(grid("Overview 2026||", "||", "Title|Place|Budget", "Training|Niš|1", "Store|Bar|2"))

    assert words(table) == ["Title", "Place", "Budget"]
    assert table.context == ("Overview 2026",)
    assert [row.number for row in table.rows] == [4, 5]


def test_the_first_row_is_the_header_where_none_has_words() -> None:
    assert words(known(grid("1|2", "3|4"))) == ["1", "2"]


def test_one_column_is_a_table_too() -> None:
    assert known(grid("Donors", "Ura", "Hub")).rows[1].cells == ("Hub",)


def test_a_header_over_several_columns_is_joined_with_the_row_below() -> None:
    table = known(grid("Title|Dates||Money", "|Start|End|EUR", "a|2026|2027|5", merged=[(0, 1, 0, 2), (0, 0, 1, 0)]))

    assert words(table) == ["Title", "Dates – Start", "Dates – End", "Money – EUR"]


def test_a_cell_over_columns_that_nothing_divides_ends_the_header() -> None:
    table = known(grid("Title|Dates|", "a|2026|2027", merged=[(0, 1, 0, 2)]))

    assert words(table) == ["Title", "Dates", "Dates"]
    assert [table.key(at) for at in range(3)] == ["Title", "B", "C"]


def test_merged_areas_beyond_the_table_are_cut() -> None:
    table = known(grid("Title|Place", "a|b", merged=[(0, 0, 0, 0), (1, 1, 9, 9), (7, 7, 8, 8)]))

    assert table.rows[0].cells == ("a", "b")


def test_empty_columns_and_repeated_headers_are_left_out() -> None:
    table = known(grid("Title||Place", "a||b", "Title||Place", "c||d", merged=[(1, 2, 1, 2)]))

    assert words(table) == ["Title", "Place"]
    assert [row.cells for row in table.rows] == [("a", "b"), ("c", "d")]
    assert [column.letters for column in table.header] == ["A", "C"]


def test_a_column_keeps_what_came_from_above_when_another_is_left_out() -> None:
    table = known(grid("|Title|Place", "|a|b", "||c", merged=[(1, 1, 2, 1)]))

    assert table.rows[1].cells == ("a", "c")
    assert table.rows[1].carried == (0,)


def test_rows_that_are_headings_say_what_follows_by_their_depth() -> None:
    table = known(
        grid(
            "Title|Place", "2 Prevent|", "2.3 Exit|", "a|x", "Objective 2.4|", "b|y", "3 Protect|", "c|z",
            merged=[(1, 0, 1, 1), (6, 0, 6, 1)],
        )
    )  # fmt: skip

    assert words(table) == ["Title", "Place", "heading 1", "heading 2"]
    assert [row.cells[2:] for row in table.rows] == [
        ("2 Prevent", "2.3 Exit"), ("2 Prevent", "Objective 2.4"), ("3 Protect", ""),
    ]  # fmt: skip


def test_a_heading_without_a_code_is_the_widest() -> None:
    table = known(grid("Title|Place", "Western part|", "a|x", merged=[(1, 0, 1, 1)]))

    assert table.rows[0].cells == ("a", "x", "Western part")


def test_hxl_tags_stand_below_the_header_or_instead_of_it() -> None:
    below = known(grid("What|Where", "#activity|#country +name", "a|b"))
    instead = known(grid("#activity|#country", "a|b"))

    assert [column.tag for column in below.header] == ["#activity", "#country+name"]
    assert [column.tag for column in instead.header] == ["#activity", "#country"]


def test_economies_across_become_rows_or_one_list() -> None:
    written = known(grid("Objective|ALB|MNE|SRB", "2.3.1|a||b"))
    marked = known(grid("Title|ALB|MNE|SRB", "a|x||✓", "b|||"))
    shared = known(grid("Title|ALB|MNE|SRB", "a|40 %|60%|"))

    assert [row.cells for row in written.rows] == [("2.3.1", "ALB", "a"), ("2.3.1", "SRB", "b")]
    assert [row.cells for row in marked.rows] == [("a", "ALB; SRB"), ("b", "")]
    assert shared.rows[0].cells == ("a", "ALB (40 %); MNE (60%)")


def test_a_cell_over_several_economies_is_about_each_of_them() -> None:
    table = known(grid("Objective|ALB|MNE|SRB", "2.3.1|a||b", merged=[(1, 1, 1, 2)]))

    assert [row.cells[1:] for row in table.rows] == [("ALB", "a"), ("MNE", "a"), ("SRB", "b")]
