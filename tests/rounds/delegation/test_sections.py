"""Asking a colleague for one section: they see its questions alone, and nothing counts before it is taken."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.models import RestrictedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.needs.needs.doing import WORDS, focal_point, need, said
from tests.rounds.rounds.doing import answer, clear, opened, page, participant, support_round, waiting
from tests.visits import counted, faults, got, levels, of, refused, shown, typed, words

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Membership, Office, Organisation, Person, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.fields import NEED
from egnatia.rounds.delegation import actions
from egnatia.rounds.delegation.actions import (
    LINKS,
    NewSectionRequest,
    make_link,
    open_as_colleague,
    set_aside,
    take_over,
)
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries.choices import chosen_for, read_of
from egnatia.rounds.delegation.queries.requests import asked_of_me, came_back
from egnatia.rounds.delegation.rules import is_below
from egnatia.rounds.delegation.views import PAGES
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile
from egnatia.rounds.rounds.actions.lifecycle import change_round
from egnatia.rounds.rounds.labels import VERDICT
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.initial import changeable_by
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db
OWN, ROW = "rounds:section-own", "rounds:section-row"
ADDRESS = "colleague@ministry.example"


@pytest.fixture
def who(desk: Reader, arta: Reader, asked: UUID) -> UUID:
    """Albania in a round that asks about one need under 2.3.2."""
    return participant(opened(desk))


def ask(who: UUID, asked: NewSectionRequest, *, by: Reader) -> UUID:
    """Having read which questions go out."""
    found = Participant.objects.select_related("round").get(pk=who)
    return actions.ask(who, replace(asked, read=read_of(chosen_for(by, found, asked.branch))), by=by)


def by_mail(branch: str = "2.3", days: int = 7) -> NewSectionRequest:
    return NewSectionRequest(branch, "en", days, mailbox=ADDRESS)


def holder(request: UUID, *, by: Reader) -> Client:
    """Somebody without an account who has pressed the button of the link."""
    client = Client()
    client.post(reverse("rounds:section-link", args=[LINKS.make(request, by=by)]))
    return client


def arta_house(arta: Reader) -> Organisation:
    return Organisation.objects.get(pk=UUID(arta.organisation))


def colleague(arta: Reader, username: str = "luan") -> Reader:
    return make.reader(username, at=arta_house(arta))


def enter(client: Client, about: UUID, verdict: str = "changed", note: str = "", *, version: int = 1) -> int:
    sent = {"verdict": verdict, "note": note, "version": version}
    return client.post(reverse(ROW, args=[about]), sent).status_code


def hand_in(client: Client) -> int:
    return client.post(reverse("rounds:section-handing-in")).status_code


def given(who: UUID) -> Sequence[tuple[str, str]]:
    return list(RoundAnswer.objects.filter(participant=who).values_list("verdict", "note"))


def test_a_link_shows_the_questions_of_the_section_and_no_other_page(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)
    other = need(arta, objective="2.3.1", words="Pas pyetjes")  # stated after the asking

    client = holder(request, by=arta)

    assert WORDS in shown(client, OWN)
    assert "Pas pyetjes" not in shown(client, OWN)
    assert client.get(reverse(ROW, args=[other])).status_code == 404
    assert client.get(reverse("needs:need", args=[asked])).status_code == 404
    assert client.get(reverse("rounds:round-answers", args=[who])).status_code == 302


def test_what_comes_back_counts_for_nothing_until_it_is_taken_over(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)
    client = holder(request, by=arta)
    assert enter(client, asked, note="Two more prisons") == 302
    assert came_back(arta) == ()
    before = got(of(arta), "rounds:section-request", request)
    assert [(each.verdict, each.note) for each in before.context["asked"].entered] == [("", "")]
    assert "Two more prisons" not in words(before.content)
    assert hand_in(client) == 302
    assert given(who) == []

    shows = got(of(arta), "rounds:section-request", request)
    (entered,) = shows.context["asked"].entered
    assert (entered.state, entered.verdict, entered.note) == ("waiting", "changed", "Two more prisons")
    card = shows.text.partition("<h3>")[2]
    assert all(part in card for part in (entered.state_words, ADDRESS, "Two more prisons"))
    (back,) = waiting(arta, "section-back")
    assert (back.count, back.url) == (1, reverse("rounds:section-request", args=[request]))
    done = of(arta).post(reverse("rounds:section-taking", args=[request]), {f"number-{asked}": "0"}, follow=True)

    assert counted(done) == [("success", ["1"])]
    ((verdict, note),) = given(who)
    assert verdict == "changed"
    assert re.fullmatch(r"Two more prisons\n\([^()@]+\)", note), "it says how, and not by whom, it was entered"
    assert came_back(arta) == ()
    assert SectionRow.objects.get().decided_by == arta.name


def test_whoever_asked_a_colleague_has_begun_and_is_not_left_out(
    desk: Reader, who: UUID, arta: Reader, asked: UUID
) -> None:
    request = ask(who, by_mail(), by=arta)
    enter(holder(request, by=arta), asked, note="Two more prisons")
    found = changeable_by(desk, Participant.objects.get(pk=who).round_id, forum())
    assert [seat.begun for seat in found.seats if seat.invited.economy == "ALB"] == [True]

    others = tuple(each for each in found.opening.participants if each.economy != "ALB")
    with pytest.raises(NotAllowed, match="round-begun"):
        change_round(found.id, replace(found.opening, participants=others), expected=found.version, by=desk)

    assert SectionRow.objects.get().note == "Two more prisons"
    with pytest.raises(RestrictedError):
        Participant.objects.get(pk=who).delete()


def test_taking_over_nothing_leaves_no_event(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)

    assert take_over(request, {asked: 0}, by=arta) == 0
    set_aside(request, asked, by=arta)

    assert not AuditEvent.objects.filter(verb__in=("took over", "set aside")).exists()


def test_the_page_of_a_request_says_how_it_ended(who: UUID, arta: Reader, asked: UUID) -> None:
    first, second, third = (ask(who, by_mail(), by=arta) for _ in range(3))
    client = holder(first, by=arta)
    enter(client, asked)
    hand_in(client)
    LINKS.recall(second, by=arta)
    SectionRequest.objects.filter(pk=third).update(expires_at=clock.now() - timedelta(seconds=1))

    standings = [shown(of(arta), "rounds:section-request", each) for each in (first, second, third)]

    told = [[word for word in ("submitted", "request withdrawn", "expired") if word in page] for page in standings]
    assert told == [["submitted"], ["request withdrawn"], ["expired"]]


def test_a_narrowed_need_is_gone_at_the_next_request(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)
    client = holder(request, by=arta)
    assert WORDS in shown(client, OWN)

    remark(Record.objects.get(pk=asked), Marking(Tlp.RED), by=arta)

    assert WORDS not in shown(client, OWN)
    assert client.get(reverse(ROW, args=[asked])).status_code == 404
    assert enter(client, asked) == 404


def test_a_link_is_worth_what_its_asker_sees_today(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)
    client = holder(request, by=arta)
    assert WORDS in shown(client, OWN)

    yesterday = clock.today() - timedelta(days=1)
    Office.objects.filter(person=UUID(arta.person)).update(until=yesterday)
    Membership.objects.filter(person=UUID(arta.person)).update(until=yesterday)

    assert WORDS not in shown(client, OWN)


def test_questions_that_the_house_may_not_read_as_such_stay(desk: Reader, arta: Reader, asked: UUID) -> None:
    author = make.reader("author", seats=(("focal-points", "ALB"),))
    kept = need(author, objective="2.3.1", marking=make.amber("focal-points"), words="Vetëm për komunitetin")
    red = need(arta, objective="2.3.1", marking=make.RED, words="Vetëm për mua")
    who = participant(opened(desk))

    seen = got(of(arta), "rounds:section-new", who)
    request = ask(who, by_mail(), by=arta)

    branch = next(each for each in seen.context["offer"].branches if each.code == "2.3")
    assert (len(branch.going), branch.staying) == (1, 2)
    offered = dict(seen.context["form"].fields["branch"].choices)["2.3"]
    assert re.findall(r"\d+", offered.removeprefix(branch.words)) == ["1", "2"]
    assert offered in words(seen.content)
    assert [row.about_id for row in SectionRow.objects.filter(request=request)] == [asked]
    client = holder(request, by=arta)
    for about in (kept, red):
        assert client.get(reverse(ROW, args=[about])).status_code == 404
    with pytest.raises(NotAllowed, match="section-empty"):
        ask(who, by_mail("2.3.1"), by=arta)


def test_a_colleague_with_an_account_lands_in_exactly_these_questions(who: UUID, arta: Reader, asked: UUID) -> None:
    luan, other = colleague(arta), colleague(arta, "mira")
    request = ask(who, NewSectionRequest("2.3.2", "en", 7, person=luan.person), by=arta)
    client = of(luan)
    assert [each.asked_by for each in asked_of_me(luan)] == [arta.name]
    (asks,) = waiting(luan, "section")
    assert asks.url == reverse("rounds:section-beginning", args=[request])
    assert arta.name in asks.sentence

    client.post(reverse("rounds:section-beginning", args=[request]))
    assert WORDS in shown(client, OWN)
    enter(client, asked, "done", "Since May")
    hand_in(client)
    assert asked_of_me(luan) == ()
    take_over(request, {asked: 0}, by=arta)

    assert given(who) == [("done", "Since May\n(luan (demo))")]
    assert asked_of_me(other) == ()
    assert of(other).post(reverse("rounds:section-beginning", args=[request])).status_code == 404


def test_the_session_of_a_colleague_is_worth_nothing_to_another(who: UUID, arta: Reader, asked: UUID) -> None:
    luan = colleague(arta)
    request = ask(who, NewSectionRequest("2.3.2", "en", 7, person=luan.person), by=arta)
    secret = open_as_colleague(request, by=luan)

    for client in (of(colleague(arta, "mira")), Client(), of(replace(luan, strong=False))):
        session = client.session
        session[PAGES.session] = secret
        session.save()
        if not session.get("_auth_user_id"):
            client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        assert client.get(reverse(OWN)).status_code == 404
    with pytest.raises(NotAllowed, match="section-account"):
        make_link(request, by=arta)


def test_only_colleagues_of_the_own_house_are_asked(who: UUID, arta: Reader) -> None:
    stranger = make.reader("stranger")

    with pytest.raises(NotFound):
        ask(who, NewSectionRequest("2.3", "en", 7, person=stranger.person), by=arta)
    with pytest.raises(NotFound):
        ask(who, NewSectionRequest("2.3", "en", 7, person=arta.person), by=arta)
    assert stranger.name not in shown(of(arta), "rounds:section-new", who)


def test_who_was_asked_is_known_to_those_of_the_house_who_speak_for_the_economy(
    who: UUID, arta: Reader, police: Reader, desk: Reader
) -> None:
    request = ask(who, by_mail(), by=arta)
    luan = colleague(arta)

    assert ADDRESS in shown(of(arta), "rounds:sections", who)
    assert ADDRESS not in shown(of(police), "rounds:sections", who)
    for reader in (police, desk, luan, focal_point("MNE", "mila")):
        client = of(reader)
        assert client.get(reverse("rounds:section-request", args=[request])).status_code == 404
        for name in ("section-recall", "section-new-link", "section-taking"):
            assert client.post(reverse(f"rounds:{name}", args=[request])).status_code == 404
    assert SectionRequest.objects.get().recalled_at is None


def test_whoever_does_not_answer_for_an_economy_now_asks_nobody(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)
    who = participant(record)
    ura = make.organisation("Ura (demo)")
    support = support_round(desk, ura)
    with pytest.raises(NotAllowed, match="round-speaker"):
        ask(who, by_mail(), by=desk)
    with pytest.raises(NotAllowed, match="round-stage"):
        ask(Participant.objects.get(round=support).pk, by_mail(), by=make.reader("ura", at=ura))
    answer(arta, who, asked)
    clear(who, by=arta)
    with pytest.raises(NotAllowed, match="round-stage"):
        ask(who, by_mail(), by=arta)


def test_what_was_changed_meanwhile_is_not_taken_over(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)
    client = holder(request, by=arta)
    enter(client, asked)
    hand_in(client)
    answer(arta, who, asked, "gone")

    with pytest.raises(AnsweredMeanwhile):
        take_over(request, {asked: 0}, by=arta)
    late = of(arta).post(reverse("rounds:section-taking", args=[request]), {f"number-{asked}": "0"}, follow=True)
    assert levels(late) == ["warning"]
    (entered,) = late.context["asked"].entered
    assert (entered.own_words, entered.number) == (str(VERDICT["gone"]), 1)  # taken over, it replaces this one
    assert entered.own_words in words(late.content)
    assert set(typed(late)[f"number-{asked}"]) == {"1"}
    assert given(who) == [("gone", "")]

    lifecycle.change(NEED, asked, said("Tjetër"), expected=1, by=arta)
    assert [each.moved for each in got(of(arta), "rounds:section-request", request).context["asked"].entered] == [True]
    with pytest.raises(AnsweredMeanwhile):
        take_over(request, {asked: 1}, by=arta)


def test_what_is_set_aside_is_not_said(who: UUID, arta: Reader, asked: UUID) -> None:
    request = ask(who, by_mail(), by=arta)
    client = holder(request, by=arta)
    enter(client, asked)
    hand_in(client)
    address = reverse("rounds:section-setting-aside", args=[request])

    assert of(arta).post(address, {"about": "x"}).status_code == 404
    of(arta).post(address, {"about": str(asked)})

    assert take_over(request, {asked: 0}, by=arta) == 0
    assert given(who) == []
    page = got(of(arta), "rounds:section-request", request)
    assert [each.state for each in page.context["asked"].entered] == ["aside"]
    assert str(SectionRow.State.ASIDE.label) in words(page.content)


def test_a_text_that_was_changed_while_it_was_read_is_shown_anew(who: UUID, arta: Reader, asked: UUID) -> None:
    client = holder(ask(who, by_mail(), by=arta), by=arta)
    lifecycle.change(NEED, asked, said("Tjetër"), expected=1, by=arta)

    late = client.post(reverse(ROW, args=[asked]), {"verdict": "true", "note": "Mine", "version": "1"})

    assert late.status_code == 409
    assert "Tjetër" in late.content.decode()
    assert "Mine" in late.content.decode()
    assert enter(client, asked, "never", version=2) == 404


def test_the_letter_names_the_house_and_nothing_of_the_round(who: UUID, arta: Reader) -> None:
    request = ask(who, by_mail(), by=arta)

    assert LINKS.send_letter(request, site="https://here.example/")

    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert "arta's house (demo)" in letter.body
    assert "Mapping of needs" not in f"{letter.subject} {letter.body}"
    assert WORDS not in letter.body


def test_a_colleague_gets_a_letter_that_leads_to_their_account(who: UUID, arta: Reader) -> None:
    luan = colleague(arta)
    request = ask(who, NewSectionRequest("2.3", "sq", 7, person=luan.person), by=arta)
    assert not LINKS.send_letter(request, site="https://here.example")  # they have no address

    Person.objects.filter(pk=luan.person).update(email="luan@ministry.example")
    assert LINKS.send_letter(request, site="https://here.example")
    assert reverse("rounds:section-beginning", args=[request]) in mail.outbox[0].body


def test_the_form_asks_for_one_of_the_two(who: UUID, arta: Reader) -> None:
    luan, client = colleague(arta), of(arta)
    address = reverse("rounds:section-new", args=[who])
    sent = {"branch": "2.3", "language": "en", "days": "7"}

    for more in ({}, {"person": luan.person, "mailbox": ADDRESS}):
        assert faults(client.post(address, sent | more)).keys() == {"__all__"}
    assert faults(client.post(address, sent | {"mailbox": "no address"})) == {"mailbox": ["invalid"]}
    assert not SectionRequest.objects.exists()
    asks = sent | {"mailbox": ADDRESS}
    made = client.post(address, asks | {"read": read_in(client.post(address, asks).text)}, follow=True)
    assert SectionRequest.objects.get().mailbox == made.context["asked"].row.whom == ADDRESS
    assert ADDRESS in words(made.content)
    shows = client.post(reverse("rounds:section-new-link", args=[SectionRequest.objects.get().pk]))
    assert "/sections/link/" in shows.text
    gone = client.post(reverse("rounds:section-recall", args=[SectionRequest.objects.get().pk]), follow=True)
    assert levels(gone) == ["success"]
    assert SectionRequest.objects.get().recalled_at is not None


def read_in(page: str) -> str:
    """The digest of the questions that the form shows."""
    found = re.search(r'name="read" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def test_whoever_asks_sees_first_which_questions_leave_the_house(who: UUID, arta: Reader, asked: UUID) -> None:
    client, address = of(arta), reverse("rounds:section-new", args=[who])
    sent = {"branch": "2.3", "language": "en", "days": "7", "mailbox": ADDRESS}
    first = client.post(address, sent)

    assert WORDS in words(first.content)
    assert not SectionRequest.objects.exists()
    lifecycle.change(NEED, asked, said("Tjetër"), expected=1, by=arta)
    late = client.post(address, sent | {"read": read_in(first.text)})

    assert levels(late) == ["warning"]
    assert "Tjetër" in words(late.content)
    assert not SectionRequest.objects.exists()
    assert client.post(address, sent | {"read": read_in(late.text)}).status_code == 302
    with pytest.raises(AnsweredMeanwhile):
        actions.ask(who, by_mail(), by=arta)


def test_a_colleague_who_does_not_see_the_round_is_not_offered(desk: Reader, arta: Reader, asked: UUID) -> None:
    luan, mira = colleague(arta), make.reader("mira", at=arta_house(arta), seats=("focal-points",))
    who = participant(opened(desk, marking=make.amber("focal-points")))

    form = of(arta).get(reverse("rounds:section-new", args=[who])).text

    assert mira.name in form
    assert luan.name not in form
    with pytest.raises(NotFound):
        ask(who, NewSectionRequest("2.3", "en", 7, person=luan.person), by=arta)
    request = ask(who, NewSectionRequest("2.3", "en", 7, person=mira.person), by=arta)
    assert [each.request for each in asked_of_me(mira)] == [request]


def test_without_the_second_step_it_says_so_whoever_was_asked(who: UUID, arta: Reader) -> None:
    luan, mira = colleague(arta), colleague(arta, "mira")
    request = ask(who, NewSectionRequest("2.3", "en", 7, person=luan.person), by=arta)

    for reader in (luan, mira):
        told = of(replace(reader, strong=False)).post(reverse("rounds:section-beginning", args=[request]))
        assert refused(told, "second-factor")


def test_a_section_is_the_branch_and_what_stands_below_it() -> None:
    assert is_below("2.3.2", "2.3")
    assert is_below("2.3", "2.3")
    assert not is_below("2.30.1", "2.3")


def test_the_number_of_queries_does_not_grow_with_the_requests(who: UUID, arta: Reader, asked: UUID) -> None:
    assert page(arta, who).items
    counts = []
    for _ in range(3):
        request = ask(who, by_mail(), by=arta)
        client = holder(request, by=arta)
        enter(client, asked)
        hand_in(client)
        mine = of(arta)
        with CaptureQueriesContext(connection) as there:
            for name, of_what in (("rounds:sections", who), ("rounds:section-request", request)):
                mine.get(reverse(name, args=[of_what]))
            mine.get(reverse("start:home"))
        counts.append(len(there))

    assert len(set(counts)) == 1
