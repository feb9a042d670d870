import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests import make
from tests.activities.activities.doing import LIST, activity, entry
from tests.visits import Answer, got, links, of, rows, shown, words

from egnatia.activities.activities.forms.filters import NO_DATE
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import ActivityBasis, ActivityListing, activities_seen_by
from egnatia.activities.activities.rules import ORDERS, PAGE, ActivityFilters
from egnatia.activities.activities.storage import Fields, store_many
from egnatia.activities.activities.tables import basis_words
from egnatia.activities.organisations.actions import OrganisationDetails as Body
from egnatia.activities.organisations.actions import register_organisation
from egnatia.activities.organisations.rules import Name
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.records import withdraw
from egnatia.language.query_expansion import search_expression
from egnatia.overlap import OrganisationMention
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.models import Term

pytestmark = pytest.mark.django_db
DOWNLOAD = "activities:activities-download"


def titles(client: Client, **query: str) -> list[str]:
    """The titles of the list, in its order."""
    text = client.get(reverse(DOWNLOAD, args=["csv"]), query).content.decode("utf-8-sig")
    return [row["title"] for row in csv.DictReader(io.StringIO(text))]


def is_empty(answer: Answer) -> bool:
    """Whether the list has no row, and says so."""
    empty = not answer.context["listing"].rows
    assert answer.text.count('<div class="empty">') == empty
    return empty


def test_a_hidden_activity_leaves_no_trace_in_list_count_and_files(client: Client) -> None:
    activity("Patrol training")
    activity("Undercover work", marking=make.RED, economies=frozenset({"ALB"}), identifiers=("XX-1",))

    page = got(client, LIST)

    assert "Patrol training" in page.text
    assert "Undercover" not in page.text
    assert page.context["listing"].basis.activities == 1
    assert page.context["basis"] in page.text
    assert "Undercover" not in client.get(reverse(DOWNLOAD, args=["csv"])).content.decode()
    assert is_empty(got(client, LIST, economy="ALB"))


def test_each_reader_sees_their_own_list() -> None:
    house = make.reader("house", seats=("focal-points",))
    activity("Public", by=house)
    activity("For members", by=house, marking=make.GREEN)
    activity("For focal points", by=house, marking=make.amber("focal-points"))
    activity("Draft", by=house, marking=make.STRICT)
    member = make.reader("member")
    focal = make.reader("focal", seats=("focal-points",))

    assert set(titles(Client())) == {"Public"}
    assert set(titles(of(member))) == {"Public", "For members"}
    assert set(titles(of(focal))) == {"Public", "For members", "For focal points"}
    assert set(titles(of(house))) == {"Public", "For members", "For focal points", "Draft"}


def test_a_session_without_second_factor_sees_what_all_members_may() -> None:
    activity("For members", marking=make.GREEN)
    activity("For focal points", by=make.reader("house", seats=("focal-points",)), marking=make.amber("focal-points"))

    weak = make.reader("weak", seats=("focal-points",), strong=False)

    assert titles(of(weak)) == ["For members"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "затвор"}, ["Prison"]),
        ({"q": "zatvora"}, ["Prison"]),
        ({"q": "zatvor albania"}, []),
        ({"q": "–"}, ["Prison", "Roads", "Law"]),
        ({"economy": "MKD"}, ["Prison"]),
        ({"about": "objective:2.3"}, ["Prison"]),
        ({"about": "objective:2.3.1"}, ["Prison"]),
        ({"about": "objective:2.1"}, []),
        ({"about": "sector:210"}, ["Roads"]),
        ({"organisation": "фондација Ура"}, ["Prison"]),
        ({"organisation": "Nobody"}, []),
        ({"source": "register"}, ["Roads"]),
        ({"status": "closed"}, ["Roads"]),
        ({"sort": "own-measure"}, ["Law"]),
        ({"since": "2027"}, ["Prison"]),
        ({"until": "2020-06"}, ["Roads"]),
        ({"since": "2026-06", "until": "2026-06"}, ["Prison"]),
        ({"size": "1-5m"}, ["Roads"]),
        ({"tlp": "1"}, ["Law"]),
        ({"language": "mk"}, ["Prison"]),
    ],
)
def test_a_filter_narrows_the_list(query: dict[str, str], found: list[str]) -> None:
    house = make.reader("house")
    activity(
        "Prison",
        by=house,
        lang="mk",
        places=frozenset({"Idrizovo затвор"}),
        economies=frozenset({"MKD"}),
        objectives=frozenset({"2.3.1"}),
        implementers=(OrganisationMention("Фондација „Ура“"),),
        start="2026-05",
    )
    fields: Fields = {"status": "closed"}
    activity(
        "Roads", by=house, sectors=frozenset({"DAC:21020"}), source="A Register", end="2020", amount=2e6, fields=fields
    )
    activity("Law", by=house, marking=make.GREEN, fields={"sort": "own-measure"})

    assert sorted(titles(of(house), **query)) == sorted(found)


