"""What holds for every answer: "nothing" only where nothing is shown, every need quoted, no word against the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.proposals.extraction import understand
from egnatia.proposals.extraction.tokens import phrases
from tests import make
from tests.needs.matrix.doing import focal_point, need
from tests.proposals.doing import TITLE, activity, check, chips, member
from tests.visits import Answer

pytestmark = pytest.mark.django_db
PRISON, PROBATION = "2.3.1", "2.3.2"
NOTHING = "No overlapping activities were found."
EVERYBODY = (make.CLEAR, make.GREEN)
FEW = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # a smaller world is not worth minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TITLES = (
    TITLE,
    "Teaching prison officers to recognise radicalisation early",
    "Njohja e hershme e radikalizimit nga rojet e burgjeve",
    "Courses for officers of courts",
    "Safe storage rooms for seized firearms and ammunition",
)


@dataclass(frozen=True, slots=True)
class ReportedWork:
    """An activity of a generated world."""

    title: str
    economies: frozenset[str]
    years: tuple[int, int]
    amount: float | None
    objectives: frozenset[str]
    marking: Marking


works = st.builds(
    ReportedWork,
    title=st.sampled_from(TITLES),
    economies=st.sets(st.sampled_from(["ALB", "MNE"]), min_size=1).map(frozenset),
    years=st.tuples(st.integers(2024, 2026), st.integers(0, 2)).map(lambda pair: (pair[0], sum(pair))),
    amount=st.sampled_from([None, 180_000.0, 9_000_000.0]),
    objectives=st.sets(st.sampled_from([PRISON, PROBATION]), max_size=1).map(frozenset),
    marking=st.sampled_from(EVERYBODY),
)
hidden_works = st.builds(replace, works, marking=st.sampled_from([make.STRICT, Marking(Tlp.AMBER_STRICT)]))
needs = st.lists(st.sampled_from([PRISON, PROBATION]), unique=True, max_size=2)
proposals = st.fixed_dictionaries(
    {
        "economy": st.lists(st.sampled_from(["ALB", "MNE"]), unique=True, min_size=1),
        "objective": st.lists(st.sampled_from([PRISON, PROBATION]), unique=True),
    }
)


@contextmanager
def forgotten() -> Iterator[None]:
    """What happens within is undone: each example has a world of its own."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def report(work: ReportedWork, number: int, by: Reader) -> None:
    activity(
        work.title,
        by=by,
        marking=work.marking,
        economies=work.economies,
        start=f"{work.years[0]}-01",
        end=f"{work.years[1]}-12",
        amount=work.amount,
        objectives=work.objectives,
        identifiers=(f"XM-DEMO-{number}",),
    )


def settled(found: list[ReportedWork], stated: list[str]) -> Client:
    """A world, and a member who asks in it."""
    client, _, who = member()
    make.seat(who, "focal-points")
    for number, work in enumerate(found):
        report(work, number, make.reader(f"owner-{number}"))
    for objective in stated:
        need(focal_point(username=f"fp-{objective}"), objective=objective, words=words_for(objective))
    return client


def words_for(objective: str) -> str:
    return f"Nobody is there for {objective} after eight in the evening"


def said(page: Answer) -> str:
    """All that is said of the answer: the page and each paragraph."""
    return " ".join([page.text, *(each.text for each in page.context["paragraphs"])])


def shown(page: Answer) -> list[str]:
    answer = page.context["answer"]
    return [each.row.title for each in (*answer.double, *answer.similar, *answer.look, *answer.further)]


@FEW
@given(found=st.lists(works, max_size=3), stated=needs, proposal=proposals)
def test_nothing_is_said_nowhere_where_anything_is_shown(
    found: list[ReportedWork], stated: list[str], proposal: dict[str, list[str]]
) -> None:
    with forgotten():
        page = check(settled(found, stated), **chips(**proposal))

        needed = page.context["needed"]
        shows = bool(shown(page) or needed.stated or needed.beside or needed.active)
        assert (NOTHING in said(page)) is not shows


