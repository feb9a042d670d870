"""The paper for the board: page 1, the charts and their tables, the draft as page and files."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import docx as word
import openpyxl
import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from tests import make
from tests.needs.matrix.doing import need as stated_need
from tests.needs.matrix.doing import work as reported_work
from tests.reporting.reports.doing import FOCAL_POINTS
from tests.reporting.reports.test_composing import ALONE, BOTH, MEMBERS, PUBLIC, frozen, need, tables, work
from tests.visits import got, links, of, offers, rows

from egnatia.formats.reports.document import Bars, Bullets, Document, Paragraph, Table, Totals
from egnatia.formats.reports.pdf import pdf
from egnatia.kernel.access.reader import Reader
from egnatia.reporting.reports.composition.charts import ending_soon
from egnatia.reporting.reports.composition.report import For, compose
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.reports.rules import Subject
from egnatia.reporting.snapshots.findings import Frozen, MatchRead
from egnatia.reporting.snapshots.items import MatchKept, NeedKept, RepliesKept, WorkKept

TWO_OF_FOUR = RepliesKept(2, 4, ("MNE", "ALB"), ("XKX",))


def paper(found: Frozen, say: Speaking = ALONE, whom: For = MEMBERS) -> Document:
    return compose(found, Subject("board"), say, whom)


def draft(*kept: NeedKept | WorkKept, matches: tuple[MatchRead, ...] = (), state: str = "draft") -> Frozen:
    found = frozen(*kept, matches=matches, state=state)
    return replace(found, head=replace(found.head, replies=TWO_OF_FOUR))


def overlap(left: int, right: int, *, state: str = "open", score: float = 90.0) -> MatchRead:
    found = datetime(2020, 1, 1, tzinfo=UTC)
    kept = MatchKept(make.uuid(1000 + left * 50 + right), "overlap", 0, score, 0.9, f"{left}", None, found, "5")
    return MatchRead(make.uuid(left), make.uuid(right), kept, (), state)


def again(left: int, right: int) -> MatchRead:
    """The second reports the money of the first once more."""
    found = datetime(2020, 1, 1, tzinfo=UTC)
    kept = MatchKept(make.uuid(5), "same", 0, 9.0, 1.0, "A", make.uuid(right), found, "5")
    return MatchRead(make.uuid(left), make.uuid(right), kept, (), "open")


def totals(document: Document) -> list[str]:
    (found,) = (block for block in document.front if isinstance(block, Totals))
    return [total.value.text for total in found.totals]


def front_table(document: Document, name: str) -> list[list[str]]:
    (found,) = (block for block in document.front if isinstance(block, Table) and block.name == name)
    return [[cell.words.text for cell in row] for row in found.rows]


def bars(document: Document, name: str) -> list[tuple[str, float]]:
    (found,) = (block for block in document.blocks if isinstance(block, Bars) and block.name == name)
    return [(bar.label, bar.value) for bar in found.bars]


def sheet_titles(content: bytes) -> set[str]:
    """Of the activities in a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["activities"]
    return {str(row[0]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]}


def pages(document: Document) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf(document))]


