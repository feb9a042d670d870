"""Who reads a file, asked of the oracle of the non-interference test: drawn markings, all people of its stage."""

import os
import random

import pytest

from egnatia.files.models import AttachedFile, FileVersion
from tests.files import made
from tests.noninterference.drawing import drawn_names
from tests.noninterference.oracle import Fate, reads
from tests.noninterference.plans import with_or_without
from tests.noninterference.stage import OBSERVERS, PROFILES, VISITOR, set_up

pytestmark = pytest.mark.django_db
MARKINGS = int(os.environ.get("EGNATIA_MARKINGS", "60"))


def test_a_file_is_read_by_whom_the_rule_names_and_by_nobody_else() -> None:
    stage, chance = set_up(), random.Random(20)
    files = {}
    for _ in range(MARKINGS):
        by = chance.choice(PROFILES)
        names, author = drawn_names(chance, by), stage.reader(by)
        file = made.attached(made.notice(author, names.marking(stage)), author)
        files[file] = Fate(by.house, by.username, names)

    seen = 0
    for who in {with_or_without(each, strong) for each in (VISITOR, *PROFILES, *OBSERVERS) for strong in (True, False)}:
        expected = {file for file, fate in files.items() if reads(who, fate)}
        reader = stage.reader(who)
        assert set(AttachedFile.objects.visible_to(reader).values_list("pk", flat=True)) == expected, who
        assert set(FileVersion.objects.visible_to(reader).values_list("file", flat=True)) == expected, who
        seen += len(expected)
    assert seen > MARKINGS
