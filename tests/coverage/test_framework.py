"""A framework is read from its file, or refused with a sentence."""

from typing import Any

import pytest

from egnatia.coverage import FrameworkError, Objective, ObjectiveFramework, framework_of

STATED: dict[str, Any] = {
    "slug": "demo",
    "version": 2,
    "title": {"en": "Demo"},
    "objectives": [
        {"code": "2", "level": 1, "labels": {"en": "Prevent"}},
        {"code": "2.3", "level": 2, "labels": {"en": "Exit and return"}, "parent": "2"},
        {"code": "2.3.2", "labels": {"en": "Probation", "mk": "Пробација"}},
    ],
    "crosswalks": {"DAC": {"15137": ["2.3.2"]}},
}


def test_a_framework_is_read() -> None:
    found = framework_of(STATED)

    assert found == ObjectiveFramework(
        "demo",
        "2",
        (
            Objective("2", {"en": "Prevent"}, "", 1),
            Objective("2.3", {"en": "Exit and return"}, "2", 2),
            Objective("2.3.2", {"en": "Probation", "mk": "Пробација"}, "2.3", 3),
        ),
        {"DAC": {"15137": ("2.3.2",)}},
        {"en": "Demo"},
    )
    assert len({found, framework_of(STATED)}) == 1
    assert len(set(found.objectives)) == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"slug": ""}, "slug is ''; expected: a text."),
        ({"objectives": []}, "objectives is []; expected: a list with at least one entry."),
        ({"objectives": None}, "objectives is missing; expected: a list with at least one entry."),
        ({"objectives": ["2"]}, "Entry 1 of objectives is '2'; expected: an object with code and labels."),
        ({"objectives": [{"labels": {}}]}, "The code of entry 1 of objectives is missing; expected: a text."),
        (
            {"objectives": [{"code": "2", "level": 7}]},
            "Entry 1 of objectives has the level 7; expected: a number from 1 to 4.",
        ),
        (
            {"objectives": [{"code": "2", "level": "one"}]},
            "Entry 1 of objectives has the level 'one'; expected: a number from 1 to 4.",
        ),
        (
            {"objectives": [{"code": "2"}, {"code": "2"}]},
            "The code 2 appears twice in objectives; each code may appear once.",
        ),
        ({"objectives": [{"code": "2", "labels": "x"}]}, "The labels of 2 is 'x'; expected: an object."),
        ({"title": {"en": 7}}, "title in en is 7; expected: a text."),
        ({"crosswalks": []}, "crosswalks is []; expected: an object."),
        ({"crosswalks": {"DAC": 7}}, "The crosswalk DAC is 7; expected: an object."),
        (
            {"crosswalks": {"DAC": {"15137": "2.3.2"}}},
            "DAC 15137 leads to '2.3.2'; expected: a list of objectives' codes.",
        ),
        (
            {"crosswalks": {"DAC": {"15137": [2]}}},
            "DAC 15137 leads to [2]; expected: a list of objectives' codes.",
        ),
        (
            {"crosswalks": {"DAC": {"15137": ["9.9.9"]}}},
            "DAC 15137 leads to 9.9.9, which is not a code of this framework.",
        ),
    ],
)
def test_a_framework_that_cannot_be_used_is_refused_with_what_is_wrong(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FrameworkError) as refused:
        framework_of(STATED | changed)

    assert str(refused.value) == sentence
