"""A sheet instead of the link's pages: it goes out as the rows stand, comes back through the link or by mail."""

import io
import re
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from openpyxl import Workbook, load_workbook
from tests import make
from tests.activities.partners.doing import Holder, answer_about, desk, holder_of, of_ura, request_of, row, ura
from tests.visits import Answer, got, levels, of, words

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.partners.actions import sheets
from egnatia.activities.partners.actions.requests import LINKS, NewPartnerRequest, ask
from egnatia.activities.partners.labels import TOO_MANY
from egnatia.activities.partners.models import PartnerAnswer, PartnerRequest, PartnerRow
from egnatia.activities.partners.sheet import COLUMNS
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Organisation
from egnatia.people.mail import letter as composed

pytestmark = pytest.mark.django_db
Table = list[list[object]]


@pytest.fixture
def by() -> Reader:
    return desk()


@pytest.fixture
def organisation() -> Organisation:
    return ura()


def full(title: str, *, by: Reader, marking: Marking = make.GREEN) -> Activity:
    """With everything that a sheet might lose."""
    return of_ura(
        title,
        by=by,
        marking=marking,
        fields={"status": "implementation", "shares": {"ALB": 60.0}},
        economies=frozenset({"ALB", "XKX", "western balkans"}),
        places=frozenset({"Vlorë"}),
        start="2026-03",
        end="2027",
        amount=1234.5,
        currency="EUR",
        funders=(overlap.OrganisationMention("Hub (demo)", "XM-HUB"),),
        sectors=frozenset({"DAC:15210"}),
        types=frozenset({"training"}),
        identifiers=(f"XM-{title}", "OTHER"),
    )


def taken(holder: Holder) -> Table:
    content = holder.client.get(reverse("activities:partner-sheet")).content
    return [[cell.value for cell in line] for line in load_workbook(io.BytesIO(content)).worksheets[0].rows]


def as_file(table: Table, name: str = "sheet.xlsx") -> io.BytesIO:
    book = Workbook()
    for line in table:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = name
    return out


def brought(client: Client, table: Table, name: str = "activities:partner-brought", *args: UUID) -> Answer:
    return client.post(reverse(name, args=args), {"upload": as_file(table)})


def changed(table: Table, line: int, column: str, value: object) -> None:
    table[line][table[0].index(column)] = value


def test_a_sheet_that_nobody_touched_says_that_everything_is_still_true(by: Reader, organisation: Organisation) -> None:
    request = request_of(organisation, [full("One", by=by), full("Two", by=by)], by=by)
    holder = holder_of(request, by=by)

    assert brought(holder.client, taken(holder)).status_code == 302

    assert [(each.verdict, each.said) for each in PartnerRow.objects.all()] == [("true", {}), ("true", {})]


def test_a_row_that_nobody_touched_leaves_what_was_said_before(by: Reader, organisation: Organisation) -> None:
    request = request_of(organisation, [full("One", by=by), full("Two", by=by)], by=by)
    holder = holder_of(request, by=by)
    holder.say(1, "ended", end="2026-05", note="The donor left.")

    page = holder.client.post(reverse("activities:partner-brought"), {"upload": as_file(taken(holder))}, follow=True)
    assert (row(request, 1).verdict, row(request, 1).note) == ("ended", "The donor left.")
    assert row(request, 2).verdict == "true"
    assert levels(page) == ["success", "info", "info"]
    _read, true, stays = map(str, page.context["messages"])
    assert "1" in true
    assert "“One”" not in true
    assert "“One”" in stays
    assert "“Two”" not in stays


def test_a_sheet_that_says_something_else_than_before_is_named_and_keeps_the_note(
    by: Reader, organisation: Organisation
) -> None:
    request = request_of(organisation, [full("One", by=by)], by=by)
    holder = holder_of(request, by=by)
    holder.say(1, "ended", end="2026-05", note="The donor left.")
    table = taken(holder)
    changed(table, 1, "end", "2026-11")

    page = holder.client.post(reverse("activities:partner-brought"), {"upload": as_file(table)}, follow=True)

    assert (row(request, 1).verdict, row(request, 1).note) == ("changed", "The donor left.")
    assert levels(page) == ["success", "warning"]
    _read, replaced = map(str, page.context["messages"])
    assert "“One”" in replaced


