"""Figures for the monitoring: numbers, no names, on an address of their own."""

import http.client
from pathlib import Path

import pytest

from egnatia.web.serve.metrics import FIGURES, figures
from tests.web.serve.served import free_port, served
from tests.web.serve.test_family import eventually

pytestmark = pytest.mark.slow


def asked(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def test_a_served_home_tells_figures_where_it_was_told_to(home: Path) -> None:
    port = free_port()
    with served(home, told={"EGNATIA_METRICS": f"127.0.0.1:{port}"}) as running:
        running.wait_until_ready()
        assert eventually(lambda: "egnatia_worker_silent_seconds" in asked(port, "/metrics")[1])
        _status, said = asked(port, "/metrics")
        elsewhere = asked(port, "/")
        assert asked(running.port, "/metrics")[0] == 404, "nobody reads them where pages are"

    values = dict(line.rsplit(" ", 1) for line in said.splitlines() if not line.startswith("#"))
    assert values.keys() >= {*FIGURES, "egnatia_up", "egnatia_free_bytes"} - {
        "egnatia_backup_age_seconds",
        "egnatia_backup_proved_age_seconds",
    }
    assert all(float(number) >= 0 for number in values.values())
    assert elsewhere[0] == 404


def test_without_a_database_it_says_so_and_how_full_the_disk_is(tmp_path: Path) -> None:
    said = figures(f"postgresql://egnatia:x@/egnatia?host={tmp_path}", str(tmp_path))

    assert "egnatia_up 0" in said
    assert "egnatia_free_bytes" in said
