"""What the secretariat does about an overlap: for itself, and by e-mails that hold what their addressee may read."""

from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from egnatia import overlap
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, Person, Record
from egnatia.kernel.records.markings import remark
from egnatia.matching.actions import enter, state_position, undo_entry, write_to_owners
from egnatia.matching.models import DeskEntry, Match
from egnatia.matching.queries import letters
from egnatia.matching.queries.desk import agenda_of, assigned_to, desk_counts, desk_lines
from egnatia.matching.queries.letters import letters_about
from egnatia.reminders.models import Reminder
from tests import make
from tests.matching.doing import TITLE, activity, between, overlapping
from tests.reminders.doing import send
from tests.visits import Answer, got, of, offers, refused, typed

pytestmark = pytest.mark.django_db

SERVER = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


def desk_reader() -> Reader:
    house = make.organisation("Secretariat (demo)", secretariat=True)
    return make.reader("desk", at=house, secretariat=True)


def posted(reader: Reader, name: str, *args: object, **data: object) -> Answer:
    return of(reader).post(reverse(name, args=args), data)


def mailbox(reader: Reader, address: str, language: str = "en") -> None:
    Organisation.objects.filter(pk=UUID(reader.organisation)).update(mailbox=address)
    Person.objects.filter(pk=reader.person).update(language=language)


def pair(left: Reader, right: Reader, *, hidden: Marking = make.GREEN) -> Match:
    """Two that match, the second under a marking and a title of its own."""
    one = activity(left, compare=False)
    other = activity(
        right, title="Early recognition of radicalisation: prison staff training", marking=hidden, amount=5e5
    )
    return between(one, other)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("note", {"text": "Called both."}),
        ("agenda", {"text": "Who leads?", "day": "2026-06-01"}),
        ("aside", {"reason": "group"}),
        ("aside", {"text": "Other prison."}),
    ],
)
def test_what_the_secretariat_enters_is_seen_by_the_secretariat_alone(verb: str, data: dict[str, str]) -> None:
    desk, left, right = desk_reader(), make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    before = got(of(left), "matching:match", match.pk).content

    answer = posted(desk, "matching:match-desk", match.pk, verb=verb, **data)

    assert answer["Location"] == reverse("matching:match", args=[match.pk])
    (line,) = got(of(desk), "matching:match", match.pk).context["lines"]
    assert (line.verb, line.by, line.undone) == (verb, desk.name, False)
    assert data.get("text", "different target group") in line.text
    assert desk_lines(left, match.pk) == ()
    assert strip_csrf(got(of(left), "matching:match", match.pk).content) == strip_csrf(before)
    assert AuditEvent.objects.filter(verb="entered", target=str(match.pk)).count() == 1


def strip_csrf(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if b"csrf" not in line]


def test_an_entry_is_undone_where_it_was_made() -> None:
    desk = desk_reader()
    match = overlapping(make.reader("left"), make.reader("right"))
    entry = enter(match.pk, "aside", "Other prison.", by=desk)
    assert got(of(desk), "matching:matches").context["listing"].rows == ()
    assert offers(got(of(desk), "matching:match", match.pk), "matching:match-desk-undo", match.pk, entry.pk)

    posted(desk, "matching:match-desk-undo", match.pk, entry.pk)

    assert len(got(of(desk), "matching:matches").context["listing"].rows) == 1
    with pytest.raises(NotFound):
        undo_entry(match.pk, entry.pk, by=desk)


def test_a_member_of_the_secretariat_is_assigned_and_finds_it_listed() -> None:
    desk = desk_reader()
    colleague = make.reader("colleague", at=Organisation.objects.get(pk=UUID(desk.organisation)), secretariat=True)
    match = overlapping(make.reader("left"), make.reader("right"))

    posted(desk, "matching:match-desk", match.pk, verb="assigned", person=colleague.person, day="2026-06-01")

    assert (assigned_to(colleague), assigned_to(desk)) == (1, 0)
    rows = {who: got(of(who), "matching:matches", desk="mine").context["listing"].rows for who in (desk, colleague)}
    assert [len(rows[desk]), len(rows[colleague])] == [0, 1]
    assert rows[colleague][0].marks


@pytest.mark.parametrize("data", [{}, {"verb": "note"}, {"verb": "assigned"}, {"verb": "aside"}, {"verb": "nonsense"}])
def test_what_is_missing_is_said_and_what_was_typed_stays(data: dict[str, str]) -> None:
    desk = desk_reader()
    match = overlapping(make.reader("left"), make.reader("right"))

    answer = posted(desk, "matching:match-desk", match.pk, day="2026-06-01", **data)

    assert answer.status_code == 200
    assert answer.context["desk"].errors
    assert typed(answer)["day"] == ["2026-06-01"]
    assert not DeskEntry.objects.exists()