def test_every_change_in_a_sheet_is_a_change_and_nothing_else_is(by: Reader, organisation: Organisation) -> None:
    request = request_of(organisation, [full("One", by=by), full("Two", by=by)], by=by)
    holder = holder_of(request, by=by)
    table = taken(holder)
    changed(table, 1, "status", "completed")
    changed(table, 1, "end", "2026-11")
    table.append([None] * len(table[0]))
    changed(table, 3, "title", "Work nobody knew of")
    changed(table, 3, "status", "planned")

    assert brought(holder.client, table).status_code == 302

    assert row(request, 1).said == {"facts": {"end": "2026-11"}, "status": "closed"}
    assert row(request, 2).verdict == "true"
    new = row(request, 3)
    assert (new.verdict, new.said["status"]) == ("new", "pipeline")
    assert new.said["facts"]["titles"][0]["text"] == "Work nobody knew of"
    assert new.said["facts"]["reporters"][0]["name"] == "Ura (demo)"
    assert "identifiers" not in new.said["facts"]
    holder.hand_in()
    assert PartnerAnswer.objects.filter(state="waiting").count() == 2


def test_the_same_sheet_twice_adds_once(by: Reader, organisation: Organisation) -> None:
    holder = holder_of(request_of(organisation, [full("One", by=by)], by=by), by=by)
    table = taken(holder)
    table.append([None] * len(table[0]))
    changed(table, 2, "title", "Work nobody knew of")

    brought(holder.client, table)
    brought(holder.client, table)

    assert PartnerRow.objects.count() == 2


def test_what_cannot_be_read_is_named_by_row_and_nothing_is_kept(by: Reader, organisation: Organisation) -> None:
    other = full("Never asked about", by=by)
    request = request_of(organisation, [full("One", by=by)], by=by)
    holder = holder_of(request, by=by)
    table = taken(holder)
    changed(table, 1, "title", "Changed")
    table.append(list(table[1]))
    changed(table, 2, "record", str(other.pk))
    table.append(list(table[1]))
    changed(table, 3, "start", "soon")

    answer = brought(holder.client, table)

    unknown, unread = answer.context["faults"]
    assert (unknown.row, unread.row) == (3, 4)
    assert str(other.pk) in unknown.sentence
    assert "soon" in unread.sentence
    page = words(answer.content)
    assert str(other.pk) in page
    assert "soon" in page
    assert row(request, 1).verdict == ""


def test_rows_beyond_the_limit_are_named_and_nothing_is_kept(
    by: Reader, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ADDED", 1)
    request = request_of(organisation, [full("One", by=by)], by=by)
    holder = holder_of(request, by=by)
    table = taken(holder)
    for line, title in ((2, "The first"), (3, "One too many")):
        table.append([None] * len(table[0]))
        changed(table, line, "title", title)

    answer = brought(holder.client, table)

    assert answer.context["faults"] == (sheets.SheetRowFault(4, str(TOO_MANY)),)
    assert str(TOO_MANY) in words(answer.content)
    assert row(request, 1).verdict == ""


def test_a_row_of_another_request_is_answered_like_one_that_never_was(by: Reader, organisation: Organisation) -> None:
    other = full("Never asked about", by=by)
    holder = holder_of(request_of(organisation, [full("One", by=by)], by=by), by=by)
    answers = []
    for number in (str(other.pk), "11111111-1111-4111-8111-111111111111"):
        table = taken(holder)
        changed(table, 1, "record", number)
        answers.append(words(brought(holder.client, table).content).replace(number, "NUMBER"))

    assert answers[0] == answers[1]


def test_a_file_that_is_no_sheet_of_ours_is_refused_with_a_sentence(by: Reader, organisation: Organisation) -> None:
    holder = holder_of(request_of(organisation, [full("One", by=by)], by=by), by=by)

    (sentence,) = brought(holder.client, [["a", "b"], ["1", "2"]]).context["form"].errors["upload"]
    assert "a, b" in sentence
    assert ", ".join(COLUMNS) in sentence


def test_the_sheet_speaks_the_language_of_the_letter_and_offers_lists(by: Reader, organisation: Organisation) -> None:
    asked = NewPartnerRequest(organisation.pk, (full("One", by=by).pk,), "desk@ura.example", "sq", 14, "sheet")
    holder = holder_of(ask(asked, by=by), by=by)
    content = holder.client.get(reverse("activities:partner-sheet")).content

    book = load_workbook(io.BytesIO(content))

    sheet = book.worksheets[0]
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert len(lists) == 2
    assert "planned" not in lists[0]
    status = taken(holder)[1][taken(holder)[0].index("status")]
    assert str(status) in lists[0]
    assert brought(holder.client, taken(holder)).status_code == 302
    assert PartnerRow.objects.get().verdict == "true"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("being completed", "finalisation"),
        ("në përfundim", "finalisation"),
        ("у завршној фази", "finalisation"),
        ("u završnoj fazi", "finalisation"),
        ("при завршетку", "finalisation"),
        ("pri završetku", "finalisation"),
        ("при завршување", "finalisation"),
        ("завршена", "closed"),
        ("завршено", "closed"),
    ],
)
def test_a_status_is_read_in_every_language_and_as_it_was_called_when_the_sheet_went_out(
    status: str, code: str, by: Reader, organisation: Organisation
) -> None:
    request = request_of(organisation, [full("One", by=by)], by=by)
    holder = holder_of(request, by=by)
    table = taken(holder)
    changed(table, 1, "status", status)
    changed(table, 1, "end", "2026-03")

    assert brought(holder.client, table).status_code == 302

    assert row(request, 1).said["status"] == code


