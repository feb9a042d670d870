"""The process that reads a file: it gets nothing, keeps nothing, and whatever it does, we live."""

import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import psutil
import pytest

from egnatia.formats import Finished, Outcome, Parsed, Progress, Refused, confinement, sandbox
from egnatia.formats.confinement import Job, Wire, answer, confine, take_limits
from egnatia.formats.files import files_in, read, read_file, read_upload
from egnatia.formats.inflate import Meter
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.worker import read_activities
from tests.formats.make import activity, answered, iati, refused, row

GOOD = iati(activity())


def lines_of(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits = ACTIVITIES) -> list[bytes]:
    """What the parent makes of a reading process that runs `program` instead of a reader."""
    fake = tmp_path / "python"
    fake.write_text(f"#!{sys.executable}\n{program}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    return list(sandbox.lines_of("any", Job(file="a.xml", size=0, limits=limits), io.BytesIO(GOOD)))


def test_a_folder_stands_for_the_activity_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.xml", "a.JSONL", "deep/c.xml.gz", "README.md"):
        (tmp_path / name).write_bytes(GOOD)

    wanted, passed = files_in([tmp_path, tmp_path / "b.xml", tmp_path / "other.txt"])

    assert [path.name for path in wanted] == ["a.JSONL", "b.xml", "c.xml.gz", "other.txt"]
    assert [path.name for path in passed] == ["README.md"]


def test_several_files_are_read_one_after_the_other_and_one_bad_one_stops_none(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(GOOD)
    (tmp_path / "b.xml").write_bytes(b"<html>")
    (tmp_path / "c.jsonl").write_bytes(row())

    outcomes = list(read(tmp_path, tmp_path / "none.xml"))

    assert [type(each).__name__ for each in outcomes] == [
        "Parsed",
        "Finished",
        "Refused",
        "Parsed",
        "Finished",
        "Refused",
    ]
    assert refused(outcomes).sentence == "none.xml does not exist."


def test_an_upload_is_read_from_its_stream_without_a_file() -> None:
    outcomes = list(read_upload(io.BytesIO(GOOD), "upload.xml"))

    assert isinstance(outcomes[0], Parsed)
    assert outcomes[0].provenance.file == "upload.xml"
    assert refused(read_upload(io.BytesIO(b"<html>"), "upload.xml")).file == "upload.xml"


def test_an_open_file_is_handed_over_from_its_beginning_or_from_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(GOOD)
    with path.open("rb") as source:
        source.read(30)
        source.seek(0)
        assert isinstance(list(read_upload(source, "a.xml"))[-1], Finished)
    with path.open("rb") as source:
        source.readline()
        source.seek(len(b'<?xml version="1.0" encoding="UTF-8"?>\n'))
        assert isinstance(list(read_upload(source, "a.xml"))[-1], Finished)


def test_an_upload_of_too_many_bytes_is_refused_before_it_is_read() -> None:
    assert refused(read_upload(io.BytesIO(), "a.xml", size=3 * 10**9)).sentence.startswith(
        "a.xml is 3 GB in size. The maximum"
    )


@pytest.mark.parametrize(("make", "words"), [("fifo", "is not a regular file"), ("empty", "is empty")])
def test_what_is_no_file_with_content_is_refused_unopened(tmp_path: Path, make: str, words: str) -> None:
    path = tmp_path / "a.xml"
    if make == "fifo":
        os.mkfifo(path)
    else:
        path.touch()

    assert words in refused(read_file(path)).sentence


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    assert refused(read_file(tmp_path / ("x" * 300))).sentence.endswith("cannot be opened: File name too long.")


def test_progress_is_told_by_the_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((row(description="word " * 200) + b"\n") * 3000)
    told: list[Progress] = []

    outcomes = list(read(path, on_progress=told.append))
    silent = list(read(path))

    assert len(outcomes) == len(silent) == 3001
    assert [each.done // 1_000_000 for each in told] == [1, 2, 3]
    assert {each.total for each in told} == {path.stat().st_size}


def test_a_reader_tells_how_far_it_is_between_its_outcomes() -> None:
    content = (row(description="word " * 200) + b"\n") * 2000

    outcomes = answered(read_activities, content)

    assert [each.done // 1_000_000 for each in outcomes if isinstance(each, Progress)] == [1, 2]


def test_whoever_stops_asking_leaves_no_process_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((row(description="word " * 200) + b"\n") * 3000)

    before = set(psutil.Process().children())  # of other tests in this process
    outcomes: Iterator[Outcome] = read_file(path)
    next(outcomes)
    assert set(psutil.Process().children()) - before
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator

    assert not set(psutil.Process().children()) - before


def test_the_clock_does_not_run_while_whoever_asks_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((row(description="word " * 200) + b"\n") * 3000)
    limits = Limits(idle_seconds=120)  # more than any machine needs to start a reader
    ahead = [0]
    monkeypatch.setattr(sandbox, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + ahead[0]))

    outcomes = []
    for number, outcome in enumerate(read_file(path, limits=limits)):
        outcomes.append(outcome)
        if number == 0:
            ahead[0] = 300
            time.sleep(0.6)  # the clock looks every quarter of a second

    assert isinstance(outcomes[-1], Finished)


def test_no_secret_of_the_environment_reaches_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")

    told = lines_of("import os\nprint(sorted(os.environ))", tmp_path, monkeypatch)

    assert b"PATH" in told[0]
    assert b"DATABASE" not in told[0]


@pytest.mark.parametrize(
    ("program", "code", "words"),
    [
        ("import time\ntime.sleep(60)", "time", "took longer than 1 seconds"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)", "time", "took longer than 20 seconds"),
        ("import os\nos.abort()", "memory", "needed more memory than the permitted 256 MB"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "stopped", "the process stopped (signal 11)"),
        ("while True: print('x' * 10**6, end='')", "stopped", "the process stopped (a line without end)"),
    ],
)
def test_a_reader_that_dies_or_hangs_is_told_in_one_sentence(
    program: str, code: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal) as refusal:
        lines_of(program, tmp_path, monkeypatch, Limits(idle_seconds=1 if "sleep" in program else 120))

    told = refusal.value.of("a.xml")
    assert (told.code, words in told.sentence) == (code, True)


def test_an_upload_whose_reader_dies_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "python"
    fake.write_text(f"#!{sys.executable}\nimport os\nos.abort()\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))

    assert refused(read_upload(io.BytesIO(GOOD), "a.xml")).code == "memory"


def test_a_file_above_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(GOOD)

    assert refused(read_file(path, limits=Limits(input_bytes=10))).code == "too-big"


def test_a_reader_out_of_memory_or_out_of_its_depth_still_answers() -> None:
    def fail(error: Exception) -> Refused:
        def work(_job: Job, _meter: Meter, _wire: Wire) -> None:
            raise error

        out = io.BytesIO()
        answer(work, Job(file="a.xml", size=0, limits=ACTIVITIES), io.BytesIO(), out)
        return msgspec.json.decode(out.getvalue(), type=Refused)

    assert fail(MemoryError()).sentence == "Reading a.xml needed more memory than the permitted 256 MB."
    assert fail(KeyError("x")).sentence == "a.xml could not be read: the process stopped (KeyError)."


def test_the_limits_of_the_system_are_taken_and_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: dict[str, tuple[int, int]] = {}
    system = SimpleNamespace(
        RLIMIT_AS="memory",
        RLIMIT_CPU="seconds",
        RLIMIT_FSIZE="written",
        RLIMIT_CORE="core",
        RLIMIT_NOFILE="open",
        RLIMIT_NPROC="processes",
        RLIM_INFINITY=-1,
        getrlimit=lambda what: (5, 5) if what == "seconds" else (-1, -1),
        setrlimit=taken.__setitem__,
    )
    monkeypatch.setattr(confinement, "resource", system)

    take_limits(Limits(memory_bytes=1000), 3_000_000)

    assert taken == {"memory": (1000, 1000), "seconds": (5, 5), "written": (0, 0), "core": (0, 0)} | {
        "open": (3, 3),
        "processes": (0, 0),
    }


def test_a_system_without_limits_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "resource", None)
    assert confine(ACTIVITIES, 0) == {}
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"abc")))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))

    def work(job: Job, meter: Meter, wire: Wire) -> None:
        wire.tell(Finished(file=job.file, format=meter.take().decode(), accepted=0, rejected=0))

    confinement.run(work, msgspec.json.encode(Job(file="a.xml", size=3, limits=ACTIVITIES)).decode())

    assert msgspec.json.decode(out.getvalue(), type=Finished).format == "abc"
