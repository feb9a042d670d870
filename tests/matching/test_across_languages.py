"""One work in two languages is found by rows and over arrays alike, from what was stored, and said in both."""

from importlib import import_module
from typing import Any

import pytest

from egnatia import overlap
from egnatia.activities.activities.columns import strangers_to
from egnatia.activities.activities.models import Activity, ActivityKey, ActivityMeaning
from egnatia.kernel.access.reader import SYSTEM
from egnatia.matching import actions
from egnatia.matching.models import Match
from egnatia.matching.queries import candidates
from egnatia.matching.queries.candidates import activities_near
from egnatia.matching.rows import engine_match
from egnatia.matching.sentences import sentence
from egnatia.overlap.rows import unpacked
from tests import make
from tests.matching.doing import activity

pytestmark = pytest.mark.django_db

ENGLISH = (overlap.Text("Digital cadastral maps and training of land surveyors", "en"),)
ALBANIAN = (overlap.Text("Harta kadastrale dixhitale dhe trajnim për tokën", "sq"),)


def stored(by: str, titles: tuple[overlap.Text, ...], **facts: Any) -> Activity:  # noqa: ANN401 - any field of the facts
    """For nobody in particular: only texts, dates and amounts can be shared."""
    return activity(make.reader(by), compare=False, receivers=(), titles=titles, **facts)


def titled(titles: tuple[overlap.Text, ...]) -> overlap.Prepared:
    return overlap.prepare(overlap.ActivityFacts("", titles=titles, economies=frozenset({"MKD"})))


@pytest.mark.parametrize("by_rows", [400, 0], ids=["rows", "arrays"])
def test_a_match_across_languages_is_found_either_way_and_names_what_is_shared_in_both(
    by_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BY_ROWS", by_rows)
    stored("nordlys", ENGLISH, start="2026-04", amount=90_000.0)
    stored("alpine", ALBANIAN)
    actions.compare_waiting()

    match = Match.objects.get()

    assert match.kind == "overlap"
    assert {"cadastral", "kadastrale"} <= set(str(sentence(engine_match(match))).split())


def test_one_language_is_not_compared_by_what_it_means() -> None:
    there = stored("nordlys", ENGLISH)

    assert not activities_near(titled((overlap.Text("Cadastre", "en"),)), reader=SYSTEM).strangers
    assert activities_near(titled((overlap.Text("Punë kadastrale", "sq"),)), reader=SYSTEM).strangers == {there.pk}


def test_who_has_a_further_language_is_a_stranger_to_none_of_its_own() -> None:
    stored("nordlys", (*ENGLISH, overlap.Text("Përmbledhje", "sq")))
    asked = titled((overlap.Text("Punë kadastrale", "sq"),))

    found = activities_near(asked, reader=SYSTEM)

    assert found.strangers
    assert list(found.compared_with(asked)) == []


def test_what_an_activity_says_is_kept_and_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    there = stored("nordlys", ENGLISH)
    kept = unpacked(bytes(ActivityMeaning.objects.get(activity=there).said))
    assert kept == titled(ENGLISH).said

    candidates.forget()
    monkeypatch.setattr(import_module("egnatia.overlap.prepare"), "said_by", None)

    assert [prepared.said for _, prepared in candidates.prepared_activities([there.pk])] == [kept]


def test_it_is_stored_under_its_own_language_and_asked_for_under_all_others() -> None:
    own = stored("nordlys", ENGLISH)
    asked, strange = strangers_to(titled(ENGLISH)), strangers_to(titled(ALBANIAN))
    under = set(ActivityKey.objects.filter(activity=own.pk).values_list("key", flat=True))

    assert not under & set(asked)
    assert under & set(strange)
