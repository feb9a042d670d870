"""The pages from an accepted round to what was adopted, as the secretariat, a participant and a member see them."""

import re
from collections.abc import Callable
from datetime import date
from unittest.mock import ANY
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from tests import make
from tests.matching.doing import reported_twice
from tests.needs.matrix.doing import need, work
from tests.reporting.snapshots.doing import TITLE, frozen, on, state
from tests.rounds.rounds.doing import participant
from tests.visits import Answer, faults, forms, got, levels, links, of, offers, rows, typed, words

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.kernel.records import markings
from egnatia.matching.actions import state_position
from egnatia.matching.models import Match
from egnatia.reporting.snapshots.actions import withdraw_note, write_note
from egnatia.reporting.snapshots.models import RoundNote, Snapshot
from egnatia.reporting.snapshots.queries.silence import silence_until
from egnatia.reporting.snapshots.rules import Meeting, Noted, Silence, SnapshotText
from egnatia.workdays.models import WorkingCalendar

pytestmark = pytest.mark.django_db
MEETING = {"way": "meeting"}
WRITTEN = {"title": TITLE, "words": "The board takes note.", **MEETING, "marking-tlp": "1"}


def page(client: Client, name: str, *args: object) -> Answer:
    return got(client, f"reporting:{name}", *args)


def posted(client: Client, name: str, record: UUID, **said: object) -> Answer:
    return client.post(reverse(f"reporting:{name}", args=[record]), said, follow=True)


def fingerprint(look: Answer) -> str:
    (seen,) = typed(look)["seen"]
    return seen


def asks_to_look_again(answer: Answer, seen: str) -> bool:
    """Nothing was frozen: what there is now is shown."""
    return levels(answer) == ["warning"] and fingerprint(answer) != seen


def is_form(answer: Answer) -> bool:
    """What was written can be changed, rather than looked at before it is frozen."""
    return "seen" not in typed(answer) and typed(answer)["words"] == [WRITTEN["words"]]


