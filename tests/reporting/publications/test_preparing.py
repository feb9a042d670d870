"""From the matrix to a published publication: written, looked at once more, published, recalled."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from tests import make
from tests.needs.matrix.browsing import browser
from tests.needs.matrix.doing import focal_point, need, secretariat, work
from tests.reporting.publications import doing
from tests.visits import faults, forms, levels, rows, typed

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.reporting.publications.queries import publication_seen_by, publications_seen_by

pytestmark = pytest.mark.django_db
WRITTEN = {"title": "Needs 2026", "as_of": "2026-05-04", "note": "By letter.", "limits": "Arms are not in it."}
CLEAR = {**WRITTEN, "marking-tlp": "0"}


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def mira() -> Reader:
    mira = focal_point("MNE", "mira")
    need(mira, economy="MNE", priority="high", marking=make.CLEAR, source="Action plan (demo)", page="12")
    return mira


def address(**query: str) -> str:
    return reverse("reporting:publication-new", query=query)


def sent_again(page: str) -> dict[str, str]:
    """The hidden fields of the second look."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def numbers_left_out(page: str) -> list[str]:
    """How many records of a kind are left out, as the page says it."""
    *_preview, told = html.document_fromstring(page).iterfind(".//main//div[@class='notice']")
    return re.findall(r"\d+", "".join(map(str, told.itertext())))


def test_the_matrix_leads_the_secretariat_there_with_its_filters(desk: Reader, mira: Reader) -> None:
    there = reverse("reporting:publication-new").replace("&", "&amp;")
    page = browser(desk).get(reverse("needs:matrix"), {"level": "objective", "confirmed": "on"}).text

    assert f'{there}?level=objective&amp;confirmed=on"' in page
    assert there not in browser(mira).get(reverse("needs:matrix")).text


@pytest.mark.usefixtures("mira")
def test_what_was_looked_at_is_published(desk: Reader) -> None:
    activity = work("Support after release", by=make.reader("ura"), marking=make.CLEAR)
    work("For members", by=make.reader("most"))
    client = browser(desk)

    look = client.post(address(level="objective"), CLEAR)
    assert [group.code for group in look.context["preview"].groups] == ["public"]
    assert look.context["left_out"] == (1, 0)
    assert numbers_left_out(look.text) == ["1"]
    assert [each.id for each in look.context["inside"].works] == [activity.pk]
    assert "For members" not in look.text
    assert publications_seen_by(desk) == ()

    done = client.post(address(level="objective"), {**sent_again(look.text), "publish": "1"})
    (row,) = publications_seen_by(ANONYMOUS)
    assert done["Location"] == reverse("public:publication", args=[row.id])
    page = publication_seen_by(ANONYMOUS, row.id)
    assert (page.row.title, page.said.note, page.said.limits) == ("Needs 2026", "By letter.", "Arms are not in it.")
    assert (page.part.level, page.asked) == (3, {"level": "objective"})


@pytest.mark.usefixtures("mira")
def test_what_has_changed_since_is_looked_at_once_more(desk: Reader) -> None:
    client = browser(desk)
    look = client.post(address(), CLEAR)
    work(by=make.reader("ura"), marking=make.CLEAR)

    again = client.post(address(), {**sent_again(look.text), "publish": "1"})

    assert levels(again) == ["warning"]
    assert sent_again(again.text)["seen"] != sent_again(look.text)["seen"]
    assert publications_seen_by(desk) == ()
    client.post(address(), {**sent_again(again.text), "publish": "1"})
    assert len(publications_seen_by(desk)) == 1


@pytest.mark.usefixtures("mira")
def test_pressed_twice_it_is_published_once(desk: Reader) -> None:
    client = browser(desk)
    look = client.post(address(), CLEAR)
    pressed = {**sent_again(look.text), "publish": "1"}

    first, second = client.post(address(), pressed), client.post(address(), pressed)

    assert first["Location"] == second["Location"]
    assert len(publications_seen_by(desk)) == 1
    another = client.post(address(), CLEAR)
    client.post(address(), {**sent_again(another.text), "publish": "1"})
    assert len(publications_seen_by(desk)) == 2


@pytest.mark.usefixtures("mira")
def test_nothing_written_is_lost_on_the_way_back(desk: Reader) -> None:
    client = browser(desk)

    for button in ("back", "preview"):
        page = client.post(address(), {**CLEAR, button: "1"})
        assert typed(page)["title"] == ["Needs 2026"]
        assert typed(page)["limits"] == ["Arms are not in it."]
        shown = page.context["preview"]
        seen_by = [group.code for group in shown.groups] if shown else []
        assert seen_by == (["public"] if button == "preview" else [])


@pytest.mark.parametrize(
    ("wrong", "form", "said"),
    [
        ({"title": ""}, "form", {"title": ["required"]}),
        ({"as_of": "2126-01-01"}, "form", {"as_of": [""]}),
        ({"marking-tlp": "2"}, "marking", {"communities": [""]}),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(
    desk: Reader, wrong: dict[str, str], form: str, said: dict[str, list[str]]
) -> None:
    page = browser(desk).post(address(), {**CLEAR, **wrong})

    assert faults(page, form) == said
    assert "seen" not in typed(page)


def test_without_any_need_there_is_nothing_to_publish(desk: Reader) -> None:
    page = browser(desk).post(address(), CLEAR)

    assert (page.context["board"].columns, rows(page)) == ((), [])
    assert "seen" in typed(page)
    assert 'name="publish"' not in page.text


def test_nobody_else_is_let_in(mira: Reader, desk: Reader, client: Client) -> None:
    publication = doing.published(desk)
    recall = reverse("reporting:publication-recall", args=[publication])

    for place in (address(), recall):
        assert browser(mira).get(place).status_code == browser(mira).post(place, CLEAR).status_code == 403
        assert client.get(place).status_code == 302
    assert browser(desk).get(reverse("reporting:publication-recall", args=[make.uuid(7)])).status_code == 404
    assert len(publications_seen_by(desk)) == 1


def test_recalling_asks_first(desk: Reader, client: Client) -> None:
    publication = doing.published(desk)
    recall = reverse("reporting:publication-recall", args=[publication])

    asked = browser(desk).get(recall)
    assert ("Needs and activities 2026" in asked.text, forms(asked)) == (True, {""})
    assert client.get(reverse("public:publication", args=[publication])).status_code == 200
    assert browser(desk).post(recall)["Location"] == reverse("public:publications")
    assert client.get(reverse("public:publication", args=[publication])).status_code == 404