def test_a_visitor_is_not_asked_for_a_marking_and_finds_the_same_under_each(client: Client) -> None:
    activity("Public")
    activity("For members", marking=make.GREEN)

    assert "tlp" not in got(client, LIST).context["form"].fields
    assert "tlp" in got(of(make.reader("house")), LIST).context["form"].fields
    for tlp in ("0", "1"):
        assert [row.title for row in got(client, LIST, tlp=tlp).context["listing"].rows] == ["Public"]
        assert titles(client, tlp=tlp) == ["Public"]


def test_an_organisation_is_found_by_any_of_its_names_that_the_reader_may_know() -> None:
    hub = make.organisation("Regional Arms Hub (demo)")
    hub.names.create(name="RAH", folded="rah")
    secret = make.organisation("Front (demo)", marking=make.STRICT)
    secret.names.create(name="RAH2", folded="rah2")
    activity("Arms", implementers="RAH")
    activity("Other", implementers="Front (demo)")

    assert titles(Client(), organisation="Regional Arms Hub (demo)") == ["Arms"]
    assert titles(Client(), organisation="RAH2") == []


@pytest.mark.parametrize(
    "query", [{"economy": "XXX"}, {"since": "soon"}, {"page": "0"}, {"page": "9999999999"}, {"page": "x"}]
)
def test_an_address_that_makes_no_sense_narrows_nothing(client: Client, query: dict[str, str]) -> None:
    activity("Patrol training")

    assert "Patrol training" in shown(client, LIST, **query)


def test_a_filter_that_was_not_understood_says_what_was_expected(client: Client) -> None:
    page = got(client, LIST, since="soon")

    assert page.context["form"].errors == {"since": [str(NO_DATE) % {"typed": "soon"}]}
    assert str(NO_DATE) % {"typed": "soon"} in words(page.content)


def test_orders_are_total_and_each_gives_all() -> None:
    house = make.reader("house")
    for title, start in (("b", "2026"), ("A", "2024"), ("ć", "")):
        activity(title, by=house, start=start)

    assert titles(of(house), order="title") == ["A", "b", "ć"]
    assert titles(of(house), order="begins") == ["A", "b", "ć"]
    assert titles(of(house), order="newest") == ["ć", "A", "b"]
    assert all(len(titles(of(house), order=order)) == 3 for order in ORDERS)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("tlp", ["", *(str(tlp.value) for tlp in Tlp)])
