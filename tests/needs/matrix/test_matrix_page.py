"""The matrix: what stands in its cells, what is folded, what its links carry."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.needs.matrix import doing
from tests.needs.matrix.browsing import browser
from tests.visits import faults, got, links, typed, words

from egnatia.activities.activities.labels import label
from egnatia.kernel import records
from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.labels import REASON, SHORT, STATE

pytestmark = pytest.mark.django_db


def table(reader: Reader, **query: str) -> dict[tuple[str, str], dict[str, str]]:
    """The download's rows by objective and economy."""
    text = browser(reader).get(reverse("needs:matrix-download", args=["csv"]), query).content.decode("utf-8-sig")
    header, *rows = [line.split(",") for line in text.splitlines()]
    read = [dict(zip(header, row, strict=False)) for row in rows]
    return {(row["objective"], row["economy"]): row for row in read}


def state(reader: Reader, code: str = "2.3.2", economy: str = "MNE") -> str:
    return table(reader).get((code, economy), {}).get("state", "")


@pytest.fixture
def mira() -> Reader:
    return doing.focal_point("MNE", "mira")


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


@pytest.fixture
def need(mira: Reader) -> None:
    doing.need(mira, economy="MNE", priority="high")


@pytest.mark.usefixtures("need")
class TestStates:
    def test_a_stated_need_without_activity_is_an_open_need(self, mira: Reader) -> None:
        page = got(browser(mira), "needs:matrix")

        figure = page.context["board"].groups[0].lines[0].figures[0]
        assert (figure.state, figure.short, figure.word) == ("open", label(SHORT, "open"), label(STATE, "open"))
        assert (figure.need, figure.numbers) == ("high", "0 + 0r")
        assert " ".join(figure.below.split()) in words(page.content)
        assert re.search(r"\bhigh\b.* 0 \+ 0r$", " ".join(figure.below.split()))

    def test_an_open_priority_says_that_its_activities_are_for_others(self, mira: Reader, ura: Reader) -> None:
        doing.work(by=ura, objectives=("2.3.1",))

        page = browser(mira).get(reverse("needs:matrix"))

        figure = page.context["board"].groups[0].lines[0].figures[0]
        assert (figure.state, figure.numbers) == ("open", "1 + 0r")
        assert figure.reason == "activities for other objectives only"
        assert "Open if every objective with a need is open." in page.text

    def test_a_regional_programme_turns_no_cell(self, mira: Reader, ura: Reader) -> None:
        doing.work(by=ura, economies=("MNE", "ALB", "SRB", "MKD"), partners=("Ura (demo)", "Most (demo)"))

        assert state(mira) == "partly"
        assert table(mira)["2.3.2", "MNE"]["reasons"].startswith(label(REASON, "only-regional"))

    def test_an_own_measure_does(self, mira: Reader) -> None:
        doing.work(by=mira, sort="own-measure", partners=(), types=("law",))

        assert state(mira) == "reported"

    def test_adding_and_withdrawing_an_activity_changes_exactly_its_cells(self, mira: Reader, ura: Reader) -> None:
        doing.work(by=ura, objectives=("2.1.1",))
        before = table(mira)

        activity = doing.work(by=ura, objectives=("2.3.2",))
        after = table(mira)
        records.withdraw(activity.record, by=ura)

        assert {key for key in after if after[key] != before.get(key)} == {("2.3.2", "MNE")}
        assert table(mira) == before

    def test_an_activity_that_the_reader_may_not_see_leaves_no_trace(self, mira: Reader, ura: Reader) -> None:
        before = browser(mira).get(reverse("needs:matrix")).context

        doing.work(by=ura, marking=make.STRICT)

        after = browser(mira).get(reverse("needs:matrix")).context
        assert [after[name] for name in ("board", "basis")] == [before[name] for name in ("board", "basis")]


@pytest.mark.usefixtures("need")
class TestPage:
    def test_columns_are_the_economies_that_state_needs(self, mira: Reader) -> None:
        page = got(browser(mira), "needs:matrix")

        assert [column.code for column in page.context["board"].columns] == ["MNE"]
        assert page.context["board"].hidden == 12
        assert "?all_columns=on" in links(page)
        assert re.search(r"\?all_columns=on[^<]* 12 ", page.text)

    def test_rows_without_need_and_activity_are_folded(self, mira: Reader) -> None:
        page = browser(mira).get(reverse("needs:matrix"))
        opened = browser(mira).get(reverse("needs:matrix"), {"all_rows": "on"})

        shown = sum(len(group.lines) for group in page.context["board"].groups)
        assert shown == 1
        assert sum(len(group.lines) for group in opened.context["board"].groups) == shown + page.context["board"].folded

    @pytest.mark.parametrize(("level", "row"), [("heading", "2 Prevent"), ("objective", "2.3.2 Probation")])
    def test_rows_can_be_headings_or_objectives(self, mira: Reader, level: str, row: str) -> None:
        assert row in browser(mira).get(reverse("needs:matrix"), {"level": level}).text

    def test_links_carry_the_filters(self, mira: Reader) -> None:
        page = browser(mira).get(reverse("needs:matrix"), {"perspective": "", "since": "2026", "confirmed": "on"})

        assert reverse("needs:cell", args=["MNE", "2.3"]) + "?since=2026&amp;confirmed=1" in page.text

    def test_what_is_no_date_is_said_and_kept(self, mira: Reader) -> None:
        page = got(browser(mira), "needs:matrix", since="soon")

        assert faults(page) == {"since": [""]}
        (said,) = page.context["form"].errors["since"]
        assert "“soon”" in said
        assert said in words(page.content)
        assert typed(page)["since"] == ["soon"]

    def test_it_says_what_is_not_confirmed_and_what_is_estimated(self, mira: Reader, ura: Reader) -> None:
        doing.need(doing.secretariat(), economy="MNE", objective="2.3.1")
        doing.work(by=ura, economies=("MNE", "ALB"))

        page = browser(mira).get(reverse("needs:matrix"))

        assert "1 more need is not confirmed and not counted." in page.text
        assert "Entries in these cells: 1. With an estimated objective: 0. With equal shares, because" in page.text
        assert "no shares are declared: 1." in page.text

    def test_a_download_of_another_form_is_not_there(self, mira: Reader) -> None:
        assert browser(mira).get(reverse("needs:matrix-download", args=["pdf"])).status_code == 404

    def test_a_table_comes_as_excel_with_the_footnote(self, mira: Reader) -> None:
        page = browser(mira).get(reverse("needs:matrix-download", args=["xlsx"]))

        assert page.status_code == 200
        assert page.content.startswith(b"PK")


def test_without_any_need_the_page_says_what_to_do(mira: Reader) -> None:
    page = got(browser(mira), "needs:matrix")

    assert page.context["board"].columns == ()
    assert f"{reverse('needs:matrix')}?all_columns=on" in links(page)


def test_the_visitor_is_led_to_the_sign_in_page(client: Client) -> None:
    assert client.get(reverse("needs:matrix")).status_code == 302
