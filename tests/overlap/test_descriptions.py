"""What two descriptions at length tell by how much they have in common."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import ActivityFacts, OrganisationMention, Prepared, Text, prepare, score
from egnatia.overlap.agreement import one_work
from egnatia.overlap.concepts import BITS, ConceptProfile, row_of
from egnatia.overlap.constants import SHIPPED
from egnatia.overlap.descriptions import (
    AT_LENGTH,
    LITTLE,
    MORE,
    both_at_length,
    in_common,
    speak_of_other_things,
    tell_the_same,
)
from egnatia.overlap.difference import in_other_words, under_other_titles
from tests.overlap import test_difference as in_short
from tests.overlap.make import activity, kind, names
from tests.overlap.test_difference import YEARS, said

WELLS = (
    "Boreholes are drilled in hamlets above the gorge. Masons repair pumps, fence springs and lay pipes to cisterns; "
    "villagers learn to chlorinate tanks, collect tariffs, read meters and mend leaks before droughts empty the wells."
)
CHOIRS = (
    "Choirs rehearse ballads of fishermen and carols of shepherds. Conductors copy scores, tailors sew costumes, "
    "carpenters build a stage beside the harbour; drummers, fiddlers and dancers perform at dusk under lanterns."
)
HOROVI = (
    "Horovi vežbaju balade ribara i pastira. Dirigenti prepisuju note, krojači šiju kostime, stolari grade pozornicu "
    "pored luke; bubnjari, violinisti i plesači nastupaju u sumrak pod fenjerima, a publika peva i pleše do jutra."
)


def counted(ref: str, title: dict[str, int], description: dict[str, int], lang: str = "en") -> Prepared:
    """An activity whose words and their weights are known."""
    made = prepare(activity(ref, "Water", lang, descriptions=(Text("Wells", lang),)))
    return replace(made, titles=(replace(made.titles[0], terms=title),), description=description)


def stems(first: int, number: int, weight: int = 4) -> dict[str, int]:
    return {f"stem{place}": weight for place in range(first, first + number)}


@pytest.mark.parametrize(("length", "at_length"), [(19, False), (20, True)])
def test_the_shorter_of_both_says_whether_they_describe_at_length(length: int, at_length: bool) -> None:
    one, other = counted("a", stems(0, 2), stems(10, 30)), counted("b", stems(2, 2), stems(50, length))

    assert both_at_length(one, other) is both_at_length(other, one) is at_length
    assert speak_of_other_things(one, other, SHIPPED) is speak_of_other_things(other, one, SHIPPED) is at_length


def test_of_a_language_that_is_not_read_nothing_is_said() -> None:
    one, other = counted("a", stems(0, 2), stems(0, 30)), counted("b", stems(9, 2), stems(50, 30), "fr")

    assert not both_at_length(one, other)
    assert not speak_of_other_things(one, other, SHIPPED)
    assert not tell_the_same(other, replace(other), SHIPPED)


def test_what_is_in_common_is_the_mean_of_titles_descriptions_and_words_that_are_no_names() -> None:
    one = counted("a", stems(0, 4), stems(100, 25))
    other = counted("b", stems(3, 4), stems(118, 25))  # a quarter of the title, 7 of 25 words of the description

    assert in_common(one, other, SHIPPED) == pytest.approx((0.25 + 0.8 + 0.8) / 3)


def test_rare_words_count_as_words_and_not_as_what_the_texts_are_about() -> None:
    one = counted("a", stems(0, 4), stems(100, 7, weight=9) | stems(200, 18, weight=9))
    other = counted("b", stems(9, 4), stems(100, 7, weight=9) | stems(300, 18, weight=9))

    assert in_common(one, other, SHIPPED) == pytest.approx(0.8 / 3)


def test_a_title_that_the_other_description_holds_counts_as_one_that_the_other_title_does() -> None:
    one, other = counted("a", stems(0, 4), stems(100, 25)), counted("b", stems(50, 4), stems(0, 25))

    assert in_common(one, other, SHIPPED) == in_common(other, one, SHIPPED) == pytest.approx(1.0 / 3)


def test_across_languages_the_meaning_counts() -> None:
    english = prepare(activity("a", **said("Choirs by the sea", CHOIRS)))
    serbian = prepare(activity("b", **said("Horovi pored mora", HOROVI, "sr")))
    wells = prepare(activity("c", **said("Drinking water", WELLS)))

    assert in_common(english, serbian, SHIPPED) >= MORE > in_common(wells, serbian, SHIPPED)
    assert tell_the_same(english, serbian, SHIPPED)
    assert speak_of_other_things(wells, serbian, SHIPPED)
    assert not speak_of_other_things(english, serbian, SHIPPED, MORE)


def test_across_languages_titles_and_descriptions_count_half_each() -> None:
    english = prepare(activity("a", **said("Choirs by the sea", CHOIRS)))
    serbian = prepare(activity("b", **said("Horovi pored mora", HOROVI, "sr")))
    titles_alone = replace(serbian, said=replace(serbian.said, titles=english.said.titles, descriptions=b""))

    assert in_common(english, titles_alone, SHIPPED) == in_common(titles_alone, english, SHIPPED) == 0.5


def test_just_enough_in_common_speaks_of_no_other_things() -> None:
    one, other = counted("a", stems(0, 4), stems(100, 25)), counted("b", stems(3, 4), stems(118, 25))
    shared = in_common(one, other, SHIPPED)

    assert not speak_of_other_things(one, other, SHIPPED, shared)
    assert speak_of_other_things(one, other, SHIPPED, shared + 0.001)


def test_strangers_whose_names_are_one_are_compared_by_them_too() -> None:
    names_only = stems(100, 25)
    one, other = counted("a", stems(0, 4), names_only), counted("b", stems(0, 4), names_only, "sr")

    assert in_common(one, other, SHIPPED) == 1.0


@pytest.mark.parametrize(("shared", "same"), [(19, True), (15, False)])
def test_nearly_the_same_words_tell_the_same(shared: int, same: bool) -> None:
    one, other = counted("a", stems(0, 20), stems(100, 25)), counted("b", stems(20 - shared, 20), stems(100, 25))

    assert in_common(one, other, SHIPPED) == pytest.approx((shared / 20 + 2) / 3)
    assert tell_the_same(one, other, SHIPPED) is (in_common(one, other, SHIPPED) >= SHIPPED.near_equal)
    assert tell_the_same(one, other, replace(SHIPPED, near_equal=(shared / 20 + 2) / 3)) is True
    assert tell_the_same(one, other, replace(SHIPPED, near_equal=0.95)) is same


def grant(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    """What a facility pays the hub for."""
    return in_short.grant(**(said("Drinking water", WELLS) | {"amount": 900_500.0} | facts))


def report(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    """What the hub reports that the facility pays."""
    return in_short.report(**(said("Songs by the sea", CHOIRS) | {"end": "2027-12-31", "amount": 240_500.0} | facts))


TRAINING = frozenset({"training"})


@pytest.mark.parametrize(
    ("both", "theirs", "found"),
    [
        ({}, {}, ""),
        ({"types": TRAINING}, {}, ""),
        ({"sectors": frozenset({"DAC:152"})}, {}, ""),
        ({"sectors": frozenset({"DAC:15210"})}, {}, "chain"),
        ({"sectors": frozenset({"DAC:15210"}), "places": frozenset({"Tetovo"})}, {"places": frozenset({"Bitola"})}, ""),
        ({"sectors": frozenset({"DAC:15210"}), "places": frozenset({"Tetovo"})}, {}, "chain"),
        ({"amount": 240_500.0}, {}, "chain"),
        ({"amount": 240_000.0}, {}, ""),  # a round sum may be another grant's too
        ({"places": frozenset({"Tetovo"})}, {}, ""),
        ({}, said("Songs by the sea", WELLS), "chain"),
        ({"types": TRAINING}, said("Songs by the sea", "Choirs rehearse ballads."), "chain"),  # too short to tell
    ],
    ids=str,
)
def test_a_partner_who_describes_other_things_at_length_reports_another_grant(
    both: dict[str, Any], theirs: dict[str, Any], found: str
) -> None:
    one, other = grant(**both), report(**(both | theirs))

    assert kind(one, other) == kind(other, one) == found


def test_how_little_in_common_is_too_little_for_a_chain() -> None:
    one, other = (prepare(each) for each in (grant(types=TRAINING), report(types=TRAINING)))
    shared = round(0.35 * 25 * LITTLE * 1.5)  # words of 25 in descriptions under titles that have none in common
    less, enough = (
        replace(other, description=stems(25 - number, 25), titles=(replace(other.titles[0], terms=stems(60, 2)),))
        for number in (shared, shared + 1)
    )
    one = replace(one, description=stems(0, 25), titles=(replace(one.titles[0], terms=stems(70, 2)),))

    assert score(one, less) is None
    assert score(one, enough) is not None


@pytest.mark.parametrize(
    ("amount", "description", "one"),
    [
        (240_500.0, stems(100, 25), True),  # to the thousandth, and no round sum
        (240_000.0, stems(100, 25), False),
        (240_000.0, stems(0, 25), True),
        (240_000.0, stems(100, AT_LENGTH - 1), True),
    ],
)
def test_facts_that_agree_are_of_one_work_unless_the_descriptions_are_of_two(
    amount: float, description: dict[str, int], one: bool
) -> None:
    facts = _facts(prepare(activity("a", amount=amount, currency="EUR", **YEARS)))
    concepts = frozenset({"training", "schools"})
    left, right = counted("a", stems(50, 2), stems(0, 25)), counted("b", stems(60, 2), description)
    left, right = (replace(each, concepts=concepts, **facts) for each in (left, right))

    assert one_work(left, right, SHIPPED) is one_work(right, left, SHIPPED) is one


def of_two_funders(one: dict[str, Any], other: dict[str, Any], **shared: Any) -> str:  # noqa: ANN401 - as above
    left = activity("a", money="Nordlys", **(YEARS | {"end": "2028-06-30"} | one | shared))
    right = activity("b", money="Lumina", **(YEARS | other | shared))
    assert kind(left, right) == kind(right, left)
    return kind(left, right)


EXACT: dict[str, Any] = {"sectors": frozenset({"DAC:15210"}), "types": TRAINING}
AT_THE_BORDER: dict[str, Any] = {"receivers": names("Border Service"), **EXACT}
FIRST, SECOND = said("Drinking water", WELLS), said("Songs by the sea", CHOIRS)


def test_one_institution_and_sector_are_too_little_under_descriptions_of_other_things() -> None:
    short = said("Songs by the sea", "Choirs rehearse ballads.")

    assert of_two_funders(FIRST, SECOND, **AT_THE_BORDER) == ""
    assert of_two_funders(FIRST, short, **AT_THE_BORDER) == "overlap"
    assert of_two_funders(FIRST, SECOND, objectives=frozenset({"3.2.1"}), **AT_THE_BORDER) == "overlap"
    assert of_two_funders(FIRST, said("Songs by the sea", WELLS), **AT_THE_BORDER) == "overlap"


def both(one: ActivityFacts, other: ActivityFacts, titles: int, lang: str = "en", *, names_alone: bool) -> bool:
    """Whether two works of these facts are told in other words, if so many in a hundred of their titles' words are in
    common, and the names in their descriptions, or nothing of these."""
    left = counted("a", stems(0, 100), stems(300, 25, 9))
    right = counted("b", stems(100 - titles, 100), stems(300 if names_alone else 400, 25, 9), lang)
    right = replace(right, said=replace(right.said, titles=b"", descriptions=b""))
    left, right = replace(left, **_facts(prepare(one))), replace(right, **_facts(prepare(other)))
    assert in_other_words(left, right, SHIPPED) is in_other_words(right, left, SHIPPED)
    return in_other_words(left, right, SHIPPED)


ARMS_HUB: dict[str, Any] = {"implementers": names("Arms Hub")}
BORDER: dict[str, Any] = {"receivers": names("Border Service")}


@pytest.mark.parametrize(
    ("facts", "less"),
    [
        (ARMS_HUB, 37),
        (ARMS_HUB | BORDER, 37),
        (BORDER, 59),
        ({"amount": 240_500.0, "currency": "EUR"}, 59),
        ({"end": "2027-12-31"}, 59),
    ],
    ids=str,
)
def test_where_facts_speak_of_one_work_less_in_common_is_enough(facts: dict[str, Any], less: int) -> None:
    one, other = activity("a", **(YEARS | facts)), activity("b", **(YEARS | {"end": "2028-06-30"} | facts))

    assert both(one, other, less, names_alone=False)
    assert not both(one, other, less + 2, names_alone=False)


@pytest.mark.parametrize(
    ("hands", "lang", "least"),
    [(("", ""), "en", 40), (("Arms Hub", ""), "en", 40), (("Arms Hub", "Diggers"), "en", 55), (("", ""), "sr", 55)],
)
def test_where_nothing_but_words_does_more_is_needed(hands: tuple[str, str], lang: str, least: int) -> None:
    one, other = (activity(ref, implementers=names(*filter(None, [of]))) for ref, of in zip("ab", hands, strict=True))

    assert both(one, other, least - 1, lang, names_alone=True)
    assert not both(one, other, least + 1, lang, names_alone=True)


def test_an_institution_that_one_side_alone_names_speaks_of_no_one_work() -> None:
    one, other = activity("a", **BORDER), activity("b")

    assert both(one, other, 39, names_alone=True)
    assert not both(one, other, 41, names_alone=True)


def _facts(of: Prepared) -> dict[str, Any]:
    return {name: getattr(of, name) for name in ("implementers", "receivers", "amount", "window")}


def test_at_length_descriptions_that_are_alike_make_up_for_no_other_titles() -> None:
    one, other = counted("a", stems(50, 20), stems(0, 25)), counted("b", stems(80, 20), stems(16, 25))
    shorter, short = (replace(each, description=stems(at, AT_LENGTH - 1)) for each, at in ((one, 0), (other, 12)))
    nearer = replace(other, titles=(replace(other.titles[0], terms=stems(62, 20)),))  # eight words of twenty

    assert under_other_titles(one, other, SHIPPED)
    assert not under_other_titles(shorter, short, SHIPPED)
    assert not under_other_titles(one, nearer, SHIPPED)


@pytest.mark.parametrize(
    ("in_titles", "in_descriptions", "other_work"),
    [(7, 9, True), (8, 9, False), (8, 8, True), (11, 8, True), (12, 8, False)],
)
def test_at_length_titles_must_say_the_more_the_less_descriptions_do(
    in_titles: int, in_descriptions: int, other_work: bool
) -> None:
    """Of 20 words of titles, and 25 of descriptions, so many are in common."""
    one = counted("a", stems(50, 20), stems(0, 25))
    other = counted("b", stems(70 - in_titles, 20), stems(25 - in_descriptions, 25))

    assert under_other_titles(one, other, SHIPPED) is under_other_titles(other, one, SHIPPED) is other_work


@pytest.mark.parametrize(("in_descriptions", "other_work"), [(15, True), (16, False)])
def test_of_two_languages_what_descriptions_mean_counts_too(in_descriptions: int, other_work: bool) -> None:
    """Eight of 20 families of concepts in titles, and so many of 40 in descriptions, are in common."""

    def meant(of: Prepared, tongue: int, title: int, below: int) -> Prepared:
        families = [[at << BITS | 200 for at in row] for row in (range(title, title + 20), range(below, below + 40))]
        return replace(of, said=ConceptProfile(tongue, *(row_of(row) for row in families)))

    one = meant(counted("a", stems(0, 2), stems(10, 30)), 1, 1, 100)
    other = meant(counted("b", stems(5, 2), stems(50, 30)), 2, 13, 140 - in_descriptions)

    assert under_other_titles(one, other, SHIPPED) is other_work


BRICKS, PIPES = names("Bricklayers"), names("Pipe Layers")


@pytest.mark.parametrize(
    ("dates", "hands", "words", "found"),
    [
        ({}, PIPES, WELLS, ""),
        ({}, BRICKS, WELLS, "overlap"),
        ({}, (), WELLS, "overlap"),
        ({"start": "2025-01-20", "end": "2026-06-30"}, PIPES, WELLS, "overlap"),
        ({}, PIPES, "Boreholes are drilled and pumps repaired; hamlets above the gorge drink.", "overlap"),
    ],
    ids=str,
)
def test_under_one_description_other_hands_and_no_common_day_are_another_round(
    dates: dict[str, str],
    hands: tuple[OrganisationMention, ...],
    words: str,
    found: str,
) -> None:
    one = activity("a", money="Nordlys", implementers=BRICKS, **YEARS, **EXACT, **said("Wells for hamlets", words))
    other = activity(
        "b", money="Lumina", implementers=hands, **EXACT, **dates, **said("Boreholes and pumps for hamlets", words)
    )

    assert kind(one, other) == kind(other, one) == found
