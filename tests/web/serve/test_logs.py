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

    with long.open("ab") as writer:
        for path in (long, short, tmp_path / "missing.log"):
            logs.put_aside(path)
        writer.write(b"after\n")

    assert long.read_bytes() == b"after\n", "whoever writes goes on in the same file"
    assert short.read_text() == "before\n"
    assert (tmp_path / "web.log.1").stat().st_size == logs.LARGEST + 1


def test_refused_requests_take_a_line_a_minute_whatever_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("egnatia.web.serve.logs.time.monotonic", lambda: now[0])
    once = logs.RefusalsOncePerMinute()

    def record(name: str, number: int) -> logging.LogRecord:
        fault = ValueError(f"host-{number}")
        return logging.LogRecord(name, logging.ERROR, "", 0, str(fault), None, (ValueError, fault, None))

    first, *others = [record("django.security.DisallowedHost", number) for number in range(50)]
    assert once.filter(first)
    assert not any(once.filter(each) for each in others)
    assert once.filter(record("django.request", 1)), "an error of ours is written each time"
    assert first.exc_info is None

    now[0] = logs.MINUTE
    later = record("django.security.DisallowedHost", 51)
    assert once.filter(later)
    assert vars(later)["more"] == 49
