"""A published publication as the anonymous visitor reads it: page, cells, files, and where it is found."""

import io
import re
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel import records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.needs.needs.labels import PRIORITY
from egnatia.reporting.snapshots.sources import MatrixPart
from tests import make
from tests.needs.matrix.browsing import browser
from tests.needs.matrix.doing import focal_point, need, secretariat, work
from tests.reporting.publications import doing
from tests.visits import got, links, of

pytestmark = pytest.mark.django_db
FOOTNOTE = "This designation is without prejudice to positions on status"


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def publication(desk: Reader) -> UUID:
    said: dict[str, Any] = {"marking": make.CLEAR, "source": "Action plan (demo)", "page": "12"}
    need(focal_point("MNE", "mira"), economy="MNE", priority="high", **said)
    need(focal_point("XKX", "arta"), economy="XKX", **said)
    work("Support after release", by=make.reader("ura"), marking=make.CLEAR, economies=("MNE",))
    return doing.published(desk)


def text(client: Client, name: str, *args: object) -> str:
    return " ".join(got(client, name, *args).text.split())


def basis_of(client: Client, publication: UUID) -> str:
    """On how many activities and needs it rests, in its own sentence."""
    return str(got(client, "public:publication", publication).context["basis"])


def test_the_visitor_reads_states_method_limits_and_what_it_rests_on(client: Client, publication: UUID) -> None:
    page, basis = text(client, "public:publication", publication), basis_of(client, publication)

    assert re.findall(r"\d+", basis) == ["1", "1", "2", "2"]
    assert basis in page
    assert f"{PRIORITY['high']} | 1 + 0r" in page
    assert str(labels.REASON["single-partner"]) in page
    assert "Two mapping rounds." in page
    assert "Arms are not in it." in page
    assert "there are no totals across economies" in page
    assert page.count(FOOTNOTE) == 1
    assert "KOS*" in page


def test_its_marking_is_said_to_members_while_all_that_visitors_see_is_public(
    client: Client, publication: UUID
) -> None:
    assert "TLP:CLEAR" in text(of(make.reader("member")), "public:publication", publication)
    assert "TLP:" not in text(client, "public:publication", publication)


def test_it_leads_to_no_page_that_the_visitor_may_not_open(client: Client, publication: UUID) -> None:
    page = text(client, "public:publication", publication)
    inside = page[page.index("<main") : page.index("</main>")]

    links = {part.split('"')[0] for part in inside.split('href="')[1:]}
    assert links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_economies_stand_in_the_forums_order_without_totals(client: Client, publication: UUID) -> None:
    board = client.get(reverse("public:publication", args=[publication])).context["board"]

    assert [column.code for column in board.columns] == ["XKX", "MNE"]
    assert {len(line.figures) for group in board.groups for line in group.lines} == {2}


def test_a_cell_opens_what_stands_behind_it(client: Client, publication: UUID) -> None:
    page = text(client, "public:publication-cell", publication, "MNE", "2.3.2")

    assert "Support after release" in page
    assert f"Ura (demo) · {labels.FOOTING['dedicated']}, {labels.PHASE['running']}" in page
    assert re.search(r"Action plan \(demo\), \w+ 12\b", page)
    assert f": {PRIORITY['high']}" in page
    higher = text(client, "public:publication-cell", publication, "MNE", "2.3")
    assert "Support after release" in higher
    empty = text(client, "public:publication-cell", publication, "ALB", "2.3.2")
    assert "Support after release" not in empty


@pytest.mark.parametrize(("economy", "code"), [("XXX", "2.3.2"), ("MNE", "9.9.9"), ("MNE", "2.3.2.1")])
def test_a_cell_that_it_does_not_have_is_not_there(client: Client, publication: UUID, economy: str, code: str) -> None:
    assert client.get(reverse("public:publication-cell", args=[publication, economy, code])).status_code == 404


def test_a_part_of_the_framework_has_no_other_cells(client: Client, desk: Reader, publication: UUID) -> None:
    part = doing.published(desk, part=MatrixPart(3, under="2.3"))

    assert client.get(reverse("public:publication-cell", args=[part, "MNE", "2.3.2"])).status_code == 200
    assert client.get(reverse("public:publication-cell", args=[part, "MNE", "2.1.1"])).status_code == 404
    assert "2.3 " in text(client, "public:publication", part)


def test_files_say_what_they_rest_on_and_carry_the_footnote(client: Client, publication: UUID) -> None:
    csv = client.get(reverse("public:publication-download", args=[publication, "csv"])).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("public:publication-download", args=[publication, "xlsx"])).content)
    )
    about = "\n".join(str(row[0]) for row in book["About"].iter_rows(values_only=True))

    for said in (csv, about):
        for words in ("TLP:CLEAR", "Two mapping rounds.", "Arms are not in it.", FOOTNOTE):
            assert words in said
        assert basis_of(client, publication) in said
    assert csv.splitlines()[2].startswith("2.3.2,")
    assert book.properties.keywords == "egnatia:publication"
    assert client.get(reverse("public:publication-download", args=[publication, "pdf"])).status_code == 404


def test_it_says_of_which_part_it_is(client: Client, desk: Reader, publication: UUID) -> None:
    filters = MatrixFilters(type="training", since="2026", confirmed=True)
    part = doing.published(desk, filters=filters)

    page, whole = got(client, "public:publication", part), got(client, "public:publication", publication)
    csv = client.get(reverse("public:publication-download", args=[part, "csv"])).content.decode()

    narrowing = page.context["narrowing"]
    assert sorted(said.partition(": ")[2] for said in narrowing) == ["2026", "training", "yes"]
    assert all(said in page.text and said in csv for said in narrowing)
    assert whole.context["narrowing"] == []
    assert [page.text.count('class="basis"'), whole.text.count('class="basis"')] == [3, 2]


def test_it_stands_on_the_public_start_page_and_in_the_list(client: Client, publication: UUID, desk: Reader) -> None:
    for name in ("start:home", "public:publications"):
        assert reverse("public:publication", args=[publication]) in text(client, name)
    records.withdraw(Record.objects.get(pk=publication), by=desk)
    assert not got(client, "start:home").context["publications"]
    assert reverse("public:publication", args=[publication]) not in text(client, "start:home")
    assert links(got(client, "public:publications")) == {reverse("activities:activities")}


def test_only_the_desk_sees_how_it_is_recalled_or_made_anew(client: Client, publication: UUID, desk: Reader) -> None:
    recall = reverse("reporting:publication-recall", args=[publication])

    assert recall in text(browser(desk), "public:publication", publication)
    assert reverse("reporting:publication-new") in text(browser(desk), "public:publication", publication)
    for other in (client, browser(make.reader("somebody"))):
        assert recall not in text(other, "public:publication", publication)


def test_its_marking_page_leads_back_to_it(publication: UUID, desk: Reader) -> None:
    assert reverse("public:publication", args=[publication]) in text(browser(desk), "people:marking", publication)


def test_a_publication_for_members_is_not_there_for_the_visitor(client: Client, desk: Reader) -> None:
    hidden = doing.published(desk, make.GREEN)

    for name in ("public:publication", "public:publication-download", "public:publication-cell"):
        more = {"public:publication-download": ["csv"], "public:publication-cell": ["MNE", "2.3.2"]}.get(name, [])
        mine = client.get(reverse(name, args=[hidden, *more]))
        never = client.get(reverse(name, args=[make.uuid(7), *more]))
        assert (mine.status_code, mine.content) == (404, never.content)