class TestAnalysis:
    def test_it_says_what_the_board_would_get_and_what_is_missing(
        self, desk: Reader, arta: Reader, accepted: UUID, mira: Reader
    ) -> None:
        activity = work(by=arta, economies=("ALB", "MNE"))
        need(mira, economy="MNE", objective="2.3.1")
        need(desk, economy="MNE")

        answer = page(of(desk), "round-analysis", accepted)
        today, analysis = answer.context["round"], answer.context["analysis"]

        assert offers(answer, "reporting:round-adoption", accepted)
        assert ("Montenegro", "invited") in [(row.name, row.stage) for row in today.waiting]
        assert offers(answer, "rounds:round-answers", participant(accepted, "MNE"))
        assert today.gathered.missing.unconfirmed == 1
        assert f"{reverse('needs:needs')}?status=drafted" in links(answer)
        assert offers(answer, "reporting:round-analysis-cell", accepted, "MNE", "2.3.1")
        assert [each.id for each in analysis.inside.works] == [activity.pk]
        assert offers(answer, "activities:activity", activity.pk)

    def test_each_figure_leads_to_what_stands_behind_it(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        work("Mentoring", by=arta, economies=("ALB",))

        answer = page(of(desk), "round-analysis-cell", accepted, "ALB", "2.3.2")

        assert "Mentoring" in answer.text
        for where in (("ALB", "9.9.9"), ("XXX", "2.3.2")):
            address = reverse("reporting:round-analysis-cell", args=[accepted, *where])
            assert of(desk).get(address).status_code == 404

    def test_it_is_the_secretariats(self, arta: Reader, accepted: UUID) -> None:
        for name in ("round-analysis", "round-adoption"):
            assert of(arta).get(reverse(f"reporting:{name}", args=[accepted])).status_code == 403
        assert of(arta).get(reverse("reporting:round-analysis", args=[UUID(int=1)])).status_code == 404


class TestAdoption:
    def test_one_looks_twice_and_freezes_what_one_saw(self, desk: Reader, accepted: UUID) -> None:
        client = of(desk)
        look = posted(client, "round-adoption", accepted, **WRITTEN)
        assert look.context["said"] == SnapshotText(TITLE, "The board takes note.", "en", Meeting())
        assert not Snapshot.objects.exists()

        answer = posted(client, "round-adoption", accepted, **WRITTEN, seen=fingerprint(look), freeze="1")

        assert levels(answer) == ["success"]
        assert answer.request["PATH_INFO"] == reverse("reporting:snapshot", args=[Snapshot.objects.get().pk])
        assert "ALB" in answer.text

    def test_what_changed_meanwhile_is_looked_at_again(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        client = of(desk)
        seen = fingerprint(posted(client, "round-adoption", accepted, **WRITTEN))
        work(by=arta, economies=("ALB",))

        answer = posted(client, "round-adoption", accepted, **WRITTEN, seen=seen, freeze="1")

        assert asks_to_look_again(answer, seen)
        assert not Snapshot.objects.exists()

    def test_what_was_written_is_kept_while_another_text_circulates(self, desk: Reader, accepted: UUID) -> None:
        client = of(desk)
        seen = fingerprint(posted(client, "round-adoption", accepted, **WRITTEN))
        frozen(accepted, desk, way=Silence(5))

        answer = posted(client, "round-adoption", accepted, **WRITTEN, seen=seen, freeze="1")

        assert faults(answer).keys() == {"__all__"}
        assert is_form(answer)
        assert Snapshot.objects.count() == 1

    def test_the_day_until_which_it_circulates_is_looked_at_too(self, desk: Reader, accepted: UUID) -> None:
        client, silent = of(desk), {**WRITTEN, "way": "silence", "working_days": "5"}
        with on(date(2026, 11, 30)):
            seen = fingerprint(posted(client, "round-adoption", accepted, **silent))
            WorkingCalendar.objects.create(economy_id="MNE", weekend=[5, 6], holidays=[date(2026, 12, 2)])

            answer = posted(client, "round-adoption", accepted, **silent, seen=seen, freeze="1")

        assert asks_to_look_again(answer, seen)
        assert not Snapshot.objects.exists()

    def test_so_is_the_day_as_of_which_it_is_frozen(self, desk: Reader, accepted: UUID) -> None:
        client = of(desk)
        with on(date(2026, 11, 30)):
            seen = fingerprint(posted(client, "round-adoption", accepted, **WRITTEN))
        with on(date(2026, 12, 1)):
            answer = posted(client, "round-adoption", accepted, **WRITTEN, seen=seen, freeze="1")

        assert asks_to_look_again(answer, seen)
        assert not Snapshot.objects.exists()

    def test_a_correction_that_is_sent_twice_is_frozen_once(self, desk: Reader, accepted: UUID) -> None:
        client = of(desk)
        frozen(accepted, desk)
        seen = fingerprint(posted(client, "round-adoption", accepted, **WRITTEN))

        for _click in range(2):
            answer = posted(client, "round-adoption", accepted, **WRITTEN, seen=seen, freeze="1")

        assert faults(answer).keys() == {"__all__"}  # the first one awaits the board
        assert Snapshot.objects.count() == 2

    def test_participants_who_never_work_on_one_day_are_named(self, desk: Reader, accepted: UUID) -> None:
        WorkingCalendar.objects.create(economy_id="ALB", weekend=[0, 1, 2])
        WorkingCalendar.objects.create(economy_id="MNE", weekend=[3, 4])
        silent = {**WRITTEN, "way": "silence", "working_days": "5"}

        for button in ({}, {"freeze": "1", "seen": "0"}):
            answer = posted(of(desk), "round-adoption", accepted, **silent, **button)
            (fault,) = answer.context["form"].errors["working_days"]
            assert {"Albania", "Montenegro"} <= set(re.findall(r"\w+", fault))
            assert fault in words(answer.content)
        assert not Snapshot.objects.exists()

    def test_so_are_they_where_a_calendar_was_set_while_it_is_frozen(self, desk: Reader, accepted: UUID) -> None:
        client, silent = of(desk), {**WRITTEN, "way": "silence", "working_days": "5"}
        seen = fingerprint(posted(client, "round-adoption", accepted, **silent))
        set_already: list[str] = []

        def set_meanwhile(execute: Callable[..., object], sql: str, *rest: object) -> object:
            if "FOR UPDATE" in sql and not set_already:
                set_already.append(sql)
                WorkingCalendar.objects.create(economy_id="ALB", weekend=[0, 1, 2])
                WorkingCalendar.objects.create(economy_id="MNE", weekend=[3, 4])
            return execute(sql, *rest)

        with connection.execute_wrapper(set_meanwhile):
            answer = posted(client, "round-adoption", accepted, **silent, seen=seen, freeze="1")

        assert faults(answer).keys() == {"working_days"}
        assert is_form(answer)
        assert not Snapshot.objects.exists()

    def test_a_text_circulates_until_a_day(self, desk: Reader, accepted: UUID) -> None:
        client, silent = of(desk), {**WRITTEN, "way": "silence", "working_days": "5"}
        look = posted(client, "round-adoption", accepted, **silent)
        until = silence_until(accepted, 5)
        assert look.context["until"] == until
        assert date_format(until) in words(look.content)

        answer = posted(client, "round-adoption", accepted, **silent, seen=fingerprint(look), freeze="1")

        head = answer.context["head"]
        assert (head.state, head.deadline) == ("circulating", until)
        assert offers(answer, "reporting:snapshot-taking-back", head.id)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"title": ""}, {"title": ["required"]}),
            ({"way": "silence", "working_days": ""}, {"working_days": [""]}),
            ({"way": "silence", "working_days": "0"}, {"working_days": ["min_value"]}),
        ],
    )
    def test_what_is_wrong_is_said_and_stays_typed(
        self, desk: Reader, accepted: UUID, wrong: dict[str, str], said: dict[str, list[str]]
    ) -> None:
        answer = posted(of(desk), "round-adoption", accepted, **{**WRITTEN, **wrong})

        assert faults(answer) == said
        assert is_form(answer)
        assert not Snapshot.objects.exists()

    def test_a_narrower_audience_than_the_rounds_is_refused(self, desk: Reader, accepted: UUID) -> None:
        client, narrow = of(desk), {**WRITTEN, "marking-tlp": "3"}

        for button in ({}, {"freeze": "1", "seen": "0"}):
            answer = posted(client, "round-adoption", accepted, **narrow, **button)
            assert faults(answer, "marking").keys() == {"tlp"}
        assert not Snapshot.objects.exists()

    def test_a_preview_and_the_way_back_freeze_nothing(self, desk: Reader, accepted: UUID) -> None:
        for button in ("preview", "back"):
            assert is_form(posted(of(desk), "round-adoption", accepted, **WRITTEN, **{button: "1"}))
        assert not Snapshot.objects.exists()