@FEW
@given(found=st.lists(works, max_size=2), stated=needs, proposal=proposals)
def test_every_stated_need_is_quoted_on_the_page_and_in_each_paragraph(
    found: list[ReportedWork], stated: list[str], proposal: dict[str, list[str]]
) -> None:
    asked = {objective for objective in stated if objective in proposal["objective"] and "ALB" in proposal["economy"]}
    assume(asked)
    with forgotten():
        page = check(settled(found, stated), **chips(**proposal))

        part = page.text.split('id="needed"')[1].split("</section>", maxsplit=1)[0]
        for objective in asked:
            assert words_for(objective) in part
            assert all(words_for(objective) in each.text for each in page.context["paragraphs"])


def test_more_needs_than_a_sentence_likes_are_all_quoted() -> None:
    client = settled([], [])
    for number in range(6):
        need(focal_point(username=f"fp-{number}"), objective=PRISON, words=f"Stated need number {number}")

    page = check(client, **chips(objective=[PRISON]))

    paragraph = page.context["paragraphs"][0].text
    for number in range(6):
        assert f"Stated need number {number}" in page.text.split('id="needed"')[1]
        assert f"Stated need number {number}" in paragraph


@FEW
@given(found=st.lists(works, max_size=4), stated=needs, proposal=proposals)
def test_the_paragraph_says_nothing_else_than_the_page(
    found: list[ReportedWork], stated: list[str], proposal: dict[str, list[str]]
) -> None:
    with forgotten():
        page = check(settled(found, stated), **chips(**proposal))
        answer, needed = page.context["answer"], page.context["needed"]
        paragraph = next(each.text for each in page.context["paragraphs"] if each.lang == "en")

        overlaps = re.search(r"(\d+) activit\w+ may overlap", paragraph)
        assert (int(overlaps[1]) if overlaps else 0) == len(answer.double) + len(answer.similar)
        assert ("Similar work includes" in paragraph) is bool(answer.look)
        likely = {each.row.id for each in (*answer.double, *answer.similar)}
        called = [contact.name for contact in answer.contacts if contact.found.row.id in likely]
        assert all(name in paragraph for name in called)
        assert ("Before signing, we will contact" in paragraph) is bool(called)
        for cell in needed.stated:
            (sentence,) = (each for each in paragraph.split(". It would") if f"{cell.place}" in each)
            assert ("no activity is reported" in sentence) is (cell.figure.state == "open")
        # What is cited stands on the page: beside the title of the proposal, titles only.
        cited = paragraph.partition("may overlap")[2] + paragraph.partition("Similar work includes")[2]
        titles = [each for each in re.findall(r"“([^”]+)”", cited) if each in TITLES]
        assert set(titles) <= set(shown(page))


@FEW
@given(found=st.lists(works, max_size=2), hidden=st.lists(hidden_works, min_size=1, max_size=3), proposal=proposals)
def test_an_activity_that_the_reader_does_not_see_changes_no_letter(
    found: list[ReportedWork], hidden: list[ReportedWork], proposal: dict[str, list[str]]
) -> None:
    with forgotten():
        client = settled(found, [PRISON])
        before = check(client, **chips(**proposal))
        for number, work in enumerate(hidden, start=50):
            report(work, number, make.reader(f"hiding-{number}"))
        after = check(client, **chips(**proposal))

        assert _without_token(after) == _without_token(before)


def _without_token(page: Answer) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|"X-CSRFToken):?=?"[^"]*"', "", page.text)


HEADINGS = sorted(
    " ".join(phrase.parts).replace(" - ", "-")
    for rows in phrases("labels.tsv").values()
    for phrase, means in rows
    if means in ("title", "applicant", "amount", "where", "summary")
    and len(phrase.parts) > 1
    and "*" not in str(phrase)
)


@settings(max_examples=60, deadline=None)
@given(headings=st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6, unique=True))
def test_no_heading_of_a_form_becomes_the_title(headings: list[str]) -> None:
    form = "\n".join(f"{heading.capitalize()}:" for heading in headings)

    empty = understand(form).first("title")
    filled = understand(f"{form}\nProject title: Halfway houses for young adults\n").first("title")

    assert empty.casefold().rstrip(":") not in HEADINGS
    assert filled == "Halfway houses for young adults"
