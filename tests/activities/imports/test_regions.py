"""Taking only what is in the forum's economies: seen in the dry run, carried through import, report and undo."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.imports.doing import brought_in, codes, outcomes, titles, tried, undone
from tests.activities.imports.files import activity, iati, jsonl, row
from tests.activities.imports.test_pages import sent as uploaded
from tests.activities.imports.test_pages import signed_in, sums, text_of, the_import
from tests.visits import got

from egnatia.activities.imports.actions.storage import store
from egnatia.activities.imports.jobs import carry_out
from egnatia.activities.imports.models import Import
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.presenters import choice
from egnatia.activities.imports.rules import ImportPreview
from egnatia.kernel.access.reader import Reader
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db

WORLD = iati(
    activity("XM-1", "Patrol training", economy="Albania"),
    activity("XM-2", "Irrigation", economy="Kenya", funder="Faraway Fund"),
    activity("XM-3", "Wells", economy="Nepal"),
    activity("XM-4", "Core funding"),
)


@pytest.fixture
def officer(client: Client) -> Reader:
    return signed_in(client, make.person("officer"))


def taken(client: Client, by: Reader, what: str) -> None:
    made = the_import()
    client.post(reverse("activities:import-confirmation", args=[made]), {"take": what})
    carry_out(made, by.person)


def test_the_dry_run_counts_what_is_in_the_economies_of_the_forum_and_suggests_to_take_it(
    client: Client, officer: Reader
) -> None:
    uploaded(client, WORLD)

    answer = got(client, "activities:import", the_import())

    found = answer.context["found"].preview
    assert (found.activities, found.region, found.elsewhere) == (4, 1, 2)
    offered = answer.context["choice"]
    assert offered.suggested
    assert {"4", "1", str(len(forum().economies))} <= set(offered.sentence.replace(",", " ").split())
    assert offered.sentence in text_of(answer.content)
    assert 'value="region"' in answer.text
    assert 'value="all"' in answer.text


def test_the_dry_run_shows_which_activities_are_in_the_economies_of_the_forum(client: Client, officer: Reader) -> None:
    uploaded(client, WORLD)

    answer = got(client, "activities:import", the_import(), inside="on")

    assert [row.title for row in answer.context["rows"]] == ["Patrol training"]
    assert codes(the_import()) == ["", "outside", "outside", "outside"]
    assert 'href="?inside=on#rows"' in answer.text


def test_where_there_is_no_choice_no_row_is_remarked(client: Client, officer: Reader) -> None:
    uploaded(client, iati(activity("XM-1", economy="Albania"), activity("XM-2")))

    answer = got(client, "activities:import", the_import(), inside="on")

    assert codes(the_import()) == ["", ""]
    assert "inside" not in answer.context["filters"].fields


def test_only_the_region_is_stored_the_report_names_the_rest_and_undoing_leaves_nothing(
    client: Client, officer: Reader
) -> None:
    uploaded(client, WORLD)

    taken(client, officer, "region")

    made = the_import()
    assert titles(officer) == ["Patrol training"]
    assert outcomes(made) == {"accepted": 1, "left_out": 3}
    assert sums(client, made) == {"accepted": 1, "left_out": 3}
    assert codes(made) == ["", "outside-region", "outside-region", "outside-region"]
    assert not QueueEntry.objects.filter(value="Faraway Fund").exists()
    undone(made, officer)
    assert titles(officer) == []


def test_all_are_stored_where_all_are_taken(client: Client, officer: Reader) -> None:
    uploaded(client, WORLD)

    taken(client, officer, "all")

    assert len(titles(officer)) == 4


def test_the_rest_comes_in_when_the_file_is_imported_again(client: Client, officer: Reader) -> None:
    uploaded(client, WORLD)
    taken(client, officer, "region")

    again = brought_in(officer, WORLD)

    assert outcomes(again) == {"accepted": 3, "unchanged": 1}


def test_states_of_one_activity_are_kept_together(officer: Reader) -> None:
    made = tried(
        officer,
        iati(activity("XM-1", "Old", economy="Kenya", updated="2025-01-01")),
        iati(activity("XM-1", "New", economy="Albania", updated="2026-01-01")),
    )
    Import.objects.filter(pk=made).update(state="storing", only_region=True)

    store(made, by=officer)

    assert titles(officer) == ["New"]


def test_without_activities_elsewhere_there_is_nothing_to_choose(client: Client, officer: Reader) -> None:
    uploaded(client, iati(activity("XM-1", economy="Albania"), activity("XM-2")))

    answer = got(client, "activities:import", the_import())

    assert not answer.context["choice"].suggested
    assert 'value="region"' not in answer.text


def test_without_activities_in_the_region_it_says_so_and_suggests_nothing() -> None:
    offered = choice(ImportPreview(activities=3, region=0, elsewhere=3))

    assert (offered.region, offered.suggested) == ("", False)
    assert "0" in offered.sentence


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"lang": "en", "start": "2026-01-01"}, "economy"),
        ({"countries": ["Albania"], "lang": "en"}, "dates"),
        ({"countries": ["Albania"], "lang": "en", "start": "2026-01-01", "amount": "100"}, "currency"),
        ({"countries": ["Albania"], "start": "2026-01-01"}, "language"),
    ],
)
def test_the_dry_run_warns_of_what_rows_will_not_be_good_for(
    client: Client, officer: Reader, said: dict[str, object], gap: str
) -> None:
    whole = row(2, "Whole", countries=["Albania"], lang="en", start="2026-01-01")
    uploaded(client, jsonl({**row(1), **said}, whole), name="rows.jsonl")

    answer = got(client, "activities:import", the_import())

    assert answer.context["found"].preview.gaps == {gap: 1}
    (warning,) = answer.context["warnings"]
    assert warning in text_of(answer.content)
    assert warning.startswith("1 ")


def test_of_what_is_complete_nothing_is_warned(client: Client, officer: Reader) -> None:
    uploaded(client, jsonl(row(1, countries=["Albania"], lang="en", start="2026-01-01")), name="rows.jsonl")

    assert got(client, "activities:import", the_import()).context["warnings"] == []


def test_after_storing_nothing_of_the_dry_run_is_told_any_more(client: Client, officer: Reader) -> None:
    uploaded(client, WORLD)
    taken(client, officer, "region")

    assert got(client, "activities:import", the_import()).context["found"].preview == ImportPreview()


def test_a_place_that_nobody_knows_yet_is_no_economy_and_none_elsewhere(client: Client, officer: Reader) -> None:
    uploaded(client, iati(activity("XM-1", economy="Republic of Nowhere"), activity("XM-2", economy="Albania")))

    found = got(client, "activities:import", the_import()).context["found"].preview

    assert (found.region, found.elsewhere, found.gaps["economy"]) == (1, 0, 1)
