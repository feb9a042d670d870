"""The pages of commitments and follow-ups, as their readers get them."""

import io
import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from openpyxl import load_workbook

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.labels import report_words
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rows import FollowUpRow
from egnatia.commitments.links.actions import join
from egnatia.commitments.overview import queries
from egnatia.commitments.overview.queries import CommitmentPage
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Person, Record
from egnatia.kernel.readers import reader_of
from tests import make
from tests.activities.activities.doing import activity
from tests.commitments.doing import SOURCE, WORDS, commitment, focal_point, follow, secretariat
from tests.visits import Answer, faults, forms, got, levels, links, of, offers, reader_at, rows, shown, typed, words

pytestmark = pytest.mark.django_db
FORM = {"source": SOURCE, "paragraph": "4", "text": WORDS, "language": "en", "agreed_on": "2025-06-12"}
SAID = {"economy": "ALB", "position": "supported", "text": "Po", "language": "sq", "marking-tlp": "1"}


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def mira() -> Reader:
    return focal_point("MNE", "mira")


def test_the_list_says_what_was_agreed_where_and_names_the_documents(desk: Reader, arta: Reader) -> None:
    commitment(desk)
    commitment(desk, "Second", paragraph="12")
    commitment(desk, "Elsewhere", source="A newer plan (demo)", agreed_on=date(2026, 1, 1))

    answer = got(of(arta), "commitments:commitments")

    page = words(answer.content)
    assert page.index("Elsewhere") < page.index(WORDS) < page.index("Second")
    assert re.search(rf"{re.escape(SOURCE)}, \D*4, 12 June 2025", page)
    assert answer.context["listing"].number == 3
    documents = {source.title: source.commitments for source in answer.context["sources"]}
    assert documents == {SOURCE: 2, "A newer plan (demo)": 1}
    assert all(title in answer.text.partition('id="sources"')[2] for title in documents)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "seized weapons"},
        {"source": "A plan (demo)"},
        {"objective": "2.3"},
        {"economy": "MNE"},
        {"position": "noted"},
        {"economy": "MNE", "position": "noted"},
    ],
)
def test_the_list_is_filtered(desk: Reader, mira: Reader, arta: Reader, asked: dict[str, str]) -> None:
    follow(arta, commitment(desk))
    other = commitment(desk, "Mark seized weapons", source="A plan (demo)", objective="2.3.1")
    follow(mira, other, economy="MNE", position="noted")

    page = shown(of(desk), "commitments:commitments", **asked)

    assert "Mark seized weapons" in page
    assert WORDS not in page


def test_nobody_sees_more_than_he_may(desk: Reader, arta: Reader) -> None:
    hidden = commitment(desk, "Undercover work", marking=make.STRICT)

    for client in (of(arta), Client()):
        for name in ("commitments:commitments", "commitments:table", "commitments:unfunded"):
            assert "Undercover" not in shown(client, name)
        assert client.get(reverse("commitments:commitment", args=[hidden])).status_code == 404
    assert "Undercover" in shown(of(desk), "commitments:commitments")


def test_a_commitment_is_added_shown_changed_and_its_history_kept(desk: Reader) -> None:
    client = of(desk)

    answer = client.post(reverse("commitments:commitment-new"), {**FORM, "marking-tlp": "1"})
    record = Commitment.objects.get().pk
    assert answer["Location"] == reverse("commitments:commitment", args=[record])

    address = reverse("commitments:commitment-change", args=[record])
    changed = {**FORM, "text": "Meet them at the gate", "version": "1", "text_en": ""}
    assert WORDS in client.get(address).content.decode()
    assert client.post(address, changed).status_code == 302
    assert faults(client.post(address, changed)).keys() == {"__all__"}

    page = got(client, "commitments:commitment", record)
    assert "Meet them at the gate" in page.text
    assert [edition.number for edition in page.context["shown"].details.history] == [2, 1]
    assert sorted(event.verb for event in AuditEvent.objects.all()) == ["changed", "created"]