class TestPageOne:
    def test_it_says_who_has_answered_and_on_what_the_rest_is_based(self) -> None:
        first = paper(draft(need())).front[0]

        assert isinstance(first, Paragraph)
        told = "Replies received: 2 of 4 (Montenegro, Albania); for the others, needs as last confirmed."
        assert first.words.text == told

    def test_where_the_secretariat_names_nobody_it_says_how_many(self) -> None:
        found = draft(need())
        unnamed = replace(found, head=replace(found.head, replies=RepliesKept(2, 4)))
        first = paper(unnamed).front[0]

        assert isinstance(first, Paragraph)
        assert first.words.text == "Replies received: 2 of 4; for the others, needs as last confirmed."

    def test_it_has_five_numbers(self) -> None:
        works = [work(title, amount=Decimal(2_000_000), currency="EUR") for title in ("A", "B")]
        found = draft(need("2.3.1"), *works, matches=(overlap(2, 3, state="agreed"),))

        assert totals(paper(found)) == ["2 of 4", "1", "1", "1", "4.0 million EUR"]
        assert len(totals(paper(found, whom=PUBLIC))) == 4  # of overlaps the public is told nothing

    def test_needs_are_in_the_order_of_the_forum_with_high_priority_first(self) -> None:
        needs = (need("2.3.1", "XKX"), need("2.3.1", priority="low"), need("2.3.2"), need("2.3.1", "MNE", "low"))
        found = front_table(paper(draft(*needs)), "needs by economy")

        assert [row[0] for row in found] == ["Montenegro", "Albania", "Kosovo*"]
        assert found[1][1:] == ["2", "2", "○\N{NO-BREAK SPACE}Probation; ○\N{NO-BREAK SPACE}Prison (low)"]

    def test_it_names_each_need_of_high_priority_whether_it_is_open_or_not(self) -> None:
        answered, quiet = need("2.3.1"), need("3.1.1", "MNE", "low")
        work_for_both = (work("Training", "2.3.1"), work("Patrols", "3.1.1", economy="MNE"))
        document = paper(draft(answered, quiet, need("2.3.2"), *work_for_both))

        ((economy, needs, opened, named),) = front_table(document, "needs by economy")

        assert (economy, needs, opened) == ("Albania", "2", "1")
        assert [each[0] for each in named.split("; ")] == ["○", "◐"]
        assert "No need of high priority and no open need: Montenegro" in [
            block.words.text for block in document.front if isinstance(block, Paragraph)
        ]

    def test_funding_is_told_without_double_counting_and_what_was_reported_beside_it(self) -> None:
        works = [work(title, amount=Decimal(2_000_000), currency="EUR") for title in ("A", "B")]
        document = paper(draft(*works, matches=(again(1, 2),)))
        (numbers,) = (block for block in document.front if isinstance(block, Totals))

        assert numbers.totals[-1].value.text == "2.0 million EUR"
        assert numbers.totals[-1].below.text == "without double counting; 4.0 million EUR with double counting"

    def test_an_overlap_says_what_both_cost(self) -> None:
        works = [work("A", amount=Decimal(130_000), currency="EUR"), work("B")]
        found = front_table(paper(draft(*works, matches=(overlap(1, 2),))), "overlaps for the board")

        assert found[0][1].splitlines() == ["Ura (demo), 130,000 EUR: A", "Ura (demo): B"]

    def test_overlaps_that_are_agreed_do_not_need_the_board(self) -> None:
        works = [work(f"Work {number}") for number in range(9)]
        matches = (
            overlap(1, 2, state="agreed"),
            *(overlap(1, other, score=50.0 + other) for other in range(3, 9)),
            overlap(2, 9, state="differ", score=1.0),
        )
        found = front_table(paper(draft(*works, matches=matches)), "overlaps for the board")

        assert len(found) == 5
        assert found[0][0] == "Albania"
        assert "Ura (demo): Work 8" in found[0][1]  # where positions differ, before the strongest
        assert not any("Work 0" in row[1] and "Work 1" in row[1] for row in found)

    @pytest.mark.parametrize("say", [ALONE, BOTH])
    def test_it_fits_on_one_page_in_one_language_and_in_two(self, say: Speaking) -> None:
        works = [work(f"Training of staff in prisons and probation services, part {number}") for number in range(20)]
        needs = [need(objective, code) for code in ("MNE", "ALB", "XKX", "ZZZ") for objective in ("2.3.1", "2.3.2")]
        matches = tuple(overlap(1, other) for other in range(2, 9))
        found = draft(*works, *needs, matches=matches)
        document = paper(replace(found, head=replace(found.head, words="The board takes note. " * 200)), say)

        first, second = pages(document)[:2]

        assert "2 of 4" in first
        assert "Whether the support is sufficient is not assessed" in " ".join(first.split())  # its last line
        assert "Contents" in second.replace("\r\n", " ")[:200]

    def test_a_draft_says_so_and_an_adopted_one_says_when(self) -> None:
        assert paper(draft(need())).decision.text == "Draft, not adopted"
        assert "20 June 2026" in paper(draft(need(), state="adopted")).decision.text

    def test_adopted_it_is_the_same_but_for_the_line_on_adoption(self) -> None:
        told = draft(need(), work("Mentoring"), state="submitted")
        adopted = replace(told, head=replace(told.head, state="adopted", adopted_on=date(2026, 6, 20)))

        assert paper(told).decision != paper(adopted).decision
        assert paper(told).digest == paper(adopted).digest
        assert paper(told).digest != paper(draft(need(), state="submitted")).digest