def test_nobody_else_enters_or_writes_anything() -> None:
    left, member = make.reader("left"), make.reader("member")
    match = overlapping(left, make.reader("right"))

    for route in ("matching:match-desk", "matching:match-letters"):
        assert refused(posted(left, route, match.pk, verb="note", text="x"), "secretariat-only")
        hidden, missing = (posted(member, route, each, verb="note", text="x") for each in (match.pk, make.uuid(7)))
        assert (hidden.status_code, hidden.content) == (404, missing.content)
    with pytest.raises(NotAllowed, match="secretariat-only"):
        enter(match.pk, "note", "x", by=left)


def test_what_is_on_an_agenda_is_there_for_the_draft_of_the_paper() -> None:
    desk, left = desk_reader(), make.reader("left")
    match = overlapping(left, make.reader("right"))
    enter(match.pk, "agenda", "Who leads?", by=desk)
    entry = enter(match.pk, "agenda", "Who leads the training?", by=desk)

    assert agenda_of(desk) == {match.pk: "Who leads the training?"}
    assert agenda_of(left) == {}
    undo_entry(match.pk, entry.pk, by=desk)
    assert agenda_of(desk) == {}


def test_the_secretariat_reads_how_many_are_new_wait_and_are_agreed() -> None:
    desk, left, right = desk_reader(), make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    before = desk_counts(desk)

    state_position(match.pk, "coordinate", "", by=left)
    state_position(match.pk, "coordinate", "", by=right)

    after = desk_counts(desk)
    assert (before.new, before.awaiting, before.agreed) == (1, 1, 0)
    assert (after.new, after.awaiting, after.agreed) == (1, 0, 1)


def test_after_a_verb_the_next_overlap_of_the_list_comes_and_after_the_last_the_list() -> None:
    desk, left, right = desk_reader(), make.reader("left"), make.reader("right")
    overlapping(left, right)
    activity(right, title="Recognising radicalisation early: training for prison staff", amount=2e5)
    listed = [row.id for row in got(of(desk), "matching:matches", economy="MKD").context["listing"].rows]
    assert len(listed) > 1

    came = []
    coming = listed[0]
    for _ in listed:
        answer = posted(desk, "matching:match-desk", coming, verb="aside", reason="group", list="economy=MKD")
        came.append(answer["Location"])
        coming = answer["Location"].split("/")[2].split("?")[0]

    assert came == [
        *(f"{reverse('matching:match', args=[each])}?economy=MKD" for each in listed[1:]),
        f"{reverse('matching:matches')}?economy=MKD",
    ]


def test_a_note_and_its_undoing_leave_the_secretariat_in_the_list_and_what_is_skipped_waits_on() -> None:
    desk, left, right = desk_reader(), make.reader("left"), make.reader("right")
    overlapping(left, right)
    activity(right, title="Recognising radicalisation early: training for prison staff", amount=2e5)
    way = "economy=MKD&desk=unhandled"
    first, second, *_more = [row.id for row in got(of(desk), "matching:matches", economy="MKD").context["listing"].rows]
    here = f"{reverse('matching:match', args=[first])}?{way}"

    noted = posted(desk, "matching:match-desk", first, verb="note", text="Called both.", list=way)
    entry = desk_lines(desk, first)[0].id
    undone = posted(desk, "matching:match-desk-undo", first, entry, list=way)
    skipped = of(desk).get(f"{reverse('matching:match-next', args=[first])}?{way}")

    assert (noted["Location"], undone["Location"]) == (here, here)
    assert skipped["Location"] == f"{reverse('matching:match', args=[second])}?{way}"
    page = of(desk).get(here)
    assert skipped.wsgi_request.get_full_path() in page.content.decode().replace("&amp;", "&")
    assert f'href="{reverse("matching:matches")}?{way}"' in page.content.decode().replace("&amp;", "&")
    assert first in [row.id for row in got(of(desk), "matching:matches", desk="unhandled").context["listing"].rows]


def test_the_address_of_a_refusal_leads_back_to_the_overlap() -> None:
    desk = desk_reader()
    match = overlapping(make.reader("left"), make.reader("right"))

    answer = of(desk).get(reverse("matching:match-desk", args=[match.pk]))

    assert answer["Location"] == reverse("matching:match", args=[match.pk])


def test_an_overlap_is_assigned_to_the_reader_unless_they_select_somebody_else() -> None:
    desk = desk_reader()
    match = overlapping(make.reader("left"), make.reader("right"))

    form = got(of(desk), "matching:match", match.pk).context["desk"]

    assert form["person"].value() == desk.person


def test_after_a_position_the_next_that_waits_for_it_comes_with_a_way_back_to_undo() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    browser = of(left)

    answer = browser.post(
        reverse("matching:match-views", args=[match.pk]), {"verdict": "ask", "list": "kind=overlap"}, follow=True
    )

    assert answer.redirect_chain == [(f"{reverse('matching:matches')}?kind=overlap", 302)]
    assert reverse("matching:match", args=[match.pk]) + "#views" in answer.text


