"""What each kind of report says, from plain values: no database is asked."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import pytest
from django.utils.translation import gettext, override, pgettext
from tests import make

from egnatia.formats.reports.document import Bars, Block, Box, Document, Heading, Matrix, Paragraph, Table, Tiles, Words
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.matching import labels as match_labels
from egnatia.needs.matrix.labels import SHORT
from egnatia.needs.needs.labels import PRIORITY
from egnatia.reporting.reports.composition.briefs import MOST
from egnatia.reporting.reports.composition.report import For, compose
from egnatia.reporting.reports.labels import STATE, TITLE
from egnatia.reporting.reports.languages import LanguageNames, Speaking
from egnatia.reporting.reports.rules import Subject, digest_of
from egnatia.reporting.snapshots.findings import Frozen, Head, MatchRead
from egnatia.reporting.snapshots.items import MatchKept, NeedKept, WorkKept
from egnatia.reporting.snapshots.sources import FrozenSlice, Sources
from egnatia.taxonomy.forum import EconomyName, ForumNames
from egnatia.taxonomy.vocabularies import Objectives

T = TypeVar("T", bound=Block)
FOOTNOTE = "A footnote of the forum."
OBJECTIVES = {"2": "Prevent", "2.3": "Exit", "2.3.1": "Prison", "2.3.2": "Probation", "3": "Respond", "3.1": "Courts"}


def _forum(albania: str) -> ForumNames:
    codes = (
        ("MNE", "MNE", "Montenegro"),
        ("ALB", "ALB", albania),
        ("XKX", "KOS*", "Kosovo*"),
        ("ZZZ", "ZZZ", "Nowhere"),
    )
    economies = tuple(EconomyName(code, label, name, code == "XKX", code) for code, label, name in codes)
    return ForumNames("Forum (demo)", "economies", FOOTNOTE, economies, 10)


ENGLISH = LanguageNames(_forum("Albania"), Objectives(OBJECTIVES))
BOTH = Speaking(ENGLISH, LanguageNames(_forum("Shqipëria"), Objectives(OBJECTIVES | {"2.3.1": "Burgu"})), "sq")
MEMBERS = For("TLP:GREEN", "all members")
PUBLIC = For("TLP:CLEAR", "everyone", matches=False)
ALONE = Speaking(ENGLISH, ENGLISH)


def need(objective: str = "2.3.1", economy: str = "ALB", priority: str = "high", words: str = "Pas burgut") -> NeedKept:
    return NeedKept(objective, economy, priority, words, "sq", "Strategy", "7", 2026)  # type: ignore[arg-type]  # one of the three


def work(title: str, *objectives: str, economy: str = "ALB", **more: object) -> WorkKept:
    slices = tuple(
        FrozenSlice(level, ".".join(code.split(".")[:level]), economy, estimated=False, undeclared=False)
        for code in objectives or ("2.3.2",)
        for level in (1, 2, 3)
    )
    told: dict[str, object] = {
        "identifier": "",
        "updated": "2026-01-01",
        "title": title,
        "language": "en",
        "footing": "dedicated",
        "phase": "running",
        "training": False,
        "ending": False,
        "partners": ("ura",),
        "names": ("Ura (demo)",),
        "slices": tuple(dict.fromkeys(slices)),
        **more,
    }
    return WorkKept(**told)  # type: ignore[arg-type]  # any of its fields


def frozen(*kept: NeedKept | WorkKept, matches: tuple[MatchRead, ...] = (), state: str = "adopted") -> Frozen:
    numbered = [(make.uuid(number), each) for number, each in enumerate(kept, 1)]
    head = Head(
        id=make.uuid(900),
        title="What the round came to",
        words="",
        language="en",
        as_of=date(2026, 6, 1),
        framework="reference 1",
        versions={},
        sort="needs",
        state=state,
        deadline=None,
        adopted_on=date(2026, 6, 20) if state == "adopted" else None,
        adopted_words="",
        frozen_by="desk",
        frozen_at=datetime(2026, 6, 1, tzinfo=UTC),
        number=1,
        round=None,
        corrects=None,
        marking=Marking(Tlp.GREEN),
    )
    works = tuple((record, each) for record, each in numbered if isinstance(each, WorkKept))
    needs = tuple((record, each) for record, each in numbered if isinstance(each, NeedKept))
    return Frozen(head=head, sources=Sources(works, needs), matches=matches)


def made(
    subject: str, *kept: NeedKept | WorkKept, say: Speaking = BOTH, whom: For = MEMBERS, **more: object
) -> Document:
    found = Subject.of(subject)
    assert found is not None
    return compose(frozen(*kept, **more), found, say, whom)  # type: ignore[arg-type]  # any of them


def headings(document: Document) -> list[str]:
    return [block.words.text for block in document.blocks if isinstance(block, Heading)]


def tables(document: Document) -> dict[str, list[list[str]]]:
    found = (block for block in document.blocks if isinstance(block, Table))
    return {table.name: [[cell.words.text for cell in row] for row in table.rows] for table in found}


def limits(document: Document) -> str:
    """What the box on limits says."""
    (box,) = (block for block in _of(document, Box) if block.kind == "limits")
    return " ".join(each.words.text for each in box.inside if isinstance(each, Paragraph))


def one(document: Document, kind: type[T]) -> T:
    return next(_of(document, kind))


def _of(document: Document, kind: type[T]) -> Iterator[T]:
    return (block for block in document.blocks if isinstance(block, kind))


class TestNeeds:
    def test_economies_stand_in_the_forum_s_order_and_each_one_s_needs_by_urgency(self) -> None:
        document = made("needs", need("2.3.2", priority="low"), need(), need(economy="MNE"), work("x"))

        assert [block.level for block in _of(document, Heading)] == [1, 1, 2, 2, 1]
        assert headings(document)[2:4] == ["Montenegro", "Albania"]
        assert tables(document)["needs Albania"] == [
            ["2.3.1 Prison", "Pas burgut", PRIORITY["high"], "Strategy, page 7 · faqja 7, 2026"],
            ["2.3.2 Probation", "Pas burgut", PRIORITY["low"], "Strategy, page 7 · faqja 7, 2026"],
        ]

    def test_terms_stand_in_both_languages_and_own_words_in_theirs_alone(self) -> None:
        document = made("needs", need())
        table = one(document, Table)

        assert (table.rows[0][0].words.other, table.rows[0][0].words.other_lang) == ("2.3.1 Burgu", "sq")
        assert (table.rows[0][1].words.lang, table.rows[0][1].words.other) == ("sq", "")
        assert one(made("needs", need(), say=ALONE), Table).rows[0][0].words.other == ""

    def test_tiles_are_of_those_that_state_needs(self) -> None:
        tiles = one(made("needs", need(), need("2.3.2"), need(economy="ZZZ"), work("x"), say=ALONE), Tiles)

        assert [(tile.label, tile.lines) for tile in tiles.tiles] == [
            ("ALB", ("○ 1 open", "◐ 1 partly")),
            ("ZZZ", ("○ 1 open",)),
        ]

    def test_the_title_of_a_source_stands_once_and_its_page_in_both_languages(self) -> None:
        say = replace(BOTH, other="sq")
        source = tables(made("needs", need(), say=say))["needs Albania"][0][-1]
        page = _in("sq", "page %(page)s") % {"page": 7}

        assert source == f"Strategy, page 7 · {page}, 2026"

    def test_terms_in_tiles_stand_in_both_languages(self) -> None:
        (tile,) = one(made("needs", need()), Tiles).tiles

        with override("sq"):
            opened = pgettext("of a need", "open")

        assert tile.lines == (f"○ 1 open · {opened}",)
        assert tile.name == "Albania · Shqipëria"


class TestSupport:
    def test_activities_stand_under_each_priority_that_they_serve(self) -> None:
        document = made("support", work("Both", "2.3.1", "3.1.1"), work("Aftercare"))

        assert tables(document)["activities 2.3"][0][:3] == ["Aftercare", "Ura (demo)", "ALB"]
        assert [row[0] for row in tables(document)["activities 3.1"]] == ["Both"]
        assert one(document, Paragraph).words.text == "Based on 2 activities of 1 organisation."
        assert [(bar.label, bar.value) for bar in one(document, Bars).bars] == [("2.3 Exit", 2), ("3.1 Courts", 1)]

    def test_when_and_for_how_much_are_said_as_far_as_they_are_known(self) -> None:
        document = made(
            "support",
            work("A", starts=date(2026, 1, 5), amount=Decimal("1250.5"), currency="EUR"),
            work("B", ends=date(2027, 12, 1)),
            work("C"),
        )

        rows = tables(document)["activities 2.3"]
        assert [row[3] for row in rows] == ["01/2026 – …", "… – 12/2027", "–"]
        assert [row[4] for row in rows] == ["1,250.50 EUR", "–", "–"]

    def test_money_is_counted_once(self) -> None:
        kept = (work("A", amount=Decimal(100), currency="EUR"), work("B", amount=Decimal(100), currency="EUR"))
        match = MatchRead(make.uuid(1), make.uuid(2), same(make.uuid(2)), (), "none")

        said = [block.words.text for block in _of(made("support", *kept, matches=(match,)), Paragraph)]

        assert ["200 EUR", "100 EUR"] in [re.findall(r"\d+ EUR", words) for words in said]

    @pytest.mark.parametrize("subject", ["support", "open"])
    def test_where_nobody_states_an_amount_it_says_so(self, subject: str) -> None:
        said = [block.words.text for block in _of(made(subject, work("A")), Paragraph)]

        assert "No activity in this report has an amount." in said

    @pytest.mark.parametrize(("subject", "of_matches"), [("support", 1), ("open", 2)])
    def test_whoever_may_read_no_matches_is_told_that_nothing_is_deducted(self, subject: str, of_matches: int) -> None:
        kept = (work("A", amount=Decimal(100), currency="EUR"), work("B", amount=Decimal(100), currency="EUR"))
        document = made(subject, *kept, whom=PUBLIC)

        said = [block.words.text for block in _of(document, Paragraph)]
        assert "200 EUR reported. Double counting is not deducted." in said
        assert len(set(headings(made(subject, *kept))) - set(headings(document))) == of_matches
        assert "overlaps" not in tables(document)
        assert "10" not in limits(document)

    @pytest.mark.parametrize(("subject", "told"), [("support", True), ("open", True), ("needs", False)])
    def test_the_limits_say_that_young_matches_are_not_deducted(self, subject: str, *, told: bool) -> None:
        assert ("10" in limits(made(subject, work("A")))) is told


def same(again: UUID, kind: str = "same") -> MatchKept:
    return MatchKept(make.uuid(50), kind, 0, 90.0, 0.9, "A B", again, datetime(2020, 1, 1, tzinfo=UTC), "5")


def test_the_words_of_pages_and_sheets_stand_in_both_languages() -> None:
    with_words = made("needs", need(), say=replace(BOTH, other="mk")).labels

    assert with_words.page == Words("Page {n} of {m}", "en", _in("mk", "Page {n} of {m}"), "mk").both
    assert with_words.about.startswith("About")
    assert made("needs", need(), say=ALONE).labels.about == "About"


def _in(language: str, words: str) -> str:
    with override(language):
        return gettext(words)


class TestOpenNeeds:
    def test_open_needs_are_ranked_inside_each_economy_only(self) -> None:
        document = made("open", need("2.3.1", priority="low"), need("2.3.2"), need("2.3.1", economy="MNE"))

        found = tables(document)
        assert [row[0] for row in found["open Albania"]] == ["2.3.2 Probation", "2.3.1 Prison"]
        assert list(found)[:2] == ["open Montenegro", "open Albania"]

    def test_the_matrix_has_the_columns_of_those_that_state_needs_and_folds_empty_rows(self) -> None:
        matrix = one(made("open", need(), work("x"), need(economy="MNE")), Matrix)

        assert matrix.columns == ("MNE", "ALB")
        assert [line.words.text for group in matrix.groups for line in group.lines] == ["2.3 Exit"]
        figure = matrix.groups[0].lines[0].figures[1]
        assert (figure.symbol, figure.word) == ("○", str(SHORT["open"]))
        assert figure.below.endswith(f"{PRIORITY['high']} | 1 + 0r")
        assert figure.reason

    def test_matches_are_told_with_both_titles_and_what_their_owners_say(self) -> None:
        match = MatchRead(make.uuid(1), make.uuid(2), same(make.uuid(2), "overlap"), (), "none")
        series = MatchRead(make.uuid(1), make.uuid(2), same(make.uuid(2), "series"), (), "none")

        document = made(
            "open", work("A", amount=Decimal(5000), currency="EUR"), work("B", names=()), matches=(match, series)
        )

        assert tables(document)["overlaps"] == [
            [match_labels.KIND["overlap"], "ALB", "A\nUra (demo), 5,000 EUR", "B", match_labels.STATE["none"]]
        ]

    def test_rooms_to_coordinate_name_what_is_open_beside(self) -> None:
        busy = (work("A", partners=("ura",)), work("B", partners=("most",)))

        document = made("open", need("2.3.1"), need("2.3.2"), *busy)

        assert tables(document)["coordination"] == [["Albania", "2.3.2 Probation", "2.3.1 Prison"]]


class TestBriefs:
    def test_of_an_economy(self) -> None:
        document = made(
            "economy:ALB", need(), work("Ours"), work("Theirs", economy="MNE"), work("R", footing="regional")
        )

        assert document.title.text == f"{TITLE['economy']}: Albania"
        assert document.title.other.endswith(": Shqipëria")
        assert document.brief
        assert [row[0] for row in tables(document)["activities"]] == ["Ours"]
        assert [row[0] for row in tables(document)["open"]] == ["2.3.1 Prison"]

    def test_of_an_objective(self) -> None:
        document = made("objective:2.3.1", need(priority="low"), need(economy="MNE"), need("2.3.2"), work("W", "2.3.1"))

        assert [row[0] for row in tables(document)["economies"]] == ["Montenegro", "Albania"]
        assert [row[0] for row in tables(document)["needs"]] == ["Montenegro", "Albania"]
        assert [row[0] for row in tables(document)["activities"]] == ["W"]

    def test_of_a_partner_and_of_an_institution(self) -> None:
        kept = (work("A", receivers=("Prison Service (demo)",)), work("B", partners=("most",), names=("Most (demo)",)))

        partner = made(f"partner:{digest_of('most')}", *kept)
        institution = made(f"institution:{digest_of('Prison Service (demo)')}", *kept)

        assert partner.title.text == f"{TITLE['partner']}: Most (demo)"
        assert partner.title.other.endswith(": Most (demo)")
        assert [row[0] for row in tables(partner)["activities"]] == ["B"]
        assert institution.title.text == f"{TITLE['institution']}: Prison Service (demo)"
        assert [row[0] for row in tables(institution)["activities"]] == ["A"]
        assert one(institution, Bars).bars[0].label == "2.3 Exit"

    def test_a_table_without_a_row_is_a_sentence_in_both_languages(self) -> None:
        document = made("objective:2.3.2", work("W", "2.3.2"))

        assert list(tables(document)) == ["activities"]
        _basis, *without = (block.words for block in _of(document, Paragraph))
        assert [words.text.partition(": ")[2] for words in without] == ["None.", "None."]
        assert [words.other.partition(": ")[2] for words in without] == [_in("sq", "None.")] * 2

    @pytest.mark.parametrize("sort", ["economy", "objective", "partner", "institution"])
    def test_of_what_nobody_reads_any_more_only_the_boxes_are_left(self, sort: str) -> None:
        document = made(f"{sort}:gone", work("A"))

        assert "gone" not in str(document)
        assert tables(document) == {}

    @pytest.mark.parametrize(
        ("subject", "said"),
        [
            ("economy:ALB", ["2", "1", "2", "1"]),
            ("objective:2.3.1", ["1", "1", "2", "2"]),
            (f"partner:{digest_of('most')}", ["1", "1"]),
            (f"institution:{digest_of('Prison Service (demo)')}", ["2", "1"]),
            ("support", ["3", "2"]),
            ("open", ["3", "2", "3", "2"]),
        ],
    )
    def test_it_rests_on_what_it_is_about(self, subject: str, said: list[str]) -> None:
        """On activities of organisations, and on needs of economies where the report holds any."""
        received = ("Prison Service (demo)",)
        works = (work("A", receivers=received), work("B", footing="regional", receivers=received))
        elsewhere = work("C", "2.3.1", economy="MNE", partners=("most",), names=("Most (demo)",))

        document = made(subject, *works, elsewhere, need(), need("2.3.2"), need(economy="MNE"))

        assert re.findall(r"\d+", one(document, Paragraph).words.text) == said

    def test_what_does_not_fit_on_the_page_is_counted(self) -> None:
        document = made("economy:ALB", *(work(f"Work {number:02}") for number in range(MOST + 3)))

        assert len(tables(document)["activities"]) == MOST
        assert ["3"] in [re.findall(r"\d+", block.words.text) for block in _of(document, Paragraph)]


class TestTitlePage:
    def test_it_says_what_was_frozen_when_and_for_whom(self) -> None:
        assert [fact.value.text for fact in made("needs", need()).facts] == [
            "What the round came to",
            "1 June 2026",
            "adopted on 20 June 2026",
            "reference 1",
            "TLP:GREEN – all members",
        ]

    def test_framework_and_audience_stand_by_name_in_both_languages(self) -> None:
        names = replace(ENGLISH, framework="Reference framework, version 1")
        say = Speaking(names, replace(names, framework="Korniza e referencës, versioni 1"), "sq")
        whom = For("TLP:GREEN", "all members", "të gjithë anëtarët")
        *_others, framework, made_for = (fact.value.both for fact in made("needs", need(), say=say, whom=whom).facts)

        assert framework == "Reference framework, version 1 · Korniza e referencës, versioni 1"
        assert made_for == "TLP:GREEN – all members · TLP:GREEN – të gjithë anëtarët"

    def test_what_is_not_adopted_says_so(self) -> None:
        _snapshot, _as_of, state, *_others = made("needs", need(), state="circulating").facts

        assert state.value.text == str(STATE["circulating"])

    def test_the_footnote_stands_where_a_name_has_an_asterisk(self) -> None:
        assert made("needs", need(economy="XKX")).footnote == FOOTNOTE
        assert made("needs", need()).footnote == ""

    def test_nothing_is_added_up_over_economies(self) -> None:
        document = made("open", need(), need(economy="MNE"), work("x"), work("y", economy="MNE"))

        matrix = one(document, Matrix)
        assert matrix.columns == ("MNE", "ALB")
        assert {len(line.figures) for group in matrix.groups for line in group.lines} == {2}
        assert list(tables(document)) == ["open Montenegro", "open Albania", "overlaps", "coordination"]
        assert [tile.label for tile in one(document, Tiles).tiles] == ["MNE", "ALB"]
