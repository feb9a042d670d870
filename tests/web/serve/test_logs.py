import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from egnatia.web.serve import logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def written(**fields: object) -> str:
    file = io.StringIO()
    logs.write_to(file)
    structlog.get_logger().info("started", **fields)
    return file.getvalue()


@pytest.mark.parametrize("name", ["password", "EGNATIA_SECRET", "token", "Cookie", "DATABASE_URL"])
def test_a_secret_is_never_written_down(name: str) -> None:
    assert "hush" not in written(**{name: "hush"})


def test_an_address_is_written_without_its_password() -> None:
    line = written(reason="cannot reach postgresql://egnatia:hush@/egnatia?host=/run")

    assert "hush" not in line
    assert "postgresql://***@/egnatia" in line


def test_a_line_is_one_json_object_with_its_time() -> None:
    line = json.loads(written(child="web"))

    assert (line["event"], line["child"], line["level"]) == ("started", "web", "info")
    assert line["timestamp"].endswith("Z")


def test_libraries_write_in_the_same_form() -> None:
    made = logs.django_logging()["formatters"]["json"]
    formatter = made["()"](foreign_pre_chain=made["foreign_pre_chain"], processors=made["processors"])
    record = logging.LogRecord("psycopg", logging.WARNING, "", 0, "postgresql://egnatia:hush@/ is gone", None, None)

    assert json.loads(formatter.format(record))["event"] == "postgresql://***@/ is gone"


def test_a_long_file_is_put_aside_and_a_short_one_goes_on(tmp_path: Path) -> None:
    long, short = tmp_path / "web.log", tmp_path / "worker.log"
    with long.open("wb") as file:
        file.truncate(logs.LARGEST + 1)
    short.write_text("before\n")

    for path in (long, short, tmp_path / "missing.log"):
        logs.put_aside(path)

    assert [path.name for path in sorted(tmp_path.iterdir())] == ["web.log.1", "worker.log"]
