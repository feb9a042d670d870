from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import preview_of
from egnatia.people.marking.ticks import FormPart
from egnatia.people.marking.words import FAULTS
from tests import make

pytestmark = pytest.mark.django_db


def sent(**fields: object) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(f"marking-{name}", [str(one) for one in value] if isinstance(value, list) else [str(value)])
    return data


def form(reader: Reader, *, initial: Marking | None = None, **fields: object) -> MarkingForm:
    return MarkingForm(sent(**fields), reader=reader, initial=initial)


def values(form: MarkingForm, part: str) -> list[str]:
    return [tick.value for group in _part(form, part).groups for tick in group.ticks]


def _part(form: MarkingForm, name: str) -> FormPart:
    return next(part for part in form.parts if part.name == name)


def test_a_new_record_starts_as_a_draft_of_its_organisation() -> None:
    started = MarkingForm(reader=make.reader())

    assert [level.words for level in started.levels if level.checked] == ["TLP:AMBER+STRICT"]


def test_without_a_second_factor_the_levels_above_green_are_shown_with_the_reason() -> None:
    started = MarkingForm(reader=make.reader(strong=False))

    assert [level.words for level in started.levels if level.reason] == ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
    assert not any(level.checked for level in started.levels)


def test_without_a_second_factor_a_level_above_green_is_refused_even_when_it_is_sent() -> None:
    tried = form(make.reader(strong=False), tlp=3)

    assert not tried.is_valid()
    assert tried.errors["tlp"] == [FAULTS["second-factor"]]


def test_amber_names_communities_economies_organisations_and_offices() -> None:
    other = make.organisation("Alpine (demo)")
    make.office(None, "F", where="focal-points", economy="ALB")
    chosen = form(
        make.reader(seats=("focal-points",)),
        tlp=2,
        communities=["focal-points"],
        economies=["ALB"],
        organisations=[other.pk],
        offices=["S", "F:focal-points:ALB"],
    )

    assert chosen.is_valid(), chosen.errors
    assert chosen.marking() == Marking(
        Tlp.AMBER,
        communities=frozenset({"focal-points"}),
        economies=frozenset({"ALB"}),
        organisations=frozenset({str(other.pk)}),
        offices=frozenset({"S", "F:focal-points:ALB"}),
    )


def test_one_may_name_own_communities_and_those_that_accept_records_only() -> None:
    make.community("closed-circle", closed=True)
    make.community("open-table", accepts=True)
    reader = make.reader(seats=("focal-points",))

    assert set(values(MarkingForm(reader=reader), "communities")) == {"focal-points", "open-table"}
    assert not form(reader, tlp=1, communities=["closed-circle"]).is_valid()


def test_an_organisation_is_added_by_its_name() -> None:
    ura = make.organisation("Fondacioni Ura (demo)")
    chosen = form(make.reader(), tlp=3, organisation_name="fondacioni ura (DEMO)")

    assert chosen.is_valid(), chosen.errors
    assert chosen.marking().organisations == {str(ura.pk)}
    assert chosen.typed_name == ""
    assert _part(chosen, "organisations").chosen == 1


def test_a_name_that_may_mean_several_organisations_offers_them() -> None:
    first, second = make.organisation("Ura North (demo)"), make.organisation("Ura South (demo)")
    unclear = form(make.reader(), tlp=3, organisation_name="ura")

    assert not unclear.is_valid()
    assert unclear.errors.keys() == {"organisation_name"}
    assert values(unclear, "organisations") == [str(first.pk), str(second.pk)]
    assert unclear.typed_name == "ura"


def test_a_hidden_organisation_is_answered_like_a_missing_one() -> None:
    hidden = make.organisation("Undercover unit (demo)", marking=make.STRICT)
    reader = make.reader()
    by_name, missing = (
        form(reader, tlp=3, organisation_name="Undercover unit (demo)"),
        form(reader, tlp=3, organisation_name="None"),
    )

    assert str(by_name.errors) == str(missing.errors)
    assert not form(reader, tlp=3, organisations=[hidden.pk]).is_valid()


def test_an_organisation_that_is_named_already_stays_without_its_name_where_it_is_hidden() -> None:
    hidden = make.organisation("Undercover unit (demo)", marking=make.STRICT)
    started = MarkingForm(
        reader=make.reader(), initial=Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(hidden.pk)}))
    )

    (tick,) = _part(started, "organisations").groups[0].ticks
    assert (tick.value, tick.checked) == (str(hidden.pk), True)
    assert tick.label
    assert "Undercover" not in tick.label


def test_persons_to_name_are_colleagues_and_members_of_own_communities() -> None:
    house = make.organisation("House (demo)")
    reader = make.reader(at=house, seats=("focal-points",))
    colleague = make.person("colleague", at=house)
    fellow = make.person("fellow")
    make.seat(fellow, "focal-points")
    make.seat(make.person("stranger"), "other-circle")

    assert set(values(MarkingForm(reader=reader), "persons")) == {str(colleague.pk), str(fellow.pk)}