def test_a_list_is_the_same_whether_its_reader_sees_few_or_many(
    order: str, tlp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = make.reader("house", seats=("focal-points",))
    for number, marking in enumerate((make.CLEAR, make.GREEN, make.amber("focal-points"), make.STRICT, make.RED)):
        activity(f"Work {number}", by=house, marking=marking)
    focal = make.reader("focal", seats=("focal-points",))
    monkeypatch.setattr("egnatia.activities.activities.queries.lists.MOST_LISTED", 1)  # so that more are there

    def seen() -> list[ActivityListing]:
        filters = ActivityFilters(order=order, tlp=tlp)
        return [activities_seen_by(by, filters, page=1, names=forum()) for by in (ANONYMOUS, focal, house)]

    of_few = seen()
    monkeypatch.setattr("egnatia.kernel.feed.FEW", 0)
    assert seen() == of_few
    assert any(listing.rows for listing in of_few)


def test_long_lists_have_pages_without_gaps_or_repetitions() -> None:
    house = make.reader("house")
    store_many([entry(f"Activity {n:03}") for n in range(2 * PAGE + 5)], marking=make.GREEN, by=house)
    store_many([entry(f"Hidden {n:03}") for n in range(40)], marking=make.RED, by=make.reader("other"))

    pages = [got(of(house), LIST, page=str(number)) for number in (1, 2, 3, 4)]

    for number in range(2 * PAGE + 5):
        assert sum(f"Activity {number:03}" in page.text for page in pages) == 1
    said = pages[1].text.partition('<nav class="pagination"')[2].partition("</span>")[0]
    assert re.findall(r"\b\d+\b", said) == [f"{PAGE + 1}", f"{2 * PAGE}"]
    assert "?page=3" in links(pages[1])
    assert "?page=4" not in links(pages[2])
    assert is_empty(pages[3])
    assert pages[0].context["listing"].basis.activities == 2 * PAGE + 5
    assert f"{2 * PAGE + 5}" in pages[0].context["basis"]


@pytest.mark.slow
def test_large_counts_are_capped() -> None:
    house = make.reader("house")
    store_many(
        [entry(f"A {n}", reporters=(OrganisationMention(f"O{n % 3}"),)) for n in range(1_001)],
        marking=make.GREEN,
        by=house,
    )

    page, by_title = got(of(house), LIST), got(of(house), LIST, order="title")

    basis = page.context["listing"].basis
    said = "Visible to you: more than 1,000 activities reported by at least 3 organisations. Latest entry:"
    assert said in words(page.content)
    assert (basis.activities, basis.organisations, basis.capped, basis.by_entry) == (1_000, 3, True, True)
    assert by_title.context["listing"].basis.by_entry is False
    assert by_title.context["basis"] != page.context["basis"]
    assert page.context["basis"] != basis_words(basis, ANONYMOUS)
    capped = page.text.partition('<nav class="pagination"')[2].partition('<p class="basis">')[2].partition("</p>")[0]
    assert "1,000" in capped
    last = 1_000 // PAGE
    assert f"?page={last}" in links(got(of(house), LIST, page=f"{last - 1}"))
    assert f"?page={last + 1}" not in links(got(of(house), LIST, page=f"{last}"))


def test_the_basis_says_how_much_of_whom_and_how_new(client: Client) -> None:
    activity("One", reporters="Hub", start="2026")
    activity("Two", funders="Hub")
    activity("Three", implementers="Ura")

    page = shown(client, LIST)

    assert "Public records: 3 activities reported by 2 organisations. Latest update:" in page


def test_how_new_a_list_is_it_says_by_the_clock_of_its_reader() -> None:
    late = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    basis = ActivityBasis(activities=1, organisations=1, newest=late, capped=False)

    with timezone.override("Europe/Tirane"):
        assert "28 November 2026" in basis_words(basis, ANONYMOUS)


def test_a_member_has_a_way_to_what_their_own_organisation_reports(client: Client) -> None:
    house = make.organisation("Nordlys & Fund (demo)")
    reader = make.reader("own", at=house)
    way = f"{reverse(LIST)}?organisation=Nordlys%20%26%20Fund%20%28demo%29"

    assert way in links(got(of(reader), LIST))
    assert not any("organisation=" in each for each in links(got(client, LIST)))


def test_an_empty_list_says_what_to_do_next(client: Client) -> None:
    visited, narrowed, own = got(client, LIST), got(client, LIST, q="nothing"), got(of(make.reader("member")), LIST)

    for page, route in ((visited, "account_login"), (narrowed, LIST), (own, "activities:activity-new")):
        assert is_empty(page)
        empty = page.text.partition('<div class="empty">')[2].partition("</div>")[0]
        assert f'href="{reverse(route)}"' in empty
    assert len({page.context["text"] for page in (visited, narrowed, own)}) == 3


def test_of_records_with_one_identifier_lists_show_the_newest_that_the_reader_sees() -> None:
    house = make.reader("house")
    old, new = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    activity("As published", identifiers=("XM-1",), fields={"updated_at": old})
    activity("As known inside", by=house, marking=make.STRICT, identifiers=("XM-1",), fields={"updated_at": new})

    assert titles(Client()) == ["As published"]
    assert titles(of(house)) == ["As known inside"]
    assert titles(of(house), order="title") == ["As known inside"]
    inside, outside = got(of(house), LIST), got(Client(), LIST)
    assert [row.versions for row in inside.context["listing"].rows] == [2]
    assert "2" in rows(inside)[0][0]
    assert [row.versions for row in outside.context["listing"].rows] == [1]
    assert not re.search(r"\d", rows(outside)[0][0])


def test_of_two_equally_new_records_one_is_shown() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    for title in ("One", "Other"):
        activity(title, identifiers=("XM-1",), fields={"updated_at": day})

    assert len(titles(Client())) == 1


def test_what_was_withdrawn_is_gone_and_an_older_version_stands_in_for_it() -> None:
    house = make.reader("house")
    day = clock.now()
    activity("Older", identifiers=("XM-1",), fields={"updated_at": day - timedelta(days=9)})
    newer = activity("Newer", by=house, identifiers=("XM-1",), fields={"updated_at": day})
    assert titles(Client()) == ["Newer"]

    withdraw(newer.record, by=house)

    assert titles(Client()) == ["Older"]


def test_files_neutralise_formulas_and_carry_the_record(client: Client) -> None:
    stored = activity('=HYPERLINK("x")', places=frozenset({"+1"}), amount=-5.0)

    (row,) = csv.DictReader(io.StringIO(client.get(reverse(DOWNLOAD, args=["csv"])).content.decode("utf-8-sig")))
    book = load_workbook(io.BytesIO(client.get(reverse(DOWNLOAD, args=["xlsx"])).content))

    assert row["record"] == str(stored.pk)
    assert row["title"] == '\'=HYPERLINK("x")'
    assert row["places"] == "'+1"
    assert row["amount"] == "-5.0"
    sheet = book["activities"]
    assert sheet.cell(2, 5).value == '\'=HYPERLINK("x")'
    assert book["About"].cell(1, 1).value == got(client, LIST).context["basis"]


def test_equal_lists_give_equal_files(client: Client) -> None:
    activity("Patrol training")
    with clock.time_from(lambda: datetime(2026, 5, 1, tzinfo=UTC)):
        files = [client.get(reverse(DOWNLOAD, args=["xlsx"])).content for _ in range(2)]

    assert files[0] == files[1]
    properties = load_workbook(io.BytesIO(files[0])).properties
    assert properties.modified == properties.created == datetime(2026, 5, 1)  # noqa: DTZ001 - a workbook knows no zone


def test_there_is_no_third_kind_of_file(client: Client) -> None:
    assert client.get(reverse(DOWNLOAD, args=["pdf"])).status_code == 404


def test_a_list_tells_a_link_checker_that_it_is_there(client: Client) -> None:
    answer = client.head(reverse(LIST))

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_list_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)(reverse(LIST)).status_code == 405


