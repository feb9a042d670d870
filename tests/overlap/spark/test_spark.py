"""Spark gives what arrays give: on a cluster of a master and two workers that runs beside the tests."""

import shutil
import socket
import sys
from collections.abc import Iterator, Sized
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark.errors import PySparkException

from egnatia.overlap import ActivityFacts, MatchResult
from egnatia.overlap.arrays import Index
from egnatia.overlap.spark import ACTIVITIES, Sizes, UnavailableError, check, connected, frame_of, matched, pairs
from egnatia.overlap.spark.candidates import in_cells, laid_out, met
from egnatia.overlap.spark.matching import placed
from egnatia.overlap.spark.session import last_words, wanted
from egnatia.start.demo import fixtures
from egnatia.start.demo.facts import facts_of
from tests.overlap.generated import activities
from tests.overlap.make import activity
from tests.spark_cluster import BRIEF, end_gateway, needed, standalone

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SMALL = Sizes(one_task=100, posting=7, place=20)  # so that everything is cut


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    needed()
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "600m",
        "spark.ui.enabled": "false",
    }
    with (
        pytest.MonkeyPatch.context() as patch,
        standalone(tmp_path_factory.mktemp("spark"), settings=BRIEF) as master,
    ):
        for name, value in BRIEF.items():
            patch.setenv(name, value)
        with connected(master, settings) as opened:
            yield opened
        end_gateway()


def crowd(count: int) -> list[ActivityFacts]:
    """Many under one title, of a few funders and years."""
    return [
        activity(
            f"r{number}",
            "Freetown water supply",
            money=f"Funder {number % 3}",
            source="register" if number % 2 else f"sheet {number}",
            start=f"{2010 + number % 4 * 5}-01-01",
            end=f"{2011 + number % 4 * 5}-12-31",
        )
        for number in range(count)
    ]


def in_arrays(found: list[ActivityFacts], min_score: float = 0.0) -> list[tuple[int, int, MatchResult]]:
    return list(Index.build(found).pairs(min_score))


@pytest.mark.slow
def test_both_workers_take_part(session: "SparkSession") -> None:
    assert session.sparkContext.defaultParallelism == 2


@pytest.mark.slow
def test_the_demo_has_the_same_matches_on_spark(session: "SparkSession") -> None:
    demo = [facts_of(each) for each in fixtures.activities()]

    found = pairs(session, demo, 0.0)

    assert found == in_arrays(demo)
    assert {match.kind for _, _, match in found} == {"same", "chain", "overlap"}


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(activities(), min_size=25, max_size=25), st.sampled_from([0.0, 40.0]))
def test_random_activities_and_a_key_that_most_share_have_the_same_matches_however_the_work_is_cut(
    session: "SparkSession", found: list[ActivityFacts], min_score: float
) -> None:
    everything = [*crowd(60), *found]

    assert pairs(session, everything, min_score, sizes=SMALL) == in_arrays(everything, min_score)


@pytest.mark.slow
def test_no_task_grows_with_the_square_of_the_most_common_key(session: "SparkSession") -> None:
    rows = [(f"XKX|{number % 100}" if number % 2 else "ALB|a", 0, number, None, 0, 0, 1) for number in range(400)]
    schema = "key string, tie tinyint, position bigint, money binary, first bigint, last bigint, tongues bigint"
    under = session.createDataFrame(rows, schema).selectExpr(
        "position", "money", "first", "last", "tongues", "array(named_struct('key', key, 'tie', tie)) AS keys"
    )
    laid = laid_out(under)

    cells = in_cells(laid.where("size > 20"), 20).groupBy("key", "cell").count().collect()
    found = met(laid, 20).persist()
    places = placed(found, 500).groupBy("place").count().collect()

    assert {row["key"] for row in cells} == {"ALB|a"}
    assert len(cells) == 10 * 11 / 2
    assert max(row["count"] for row in cells) == 2 * 20
    assert found.count() == 200 * 199 / 2 + 50 * (4 * 3 / 2)
    assert max(row["count"] for row in places) <= 2 * 500
    found.unpersist()


@pytest.mark.slow
def test_nothing_meets_among_none_and_among_strangers(session: "SparkSession") -> None:
    assert pairs(session, []) == []
    assert pairs(session, [activity("a", "Rural roads", where="ALB"), activity("b", "Prison", where="MKD")]) == []


@pytest.mark.slow
def test_strangers_meet_and_those_of_one_language_do_not_by_their_keys(session: "SparkSession") -> None:
    everything = [
        activity(
            "a", "Digital cadastral maps and training of land surveyors", money="Lumina", start="2025", end="2026"
        ),
        activity(
            "b", "Harta kadastrale dixhitale dhe trajnim për tokën", "sq", money="Nordlys", start="2025", end="2026"
        ),
        activity("c", "Cadastre", money="Union", start="2025", end="2026"),
    ]

    found = pairs(session, everything, 0.0)

    assert [(left, right) for left, right, _ in found] == [(0, 1)]
    assert found == in_arrays(everything, 0.0)


