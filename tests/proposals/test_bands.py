"""Which activities are said to concern the same work, and which are only worth a look."""

import pytest
from django.test import Client

from egnatia.activities.activities.models import Activity
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.overlap import OrganisationMention, Text
from egnatia.proposals.queries.answers import SimilarActivity
from egnatia.proposals.rules import is_close, is_less_than_likely
from tests import make
from tests.proposals.doing import activity, check, chips

PRISON = "2.3.1"


def titles(found: tuple[SimilarActivity, ...]) -> list[str]:
    return [each.row.title for each in found]


@pytest.mark.parametrize(("similarity", "close"), [(44.9, False), (45.0, True)])
def test_what_is_very_similar_concerns_the_same_work_without_a_match(similarity: float, close: bool) -> None:
    assert is_close(similarity) is close


@pytest.mark.parametrize(
    ("kind", "similarity", "by_texts", "serves", "serves_others", "less"),
    [
        ("overlap", 39.9, True, False, False, True),
        ("overlap", 40.0, True, False, False, False),
        ("overlap", 10.0, True, True, False, False),
        ("overlap", 33.9, False, False, True, True),
        ("overlap", 34.0, False, False, True, False),
        ("overlap", 10.0, False, False, False, False),
        ("same", 10.0, False, False, True, False),
        ("chain", 10.0, False, False, True, False),
    ],
)
def test_a_match_is_too_little_where_little_else_is_similar_and_no_objective_is_shared(  # noqa: PLR0917 - the columns of a table
    kind: str, similarity: float, by_texts: bool, serves: bool, serves_others: bool, less: bool
) -> None:
    found = is_less_than_likely(kind, similarity, by_texts=by_texts, serves=serves, serves_others=serves_others)

    assert found is less


HONEY = (
    "Two hundred hives: bees as a future for the young people of Kamenica\n"
    "Where: Kosovo*, Kamenica, Novobrdo\nWhen: March 2026 to June 2027\nBudget: 132,000 EUR\n"
    "The cooperative Karadak keeps bees and teaches the pupils of Gjilan to sell honey. The Liqenas store buys it."
)


@pytest.mark.django_db
def test_names_in_common_do_not_make_other_work_the_same(client: Client) -> None:
    """They stand below, folded: nothing else is similar."""
    activity(
        "Winter shelter for families",
        by=make.reader("holder"),
        economies=frozenset({"XKX"}),
        descriptions=(Text("Liqenas, Karadak, Kamenica and Novobrdo stay warm.", "en"),),
        start="2025-10",
        end="2026-12",
        types=frozenset(),
        groups=frozenset(),
    )

    answer = check(client, text=HONEY).context["answer"]

    assert titles(answer.similar) == []
    assert titles(answer.look) == ["Winter shelter for families"]


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_facts_in_common_with_work_for_another_objective_are_worth_a_look(client: Client, known: bool) -> None:
    """Where the objective of the activity is not known, the same facts may be the same work."""
    holder = make.reader("holder")
    receiver = "Prison administration of Durrës (demo)"
    activity(
        "Cameras and gates for coastal festivals",
        by=holder,
        descriptions=(Text("Festival guards learn to watch the gates.", "en"),),
        receivers=(OrganisationMention(receiver),),
        places=frozenset({"Durrës"}),
    )
    if known:
        ActivityAim.objects.create(activity=Activity.visible_to(holder).get(), code="3.1.1", basis="declared")

    sent = chips(objective=[PRISON], receiver=[receiver], place=["Durrës"])
    answer = check(client, **sent).context["answer"]

    assert titles(answer.look if known else answer.similar) == ["Cameras and gates for coastal festivals"]
    assert titles(answer.similar if known else answer.look) == []


@pytest.mark.django_db
@pytest.mark.parametrize("shared", [True, False])
def test_enough_that_is_similar_concerns_the_same_work_without_any_match(client: Client, shared: bool) -> None:
    """It ended before the proposal begins and is worded otherwise, so that no rule of matches applies."""
    activity(
        "Frontline skills for correctional staff",
        by=make.reader("holder"),
        descriptions=(Text("Wardens in prisons meet those who preach radicalisation.", "en"),),
        start="2025-01",
        end="2025-12",
        objectives=frozenset({PRISON} if shared else ()),
        implementers=(OrganisationMention("Lumina Institute (demo)"),),
    )

    sent = chips(objective=[PRISON], partner=["Lumina Institute (demo)"])
    page = check(client, **sent)
    answer = page.context["answer"]

    first = answer.similar if shared else answer.look
    assert titles(first) == ["Frontline skills for correctional staff"]
    assert first[0].match is None
    assert first[0].kind == ("overlap" if shared else "")
    (paragraph, *_rest) = page.context["paragraphs"]
    assert ("1 activity may overlap" in paragraph.text) is shared
