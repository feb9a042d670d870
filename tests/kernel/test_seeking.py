"""Records by what is sought, of what a reader sees alone."""

from typing import Any

import pytest
from django.db.models import Q

from egnatia.kernel import full_text_search, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.rooms import searchers
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language import folded_words
from egnatia.language.query_expansion import sought
from tests import make

pytestmark = pytest.mark.django_db
ALL = Span(0, 100)


def body(name: str, lang: str = "en", *, marking: Marking = make.CLEAR) -> Organisation:
    """An organisation that says `name` in a language."""
    made = make.organisation(name, marking=marking)
    Record.objects.filter(pk=made.pk).update(text={lang: name} if lang else {})
    records.index(made.record, " ".join(folded_words(name)))
    return made


def told(found: list[Any]) -> list[Hit]:
    return [Hit(each.name, "", "/") for each in found]


def find(typed: str, *, by: Reader = ANONYMOUS, span: Span = ALL, **more: Any) -> Found:  # noqa: ANN401 - fields of Rows
    order = ("-record__published_at", "-record_id") if more.get("many") else ("name", "record_id")
    rows = SearchScope("organisation", more.pop("seen", Organisation.visible_to(by)), order, **more)
    return found_among(by, sought(typed, "en"), rows, span, told)


def names(found: Found) -> list[str]:
    return [hit.title for hit in found.hits]


@pytest.mark.parametrize("many", [False, True])
def test_exact_ones_stand_first_then_words_then_meanings(many: bool) -> None:
    body("Z prison (demo)")
    body("A zatvor (demo)", "hr")
    exact = body("M gaol (demo)")

    found = find("prison", named=Q(pk=exact.pk), many=many)

    assert names(found) == ["M gaol (demo)", "Z prison (demo)", "A zatvor (demo)"]
    assert [hit.concepts for hit in found.hits] == [(), (), ("prison",)]
    assert (found.number, found.capped) == (3, False)


@pytest.mark.parametrize("many", [False, True])
def test_a_text_is_read_in_its_own_language(many: bool) -> None:
    body("We prove it (demo)", "en")
    body("Provë A (demo)", "sq")
    body("Provë B (demo)", "")
    body("Provë C (demo)", "und")

    assert sorted(names(find("probation", many=many))) == ["Provë A (demo)", "Provë B (demo)", "Provë C (demo)"]


@pytest.mark.parametrize("many", [False, True])
def test_names_are_read_in_every_language(many: bool) -> None:
    body("Burgu i qarkut (demo)", "en")

    assert names(find("prison", many=many)) == []
    (hit,) = find("prison", many=many, spoken=False).hits
    assert (hit.title, hit.concepts) == ("Burgu i qarkut (demo)", ("prison",))


@pytest.mark.parametrize("many", [False, True])
def test_what_is_about_an_economy_need_not_name_it(many: bool) -> None:
    body("Police (demo)")
    body("Police of Albania (demo)")
    Organisation.objects.filter(pk=body("Policija (demo)", "hr").pk).update(economy="ALB")

    about: dict[str, Any] = {"in_economy": lambda code: Q(economy=code), "many": many}

    both = ["Police of Albania (demo)", "Policija (demo)"]

    assert sorted(names(find("police Shqipëri", **about))) == both
    assert sorted(names(find("Albania", **about))) == both
    assert names(find("police Albania", many=many)) == both[:1]


def test_what_is_hidden_is_in_no_number() -> None:
    body("Police of all (demo)")
    hidden = body("Police of few (demo)", marking=make.GREEN)

    assert find("police").number == 1
    assert find(str(hidden.pk)) == Found()
    assert find("police", by=make.reader()).number == 2


def test_a_record_is_found_by_its_identifier() -> None:
    one = body("Ura (demo)")

    assert names(find(str(one.pk).upper())) == ["Ura (demo)"]


def test_names_without_another_meaning_are_found_as_they_are() -> None:
    body("UNDP (demo)")

    assert names(find("undp")) == ["UNDP (demo)"]
    assert find("!?") == Found()


@pytest.mark.parametrize("many", [False, True])
def test_beyond_the_cap_it_is_more_than_that(monkeypatch: pytest.MonkeyPatch, many: bool) -> None:
    monkeypatch.setattr(full_text_search, "MOST_FOUND", 2)
    for name in ("Police 1 (demo)", "Police 2 (demo)", "Police 3 (demo)", "Kolluk 4 (demo)"):
        body(name, "tr")
    order = ["Police 3 (demo)", "Police 2 (demo)"] if many else ["Police 1 (demo)", "Police 2 (demo)"]

    found = find("police", span=Span(0, 1), many=many)

    assert (names(found), found.number, found.capped) == (order[:1], 2, True)
    assert names(find("police", span=Span(1, 9), many=many)) == order[1:]
    assert names(find("police", span=Span(2, 9), many=many)) == []


def test_what_something_newer_stands_for_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full_text_search, "MOST_FOUND", 1)
    for name in ("Police 1 (demo)", "Police 2 (demo)", "Police 3 (demo)"):
        body(name)
    older = Organisation.visible_to(ANONYMOUS).filter(name="Police 1 (demo)")

    assert names(find("police", many=True, seen=older)) == ["Police 1 (demo)"]


def test_the_system_finds_what_is_there() -> None:
    body("Police (demo)", marking=make.RED)

    assert names(find("police", by=SYSTEM, many=True)) == ["Police (demo)"]


def test_a_row_that_the_rule_refuses_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    body("Police (demo)")
    monkeypatch.setattr(full_text_search, "may_read", lambda _reader, _envelope: Verdict(allowed=False))

    assert find("police").hits == ()


def test_pages_of_members_are_offered_to_members() -> None:
    kinds = [each.kind for each in searchers(ANONYMOUS)]
    every = searchers(make.reader())

    assert "activity" in kinds
    assert "snapshot" not in kinds
    assert {
        "activity",
        "need",
        "organisation",
        "commitment",
        "follow-up",
        "objective",
        "round",
        "snapshot",
        "report",
    } <= {each.kind for each in every}
    assert [each.place for each in every] == sorted(each.place for each in every)
    assert all(isinstance(each, Searcher) for each in every)


def test_where_too_many_hold_the_words_each_kind_is_asked_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    body("A prison (demo)")
    body("B prison (demo)")
    body("C zatvor (demo)", "hr")
    monkeypatch.setattr(full_text_search, "MOST_CANDIDATES", 1)

    assert names(find("prison")) == ["A prison (demo)", "B prison (demo)", "C zatvor (demo)"]


def test_the_system_finds_what_nobody_is_granted() -> None:
    body("Hidden prison (demo)", marking=make.STRICT)

    assert names(find("prison")) == []
    assert names(find("prison", by=SYSTEM)) == ["Hidden prison (demo)"]
