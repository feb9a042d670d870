"""What every kind that people write in a form does, page by page: one suite for all of them."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from msgspec.structs import asdict
from openpyxl import load_workbook

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import Content, parts_of, title_part
from egnatia.kernel.rooms import tellings
from egnatia.pages.record_presenters import header_of
from tests import make
from tests.contracts.kinds import KindWorld
from tests.contracts.registered import WITH_WORLDS_OF_THEIR_OWN, WORLDS
from tests.visits import of
from tests.web.look_browser import faults_of

pytestmark = pytest.mark.django_db
NEVER = UUID(int=7)
EVERY = (*WORLDS, *WITH_WORLDS_OF_THEIR_OWN)
# Of one that stands alone and one that hangs on another every page is looked at in a browser; of the others what they
# describe themselves: their refusals, previews and withdrawals come from the same templates.
LOOKED_AT_WHOLE = {EVERY[0].kind, next(each.kind for each in EVERY if each.on)}
listed = pytest.mark.parametrize("world", [each for each in EVERY if not each.on], ids=lambda world: world.kind)


@pytest.fixture(params=EVERY, ids=lambda world: world.kind)
def world(request: pytest.FixtureRequest) -> KindWorld:
    found: KindWorld = request.param
    return found


@pytest.fixture
def author() -> Reader:
    return make.reader("author")


@pytest.fixture
def member() -> Reader:
    return make.reader("member")


def written(world: KindWorld, by: Reader, marking: Marking = make.GREEN, *, variant: int = 0) -> UUID:
    on = world.on() if world.on else None
    return lifecycle.create(world.pages.kind, world.said(variant), marking, by=by, on=on)


def form_of(world: KindWorld) -> tuple[Any, ...]:
    """The address of the form for a new one: its name, and the record that it would hang on."""
    return (world.pages.route("new"), *([world.on()] if world.on else []))


def opened(reader: Reader | None, name: str, *args: object, **query: str) -> Any:  # noqa: ANN401 - a test client's answer
    client = of(reader) if reader else Client()
    return client.get(reverse(name, args=args), query)


def posted(reader: Reader, name: str, *args: object, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a test client's answer
    return of(reader).post(reverse(name, args=args), data)


def text_of(answer: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def title_of(world: KindWorld, record: UUID) -> str:
    return str(next(iter(Record.objects.get(pk=record).text.values())))


def only(world: KindWorld) -> Any:  # noqa: ANN401 - a row of the kind
    return world.pages.kind.model.objects.select_related("record").get()


def test_what_is_typed_is_kept_and_shown_to_those_whom_it_is_for(
    world: KindWorld, author: Reader, member: Reader
) -> None:
    answer = posted(author, *form_of(world), data={**world.typed(1), "marking-tlp": "1"})

    made = only(world)
    assert answer.headers["Location"] == reverse(world.pages.route(), args=[made.pk])
    assert made.record.marking == make.GREEN
    assert title_of(world, made.pk) in text_of(opened(member, world.pages.route(), made.pk))
    assert world.on or title_of(world, made.pk) in text_of(opened(member, world.pages.list_route()))
    assert AuditEvent.objects.filter(verb="created", kind=world.kind, target=str(made.pk)).count() == 1


def test_pressed_twice_it_is_made_once(world: KindWorld, author: Reader) -> None:
    data = {**world.typed(1), "marking-tlp": "1", "once": str(make.uuid(3))}

    form = form_of(world)

    places = {posted(author, *form, data=data).headers["Location"] for _ in range(2)}

    assert places == {reverse(world.pages.route(), args=[only(world).pk])}


def test_a_preview_keeps_what_was_typed_and_makes_nothing(world: KindWorld, author: Reader) -> None:
    data = {**world.typed(1), "marking-tlp": "1", "preview": "1"}

    page = posted(author, *form_of(world), data=data)

    content: type[Content] = world.pages.kind.content
    later = {name for name, part in parts_of(content).items() if part.field.asked == "later"}
    typed = [value for name, value in world.typed(1).items() if isinstance(value, str) and name not in later]
    assert all(
        f'"{value}"' in page.content.decode() or f">{value}" in page.content.decode().replace(">\n", ">")
        for value in typed
    )
    assert not world.pages.kind.model.objects.exists()


def test_nothing_typed_is_refused_beside_its_field(world: KindWorld, author: Reader) -> None:
    page = posted(author, *form_of(world), data={"marking-tlp": "1"})

    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert not world.pages.kind.model.objects.exists()


def test_a_change_is_a_version_with_what_it_changed(world: KindWorld, author: Reader, member: Reader) -> None:
    record = written(world, author)
    before = title_of(world, record)

    posted(author, world.pages.route("change"), record, data={**world.typed(3), "version": "1"})

    page = text_of(opened(member, world.pages.route(), record))
    assert Record.objects.get(pk=record).version == 2
    assert title_of(world, record) != before
    assert "History: 2 versions" in page
    assert before in page


def test_whoever_changes_what_another_changed_meanwhile_sees_that_and_then_replaces_it(
    world: KindWorld, author: Reader
) -> None:
    record = written(world, author)
    posted(author, world.pages.route("change"), record, data={**world.typed(3), "version": "1"})
    theirs = title_of(world, record)

    page = posted(author, world.pages.route("change"), record, data={**world.typed(4), "version": "1"})

    assert "Someone else has changed this record in the meantime" in text_of(page)
    assert theirs in text_of(page)
    assert title_of(world, record) == theirs
    again = re.search(r'name="version" value="(\d+)"', page.content.decode())
    assert again
    posted(author, world.pages.route("change"), record, data={**world.typed(4), "version": again[1]})
    assert title_of(world, record) != theirs


def test_only_its_own_organisation_writes(world: KindWorld, author: Reader, member: Reader) -> None:
    record = written(world, author)

    for what in ("change", "withdrawal"):
        assert opened(member, world.pages.route(what), record).status_code == 403
        sent = {**world.typed(3), "version": "1"}
        assert posted(member, world.pages.route(what), record, data=sent).status_code == 403
    assert Record.objects.get(pk=record).version == 1


def test_what_is_hidden_is_missing_at_every_address(world: KindWorld, author: Reader, member: Reader) -> None:
    hidden = written(world, author, make.STRICT)
    pages = world.pages

    for name in (pages.route(), pages.route("change"), pages.route("withdrawal")):
        there, nowhere = opened(member, name, hidden), opened(member, name, NEVER)
        assert (there.status_code, there.content) == (404, nowhere.content)
    for name in (pages.route("change"), pages.route("withdrawal"), pages.route("restoration")):
        assert posted(member, name, hidden, data={**world.typed(3), "version": "1"}).status_code == 404
    if not world.on:
        assert title_of(world, hidden) not in text_of(opened(member, pages.list_route()))
        assert str(hidden) not in opened(member, pages.list_route("download"), "csv").content.decode()


def test_what_is_withdrawn_is_seen_by_nobody_until_it_is_restored(
    world: KindWorld, author: Reader, member: Reader
) -> None:
    record = written(world, author)

    asked = opened(author, world.pages.route("withdrawal"), record)
    posted(author, world.pages.route("withdrawal"), record, data={})

    assert str(world.pages.words.withdraw) in text_of(asked)
    assert opened(member, world.pages.route(), record).status_code == 404
    assert opened(author, world.pages.route(), record).status_code == 404
    assert title_of(world, record) in text_of(opened(author, world.pages.list_route("withdrawn")))
    assert title_of(world, record) not in text_of(opened(member, world.pages.list_route("withdrawn")))
    assert posted(member, world.pages.route("restoration"), record, data={}).status_code == 404
    posted(author, world.pages.route("restoration"), record, data={})
    assert opened(member, world.pages.route(), record).status_code == 200


def test_a_second_step_is_asked_for_above_green(world: KindWorld, author: Reader) -> None:
    weak = make.reader("weak", strong=False)
    sent = {**world.typed(1), "marking-tlp": "2", "marking-communities": ["focal-points"]}

    assert posted(weak, *form_of(world), data=sent).status_code in (200, 403)
    assert not world.pages.kind.model.objects.exists()


@listed
def test_the_list_is_narrowed_by_its_filters(world: KindWorld, author: Reader) -> None:
    written(world, author)

    for query in world.queries:
        every = opened(author, world.pages.list_route(), **query)
        assert every.status_code == 200
        none = opened(author, world.pages.list_route(), **{**query, "q": "nothing that anybody said"})
        assert str(world.pages.words.none) in text_of(none)


def test_a_visitor_reads_what_is_public_or_nothing(world: KindWorld, author: Reader) -> None:
    public, green = (written(world, author, marking) for marking in (make.CLEAR, make.GREEN))
    pages = world.pages

    if pages.visitors:
        assert opened(None, pages.route(), public).status_code == 200
        assert opened(None, pages.route(), green).status_code == 404
        assert world.on or str(green) not in opened(None, pages.list_route("download"), "csv").content.decode()
    else:
        assert opened(None, pages.route(), public).status_code == 302
        assert world.on or opened(None, pages.list_route()).status_code == 302


def test_it_is_found_by_the_search_and_told_as_new(world: KindWorld, author: Reader, member: Reader) -> None:
    record = written(world, author)
    hidden = written(world, author, make.STRICT, variant=1)
    word = title_of(world, record).split()[0]

    found = opened(member, "public:search", q=word, kind=world.kind)
    assert reverse(world.pages.route(), args=[record]) in found.content.decode()
    assert reverse(world.pages.route(), args=[hidden]) not in found.content.decode()
    (telling,) = (each for each in tellings() if each.kind == world.kind)
    assert telling.told(member, [record, hidden]).keys() == {record}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def sheet_of(world: KindWorld, rows: list[dict[str, str]]) -> io.BytesIO:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, header_of(world.pages.kind.content))
    table.writeheader()
    table.writerows(rows)
    file = io.BytesIO(out.getvalue().encode())
    file.name = "taken.csv"
    return file


def carried_out(world: KindWorld, by: Reader, rows: list[dict[str, str]], **more: str) -> Any:  # noqa: ANN401 - a test client's answer
    report = posted(by, world.pages.list_route("upload"), data={"upload": sheet_of(world, rows)})
    plan = re.search(r'name="plan" value="([^"]+)"', report.content.decode())
    if plan is None:
        return report
    return posted(by, world.pages.list_route("carrying-out"), data={"plan": plan[1], **more})


@listed
def test_a_file_has_a_row_for_each_record_and_comes_back_unchanged(world: KindWorld, author: Reader) -> None:
    made = {str(written(world, author, variant=number)) for number in range(3)}

    content = opened(author, world.pages.list_route("download"), "csv").content
    report = posted(author, world.pages.list_route("upload"), data={"upload": sheet_of(world, rows_of(content))})

    assert {row["record"] for row in rows_of(content)} == made
    assert "0 new, 0 changed, 3 unchanged, 0 to correct" in text_of(report)
    book = load_workbook(io.BytesIO(opened(author, world.pages.list_route("download"), "xlsx").content))
    assert [cell.value for cell in book.worksheets[0][1]] == list(header_of(world.pages.kind.content))


@listed
def test_a_file_that_comes_back_changes_and_adds_what_it_says(world: KindWorld, author: Reader) -> None:
    record = written(world, author)
    (row,) = rows_of(opened(author, world.pages.list_route("download"), "csv").content)
    first = title_part(world.pages.kind.content).name

    carried_out(
        world, author, [{**row, first: "Changed"}, {**row, "record": "", first: "Added"}], **{"marking-tlp": "1"}
    )

    assert Record.objects.get(pk=record).version == 2
    titles = {title_of(world, found) for found in Record.objects.filter(kind=world.kind).values_list("pk", flat=True)}
    assert titles == {"Changed", "Added"}
    said = world.pages.kind.said(world.pages.kind.model.objects.get(pk=record))
    assert {**asdict(said), first: ""} == {**asdict(world.said(0)), first: ""}, "what no cell changed stays as it was"


@listed
def test_a_file_changes_nothing_of_others_and_nothing_that_is_hidden(
    world: KindWorld, author: Reader, member: Reader
) -> None:
    record, hidden = written(world, author), written(world, author, make.STRICT)
    (row,) = rows_of(opened(member, world.pages.list_route("download"), "csv").content)
    first = title_part(world.pages.kind.content).name
    rows = [{**row, first: "Changed"}, {**row, "record": str(hidden), first: "Changed"}]

    report = text_of(carried_out(world, member, rows))

    assert "0 new, 0 changed" in report
    assert "no change (only the owner can change this record)" in report
    assert "the identifier of an existing record, or an empty cell" in report
    assert {Record.objects.get(pk=each).version for each in (record, hidden)} == {1}


@listed
def test_a_dry_run_is_carried_out_by_whom_it_was_made_for_and_once(world: KindWorld, author: Reader) -> None:
    record = written(world, author)
    (row,) = rows_of(opened(author, world.pages.list_route("download"), "csv").content)
    changed = [{**row, title_part(world.pages.kind.content).name: "Changed"}]
    report = posted(author, world.pages.list_route("upload"), data={"upload": sheet_of(world, changed)})
    plan = re.search(r'name="plan" value="([^"]+)"', report.content.decode())
    assert plan
    colleague = make.reader("colleague", at=only(world).record.owner)

    posted(colleague, world.pages.list_route("carrying-out"), data={"plan": plan[1]})
    assert Record.objects.get(pk=record).version == 1
    for _ in range(2):
        posted(author, world.pages.list_route("carrying-out"), data={"plan": plan[1]})
    assert Record.objects.get(pk=record).version == 2


def test_a_withdrawal_takes_the_record_itself(world: KindWorld, author: Reader) -> None:
    record = written(world, author)
    records.withdraw(Record.objects.get(pk=record), by=author)

    assert opened(author, world.pages.route(), record).status_code == 404


@pytest.mark.browser
def test_its_pages_can_be_used_by_everybody(world: KindWorld, author: Reader) -> None:
    record = written(world, author)
    pages = world.pages
    answers = {"record": opened(author, pages.route(), record), "new": opened(author, *form_of(world))}
    if not world.on:
        answers["list"] = opened(author, pages.list_route())
    if world.kind in LOOKED_AT_WHOLE:
        answers |= _further(world, author, record)

    assert faults_of({name: answer.content for name, answer in answers.items()}) == []


def _further(world: KindWorld, author: Reader, record: UUID) -> dict[str, Any]:
    """The other pages of a kind; the last is that of its withdrawn records."""
    pages = world.pages
    answers = {
        "wrong": posted(author, *form_of(world), data={}),
        "preview": posted(author, *form_of(world), data={**world.typed(1), "marking-tlp": "1", "preview": "1"}),
        "conflict": posted(author, pages.route("change"), record, data={**world.typed(3), "version": "9"}),
        "withdrawal": opened(author, pages.route("withdrawal"), record),
    }
    if not world.on:
        answers["none"] = opened(author, pages.list_route(), q="nothing that anybody said")
        answers["upload"] = opened(author, pages.list_route("upload"))
    posted(author, pages.route("withdrawal"), record, data={})
    return answers | {"withdrawn": opened(author, world.pages.list_route("withdrawn"))}