class TestSnapshots:
    def test_the_list_names_what_its_reader_sees(self, desk: Reader, accepted: UUID, member: Reader) -> None:
        nothing = page(of(member), "snapshots")
        assert (rows(nothing), links(nothing)) == ([], {reverse("rounds:rounds")})
        snapshot = frozen(accepted, desk)

        answer = page(of(member), "snapshots")

        assert offers(answer, "reporting:snapshot", snapshot)
        assert [row.state for row in answer.context["rows"]] == ["adopted"]
        assert [title for title, *_rest in rows(answer)] == [TITLE]

    def test_its_page_says_what_was_adopted_and_who_cleared_to_those_concerned(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        snapshot = frozen(accepted, desk)

        seen = {who.name: page(of(who), "snapshot", snapshot) for who in (desk, arta, member)}

        for name, answer in seen.items():
            assert "The board takes note of the open needs." in answer.text
            assert offers(answer, "reporting:snapshot-cell", snapshot, "ALB", "2.3.2")
            cleared = [(each.participant, each.kept.cleared_by) for each in answer.context["snapshot"].clearances]
            assert cleared == ([] if name == member.name else [("Albania", "arta (demo)")])
            assert ("the Ministry of Justice" in answer.text) is (name != member.name)
            assert ('id="clearances"' in answer.text) is (name != member.name)

    def test_a_cell_shows_what_stood_behind_it(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        work("Mentoring", by=arta, economies=("ALB",))
        snapshot = frozen(accepted, desk)

        assert "Mentoring" in page(of(arta), "snapshot-cell", snapshot, "ALB", "2.3.2").text
        for address in (
            reverse("reporting:snapshot-cell", args=[snapshot, "ALB", "9.9.9"]),
            reverse("reporting:snapshot-cell", args=[UUID(int=1), "ALB", "2.3.2"]),
            reverse("reporting:snapshot", args=[UUID(int=1)]),
        ):
            assert of(arta).get(address).status_code == 404

    def test_a_correction_shows_in_what_it_is_other(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        first = frozen(accepted, desk)
        activity = work("Mentoring", by=arta, economies=("ALB",))
        stated = need(arta, objective="2.3.1")
        second = frozen(accepted, desk)

        answer = page(of(member), "snapshot", second)

        cells = [reverse("reporting:snapshot-cell", args=[second, "ALB", code]) for code in ("2.3.1", "2.3.2")]
        assert [[step.url for step in change.steps] for change in answer.context["analysis"].changes] == [
            [reverse("needs:need", args=[stated])],
            [reverse("activities:activity", args=[activity.pk])],
            cells,
        ]
        assert 'id="changes"' in answer.text
        assert offers(answer, "reporting:snapshot", first)

    def test_matches_stand_there_with_views_and_money_counted_once(self, desk: Reader, accepted: UUID) -> None:
        left, right = make.reader("left"), make.reader("right")
        match = reported_twice(left, right)
        Match.objects.update(found_at=clock.now().replace(year=2020))
        state_position(match.pk, "reported-twice", "One grant", make.GREEN, by=left)

        # These trainings are in another economy than the round asks about: none of them goes in.
        analysis = page(of(desk), "snapshot", frozen(accepted, desk)).context["analysis"]
        assert (analysis.money, analysis.matches) == ((), ())


class TestMarkings:
    """What stands over a page is never wider than what stands on it."""

    @staticmethod
    def stripe(answer: Answer) -> str:
        found = re.search(r'<div class="marking .*?</div>', answer.text, re.DOTALL)
        assert found
        return found[0]

    def over(self, answer: Answer) -> str:
        return self.stripe(answer).partition("<b>")[2].partition("</b>")[0]

    def test_a_note_bears_its_own_marking_and_the_page_the_narrowest(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        write_note(accepted, Noted("comment", "For few"), make.amber("focal-points"), by=arta)
        snapshot = frozen(accepted, desk)

        full, plain = page(of(arta), "snapshot", snapshot), page(of(member), "snapshot", snapshot)

        assert re.search(r"For few\s*<span class=\"marking [^>]*><b>TLP:AMBER</b>", full.text)
        assert self.over(plain) == "TLP:GREEN"
        assert "<b>TLP:A" not in plain.text

    def test_who_cleared_what_is_the_participants_and_the_desks(
        self, desk: Reader, arta: Reader, accepted: UUID
    ) -> None:
        snapshot = frozen(accepted, desk)

        for who in (desk, arta):
            answer = page(of(who), "snapshot", snapshot)
            assert self.over(answer) == "TLP:AMBER+STRICT"
            assert "TLP:GREEN" in self.stripe(answer)
            clearances = answer.text.partition('id="clearances"')[2].partition("</section>")[0]
            assert re.findall(r"<b>(TLP:[^<]*)</b> \w+", clearances) == ["TLP:AMBER+STRICT"]

    def test_a_figure_and_what_the_board_would_get_bear_the_narrowest_too(
        self, desk: Reader, arta: Reader, *, accepted: UUID, member: Reader, mira: Reader
    ) -> None:
        work(by=arta, economies=("ALB",), marking=make.amber("focal-points"))
        snapshot = frozen(accepted, desk)
        where = ("ALB", "2.3.2")

        assert self.over(page(of(mira), "snapshot-cell", snapshot, *where)) == "TLP:AMBER"
        assert self.over(page(of(member), "snapshot-cell", snapshot, *where)) == "TLP:GREEN"
        assert self.over(page(of(arta), "snapshot-cell", snapshot, *where)) == "TLP:AMBER+STRICT"  # they read answers
        for name, args in (("round-analysis", ()), ("round-analysis-cell", where)):
            assert self.over(page(of(desk), name, accepted, *args)) == "TLP:AMBER+STRICT"
        assert self.over(posted(of(desk), "round-adoption", accepted, **WRITTEN)) == "TLP:AMBER+STRICT"

    def test_what_was_narrowed_since_counts_as_it_is_now(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        activity = work(by=arta, economies=("ALB",))
        snapshot = frozen(accepted, desk)
        markings.remark(Record.objects.get(pk=activity.pk), make.STRICT, by=arta)

        assert self.over(page(of(arta), "snapshot-cell", snapshot, "ALB", "2.3.2")) == "TLP:AMBER+STRICT"


class TestObjecting:
    @pytest.fixture
    def text(self, desk: Reader, accepted: UUID) -> UUID:
        return frozen(accepted, desk, way=Silence(5))

    def test_a_focal_point_objects_with_a_reason(self, arta: Reader, accepted: UUID, text: UUID) -> None:
        client = of(arta)
        assert offers(page(client, "snapshot", text), "reporting:snapshot-objection", text)
        asked = page(client, "snapshot-objection", text)
        assert typed(asked)["participant"] == [str(participant(accepted))]
        assert "Albania" in words(asked.content)
        assert '<p class="lead" lang="en">' in asked.text
        assert f'<a href="{reverse("reporting:snapshot", args=[text])}" lang="en">' in asked.text

        said = posted(
            client, "snapshot-objection", text, participant=str(participant(accepted)), reason="Probation is missing"
        )

        assert levels(said) == ["success"]
        assert said.context["head"].state == "broken"
        assert "Probation is missing" in said.text

    def test_an_objection_without_a_reason_is_asked_for_one(self, arta: Reader, accepted: UUID, text: UUID) -> None:
        seat = str(participant(accepted))
        address = reverse("reporting:snapshot-objection", args=[text])

        again = of(arta).post(address, {"participant": seat, "reason": " "})

        assert again.status_code == 200
        assert again.context["refusal"]
        assert typed(again) == {"csrfmiddlewaretoken": [ANY], "participant": [seat], "reason": [""]}
        assert state(text) == "circulating"

    def test_others_are_not_offered_to(self, text: UUID, member: Reader) -> None:
        assert not offers(page(of(member), "snapshot", text), "reporting:snapshot-objection", text)
        assert of(member).get(reverse("reporting:snapshot-objection", args=[text])).status_code == 403
        assert of(member).get(reverse("reporting:snapshot-taking-back", args=[text])).status_code == 403

    def test_a_participant_that_is_none_is_not_found(self, arta: Reader, text: UUID) -> None:
        address = reverse("reporting:snapshot-objection", args=[text])

        assert of(arta).post(address, {"participant": "x", "reason": "No"}).status_code == 404

    def test_the_desk_takes_the_text_back(self, desk: Reader, text: UUID) -> None:
        client = of(desk)
        assert forms(page(client, "snapshot-taking-back", text)) == {""}

        assert levels(posted(client, "snapshot-taking-back", text)) == ["success"]

        assert state(text) == "broken"
        assert client.get(reverse("reporting:snapshot-taking-back", args=[text])).status_code == 403


class TestNotes:
    def test_whoever_takes_part_writes_one(self, arta: Reader, desk: Reader, accepted: UUID, member: Reader) -> None:
        said = {"sort": "decision", "text": "A study visit", "carried_out_by": "The secretariat", "due": "2027-03-01"}

        answer = posted(of(arta), "round-notes", accepted, **said, **{"marking-tlp": "3", "marking-offices": "S"})

        assert levels(answer) == ["success"]
        assert "A study visit" in page(of(desk), "round-notes", accepted).text
        others = page(of(member), "round-notes", accepted)
        assert "A study visit" not in others.text
        assert (others.context["form"], forms(others)) == (None, set())

    def test_a_preview_writes_nothing(self, arta: Reader, accepted: UUID) -> None:
        posted(of(arta), "round-notes", accepted, sort="comment", text="Good", **{"marking-tlp": "1", "preview": "1"})

        assert not RoundNote.objects.exists()

    def test_others_write_none(self, accepted: UUID, member: Reader) -> None:
        answer = of(member).post(
            reverse("reporting:round-notes", args=[accepted]),
            {"sort": "comment", "text": "Good", "marking-tlp": "1"},
        )

        assert answer.status_code == 403

    def test_a_decision_is_kept_with_the_snapshot_until_it_is_withdrawn(
        self, arta: Reader, desk: Reader, accepted: UUID, member: Reader
    ) -> None:
        note = write_note(accepted, Noted("decision", "A study visit"), make.GREEN, by=arta)
        snapshot = frozen(accepted, desk)
        assert "A study visit" in page(of(member), "snapshot", snapshot).text

        withdraw_note(note, by=arta)

        assert "A study visit" not in page(of(member), "snapshot", snapshot).text

    def test_ones_own_house_withdraws_it(self, arta: Reader, desk: Reader, accepted: UUID) -> None:
        note = write_note(accepted, Noted("comment", "A study visit"), make.GREEN, by=arta)
        asked = page(of(arta), "round-note-withdrawal", note)
        assert ("A study visit" in asked.text, forms(asked)) == (True, {""})
        assert of(desk).post(reverse("reporting:round-note-withdrawal", args=[note])).status_code == 403

        assert levels(posted(of(arta), "round-note-withdrawal", note)) == ["success"]

        assert str(RoundNote.objects.get()).startswith("comment on")
        assert of(arta).get(reverse("reporting:round-note-withdrawal", args=[note])).status_code == 404
