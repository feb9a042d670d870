"""A round is changed after it was opened: by the desk that opened it, seen by those concerned, nobody lost."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from lxml import html
from tests import make
from tests.needs.needs.doing import focal_point, need
from tests.rounds.rounds.doing import TITLE, accept, answer, clear, opened, participant, support_round
from tests.visits import faults, got, levels, of, offers, shown, words

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, Record
from egnatia.kernel.records.markings import remark
from egnatia.rounds.rounds import forms
from egnatia.rounds.rounds.actions.acceptance import adopt_held, hold_accepted
from egnatia.rounds.rounds.actions.lifecycle import change_round
from egnatia.rounds.rounds.labels import ROLE, STEP
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.initial import changeable_by
from egnatia.rounds.rounds.rules import Invitee, Opening, RoundProgress
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db


def now(desk: Reader, record: UUID) -> Opening:
    return changeable_by(desk, record, forum()).opening


def change(desk: Reader, record: UUID, *, expected: int = 1, **more: Any) -> None:  # noqa: ANN401 - any field
    change_round(record, replace(now(desk, record), **more), expected=expected, by=desk)


def roles(record: UUID) -> dict[str, str]:
    rows = Participant.objects.filter(round=record)
    return {str(each.economy_id or each.organisation_id): each.role for each in rows}


def typed(desk: Reader, record: UUID, **more: str) -> dict[str, str]:
    """What the form sends when nothing is changed in it."""
    found = changeable_by(desk, record, forum())
    told = found.opening
    economies = {f"economy-{seat.invited.economy}": seat.invited.role for seat in found.seats if seat.invited.economy}
    houses = {
        f"organisation-{seat.invited.organisation}": seat.invited.role
        for seat in found.seats
        if seat.invited.organisation
    }
    return {
        "title": told.title,
        "opens": told.opens.isoformat(),
        "closes": told.closes.isoformat(),
        "instructions": told.instructions,
        "version": str(found.version),
        "organisations_role": "supports",
        **economies,
        **houses,
        **more,
    }


def test_dates_and_instructions_change_and_those_concerned_see_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)

    told = of(desk).post(
        reverse("rounds:round-change", args=[record]),
        typed(desk, record, closes="2099-06-30", instructions="Ask your ministry of education too."),
        follow=True,
    )

    assert levels(told) == ["success"]
    assert told.request["PATH_INFO"] == reverse("rounds:round", args=[record])
    found = Round.objects.get(pk=record)
    assert (found.closes, found.record.version) == (date(2099, 6, 30), 2)
    seen = got(of(arta), "rounds:round", record)
    assert len(seen.context["round"].changes) == 1
    page = words(seen.content)
    assert "Ask your ministry of education too." in page
    assert "desk (demo)" in page
    assert "30 June 2099" in page
    event = AuditEvent.objects.get(verb="changed", kind=Round.KIND)
    assert event.detail == {"version": 2, "added": 0, "left_out": 0, "recast": 0}


def test_a_round_that_was_not_changed_says_nothing_of_changes(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    of(desk).post(reverse("rounds:round-change", args=[record]), typed(desk, record))

    page = got(of(arta), "rounds:round", record)
    assert page.context["round"].changes == ()
    assert 'id="history"' not in page.text
    assert Round.objects.get(pk=record).record.version == 1


def test_who_takes_part_is_added_left_out_or_takes_part_otherwise(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)
    house = make.organisation("Ura (demo)")
    told = of(desk).post(
        reverse("rounds:round-change", args=[record]),
        typed(
            desk,
            record,
            **{"economy-ALB": "observes", "economy-MNE": "", "economy-MKD": "states", "organisations": "Ura (demo)"},
        ),
        follow=True,
    )

    assert told.status_code == 200
    assert roles(record) == {"ALB": "observes", "BGR": "supports", "MKD": "states", str(house.pk): "supports"}
    assert RoundStep.objects.get().verb == "recast"
    page = got(of(arta), "rounds:round", record)
    (own,) = page.context["round"].rows
    assert (own.economy, own.role_words, own.asked) == ("ALB", str(ROLE["observes"]), False)
    assert own.role_words in words(page.content)
    assert not offers(page, "rounds:round-answers", own.id)
    assert page.context["round"].changes == (), "who takes part is the secretariat's to see"
    assert page.context["round"].standing == RoundProgress(received=0, asked=1)


def test_whoever_began_is_not_left_out_and_the_form_says_so(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked)
    client, address = of(desk), reverse("rounds:round-change", args=[record])
    assert str(forms.BEGUN) in shown(client, "rounds:round-change", record)

    told = client.post(address, typed(desk, record, **{"economy-ALB": ""}))

    assert told.status_code == 200
    assert faults(told) == {"economy-ALB": ["required"]}
    assert roles(record)["ALB"] == "states"
    with pytest.raises(NotAllowed, match="round-begun"):
        change(desk, record, participants=(Invitee("states", economy="MNE"),))
    assert RoundAnswer.objects.count() == 1


def test_whoever_observes_now_is_asked_nothing_and_keeps_their_answers(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked, "gone", "No more")
    said = [
        replace(each, role="observes") if each.economy == "ALB" else each for each in now(desk, record).participants
    ]

    change(desk, record, participants=tuple(said))

    page = got(of(arta), "rounds:round-answers", who)
    assert not page.context["answers"].participant.asked
    assert "No more" in words(page.content)
    assert str(STEP["recast"]) in words(page.content)
    assert not offers(page, "rounds:round-sheet", who)
    assert of(arta).get(reverse("rounds:round-question", args=[who])).status_code in (302, 403)
    change(desk, record, expected=2, participants=tuple(replace(each, role="states") for each in said))
    assert offers(got(of(arta), "rounds:round-answers", who), "rounds:round-sheet", who)


def test_whoever_was_slower_reads_again(desk: Reader) -> None:
    record = opened(desk)
    slow = typed(desk, record, title="Slow")
    change(desk, record, title="Quick")

    told = of(desk).post(reverse("rounds:round-change", args=[record]), slow)

    assert faults(told).keys() == {"__all__"}
    assert told.context["form"].non_field_errors()[0] in words(told.content)
    assert 'value="Slow"' in told.text
    assert Round.objects.get(pk=record).title == "Quick"
    with pytest.raises(ChangedMeanwhile):
        change(desk, record, expected=1, title="Slow")


def form_in(page: str) -> dict[str, str]:
    """What a browser sends of the form to change a round as it stands in a page."""
    read: Any = html.document_fromstring(page)
    (found,) = (form for form in read.forms if "closes" in form.fields)
    return {name: str(value) for name, value in found.form_values() if name != "csrfmiddlewaretoken"}


def help_in(page: str) -> dict[str, str]:
    """What a page says beside its fields, by their names."""
    read: Any = html.document_fromstring(page)
    found = read.find_class("helptext")
    return {each.get("id").removeprefix("id_").removesuffix("_helptext"): each.text_content() for each in found}


@pytest.mark.parametrize("wrong", [False, True])
def test_a_second_press_undoes_nothing_that_another_officer_saved(desk: Reader, *, wrong: bool) -> None:
    record, house, third = opened(desk), make.organisation("Ura (demo)"), make.organisation("Most <b>(demo)")
    client, address = of(desk), reverse("rounds:round-change", args=[record])
    slow = form_in(client.get(address).text)
    quick = {**slow, "economy-MKD": "states", "economy-MNE": "", "closes": "2099-06-30", "title": "Quick <b>"}
    client.post(address, {**quick, "organisations": "Ura (demo)"})
    slow |= {"title": "" if wrong else "Slow", "economy-BGR": "observes", "organisations": third.name}

    told = client.post(address, slow)

    assert faults(told).keys() == ({"title", "__all__"} if wrong else {"__all__"})
    helps, usual = help_in(told.text), help_in(client.get(address).text)
    beside = {name: said for name, said in helps.items() if said != usual.get(name)}
    assert beside.keys() == {"title", "economy-BGR"}, "of what was left alone, what stands is in its field"
    assert "Quick <b>" in beside["title"], "beside what was typed"
    assert str(ROLE["supports"]) in beside["economy-BGR"]
    again = form_in(told.text)
    client.post(address, {**again, "title": "Slow"})
    found = Round.objects.get(pk=record)
    assert (found.title, found.closes) == ("Slow", date(2099, 6, 30))
    assert roles(record) == {
        "ALB": "states",
        "BGR": "observes",
        "MKD": "states",
        str(house.pk): "supports",
        str(third.pk): "supports",
    }


def test_whoever_came_in_since_the_form_was_opened_is_not_left_out(desk: Reader) -> None:
    record, house = opened(desk), make.organisation("Ura (demo)")
    sent = typed(desk, record)
    change(desk, record, participants=(*now(desk, record).participants, Invitee("supports", "", str(house.pk))))

    of(desk).post(reverse("rounds:round-change", args=[record]), {**sent, "version": "2", "title": "Else"})

    assert roles(record)[str(house.pk)] == "supports"
    assert Round.objects.get(pk=record).title == "Else"


@pytest.mark.parametrize("text", ["circulates", "adopted"])
def test_what_was_adopted_or_circulates_keeps_who_said_it_as_what(
    desk: Reader, arta: Reader, asked: UUID, text: str
) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked)
    clear(who, by=arta)
    accept(who, by=desk)
    found = Round.objects.get(pk=record)
    hold_accepted(found, clock.today())
    if text == "adopted":
        adopt_held(found, by=desk)
    parts = [
        replace(each, role="observes") if each.economy == "ALB" else each for each in now(desk, record).participants
    ]

    with pytest.raises(NotAllowed, match="round-adopted"):
        change(desk, record, participants=tuple(parts))

    offered = html.fromstring(shown_raw(desk, record)).xpath('//select[@name="economy-ALB"]/option/@value')
    assert offered == ["states"]
    told = of(desk).post(reverse("rounds:round-change", args=[record]), typed(desk, record, title="Else"), follow=True)
    assert levels(told) == ["success"], "the rest of the round changes as before"
    assert Round.objects.get(pk=record).title == "Else"
    assert roles(record)["ALB"] == "states"


def test_whoever_observes_now_keeps_the_trail_of_what_it_took_part_in(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    parts = [
        replace(each, role="observes") if each.economy == "ALB" else each for each in now(desk, record).participants
    ]

    change(desk, record, participants=tuple(parts))

    assert str(STEP["recast"]) in shown(of(arta), "rounds:round-answers", participant(record)), (
        "though there is no item in it"
    )


def test_no_more_organisations_in_all_than_a_round_takes(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_ORGANISATIONS", 2)
    record = support_round(desk, make.organisation("Ura (demo)"), make.organisation("Most (demo)"))
    make.organisation("Third (demo)")

    told = of(desk).post(
        reverse("rounds:round-change", args=[record]), typed(desk, record, organisations="Third (demo)")
    )

    assert faults(told).keys() == {"organisations"}
    assert "2" in told.context["form"].errors["organisations"][0]
    assert len(roles(record)) == 2


def shown_raw(desk: Reader, record: UUID) -> str:
    return of(desk).get(reverse("rounds:round-change", args=[record])).text


def test_nobody_else_changes_it(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    other_desk = make.reader("other-desk", seats=("focal-points",), secretariat=True)
    weak = make.reader("weak", strong=False)
    same = changeable_by(desk, record, forum()).opening
    for reader in (arta, other_desk, weak):
        assert of(reader).get(reverse("rounds:round-change", args=[record])).status_code == 403
        with pytest.raises(NotAllowed):
            change_round(record, replace(same, title="Else"), expected=1, by=reader)
    with pytest.raises(NotFound):
        change_round(UUID(int=1), same, expected=1, by=desk)
    assert not offers(got(of(arta), "rounds:round", record), "rounds:round-change", record)
    assert offers(got(of(desk), "rounds:round", record), "rounds:round-change", record)


def test_what_is_asked_for_and_the_framework_stay(desk: Reader) -> None:
    record = opened(desk)

    change(desk, record, kind="support", framework="else 9", title="Else")

    found = Round.objects.get(pk=record)
    assert (found.sort, found.title) == ("needs", "Else")


@pytest.mark.parametrize(
    "invited", [Invitee("states", economy="XXX"), Invitee("supports", organisation=str(UUID(int=5)))]
)
def test_nobody_is_invited_who_is_not_there(desk: Reader, invited: Invitee) -> None:
    record = opened(desk)

    with pytest.raises(NotFound):
        change(desk, record, participants=(invited,))


def test_an_organisation_that_he_may_not_know_of_stays(desk: Reader) -> None:
    hidden, known, third = (make.organisation(name) for name in ("Undercover (demo)", "Ura (demo)", "Most (demo)"))
    record = support_round(desk, hidden, known, third)
    officer = make.reader("owner", at=Organisation.objects.get(pk=hidden.pk))
    remark(Record.objects.get(pk=hidden.pk), Marking(Tlp.AMBER_STRICT), by=officer)
    page = shown(of(desk), "rounds:round-change", record)
    assert "Ura (demo)" in page
    assert "Undercover" not in page

    of(desk).post(
        reverse("rounds:round-change", args=[record]),
        typed(desk, record, **{f"organisation-{known.pk}": "observes", f"organisation-{third.pk}": ""}),
    )

    assert roles(record) == {str(hidden.pk): "supports", str(known.pk): "observes"}


def test_bad_input_keeps_what_was_typed(desk: Reader) -> None:
    record = opened(desk)
    before = (clock.today() - timedelta(days=3)).isoformat()

    told = of(desk).post(
        reverse("rounds:round-change", args=[record]),
        typed(desk, record, title="Typed", closes=before, organisations="Nobody (demo)"),
    )

    assert faults(told).keys() == {"closes", "organisations"}
    assert "Nobody (demo)" in told.context["form"].errors["organisations"][0]
    assert all(said in words(told.content) for said in told.context["form"].errors["organisations"])
    assert 'value="Typed"' in told.text
    assert Round.objects.get(pk=record).title == TITLE


def test_an_added_participant_finds_its_questions_on_the_start_page(desk: Reader) -> None:
    mira = focal_point("MKD", "mira")
    need(mira, economy="MKD")
    record = opened(desk)
    assert TITLE not in shown(of(mira), "start:home")

    change(desk, record, participants=(*now(desk, record).participants, Invitee("states", economy="MKD")))

    assert TITLE in shown(of(mira), "start:home")