def test_the_list_asks_the_same_of_the_database_whatever_is_hidden(django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(reverse(LIST))
        return len(queries)

    activity("Public", identifiers=("XM-1",))
    before = asked()
    for number in range(3):
        activity(f"Hidden {number}", marking=make.RED, identifiers=("XM-1",))

    assert asked() == before


def test_a_search_reads_words_whatever_stands_between_them() -> None:
    assert search_expression("  ' | & ! ") == ""
    assert search_expression("Police-training 15137") == "polic:* & training:* & 15137"
    assert search_expression("EU") == "eu"


def test_rows_that_tokens_let_through_are_judged_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grant that nobody should have: the rule in words still refuses."""
    stored = activity("Undercover work", marking=make.RED)
    stored.record.grants.create(token="P", kind="activity", published_at=stored.record.published_at)

    assert titles(Client()) == []
    assert Activity.visible_to(ANONYMOUS).count() == 1


def test_only_the_order_does_not_narrow() -> None:
    assert not ActivityFilters(order="title").narrowed
    assert ActivityFilters(q="x").narrowed
    assert isinstance(ANONYMOUS, Reader)


def test_the_beginning_of_a_name_finds_the_organisation_and_says_whom_it_found() -> None:
    activity("Training", implementers="Alpine Cooperation (demo)")
    activity("Advice", funders="Alpska fondacija")
    activity("Other", funders="Nordlys Fund (demo)")

    page = got(Client(), LIST, organisation="alpine coop")

    assert titles(Client(), organisation="alpine coop") == ["Training"]
    assert titles(Client(), organisation="alp") == ["Advice", "Training"]
    assert titles(Client(), organisation="coop alps") == []
    assert page.context["offer"].names == ("Alpine Cooperation (demo)",)
    assert "?organisation=Alpine%20Cooperation%20%28demo%29" in {each.replace("+", "%20") for each in links(page)}
    assert got(Client(), LIST, organisation="Nobody").context["offer"] is None


def test_the_beginning_of_another_name_finds_it_too_and_a_whole_name_asks_nothing() -> None:
    hub = make.reader("hub")
    whole = Body(name="Regional Arms Hub", names=(Name("RAH Office"),))
    register_organisation(whole, marking=make.CLEAR, by=hub)
    activity("Arms", funders="Regional Arms Hub")

    assert titles(Client(), organisation="rah off") == ["Arms"]
    assert got(Client(), LIST, organisation="rah").context["offer"].names == ("Regional Arms Hub",)
    assert got(Client(), LIST, organisation="RAH Office").context["offer"] is None


def test_names_that_the_reader_cannot_know_are_not_offered() -> None:
    activity("Undercover", funders="Alpine Agency", marking=make.STRICT)
    register_organisation(Body(name="Alpine Secret"), marking=make.STRICT, by=make.reader("house"))

    page = got(of(make.reader("stranger")), LIST, organisation="alpine")

    assert "Agency" not in page.text
    assert "Secret" not in page.text
    assert page.context["offer"] is None


def test_of_many_names_some_are_offered() -> None:
    for number in range(10):
        activity(f"Training {number}", funders=f"Alpine {number}")
    activity("A sentence", funders=f"Alpine partners, {'one of them very large, ' * 9}")

    offer = got(Client(), LIST, organisation="alpine").context["offer"]
    assert offer.names == tuple(f"Alpine {number}" for number in range(8))
    assert offer.more


@pytest.mark.parametrize("number", ["56e83ac7", "2e6532af", "1e5", "12ab34cd", "0012"])
def test_what_was_imported_is_found_by_a_number_of_letters_and_digits(number: str) -> None:
    house = make.reader("house")
    store_many([entry(f"Lanterns {number} 7e1x 8e2y"), entry("Lanterns 56ac7e83")], marking=make.GREEN, by=house)

    assert titles(of(house), q=f"lanterns {number} 8e2y") == [f"Lanterns {number} 7e1x 8e2y"]


def test_the_list_shows_the_forums_economies_and_all_when_asked() -> None:
    activity("Here", economies=frozenset({"ALB"}))
    activity("Here and there", economies=frozenset({"KEN", "MNE"}))
    activity("Nowhere said", economies=frozenset())
    activity("Far away", economies=frozenset({"KEN"}), funders="Alpine Agency")

    assert sorted(titles(Client())) == ["Here", "Here and there", "Nowhere said"]
    assert "Far away" in titles(Client(), economy="all")
    assert titles(Client(), q="far") == []
    assert titles(Client(), organisation="alpine agency") == ["Far away"]
    page = got(Client(), LIST)
    assert page.context["listing"].basis.activities == 3
    assert "?economy=all" in links(page)
    assert "?economy=all" not in links(got(Client(), LIST, economy="all"))


def test_an_empty_list_of_the_region_leads_to_all_economies() -> None:
    activity("Far away", economies=frozenset({"KEN"}))

    page = got(Client(), LIST)

    assert is_empty(page)
    assert "?economy=all" in links(page)


def test_the_filter_offers_the_sectors_that_are_in_use_only() -> None:
    house = make.reader("house")
    for code in ("DAC:152", "DAC:15210", "DAC:998", "DAC:112"):
        Term.objects.get_or_create(vocabulary="sector", code=code, defaults={"labels": {"en": code}})
    activity("Seen", sectors=frozenset({"DAC:15210"}))
    activity("Hidden", sectors=frozenset({"DAC:112"}), marking=make.STRICT)

    def offered(**query: str) -> set[str]:
        choices = dict(got(of(house), LIST, **query).context["form"].fields["about"].choices)
        return {
            code for group in choices.values() if isinstance(group, list) for code, _words in group if "sector" in code
        }

    assert offered() == {"sector:152"}
    assert offered(about="sector:998") == {"sector:152", "sector:998"}