def test_who_imported_a_record_for_another_says_only_whether_it_is_the_same_project() -> None:
    left, right = make.reader("left"), make.reader("right")
    reporter = overlap.OrganisationMention("Lumina (demo)")
    match = between(
        activity(left, funder="Alpine Fund (demo)", reporters=(reporter,), compare=False), activity(right, amount=5e5)
    )
    page = got(of(left), "matching:match", match.pk)

    assert page.context["match"].behalf == "Lumina (demo)"
    assert [code for code, _ in page.context["verdicts"]] == ["reported-twice", "different", "ask"]
    assert got(of(right), "matching:match", match.pk).context["match"].behalf == ""
    assert refused(posted(left, "matching:match-views", match.pk, verdict="coordinate"), "on-behalf")
    assert posted(left, "matching:match-views", match.pk, verdict="different").status_code == 302
    answer = of(left).post(reverse("matching:match-views", args=[match.pk]), {"verdict": "reported-twice"}, follow=True)
    assert "Position saved: Same project" in answer.text  # as its button says


def test_both_owners_get_a_draft_in_their_language_that_leaves_once_and_is_kept() -> None:
    desk, left, right = desk_reader(), make.reader("left"), make.reader("right")
    match = pair(left, right)
    mailbox(left, "left@example.org")
    mailbox(right, "right@example.org", "mk")
    drafts = {each.mailbox: each for each in letters_about(match.pk, by=desk)}
    assert {each.language for each in drafts.values()} == {"en", "mk"}
    assert all(TITLE in each.text and not each.asks for each in drafts.values())
    texts = {each.side: each.text for each in drafts.values()}

    with SERVER:
        answer = posted(desk, "matching:match-letters", match.pk, **texts, send="1", list="kind=overlap")
        send()
        send()

    assert answer.status_code == 302
    assert sorted(letter.to[0] for letter in mail.outbox) == ["left@example.org", "right@example.org"]
    assert all(reverse("matching:match", args=[match.pk]) in letter.body for letter in mail.outbox)
    assert [line.verb for line in desk_lines(desk, match.pk)] == ["written", "written"]
    assert not any(line.undoable for line in desk_lines(desk, match.pk))


def test_without_a_mail_server_the_texts_are_copied_and_kept() -> None:
    desk = desk_reader()
    match = pair(make.reader("left"), make.reader("right"))
    texts = {each.side: each.text for each in letters_about(match.pk, by=desk)}

    page = got(of(desk), "matching:match-letters", match.pk)
    posted(desk, "matching:match-letters", match.pk, **texts)

    link = "http://testserver" + reverse("matching:match", args=[match.pk])
    assert [field.value().count(link) for _letter, field in page.context["letters"]] == [1, 1]
    assert not Reminder.objects.exists()
    assert len(desk_lines(desk, match.pk)) == 2


def test_where_one_side_cannot_see_the_other_only_the_owner_of_what_is_hidden_is_asked() -> None:
    left, right = make.reader("left"), make.reader("right")
    desk = desk_reader()
    match = pair(left, right, hidden=Marking(make.STRICT.tlp, offices=frozenset({"S"})))

    (asked,) = letters_about(match.pk, by=desk)

    assert (str(asked.organisation), asked.asks) == (right.organisation, True)
    assert TITLE not in asked.text
    assert left.organisation_name not in asked.text
    hidden_title = "Early recognition of radicalisation: prison staff training"
    assert hidden_title not in asked.text  # nothing above TLP:GREEN stands in an e-mail
    page = got(of(desk), "matching:match-letters", match.pk)
    assert page.context["asks"]
    for text in (f"See {TITLE.upper()}", f"Of {left.organisation_name}", hidden_title):
        answer = posted(desk, "matching:match-letters", match.pk, **{asked.side: text})
        assert answer.context["form"].errors
        with pytest.raises(NotAllowed, match="letter"):
            write_to_owners(match.pk, {asked.side: text}, sends=False, by=desk)
    assert not DeskEntry.objects.exists()


def test_a_letter_does_not_leave_once_its_addressee_cannot_read_what_it_says() -> None:
    desk, left, right = desk_reader(), make.reader("left"), make.reader("right")
    match = pair(left, right)
    mailbox(left, "left@example.org")
    texts = {each.side: each.text for each in letters_about(match.pk, by=desk)}
    write_to_owners(match.pk, texts, sends=True, by=desk)
    remark(Record.objects.get(pk=match.right_id if str(match.right_owner) == right.organisation else match.left_id),
           make.STRICT, by=right)  # fmt: skip

    with SERVER:
        assert send() == 0


def test_a_letter_that_was_drafted_for_more_than_its_addressee_reads_would_be_seen() -> None:
    """The guard of the text does not depend on who may read: planted so that it is asked wrongly, the draft leaks."""
    desk = desk_reader()
    match = pair(make.reader("left"), make.reader("right"), hidden=Marking(make.STRICT.tlp, offices=frozenset({"S"})))

    def everything(_organisation: object, activities: Any) -> frozenset[Any]:  # noqa: ANN401 - as the product passes
        return frozenset(activities)

    with mock.patch.object(letters, "readable", everything):
        leaking = letters_about(match.pk, by=desk)

    assert [each.asks for each in leaking] == [False, False]
    assert [each.asks for each in letters_about(match.pk, by=desk)] == [True]