@pytest.mark.slow
def test_what_spark_was_set_to_and_keeps_is_as_before_afterwards(session: "SparkSession") -> None:
    before = session.conf.get("spark.sql.shuffle.partitions")

    with matched(frame_of(session, crowd(3)), 0.0) as found:
        assert found.columns == ["left", "right", "match"]
        assert session.conf.get("spark.sql.shuffle.partitions") == "2"

    assert session.conf.get("spark.sql.shuffle.partitions") == before
    assert not kept_by(session)


@pytest.mark.slow
def test_spark_keeps_nothing_of_activities_that_cannot_be_read(session: "SparkSession") -> None:
    unreadable = session.createDataFrame([(0, bytearray(b"{"))], ACTIVITIES)

    with pytest.raises(PySparkException), matched(unreadable, 0.0):
        pass

    assert not kept_by(session)


def kept_by(session: "SparkSession") -> Sized:
    kept: Sized = session.sparkContext._jsc.getPersistentRDDs()  # noqa: SLF001 - PySpark has no public way to ask
    return kept


def test_without_java_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UnavailableError, match=r"needs Java 17 or 21, and none was found in JAVA_HOME \("):
        check("local[*]")

    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnavailableError, match="none was found on this machine"):
        check("local[*]")


def with_java(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "bin").mkdir()
    shutil.copy(sys.executable, folder / "bin" / "java")
    (folder / "bin" / "java").chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(folder))


@pytest.mark.parametrize("master", ["spark://127.0.0.1:1", "spark://nowhere", "spark://127.0.0.1:99999999"])
def test_a_master_that_does_not_answer_is_named(master: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_java(monkeypatch, tmp_path)

    with pytest.raises(UnavailableError, match=f"No Spark master answers at {master}"):
        check(master)


def test_one_of_several_masters_is_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_java(monkeypatch, tmp_path)

    with socket.create_server(("127.0.0.1", 0)) as server:
        check(f"spark://127.0.0.1:1,127.0.0.1:{server.getsockname()[1]}")
    check("local[2]")


@pytest.fixture
def defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The machine's spark-defaults.conf, not yet written."""
    for name in ("SPARK_CONF_DIR", "SPARK_DRIVER_MEMORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SPARK_HOME", str(tmp_path))
    (tmp_path / "conf").mkdir()
    return tmp_path / "conf" / "spark-defaults.conf"


def test_where_the_machine_says_nothing_one_machine_has_two_gigabytes_and_listens_to_nobody(defaults: Path) -> None:
    assert not defaults.exists()
    assert wanted("local[*]").items() > wanted("spark://here:7077").items()
    assert wanted("local[*]").keys() - wanted("spark://here:7077").keys() == {
        "spark.driver.memory",
        "spark.driver.bindAddress",
        "spark.driver.host",
        "spark.ui.enabled",
    }
    assert wanted("local[*]")["spark.driver.memory"] == "2g"


@pytest.mark.parametrize("line", ["spark.driver.memory 6g", "  spark.driver.memory=6g", "spark.driver.memory: 6g"])
def test_what_the_machine_says_is_left_as_it_is_but_the_addresses(
    line: str, defaults: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = wanted("local[*]")
    text = f"# spark.ui.showConsoleProgress true\n\n{line}\nspark.driver.host node-1\n"
    defaults.write_text(text, encoding="utf-8")

    assert before.items() - wanted("local[*]").items() == {("spark.driver.memory", "2g")}

    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path / "other"))
    assert wanted("local[*]") == before
    (tmp_path / "other").mkdir()
    shutil.copy(defaults, tmp_path / "other")
    assert "spark.driver.memory" not in wanted("local[*]")


def test_the_memory_that_the_environment_names_is_left_as_it_is(
    defaults: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARK_DRIVER_MEMORY", "6g")

    assert not defaults.exists()
    assert "spark.driver.memory" not in wanted("local[*]")


def test_of_a_long_trace_the_line_that_says_most_is_told() -> None:
    trace = "Job aborted\n  File x.py\n\nModuleNotFoundError: No module named 'egnatia'\n\tat java.lang.Error: y"

    assert last_words(RuntimeError(trace)) == "ModuleNotFoundError: No module named 'egnatia'"
    assert last_words(RuntimeError("Could not parse the master")) == "Could not parse the master"
    assert last_words(RuntimeError()) == "RuntimeError"
