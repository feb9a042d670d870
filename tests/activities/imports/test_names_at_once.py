"""Names to identify as a table: the best guess with its score, many answered at once, all of it undone at once."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.imports.doing import brought_in
from tests.activities.imports.files import activity, iati
from tests.activities.imports.test_pages import signed_in, text_of
from tests.activities.imports.test_queue import entry, waiting
from tests.visits import Answer, got

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.name_queue.actions import bring_answer_in, map_at_once, reopen_at_once
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.name_queue.names import Candidate, Guesses, likeness
from egnatia.activities.imports.name_queue.queries import organisations_meant
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, OrganisationName, Person

pytestmark = pytest.mark.django_db

FUNDERS = iati(
    activity("XM-1", funder="Nordlys Fund"),
    activity("XM-2", funder="Nordlys Fund"),
    activity("XM-3", funder="Min. of Interior, Albania"),
    activity("XM-4", funder="Brandnew Harbour Council"),
)


@pytest.fixture
def nordlys() -> Organisation:
    return make.organisation("Nordlys Fund (demo)")


@pytest.fixture
def ministry() -> Organisation:
    return make.organisation("Ministry of Interior of Albania")


@pytest.fixture
def officer(client: Client, nordlys: Organisation, ministry: Organisation) -> Reader:
    by = make.reader("officer", at=make.organisation("Ura (demo)"))
    signed_in(client, Person.objects.get(username="officer"))
    return by


def answered_at_once(client: Client, **sent: object) -> Answer:
    return client.post(reverse("activities:queue-at-once"), {"what": "organisation", **sent}, follow=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nordlys Fund", "Nordlys Fund (demo)"),
        ("UNDP", "United Nations Development Programme"),
        ("LKJ", "Deutsche Landesstelle für kommunale Jugendarbeit"),
        ("Min. of Interior, Albania", "Ministry of Interior of Albania"),
        ("Ministria e Brendshme e Shqipërisë", "Ministria e Brendshme Shqiperi"),
        ("Фонд Нордлис", "Fond Nordlis"),
    ],
)
def test_spellings_of_one_organisation_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= 85
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Interior of Serbia", "Ministry of Interior of Albania"),
        ("Ministry of Interior of Albania", "Ministry of Justice of Albania"),
        ("Harbour Fund", "Nordlys Fund"),
        ("World Bank", "World Health Organization"),
        ("UF", "UNDP Funding Windows"),
        ("PI", "People in Need"),
        ("SEC", "Private Sector"),
    ],
)
def test_different_organisations_stay_below_the_line(one: str, other: str) -> None:
    assert likeness(one, other) < 85


def test_a_name_that_two_candidates_share_is_no_safe_guess() -> None:
    known = Guesses([Candidate(key, "Nordlys Fund", ("Nordlys Fund",)) for key in ("1", "2")])

    found = known.best("Nordlys  Funds")

    assert found is not None
    assert found.score <= 70
    assert known.best("Quite another") is None


def test_initials_are_no_proof_where_both_organisations_are_written_in_full() -> None:
    known = Guesses([Candidate("1", "Polder Institute", ("Polder Institute", "PIN")), Candidate("2", "LKJ", ("LKJ",))])

    scores = [found.score for name in ("People in Need", "PIN", "Lake Kosovo Jetties") if (found := known.best(name))]

    assert [score >= 85 for score in scores] == [False, True, True]


def test_the_table_shows_name_best_guess_score_and_how_many_activities_name_it(
    client: Client, officer: Reader, nordlys: Organisation
) -> None:
    OrganisationName.objects.create(organisation=nordlys, name="Фонд Нордлис", folded="fond nordlis")
    brought_in(officer, FUNDERS)

    answer = got(client, "activities:queue")

    first, *rest = answer.context["names"]
    assert (first.line.value, first.line.count, first.guess.key) == ("Nordlys Fund", 2, str(nordlys.pk))
    assert first.ticked
    assert f"{first.guess.label} {first.guess.score} %" in text_of(answer.content)
    assert [row.ticked for row in rest if row.line.value == "Brandnew Harbour Council"] == [False]


def test_the_line_decides_what_is_ticked(client: Client, officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Found")))

    (high,) = got(client, "activities:queue", line="85").context["names"]
    (low,) = got(client, "activities:queue", line="nonsense").context["names"]

    assert high.ticked == low.ticked == (high.guess.score >= 85)


def test_ticked_guesses_are_accepted_at_once_and_undone_at_once(
    client: Client, officer: Reader, nordlys: Organisation, ministry: Organisation
) -> None:
    brought_in(officer, FUNDERS)
    shown = got(client, "activities:queue").context["names"]

    answered_at_once(client, take=[f"{row.line.id}:{row.guess.key}" for row in shown if row.ticked])

    assert waiting() == [("Brandnew Harbour Council", 1)]
    assert set(organisations_meant(officer).values()) == {nordlys.pk, ministry.pk}
    page = got(client, "activities:queue")
    at_once = page.context["at_once"]
    assert at_once.names == 2
    client.post(reverse("activities:queue-undoing", args=[at_once.id]), {"what": "organisation"})
    assert len(waiting()) == 3
    assert got(client, "activities:queue").context["at_once"] is None


def test_where_nothing_is_ticked_the_page_does_not_claim_a_success(client: Client, officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Brandnew Harbour Council")))

    answer = answered_at_once(client)

    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]
    assert waiting() == [("Brandnew Harbour Council", 1)]


def test_all_guesses_above_a_line_are_accepted_whatever_page_they_are_on(
    client: Client, officer: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egnatia.activities.imports.name_queue.queries.PAGE", 1)
    brought_in(officer, FUNDERS)

    answered_at_once(client, above="1", line="85")

    assert waiting() == [("Brandnew Harbour Council", 1)]


def test_the_rest_is_added_as_new_and_what_is_ticked_is_not(client: Client, officer: Reader) -> None:
    brought_in(officer, FUNDERS)
    taken = entry("Nordlys Fund").pk

    answered_at_once(client, add="1", take=f"{taken}:{make.uuid(7)}")

    assert waiting() == [("Nordlys Fund", 2)]
    assert Organisation.visible_to(officer).filter(name="Brandnew Harbour Council").count() == 1
    client.post(reverse("activities:queue-undoing", args=[entry("Brandnew Harbour Council").batch]))
    assert not Organisation.visible_to(officer).filter(name="Brandnew Harbour Council").exists()


def test_a_place_that_is_guessed_right_stands_in_its_activities_afterwards(client: Client, officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", economy="Albanija Republic")))
    (row,) = got(client, "activities:queue", what="place").context["names"]
    assert row.guess.key == "ALB"

    client.post(reverse("activities:queue-at-once"), {"what": "place", "take": f"{row.line.id}:{row.guess.key}"})
    bring_answer_in(str(row.line.id), officer.person)

    assert Activity.objects.get().economies == ["ALB"]


def test_names_of_other_organisations_and_hidden_answers_are_passed_over(
    officer: Reader, nordlys: Organisation
) -> None:
    hidden = make.organisation("Undercover Fund", marking=make.STRICT)
    other = make.reader("other")
    brought_in(officer, FUNDERS)
    own, found = entry("Nordlys Fund"), entry("Brandnew Harbour Council")

    assert map_at_once({own.pk: str(nordlys.pk)}, by=other) == []
    answers = {
        own.pk: str(nordlys.pk),
        found.pk: str(hidden.pk),
        make.uuid(7): "x",
        entry("Min. of Interior, Albania").pk: "?",
    }
    assert map_at_once(answers, by=officer) == [own.pk]
    batch = QueueEntry.objects.get(pk=own.pk).batch
    assert batch
    assert reopen_at_once(batch, by=other) == []
    assert reopen_at_once(batch, by=officer) == [own.pk]


def test_an_organisation_that_is_hidden_is_never_guessed(client: Client, officer: Reader) -> None:
    make.organisation("Undercover Harbour Brigade", marking=make.STRICT)
    brought_in(officer, iati(activity("XM-1", funder="Undercover Harbour Brigade")))

    (row,) = got(client, "activities:queue").context["names"]

    assert row.guess is None or "Undercover" not in row.guess.label