def test_a_session_without_a_second_factor_is_offered_no_persons() -> None:
    house = make.organisation("House (demo)")
    make.person("colleague", at=house)

    assert values(MarkingForm(reader=make.reader(at=house, strong=False)), "persons") == []


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"tlp": 0, "communities": ["focal-points"]}, "communities", "Groups can be selected at"),
        ({"tlp": 1, "economies": ["ALB"]}, "economies", "Economies can be selected at"),
        ({"tlp": 2}, "communities", "at least one group"),
        ({"communities": []}, "tlp", "required"),
    ],
)
def test_what_contradicts_the_level_is_said_beside_its_part(fields: dict[str, object], field: str, words: str) -> None:
    wrong = MarkingForm(sent(**fields), reader=make.reader(seats=("focal-points",)))

    assert not wrong.is_valid()
    assert words in str(wrong.errors[field])


def test_an_office_preselected_for_a_draft_is_not_meant_at_green() -> None:
    chosen = form(make.reader(), tlp=1, offices=["S"])

    assert chosen.is_valid(), chosen.errors
    assert chosen.marking() == make.GREEN


def test_a_first_release_goes_to_the_own_focal_point_and_the_secretariat_unless_removed() -> None:
    make.office(None, "F", where="focal-points", economy="ALB")
    reader = make.reader(seats=(("focal-points", "ALB"),))

    assert MarkingForm(reader=reader, releasing=True).chosen("offices") == {"S", "F:focal-points:ALB"}
    assert MarkingForm(reader=reader).chosen("offices") == frozenset()


def test_the_closed_form_says_in_one_line_who_sees_it_at_each_level() -> None:
    house, ura = make.organisation("House (demo)"), make.organisation("Fondacioni Ura (demo)")
    make.office(None, "F", where="focal-points", economy="ALB")
    reader = make.reader(at=house, seats=("focal-points",))
    colleague = make.person("colleague", at=house)

    def line(*, initial: Marking | None = None, **fields: object) -> tuple[str, str]:
        chosen = MarkingForm(sent(**fields) if fields else None, reader=reader, initial=initial)
        assert chosen.level
        return chosen.level.words.removeprefix("TLP:"), chosen.line

    group: dict[str, Any] = {"communities": ["focal-points"]}
    assert line(tlp=0) == ("CLEAR", "everyone, including the public")
    assert line(tlp=1) == ("GREEN", "all members")
    assert line(tlp=1, **group) == ("GREEN", "Focal-Points")
    assert line(tlp=2, **group) == ("AMBER", "Focal-Points")
    assert line(tlp=2, **group, economies=["ALB", "MNE"]) == ("AMBER", "Focal-Points; only from: Albania, Montenegro")
    assert line(tlp=2, **group, organisations=[ura.pk]) == ("AMBER", f"Focal-Points; only from: {ura.name}")
    assert line() == ("AMBER+STRICT", "your organisation only")
    assert line(tlp=3, organisations=[ura.pk]) == ("AMBER+STRICT", f"your organisation, {ura.name}")
    offices = line(tlp=3, offices=["S", "F:focal-points:ALB"])[1]
    assert offices == "your organisation; also: The secretariat, Focal points in the group “Focal-Points”: Albania"
    assert line(tlp=4) == ("RED", "only you")
    assert line(tlp=4, persons=[colleague.pk]) == ("RED", f"you and {colleague.name}")
    assert line(initial=make.GREEN) == ("GREEN", "all members")


def test_whom_a_marking_leaves_out_is_said_at_each_level() -> None:
    reader = make.reader(seats=("focal-points",))
    group: dict[str, Any] = {"communities": ["focal-points"]}
    chosen = [{"tlp": 0}, {"tlp": 1}, {"tlp": 1, **group}, {"tlp": 2, **group}, {"tlp": 3}, {"tlp": 4}]

    said = [form(reader, **each).left_out for each in chosen]

    assert said[0] == ""
    assert "the public" in said[1]
    assert said[2] == said[3]
    assert len(set(said)) == 5


def test_the_marking_of_a_record_that_exists_is_told_of_its_author() -> None:
    reader = make.reader()
    red = MarkingForm(reader=reader, initial=Marking(Tlp.RED), record=uuid4())

    assert red.line == "only the author"


def test_the_marking_is_closed_until_there_is_something_to_choose_or_to_mend() -> None:
    reader = make.reader(seats=("focal-points",))

    assert not MarkingForm(reader=reader).opened
    assert not form(reader, tlp=1).opened
    assert form(reader, tlp=2).opened  # no group is named yet
    assert form(reader, communities=[]).opened
    unproven = make.reader("unproven", strong=False)
    assert MarkingForm(reader=unproven).opened
    assert MarkingForm(reader=unproven, initial=make.STRICT).opened  # it cannot be chosen again
    assert not MarkingForm(reader=unproven, initial=make.GREEN).opened


def test_the_preview_shows_the_audience_of_what_stands_in_the_form() -> None:
    reader = make.reader(seats=("focal-points",))
    shown = preview_of(form(reader, tlp=1, communities=["focal-points"]), asker=reader)

    assert shown.words == "TLP:GREEN"
    assert [group.code for group in shown.groups] == ["community", "organisation"]


def test_the_preview_of_an_incomplete_marking_says_so() -> None:
    reader = make.reader(strong=False)

    assert not preview_of(form(reader, tlp=2), asker=reader).valid
    assert not preview_of(MarkingForm(reader=reader), asker=reader).valid
    assert preview_of(MarkingForm(reader=make.reader("other")), asker=reader).valid