def test_a_preview_keeps_what_was_typed_and_stores_nothing(desk: Reader) -> None:
    page = of(desk).post(reverse("commitments:commitment-new"), {**FORM, "marking-tlp": "1", "preview": "1"})

    assert WORDS in page.content.decode()
    assert "members" in {group.code for group in page.context["preview"].groups}
    assert not Commitment.objects.exists()


def test_a_form_says_what_is_missing(desk: Reader) -> None:
    page = of(desk).post(reverse("commitments:commitment-new"), {"marking-tlp": "1"})

    assert faults(page) == {"text": ["required"], "source": ["required"]}
    assert 'class="notice error"' in page.text
    assert not Commitment.objects.exists()


def test_only_its_organisation_changes_a_commitment_and_only_with_the_second_step(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)

    for name in ("commitments:commitment-change", "commitments:commitment-withdrawal"):
        address = reverse(name, args=[record])
        assert of(arta).get(address).status_code == 403
        assert of(arta).post(address, {**FORM, "version": "1"}).status_code == 403
    weak = make.reader("weak", strong=False)
    assert of(weak).get(reverse("commitments:commitment-new")).status_code == 403
    assert of(weak).post(reverse("commitments:commitment-new"), {**FORM, "marking-tlp": "1"}).status_code == 403
    assert Client().get(reverse("commitments:commitment-new")).status_code == 302


