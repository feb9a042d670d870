"""What is looked for instead where no record has all words: of what the reader sees alone."""

import pytest

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.query_relaxation import Correction, Relaxation, relaxations, visible_counts
from egnatia.language import folded_words
from egnatia.language.query_expansion import sought
from tests import make

pytestmark = pytest.mark.django_db


def body(name: str, lang: str = "en", *, marking: Marking = make.CLEAR) -> Organisation:
    """An organisation that says `name` in a language."""
    made = make.organisation(name, marking=marking)
    Record.objects.filter(pk=made.pk).update(text={lang: name})
    records.index(made.record, " ".join(folded_words(name)))
    return made


def ways(typed: str, *, by: Reader = ANONYMOUS, reads: str = "en") -> list[Relaxation]:
    return list(relaxations(by, sought(typed, reads), reads))


def kept(way: Relaxation) -> list[str]:
    return [part.written for part in way.sought.parts]


def corrections(typed: str, by: Reader = ANONYMOUS) -> list[Correction]:
    return [each for way in ways(typed, by=by)[:1] for each in way.corrections]


def test_a_word_that_occurs_nowhere_is_left_out_first() -> None:
    body("Training of prison staff (demo)")

    (first, *_) = ways("zzyzx training prison")

    assert (kept(first), first.left_out) == (["training", "prison"], ("zzyzx",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("laantern", "lantern"),
        ("lantrn", "lantern"),
        ("lamtern", "lantern"),
        ("lanetrn", "lantern"),
        ("Λαntern", "lantern"),
    ],
)
def test_one_wrong_letter_is_corrected(typed: str, meant: str) -> None:
    body("A lantern (demo)")

    if typed.isascii():
        assert corrections(typed)[0].meant[0] == meant
    else:
        assert ways(typed) == [], "it is the same word in another script"


def test_two_wrong_letters_are_not() -> None:
    body("A lantern (demo)")

    assert ways("lamtenr") == []


def test_a_short_word_or_a_number_is_not_corrected() -> None:
    body("Cat 2024 (demo)")

    assert ways("cot") == ways("2025") == []


def test_words_of_hidden_records_are_as_unknown_as_no_words() -> None:
    body("A quoxenbury (demo)", marking=make.GREEN)

    assert ways("quoxenbry") == ways("quoxenbury") == []
    assert corrections("quoxenbry", by=make.reader())[0].meant == ("quoxenbury",)


def test_a_corrected_word_is_read_in_all_languages() -> None:
    body("Служба за пробација (демо)", "mk")

    (first, *_) = ways("probatoin")

    assert first.corrections[0].meant[0] == "probation"
    assert first.sought.means


def test_a_misspelled_economy_is_that_economy() -> None:
    body("Police (demo)")

    (first, *_) = ways("police Albnia")

    assert [part.economy for part in first.sought.parts] == ["", "ALB"]
    assert first.corrections == (Correction("Albnia", ("albania",)),)


def test_the_words_that_tell_most_are_kept() -> None:
    for number in range(3):
        body(f"Lantern {number} (demo)")
    body("Lantern gazebo (demo)")
    body("Gazebo umbrella (demo)")

    best = ways("lantern gazebo umbrella")[0]

    assert kept(best) == ["gazebo", "umbrella"]
    assert best.left_out == ("lantern",)


def test_the_records_that_have_most_come_first() -> None:
    body("Lantern (demo)")
    both = body("Lantern, gazebo (demo)")
    body("Umbrella (demo)")

    best = ways("lantern gazebo umbrella")[0]

    assert best.sought.nearest[0] == both.pk


def test_a_word_that_looks_like_one_of_another_language_brings_no_record_to_the_front() -> None:
    body("Taka zulu (demo)")  # "така" weaves in Bulgarian
    lantern = body("Lantern (demo)")

    assert {nearest for way in ways("tkanje lantern") for nearest in way.sought.nearest} == {lantern.pk}


def test_an_economy_is_left_out_where_nothing_is_about_it() -> None:
    body("Lantern (demo)")

    left = [way.left_out for way in ways("lantern Albania")]

    assert ("Albania",) in left
    assert ("lantern",) in left


def test_frequent_words_are_counted_up_to_a_limit_and_of_what_is_seen() -> None:
    for number in range(3):
        body(f"Lantern {number} (demo)")
    body("Lantern of few (demo)", marking=make.GREEN)

    assert visible_counts(ANONYMOUS, ["lantern", "gazebo"], 2) == [2, 0]
    assert visible_counts(ANONYMOUS, ["lantern"], 9) == [3]
    assert visible_counts(make.reader(), ["lantern"], 9) == [4]
    assert visible_counts(SYSTEM, ["lantern"], 9) == [4]


def test_frequent_words_that_never_stand_together_leave_the_longest() -> None:
    for number in range(20):
        body(f"Lantern {number} (demo)")
        body(f"Gazebo {number} (demo)")

    best = ways("gazebo lantern")[0]

    assert kept(best) == ["lantern"]


def test_of_three_frequent_words_that_never_stand_together_the_longest_is_kept() -> None:
    for number in range(20):
        body(f"Gazebo {number} (demo)")
        body(f"Lantern {number} (demo)")
        body(f"Umbrellas {number} (demo)")

    best = ways("gazebo lantern umbrellas")[0]

    assert kept(best) == ["umbrellas"]
    assert best.left_out == ("gazebo", "lantern")


def test_known_words_that_never_stand_together_are_not_offered_together() -> None:
    body("Lantern (demo)")
    body("Gazebo (demo)")

    found = [kept(way) for way in ways("zzyzx lantern gazebo")]

    assert ["lantern", "gazebo"] not in found
    assert found[0] in (["lantern"], ["gazebo"])


def test_what_means_something_else_in_another_language_is_read_as_it_is() -> None:
    body("Varna šola (demo)", "sl")

    found = [(way.corrections, way.left_out) for way in ways("varne šole")]

    assert ((Correction("šole", ("sola",)),), ()) in found, "σόλα is a sole in Greek"


def test_short_words_that_change_in_all_forms_are_found_by_their_beginnings_together() -> None:
    body("Baka i unuka zajedno tkaju (demo)", "bs")

    way = ways("tkanje s bakom", reads="bs")[0]

    assert way.corrections == (Correction("tkanje", ("tka-",)), Correction("bakom", ("bak-",)))
    assert ways("bakom", reads="bs") == [], "alone a beginning tells too little"


def test_beginnings_of_hidden_words_find_nothing() -> None:
    body("Baka i unuka zajedno tkaju (demo)", "bs", marking=make.GREEN)

    assert ways("tkanje s bakom", reads="bs") == []
