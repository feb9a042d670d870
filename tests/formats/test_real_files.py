"""The 44 IATI files and the 94,789 JSON lines that others published. They are never part of the project."""

import gzip
import os
import re
import resource
from pathlib import Path

import pytest

from egnatia.formats import Finished, Parsed, Rejected
from egnatia.formats.files import read

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here: set EGNATIA_DATA"),
]


def test_every_activity_of_44_files_is_accepted_or_rejected_with_a_reason() -> None:
    files = sorted((DATA / "iati").glob("*.xml"))
    assert len(files) == 44
    for path in files:
        outcomes = list(read(path))
        finished = outcomes[-1]

        assert isinstance(finished, Finished), finished
        elements = len(re.findall(rb"<iati-activity[\s>/]", path.read_bytes()))
        assert finished.accepted + finished.rejected == elements
        assert all(each.sentence and each.code for each in outcomes if isinstance(each, Rejected))
        assert all(Parsed.from_json(each.to_json()) == each for each in outcomes if isinstance(each, Parsed))


def test_reading_a_file_again_gives_the_same_digests() -> None:
    folder = DATA / "iati"
    first, second = ([each.digest for each in read(folder) if isinstance(each, Parsed)] for _ in range(2))

    assert first == second


def test_94789_rows_are_read_in_40_cpu_seconds() -> None:
    def seconds() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in used)

    path = DATA / "activities.jsonl.gz"
    with gzip.open(path) as lines:
        rows = sum(1 for _ in lines)
    before = seconds()

    *_, finished = read(path)

    assert isinstance(finished, Finished)
    assert finished.accepted + finished.rejected == rows
    assert seconds() - before <= 40