@pytest.mark.parametrize(
    ("marking", "files"),
    [(make.GREEN, 1), (make.CLEAR, 1), (None, 0)],
)
def test_a_letter_holds_the_sheet_only_where_every_row_is_green_at_most(
    marking: Marking | None, files: int, by: Reader, organisation: Organisation
) -> None:
    named = Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(organisation.pk)}))
    rows = (full("One", by=by).pk, full("Two", by=by, marking=marking or named).pk)
    request = ask(NewPartnerRequest(organisation.pk, rows, "desk@ura.example", "en", 14, "sheet"), by=by)

    assert LINKS.send_letter(request, site="http://testserver/")

    (letter,) = mail.outbox
    assert len(letter.attachments) == files
    (link,) = re.findall(r"http\S+", str(letter.body))
    until = date_format(PartnerRequest.objects.get().expires_at)
    said = {"who": by.organisation_name, "link": link, "until": until}
    told, untold = (
        composed("activities/mails/partner", "desk@ura.example", {**said, "sheet": sheet}, language="en").body
        for sheet in (True, False)
    )
    assert told != untold
    assert letter.body == (told if files else untold)
    assert "One" not in letter.body


def test_what_is_above_green_is_taken_through_the_link(by: Reader, organisation: Organisation) -> None:
    named = Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(organisation.pk)}))
    holder = holder_of(request_of(organisation, [full("Named", by=by, marking=named)], by=by), by=by)

    assert taken(holder)[1][1] == "Named"
    assert Client().get(reverse("activities:partner-sheet")).status_code == 404


def test_the_officer_who_got_the_sheet_by_mail_hands_it_in(by: Reader, organisation: Organisation) -> None:
    first = full("One", by=by)
    request = request_of(organisation, [first], by=by)
    holder = holder_of(request, by=by)
    table = taken(holder)
    changed(table, 1, "end", "2026-11")

    answer = brought(of(by), table, "activities:partner-returned", request)

    assert answer["Location"] == reverse("activities:partner-request", args=[request])
    assert answer_about(first).said == {"facts": {"end": "2026-11"}}
    assert AuditEvent.objects.get(verb="handed in").by == by.name
    assert holder.client.get(reverse("activities:partner-own")).status_code == 404
    (given,) = got(of(by), "activities:partner-request", request).context["answers"]
    assert (given.organisation, given.state) == ("Ura (demo)", "waiting")
    assert brought(of(by), table, "activities:partner-returned", request).status_code == 409


def test_nobody_else_brings_a_sheet_for_a_request(by: Reader, organisation: Organisation) -> None:
    request = request_of(organisation, [full("One", by=by)], by=by)
    table = taken(holder_of(request, by=by))

    for reader, status in ((make.reader("stranger"), 404), (desk("second-desk"), 403)):
        assert brought(of(reader), table, "activities:partner-returned", request).status_code == status
    assert not PartnerAnswer.objects.exists()