def test_withdrawing_and_restoring_need_the_second_step_too(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    said = follow(arta, record)
    weak_desk, weak_arta = (reader_of(Person.objects.get(pk=each.person), strong=False) for each in (desk, arta))

    assert of(weak_arta).post(reverse("commitments:follow-up-withdrawal", args=[said])).status_code == 403
    assert of(weak_desk).post(reverse("commitments:commitment-withdrawal", args=[record])).status_code == 403
    assert got(of(arta), "commitments:follow-up", said).context["row"].known["position"] == "supported"
    assert of(desk).post(reverse("commitments:commitment-withdrawal", args=[record])).status_code == 302
    assert of(weak_desk).post(reverse("commitments:commitment-restoration", args=[record])).status_code == 403
    assert of(desk).post(reverse("commitments:commitment-restoration", args=[record])).status_code == 302


def test_whoever_does_not_speak_for_an_economy_neither_reports_nor_withdraws_for_it(desk: Reader, arta: Reader) -> None:
    """A colleague without a seat for it: no page leads them to a form that would not be taken."""
    found = follow(arta, commitment(desk))
    own = follow(arta, commitment(desk, "Second"), economy="")
    colleague = of(reader_at(arta, "colleague"))
    change, withdrawal = (reverse(f"commitments:follow-up-{deed}", args=[found]) for deed in ("change", "withdrawal"))

    for address in (change, withdrawal):
        assert colleague.get(address).status_code == 403
        assert colleague.post(address, {"position": "noted", "version": "1"}).status_code == 403
        assert of(arta).get(address).status_code == 200
        assert address not in colleague.get(reverse("commitments:follow-up", args=[found])).content.decode()
        assert address in of(arta).get(reverse("commitments:follow-up", args=[found])).content.decode()
    assert change not in colleague.get(reverse("commitments:economy", args=["ALB"])).content.decode()
    assert change not in of(desk).get(reverse("commitments:economy", args=["ALB"])).content.decode()
    assert change in of(arta).get(reverse("commitments:economy", args=["ALB"])).content.decode()
    assert colleague.get(reverse("commitments:follow-up-change", args=[own])).status_code == 200


def test_who_sees_a_follow_up_is_said_with_what_it_hangs_on(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)

    def says_so(name: str, key: UUID) -> bool:
        return "components/hanging.html" in {each.name for each in got(of(arta), name, key).templates}

    assert says_so("commitments:follow-up", follow(arta, record))
    assert says_so("commitments:follow-up-new", record)
    assert not says_so("commitments:commitment", record)


def test_what_has_no_own_words_is_called_by_its_economy_and_position(desk: Reader, arta: Reader) -> None:
    titles = Record.objects.get(pk=follow(arta, commitment(desk), position="not-applicable")).text
    alone = Record.objects.get(pk=follow(arta, commitment(desk, "Second"), economy="")).text

    assert titles["en"] == f"Albania: {labels.POSITION['not-applicable']}"
    assert set(titles) == {code for code, _ in settings.LANGUAGES_OF_MEMBERS}
    assert titles["sq"].startswith("Shqipëria: ")
    assert alone["en"] == str(labels.POSITION["supported"])


def test_deeper_paragraphs_stand_in_their_order(desk: Reader) -> None:
    for number in ("4.1.10", "4(b)", "4.1.2", "4", "4(a)"):
        commitment(desk, f"Of {number}", paragraph=number)

    page = of(desk).get(reverse("commitments:commitments"))

    rows = [row.known["paragraph"] for row in page.context["listing"].rows]
    assert rows == ["4", "4(a)", "4(b)", "4.1.2", "4.1.10"]


def test_the_list_of_what_is_unsaid_says_where_it_stops(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_UNSAID", 2)
    for number in range(2):
        commitment(desk, f"Number {number}")
    assert not got(of(desk), "commitments:economy", "ALB").context["listing"].more_unsaid

    commitment(desk, "Number 3", paragraph="9")

    page = got(of(desk), "commitments:economy", "ALB")
    assert page.context["listing"].more_unsaid
    assert 'class="muted"' in page.text.partition('id="unsaid"')[2].partition("</section>")[0]
    assert "Number 3" not in page.text


def test_what_is_withdrawn_is_seen_by_nobody_until_its_house_restores_it(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record)
    client = of(desk)
    assert WORDS in words(client.get(reverse("commitments:commitment-withdrawal", args=[record])).content)

    client.post(reverse("commitments:commitment-withdrawal", args=[record]))

    assert WORDS not in shown(of(arta), "commitments:table")
    assert WORDS in shown(client, "commitments:commitments-withdrawn")
    assert of(arta).post(reverse("commitments:commitment-restoration", args=[record])).status_code == 404
    assert client.post(reverse("commitments:commitment-restoration", args=[record])).status_code == 302
    (row,) = got(of(arta), "commitments:commitment", record).context["shown"].follow_ups
    assert row.known["position"] == "supported"


def test_an_economy_says_what_becomes_of_it_and_reports_on_it(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    client = of(arta)
    new = reverse("commitments:follow-up-new", args=[record])
    assert f"{new}?economy=ALB" in links(got(client, "commitments:commitment", record))
    assert "Albania" in client.get(new, {"economy": "ALB"}).content.decode()
    answer = client.post(new, {**SAID, "due": "2027-03-01", "recurrence": "yearly", "responsible": "Probation"})
    found = FollowUp.objects.get()
    assert answer["Location"] == reverse("commitments:follow-up", args=[found.pk])
    assert found.reported_on is None

    report = {**SAID, "version": "1", "note": "Twelve towns", "evidence": "https://example.org/a"}
    assert client.post(reverse("commitments:follow-up-change", args=[found.pk]), report).status_code == 302
    found.refresh_from_db()
    assert found.reported_on == clock.today()
    page = got(client, "commitments:follow-up", found.pk)
    assert "Twelve towns" in page.text
    assert page.context["row"].progress == report_words(clock.today(), clock.today())
    assert page.context["row"].progress in words(page.content)
    assert [edition.number for edition in page.context["shown"].details.history] == [2, 1]


def test_no_change_is_an_answer(desk: Reader, arta: Reader) -> None:
    long_ago = clock.today() - timedelta(days=400)
    record = follow(arta, commitment(desk), note="Twelve towns", reported_on=long_ago)
    address = reverse("commitments:follow-up-change", args=[record])
    form = {"position": "supported", "note": "Twelve towns", "version": "1"}

    of(arta).post(address, form)
    assert FollowUp.objects.get().reported_on == long_ago
    of(arta).post(reverse("commitments:follow-up-still-true", args=[record]), {"version": "2"})

    assert FollowUp.objects.get().reported_on == clock.today()


def test_what_somebody_else_changed_since_is_not_said_to_be_true_still(desk: Reader, arta: Reader) -> None:
    long_ago = clock.today() - timedelta(days=400)
    record = follow(arta, commitment(desk), note="Twelve towns", reported_on=long_ago)
    still_true = reverse("commitments:follow-up-still-true", args=[record])

    assert levels(of(arta).post(still_true, {"version": "2"}, follow=True)) == ["warning"]

    assert FollowUp.objects.get().reported_on == long_ago


def test_no_change_is_an_answer_where_nothing_was_written_too(desk: Reader, arta: Reader) -> None:
    address = reverse("commitments:follow-up-change", args=[follow(arta, commitment(desk))])

    of(arta).post(address, {"position": "supported", "version": "1"})
    assert FollowUp.objects.get().reported_on is None
    still_true = reverse("commitments:follow-up-still-true", args=[FollowUp.objects.get().pk])
    of(arta).post(still_true, {"version": "2"})

    assert FollowUp.objects.get().reported_on == clock.today()


def test_one_follows_up_for_those_one_speaks_for_and_once(desk: Reader, arta: Reader, mira: Reader) -> None:
    record = commitment(desk)
    new = reverse("commitments:follow-up-new", args=[record])

    assert faults(of(mira).post(new, SAID)) == {"economy": ["invalid_choice"]}
    assert of(arta).post(new, SAID).status_code == 302
    assert faults(of(arta).post(new, SAID)) == {"economy": [""]}
    assert FollowUp.objects.count() == 1
    assert of(mira).post(new, {**SAID, "economy": ""}).status_code == 302
    assert of(desk).post(new, SAID).status_code == 302
    assert of(make.reader("weak", strong=False)).post(new, SAID).status_code == 403
    assert of(mira).get(reverse("commitments:follow-up-new", args=[make.uuid(9)])).status_code == 404

    page = shown(of(mira), "commitments:commitment", record)
    assert page.count("Albania") >= 2
    assert escape(mira.organisation_name) in page


def test_a_preview_of_a_follow_up_stores_nothing(desk: Reader, arta: Reader) -> None:
    page = of(arta).post(reverse("commitments:follow-up-new", args=[commitment(desk)]), {**SAID, "preview": "1"})

    assert "members" in {group.code for group in page.context["preview"].groups}
    assert not FollowUp.objects.exists()


def test_a_follow_up_is_seen_by_whoever_sees_both(desk: Reader, arta: Reader, mira: Reader) -> None:
    hidden = commitment(desk, marking=Marking(Tlp.AMBER, communities=frozenset({"focal-points"})))
    record = follow(arta, hidden, marking=make.CLEAR)
    narrow = follow(mira, hidden, economy="MNE", marking=make.STRICT)

    assert of(mira).get(reverse("commitments:follow-up", args=[record])).status_code == 200
    for client, found in ((Client(), record), (of(make.reader("member")), record), (of(arta), narrow)):
        assert client.get(reverse("commitments:follow-up", args=[found])).status_code == 404
    assert "Montenegro" not in shown(of(arta), "commitments:commitment", hidden)


def row_on(answer: Answer) -> FollowUpRow:
    """The one follow-up of a page: of a commitment, of an economy, or its own."""
    found, shown_as = answer.context, answer.context.get("shown")
    if shown_as is None:
        (row,) = (line.said for line in found["listing"].rows)
    elif isinstance(shown_as, CommitmentPage):
        (row,) = shown_as.follow_ups
    else:
        row = shown_as.row
    assert isinstance(row, FollowUpRow)
    return row


def test_when_a_report_is_waited_for_is_told_to_its_owner_and_the_secretariat_only(
    desk: Reader, arta: Reader, mira: Reader
) -> None:
    record = commitment(desk)
    due = clock.today() - timedelta(days=40)
    ago = clock.today() - timedelta(days=430)
    found = follow(arta, record, due=due, recurrence="half-yearly", note="Begun", reported_on=ago)
    again = {"position": "noted", "version": "1", "due": "2031-01-01", "note": "Begun"}
    pages = [("commitments:commitment", record), ("commitments:follow-up", found), ("commitments:economy", "ALB")]

    others = (of(mira), of(make.reader("member")))
    for reader in (arta, desk, reader_at(arta, "colleague")):
        for name, key in pages:
            answer = got(of(reader), name, key)
            assert row_on(answer).waited_since == due, (reader.name, name)
            assert date_format(due) in words(answer.content), (reader.name, name)
    for client in others:
        for name, key in pages:
            assert date_format(due) not in shown(client, name, key)
    of(arta).post(reverse("commitments:follow-up-change", args=[found]), again)
    for client in others:
        for name, key in pages:
            answer = got(client, name, key)
            page, row = words(answer.content), row_on(answer)
            assert row.progress == report_words(ago, clock.today())
            assert row.progress in page
            assert (row.waited_since, row.due, row.again, row.knows_due) == (None, None, "", False)
            assert date_format(due) not in page
            assert "2031" not in page
            assert "report due since" not in page
    assert date_format(date(2031, 1, 1)) in shown(of(arta), "commitments:follow-up", found)


def test_a_withdrawn_follow_up_can_be_said_anew(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    found = follow(arta, record)
    address = reverse("commitments:follow-up-withdrawal", args=[found])

    assert of(desk).get(address).status_code == 403
    assert forms(of(arta).get(address)) == {""}
    assert FollowUp.visible_to(arta).filter(pk=found).exists()
    assert of(arta).post(address).status_code == 302
    assert of(arta).get(reverse("commitments:follow-up", args=[found])).status_code == 404
    assert of(arta).post(reverse("commitments:follow-up-new", args=[record]), SAID).status_code == 302


def test_each_position_in_the_table_is_a_link(desk: Reader, arta: Reader, mira: Reader) -> None:
    record = commitment(desk)
    found = follow(arta, record)
    other = follow(mira, record, economy="MNE", position="considered")
    more = follow(desk, record, economy="MNE", position="noted")

    answer = of(mira).get(reverse("commitments:table"))

    table = answer.text.partition('<table class="matrix names"')[2].partition("</table>")[0]
    assert table.count("<td") - table.count("></td>") == table.partition("<tbody")[2].count("<a href") - 1 == 2
    assert reverse("commitments:follow-up", args=[found]) in table
    assert f"{reverse('commitments:commitment', args=[record])}#follow-up-{more}" in table
    assert str(other) not in table
    said = f"{labels.SYMBOL['supported']} {labels.POSITION['supported']}"
    assert [cell for row in rows(answer) for cell in row if cell.startswith(said)] != []


def test_the_table_is_a_file_as_it_is_filtered(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record, note="Begun", reported_on=date(2026, 1, 2), due=date(2031, 1, 1))
    commitment(desk, "=1+1", source="A plan (demo)")
    commitment(desk, "Hidden", marking=make.STRICT)
    client = of(arta)

    text = client.get(reverse("commitments:table-download", args=["csv"])).content.decode()
    narrowed = client.get(reverse("commitments:table-download", args=["csv"]), {"economy": "ALB"}).content.decode()
    book = load_workbook(io.BytesIO(client.get(reverse("commitments:table-download", args=["xlsx"])).content))

    assert f"{record},{SOURCE},2025-06-12,4,{WORDS}" in text
    assert "supported,2026-01-02" in text
    assert "2031" not in text
    assert "Hidden" not in text
    assert "'=1+1" in text
    assert "A plan" not in narrowed
    assert book.worksheets[0].max_row == 3
    assert client.get(reverse("commitments:table-download", args=["pdf"])).status_code == 404


def test_my_economy_is_a_list_of_sentences(desk: Reader, arta: Reader) -> None:
    said = follow(arta, commitment(desk), note="Begun", reported_on=clock.today() - timedelta(days=70))
    second = commitment(desk, "Second")
    silent = follow(arta, commitment(desk, "Third"), position="noted")

    answer = of(arta).get(reverse("commitments:own"))
    assert answer["Location"] == reverse("commitments:economy", args=["ALB"])
    answer = got(of(arta), "commitments:economy", "ALB")
    page = answer.text.partition("<main")[2]
    assert page.index("Third") < page.index(WORDS) < page.index('id="unsaid"') < page.index("Second")
    quiet, reported = (line.said for line in answer.context["listing"].rows)
    assert (quiet.id, reported.id) == (silent, said)
    assert reported.progress == report_words(reported.known["reported_on"], clock.today())
    assert reported.progress in words(answer.content)
    assert offers(answer, "commitments:follow-up-new", second)

    asked = got(of(desk), "commitments:economy", "ALB", position="supported", reported="no")
    assert WORDS not in asked.text
    assert asked.context["listing"].rows == ()
    assert "Third" in shown(of(desk), "commitments:economy", "ALB", reported="no")
    assert of(desk).get(reverse("commitments:economy", args=["XXX"])).status_code == 404
    assert "Albania" in shown(of(desk), "commitments:own")
    assert said != silent


def test_supported_commitments_without_an_activity_are_one_page(desk: Reader, arta: Reader, mira: Reader) -> None:
    carried, alone, noted = commitment(desk), commitment(desk, "Alone"), commitment(desk, "Only noted")
    for record in (carried, alone):
        follow(arta, record)
    follow(arta, noted, position="noted")
    of(mira).post(reverse("commitments:joining", args=[carried]), {"other": str(activity().pk)})

    page = shown(of(desk), "commitments:unfunded")

    assert "Alone" in page
    assert "Albania" in page
    assert WORDS not in page
    assert "Only noted" not in page
    assert "Alone" not in shown(of(desk), "commitments:unfunded", economy="MNE")
    assert got(of(desk), "commitments:unfunded", economy="ALB").context["listing"].number == 1


def test_an_activity_that_the_reader_does_not_see_funds_nothing_for_them(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record)
    hidden = activity(by=desk, marking=make.STRICT)
    of(desk).post(reverse("commitments:joining", args=[record]), {"other": str(hidden.pk)})

    assert WORDS in shown(of(arta), "commitments:unfunded")
    seen = got(of(desk), "commitments:unfunded")
    assert (seen.context["listing"].rows, seen.context["listing"].number) == ((), 0)
    assert WORDS not in seen.text
    assert "Training" not in shown(of(arta), "commitments:commitment", record)


def joinable(answer: Answer) -> tuple[str, int]:
    """What was searched, and how much is offered."""
    assert len(answer.context["offered"]) == len(rows(answer))
    return answer.context["typed"], len(rows(answer))


def test_an_activity_is_searched_joined_and_taken_back(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    work = activity()
    activity("Undercover training", by=desk, marking=make.STRICT)
    address = reverse("commitments:joining", args=[record])
    client = of(arta)

    assert joinable(client.get(address)) == ("", 0)
    assert joinable(client.get(address, {"q": "training"})) == ("training", 1)
    page = words(client.get(address, {"q": "training"}).content)
    assert "Training of prison staff" in page
    assert "Undercover" not in page
    assert joinable(client.get(address, {"q": "zebra"})) == ("zebra", 0)

    assert client.post(address, {"other": str(work.pk)}).status_code == 302
    assert of(desk).post(address, {"other": str(work.pk)}).status_code == 302
    answer = got(client, "commitments:commitment", record)
    page = words(answer.content)
    assert page.count("Training of prison staff") == 2  # and once in the button that takes it back
    link = answer.context["shown"].joined[0].link
    assert offers(answer, "commitments:joining-removal", record, link)
    removal = reverse("commitments:joining-removal", args=[record, link])
    assert of(desk).post(removal).status_code == 404
    assert client.post(removal).status_code == 302
    after = got(client, "commitments:commitment", record)
    (theirs,) = after.context["shown"].joined
    assert not theirs.own
    assert not offers(after, "commitments:joining-removal", record, theirs.link)
    assert "Training of prison staff" in after.text


def test_a_link_is_taken_back_by_its_author_and_where_it_stands(desk: Reader, arta: Reader) -> None:
    """Names are shared by persons, and a link of one commitment is none of another."""
    another = make.person("another")
    Person.objects.filter(pk=another.pk).update(name=arta.name)
    namesake = reader_of(Person.objects.get(pk=another.pk), strong=True)
    record, other, work = commitment(desk), commitment(desk, "Second"), activity()
    link = join(record, work.pk, by=arta)

    assert namesake.name == arta.name
    taking_back = ("commitments:joining-removal", record, link)
    assert offers(got(of(arta), "commitments:commitment", record), *taking_back)
    assert not offers(got(of(namesake), "commitments:commitment", record), *taking_back)
    removal = reverse("commitments:joining-removal", args=[record, link])
    assert of(namesake).post(removal).status_code == 404
    assert of(arta).post(reverse("commitments:joining-removal", args=[other, link])).status_code == 404
    assert join(record, work.pk, by=namesake) != link
    weak = of(reader_of(Person.objects.get(pk=arta.person), strong=False))
    page = got(weak, "commitments:commitment", record)
    assert not any(each.own for each in page.context["shown"].joined)
    assert not offers(page, *taking_back)
    assert of(arta).post(removal).status_code == 302


@pytest.mark.parametrize("other", ["", "x", str(make.uuid(7))])
def test_nothing_else_is_joined(desk: Reader, other: str) -> None:
    record = commitment(desk)
    client = of(desk)

    assert client.post(reverse("commitments:joining", args=[record]), {"other": other}).status_code == 404
    another = str(commitment(desk, "Second"))
    assert client.post(reverse("commitments:joining", args=[record]), {"other": another}).status_code == 404


def test_joining_needs_the_second_step_and_a_commitment_that_one_sees(desk: Reader) -> None:
    record = commitment(desk)
    weak = of(make.reader("weak", strong=False))
    work = {"other": str(activity().pk)}

    assert weak.get(reverse("commitments:joining", args=[record])).status_code == 403
    assert weak.post(reverse("commitments:joining", args=[record]), work).status_code == 403
    assert weak.post(reverse("commitments:joining-removal", args=[record, make.uuid(1)])).status_code == 403
    assert of(desk).get(reverse("commitments:joining", args=[make.uuid(1)])).status_code == 404
    assert of(desk).post(reverse("commitments:joining", args=[make.uuid(1)]), work).status_code == 404


def test_the_marking_page_leads_back_to_a_follow_up(desk: Reader, arta: Reader) -> None:
    found = follow(arta, commitment(desk))

    page = of(arta).get(reverse("people:marking", args=[found])).content.decode()

    assert reverse("commitments:follow-up", args=[found]) in page


def _asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_the_database_as_often_whatever_they_list(desk: Reader, arta: Reader, mira: Reader) -> None:
    def fill(number: int) -> UUID:
        record = commitment(desk, f"Commitment {number}")
        for by, economy in ((arta, "ALB"), (mira, "MNE")):
            follow(by, record, economy=economy)
        return record

    first = fill(1)
    follow(desk, first, economy="SRB")
    client = of(desk)
    addresses = [
        reverse("commitments:commitments"),
        reverse("commitments:table"),
        reverse("commitments:unfunded"),
        reverse("commitments:economy", args=["ALB"]),
        reverse("commitments:commitment", args=[first]),
        reverse("commitments:table-download", args=["csv"]),
    ]
    before = [_asked(client, address) for address in addresses]
    for number in range(2, 9):
        fill(number)
    follow(desk, first, economy="MKD")

    assert [_asked(client, address) for address in addresses] == before


def test_two_changes_of_a_follow_up_at_once_lose_nothing(desk: Reader, arta: Reader) -> None:
    found = follow(arta, commitment(desk))
    address = reverse("commitments:follow-up-change", args=[found])
    form = {"position": "noted", "version": "1"}

    assert of(arta).post(address, form).status_code == 302
    again = of(arta).post(address, {**form, "position": "considered", "note": "Typed so far"})

    assert faults(again).keys() == {"__all__"}
    assert typed(again)["note"] == ["Typed so far"]
    assert FollowUp.objects.get().position == "noted"


def test_no_action_speaks_for_others_whatever_page_asks_it(desk: Reader, arta: Reader, mira: Reader) -> None:
    record = commitment(desk)
    weak = make.reader("weak", strong=False)

    for by, economy in ((mira, "ALB"), (weak, ""), (desk, "XXX")):
        with pytest.raises(NotAllowed):
            follow(by, record, economy=economy)
    with pytest.raises(NotAllowed):
        join(record, record, by=weak)
    with pytest.raises(NotAllowed):
        commitment(weak)
    with pytest.raises(NotFound):
        follow(mira, make.uuid(1), economy="MNE")
