"""A round is changed after it was opened: by the desk that opened it, seen by those concerned, nobody lost."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from lxml import html
from tests import make
from tests.activities.activities.doing import of, shown
from tests.needs.needs.doing import focal_point, need
from tests.rounds.rounds.doing import TITLE, accept, answer, clear, opened, participant, support_round

from egnatia.kernel import clock
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.markings import remark
from egnatia.kernel.models import AuditEvent, Organisation, Record
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds import forms
from egnatia.rounds.rounds.actions.adopting import adopt_accepted, hold_accepted
from egnatia.rounds.rounds.actions.changing import change_round
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.changing import changeable_by
from egnatia.rounds.rounds.rules import Invited, Opening

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

    assert "Saved. Who takes part sees it on the page of the round." in told.text
    found = Round.objects.get(pk=record)
    assert (found.closes, found.record.version) == (date(2099, 6, 30), 2)
    page = shown(of(arta), "rounds:round", record)
    assert "Changed since it was opened" in page
    assert "Ask your ministry of education too." in page
    assert "desk (demo)" in page
    assert "30 June 2099" in page
    event = AuditEvent.objects.get(verb="changed", kind=Round.KIND)
    assert event.detail == {"version": 2, "added": 0, "left_out": 0, "recast": 0}


def test_a_round_that_was_not_changed_says_nothing_of_changes(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    of(desk).post(reverse("rounds:round-change", args=[record]), typed(desk, record))

    assert "Changed since it was opened" not in shown(of(arta), "rounds:round", record)
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
    page = shown(of(arta), "rounds:round", record)
    assert "Takes part as: observes. Nothing is asked of you in this round." in page
    assert "Changed since it was opened" not in page, "who takes part is the secretariat's to see"
    assert "0 of 1 received" in page


def test_whoever_began_is_not_left_out_and_the_form_says_so(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked)
    client, address = of(desk), reverse("rounds:round-change", args=[record])
    assert "its answers are kept" in shown(client, "rounds:round-change", record)

    told = client.post(address, typed(desk, record, **{"economy-ALB": ""}))

    assert told.status_code == 200
    assert "Not saved yet" in told.text
    assert roles(record)["ALB"] == "states"
    with pytest.raises(NotAllowed, match="round-begun"):
        change(desk, record, participants=(Invited("states", economy="MNE"),))
    assert RoundAnswer.objects.count() == 1


def test_whoever_observes_now_is_asked_nothing_and_keeps_his_answers(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked, "gone", "No more")
    said = [
        replace(each, role="observes") if each.economy == "ALB" else each for each in now(desk, record).participants
    ]

    change(desk, record, participants=tuple(said))

    page = shown(of(arta), "rounds:round-answers", who)
    assert "Nothing is asked of this participant in the round." in page
    assert "No more" in page
    assert "takes part otherwise, says the secretariat" in page
    assert of(arta).get(reverse("rounds:round-question", args=[who])).status_code in (302, 403)
    change(desk, record, expected=2, participants=tuple(replace(each, role="states") for each in said))
    assert "Take the questions as Excel" in shown(of(arta), "rounds:round-answers", who)


def test_whoever_was_slower_reads_again(desk: Reader) -> None:
    record = opened(desk)
    slow = typed(desk, record, title="Slow")
    change(desk, record, title="Quick")

    told = of(desk).post(reverse("rounds:round-change", args=[record]), slow)

    assert "Somebody else saved a change meanwhile." in told.text
    assert 'value="Slow"' in told.text
    assert Round.objects.get(pk=record).title == "Quick"
    with pytest.raises(ChangedMeanwhile):
        change(desk, record, expected=1, title="Slow")


def form_in(page: str) -> dict[str, str]:
    """What a browser sends of the form to change a round as it stands in a page."""
    read: Any = html.document_fromstring(page)
    (found,) = (form for form in read.forms if "closes" in form.fields)
    return {name: str(value) for name, value in found.form_values() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("wrong", [False, True])
def test_a_second_press_undoes_nothing_that_another_officer_saved(desk: Reader, *, wrong: bool) -> None:
    record, house, third = opened(desk), make.organisation("Ura (demo)"), make.organisation("Most <b>(demo)")
    client, address = of(desk), reverse("rounds:round-change", args=[record])
    slow = form_in(client.get(address).text)
    quick = {**slow, "economy-MKD": "states", "economy-MNE": "", "closes": "2099-06-30", "title": "Quick <b>"}
    client.post(address, {**quick, "organisations": "Ura (demo)"})
    slow |= {"title": "" if wrong else "Slow", "economy-BGR": "observes", "organisations": third.name}

    told = client.post(address, slow)

    assert "Somebody else saved a change meanwhile." in told.text
    assert "Stands now: Quick &lt;b&gt;" in told.text, "beside what was typed"
    assert "Stands now: supports" in told.text
    stand = html.fromstring(told.text).xpath('//*[contains(@class, "helptext") and contains(., "Stands now")]/@id')
    assert stand == ["id_title_helptext", "id_economy-BGR_helptext"], (
        "of what he left alone, what stands is in its field"
    )
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
    change(desk, record, participants=(*now(desk, record).participants, Invited("supports", "", str(house.pk))))

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
    if text == "adopted":
        adopt_accepted(found, by=desk)
    else:
        hold_accepted(found, clock.today())
    parts = [
        replace(each, role="observes") if each.economy == "ALB" else each for each in now(desk, record).participants
    ]

    with pytest.raises(NotAllowed, match="round-adopted"):
        change(desk, record, participants=tuple(parts))

    offered = html.fromstring(shown_raw(desk, record)).xpath('//select[@name="economy-ALB"]/option/@value')
    assert offered == ["states"]
    told = of(desk).post(reverse("rounds:round-change", args=[record]), typed(desk, record, title="Else"), follow=True)
    assert "Saved." in told.text, "the rest of the round changes as before"
    assert roles(record)["ALB"] == "states"


def test_whoever_observes_now_keeps_the_trail_of_what_it_took_part_in(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    parts = [
        replace(each, role="observes") if each.economy == "ALB" else each for each in now(desk, record).participants
    ]

    change(desk, record, participants=tuple(parts))

    assert "takes part otherwise, says the secretariat" in shown(
        of(arta), "rounds:round-answers", participant(record)
    ), "though there is no item in it"


def test_no_more_organisations_in_all_than_a_round_takes(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_ORGANISATIONS", 2)
    record = support_round(desk, make.organisation("Ura (demo)"), make.organisation("Most (demo)"))
    make.organisation("Third (demo)")

    told = of(desk).post(
        reverse("rounds:round-change", args=[record]), typed(desk, record, organisations="Third (demo)")
    )

    assert "At most 2 organisations." in told.text
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
    assert "Change it" not in shown(of(arta), "rounds:round", record)
    assert "Change it" in shown(of(desk), "rounds:round", record)


def test_what_is_asked_for_and_the_framework_stay(desk: Reader) -> None:
    record = opened(desk)

    change(desk, record, kind="support", framework="else 9", title="Else")

    found = Round.objects.get(pk=record)
    assert (found.sort, found.title) == ("needs", "Else")


@pytest.mark.parametrize(
    "invited", [Invited("states", economy="XXX"), Invited("supports", organisation=str(UUID(int=5)))]
)
def test_nobody_is_invited_who_is_not_there(desk: Reader, invited: Invited) -> None:
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

    assert "This day is before the one on which it opens." in told.text
    assert "No organisation that you can see has this name" in told.text
    assert 'value="Typed"' in told.text
    assert Round.objects.get(pk=record).title == TITLE


def test_an_added_participant_finds_its_questions_on_the_start_page(desk: Reader) -> None:
    mira = focal_point("MKD", "mira")
    need(mira, economy="MKD")
    record = opened(desk)
    assert TITLE not in shown(of(mira), "start:home")

    change(desk, record, participants=(*now(desk, record).participants, Invited("states", economy="MKD")))

    assert TITLE in shown(of(mira), "start:home")