class TestCharts:
    def test_the_bars_of_needs_by_heading_are_the_numbers_of_their_table(self) -> None:
        document = paper(draft(need("2.3.1"), need("2.3.2"), work("Mentoring", "2.3.2"), need("3.1.1", "MNE")))
        told = [[int(each) for each in row[1:]] for row in tables(document)["status by heading"]]

        assert sum(map(sum, told)) == 3
        assert [value for _label, value in bars(document, "needs by heading")] == [
            number for row in told for number in row if number
        ]

    def test_what_ends_within_12_months_is_counted_by_month(self) -> None:
        days = (date(2026, 5, 31), date(2026, 6, 1), date(2026, 9, 3), date(2026, 9, 4), date(2027, 6, 2))
        found = draft(*(work(f"Until {day}", ends=day) for day in days))
        document = paper(found)

        assert bars(document, "ending by month") == [("06/2026", 1), ("09/2026", 2)]
        assert [row[0] for row in tables(document)["ending"]] == [work.title for _record, work in ending_soon(found)]

    def test_the_bars_of_funding_are_the_amounts_of_their_table(self) -> None:
        works = [work(title, amount=Decimal(3000), currency="EUR") for title in ("A", "B")]
        document = paper(draft(*works, matches=(again(1, 2),)))
        (table,) = (b for b in document.blocks if isinstance(b, Table) and b.name == "funding by currency")

        assert [value for _label, value in bars(document, "funding")] == [6000, 3000]
        assert [cell.number for cell in table.rows[0][1:]] == [6000, 3000]


@pytest.mark.django_db
class TestDraft:
    @pytest.fixture
    def closing(self, arta: Reader, mira: Reader, accepted: UUID) -> UUID:
        reported_work(by=arta, economies=("ALB",))
        stated_need(mira, economy="MNE", priority="high")
        return accepted

    def test_who_has_answered_is_on_page_1_of_page_pdf_word_and_excel(self, desk: Reader, closing: UUID) -> None:
        client, told = of(desk), "Replies received: 1 of 2 (Albania); for the others, needs as last confirmed."
        page = got(client, "reporting:round-analysis", closing)
        made = {
            form: client.get(reverse("reporting:round-paper", args=[closing, form])).content
            for form in ("pdf", "docx", "xlsx")
        }

        first = pdfium.PdfDocument(made["pdf"])[0].get_textpage().get_text_bounded()
        document = word.Document(io.BytesIO(made["docx"]))
        sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
        assert told in page.text
        assert told in " ".join(first.split())
        assert told in [each.text for each in document.paragraphs[:8]]
        assert told in [row[0] for row in sheet.iter_rows(values_only=True)]
        assert "Draft, not adopted" in page.text
        assert "Draft, not adopted" in first

    def test_the_page_says_the_numbers_of_the_paper(self, desk: Reader, closing: UUID) -> None:
        page = got(of(desk), "reporting:round-analysis", closing)
        front = page.context["document"].front
        (table,) = (block for block in front if isinstance(block, Table) and block.name == "needs by economy")

        assert all(offers(page, "reporting:round-paper", closing, form) for form in ("pdf", "docx", "xlsx"))
        assert [[" ".join(cell.words.text.split()) for cell in row] for row in table.rows] == rows(page)[
            : len(table.rows)
        ]

    def test_the_version_for_readers_of_the_round_holds_what_all_of_them_may_read(
        self, arta: Reader, desk: Reader, closing: UUID
    ) -> None:
        reported_work("Focal points read it", by=arta, economies=("ALB",), marking=FOCAL_POINTS)
        client, address = of(desk), reverse("reporting:round-paper", args=[closing, "xlsx"])

        mine, theirs = (client.get(address, query).content for query in ({}, {"for": "readers"}))
        page = got(client, "reporting:round-analysis", closing)

        titles = [sheet_titles(content) for content in (mine, theirs)]
        assert titles[0] - titles[1] == {"Focal points read it"}
        (left_out,) = page.context["omitted"].left_out
        assert left_out.title == "Focal points read it"
        assert {left_out.url, left_out.marking_url, f"{address}?for=readers"} <= links(page)

    def test_it_is_the_secretariats(self, arta: Reader, desk: Reader, closing: UUID) -> None:
        address = reverse("reporting:round-paper", args=[closing, "pdf"])

        assert of(arta).get(address).status_code == 403
        assert of(desk).get(reverse("reporting:round-paper", args=[closing, "csv"])).status_code == 404
        assert of(arta).get(reverse("reporting:round-paper", args=[UUID(int=1), "pdf"])).status_code == 404


def test_what_is_on_the_agenda_comes_first_on_page_1_and_is_a_decision() -> None:
    strong, asked = overlap(1, 2), overlap(3, 4, score=61.0)
    works = [work(f"Work {number}") for number in (1, 2, 3, 4)]
    found = draft(*works, matches=(strong, asked))

    document = paper(replace(found, agenda={asked.kept.match: "Who leads the training?"}))

    (decisions,) = (block for block in document.front if isinstance(block, Bullets))
    assert decisions.items[0].text.endswith(": Who leads the training?")
    first = [row[1] for row in front_table(document, "overlaps for the board")]
    assert first == [row[1] for row in front_table(paper(found), "overlaps for the board")][::-1]
