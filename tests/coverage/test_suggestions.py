"""Objectives are suggested with evidence, sparingly."""

import json
from pathlib import Path

from egnatia import coverage
from egnatia.coverage import (
    Described,
    ObjectiveFramework,
    Suggestion,
    SuggestionEvidence,
    framework_of,
    suggest_objectives,
)
from egnatia.overlap import Text

SHIPPED = Path(coverage.__file__).parents[1] / "taxonomy" / "reference.json"
REFERENCE = framework_of(json.loads(SHIPPED.read_text(encoding="utf-8")))
SMALL = framework_of(
    {
        "slug": "small",
        "objectives": [
            {"code": "2", "labels": {"en": "Prevent"}},
            {"code": "2.3", "labels": {"en": "Exit and return"}},
            {"code": "2.3.1", "labels": {"en": "Prison: staff, regime", "sr": "Затвор: особље, режим"}},
            {"code": "2.3.2", "labels": {"en": "Probation and support after release"}},
            {"code": "2.3.2.1", "labels": {"en": "Mentors in the probation service"}},
            {"code": "3.3", "labels": {"en": "Arms"}},
            {"code": "3.3.2", "labels": {"en": "Safe storage, marking of firearms"}},
            {"code": "3.3.4", "labels": {"en": "Violent extremism: study of parole, with radicalised persons"}},
            {"code": "4.3.1", "labels": {"en": "Duty contacts of the constabulary"}},
            {"code": "4.3.2", "labels": {"en": "Information exchange"}},
        ],
        "crosswalks": {"DAC": {"15137": ["2.3.1", "2.3.2"], "15240": ["3.3.2"]}},
    }
)


def suggested(
    title: str, description: str = "", *, lang: str = "en", sectors: str = "", framework: ObjectiveFramework = REFERENCE
) -> tuple[Suggestion, ...]:
    described = Described(
        titles=(Text(title, lang),),
        descriptions=(Text(description, lang),) if description else (),
        sectors=frozenset(sectors.split()),
    )
    return suggest_objectives(described, framework)


def codes(
    title: str, description: str = "", *, lang: str = "en", sectors: str = "", framework: ObjectiveFramework = REFERENCE
) -> list[str]:
    found = suggested(title, description, lang=lang, sectors=sectors, framework=framework)
    return [each.code for each in found]


def test_a_suggestion_says_which_sector_and_which_words_speak_for_it() -> None:
    (found,) = suggested(
        "Training of correctional staff", "In all prisons.", sectors="DAC:15137 DAC:1", framework=SMALL
    )

    assert found.code == "2.3.1"
    assert 0 < found.weight < 1
    assert found.evidence == (
        SuggestionEvidence("crosswalk", ("DAC:15137",)),
        SuggestionEvidence("terms", ("correctional", "staff")),
    )


def test_labels_are_met_in_another_language() -> None:
    assert codes("Обука на затворскиот персонал", lang="mk", sectors="DAC:15137") == ["2.3.1"]
    assert codes("Πρόδρομες ουσίες εκρηκτικών και μη επανδρωμένα", lang="el", sectors="DAC:23510") == ["3.1.3"]


def test_a_road_a_school_and_a_clinic_get_no_suggestion() -> None:
    for title, sector in (
        ("Rehabilitation of rural roads in the north", "DAC:21020"),
        ("Construction of a primary school", "DAC:11220"),
        ("Equipment for the regional hospital and training of its staff", "DAC:12191"),
        ("Support to social dialogue of employers and unions", ""),
        ("Modernizarea spațiilor publice urbane", ""),
        ("Oil spill crisis management simulation", ""),
    ):
        assert codes(title, sectors=sector) == []


def test_a_sector_alone_suggests_nothing() -> None:
    assert codes("Contribution to the annual plan", sectors="DAC:15137") == []


def test_the_title_counts_more_than_the_description() -> None:
    in_title = suggested("Probation and prison staff", framework=SMALL, sectors="DAC:15137")
    outside = suggested("Annual plan", "Probation and prison staff", framework=SMALL, sectors="DAC:15137")

    assert [each.code for each in in_title] == ["2.3.1", "2.3.2"]
    assert {each.code: each.weight for each in outside}["2.3.1"] < in_title[0].weight


def test_outside_the_field_a_telling_word_must_stand_in_the_title() -> None:
    assert codes("Marking and storage of firearms", framework=SMALL) == ["3.3.2"]
    assert codes("Marking and storage", "Of firearms.", framework=SMALL) == []
    assert codes("Marking and storage", "Of firearms, against terrorism.", framework=SMALL) == ["3.3.2"]


def test_a_measure_speaks_for_the_objective_above_it() -> None:
    (found,) = suggested("Mentors for the probation service", framework=SMALL)

    assert found.code == "2.3.2"
    assert found.evidence == (SuggestionEvidence("terms", ("probation", "Mentors")),)


def test_words_of_a_phrase_count_once() -> None:
    (found,) = suggested("Duty contacts of every constabulary", framework=SMALL)

    assert found == Suggestion(
        "4.3.1", 0.74, (SuggestionEvidence("terms", ("Duty contacts", "constabulary")),)
    )  # 0.8 + 0.55


def test_words_are_quoted_from_where_they_stand() -> None:
    (found,) = suggested("Duty contacts", "Of the Constabulary, against terrorism.", framework=SMALL)

    assert found.evidence == (SuggestionEvidence("terms", ("Duty contacts", "Constabulary")),)


def test_words_that_make_a_concept_together_count_as_that_concept_alone() -> None:
    assert codes("Information exchange", framework=SMALL) == []


def test_a_term_of_several_objectives_says_less_for_each() -> None:
    (found,) = suggested("Probation", framework=SMALL, sectors="DAC:15137")

    assert (found.code, found.weight) == ("2.3.2", 0.72)  # a concept of two objectives, a sector of two: 1.8 / √2


def test_what_is_clearly_meant_stays_beside_what_is_meant_more() -> None:
    title = "Safe storage, marking of firearms and other arms; duty contacts of the constabulary"

    assert codes(title, framework=SMALL) == ["3.3.2", "4.3.1"]


def test_what_the_whole_field_is_about_says_little_for_one_objective() -> None:
    assert codes("Study of violent extremism and of radicalised persons", framework=SMALL) == []
    (found,) = suggested("Parole of persons who were radicalised", framework=SMALL)
    assert (found.code, found.weight) == ("3.3.4", 0.7)  # 1 / √2 for probation, 0.5 for the theme


def test_at_most_three_are_suggested_the_likeliest_first() -> None:
    found = suggested(
        "Prison staff, probation after release, ballistics, digital evidence, media literacy in schools, referral",
        sectors="DAC:15137",
    )

    assert len(found) == 3
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)


def test_an_activity_without_words_in_common_gets_none() -> None:
    assert suggest_objectives(Described(), REFERENCE) == ()
    assert suggest_objectives(Described((Text("Prison staff"),)), ObjectiveFramework("empty", "1")) == ()


def test_a_text_without_a_stated_language_is_read_in_all() -> None:
    assert codes("Zatvorsko osoblje", lang="", sectors="DAC:15137") == ["2.3.1"]
