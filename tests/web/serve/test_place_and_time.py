"""Who may run where, and what need not be done twice."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from egnatia.web.serve import stamps
from egnatia.web.serve.account import database_account
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.lock import is_held, is_served, only_copy, served_for
from egnatia.web.serve.run import answers, require_free


@pytest.fixture
def home(folder: Path) -> Home:
    made = Home(folder / "home")
    made.prepare(database_account())
    return made


def test_a_second_copy_on_the_same_home_is_told_who_holds_it(home: Home) -> None:
    holder = r"already runs .*\(egnatia serve, port 8000, process \d+\)"
    with only_copy(home, "egnatia serve, port 8000"):
        assert is_served(home)
        since = served_for(home)
        assert since is not None
        assert since < timedelta(minutes=5)
        with pytest.raises(FaultError, match=holder) as fault, only_copy(home, "egnatia import"):
            pass

    assert fault.value.code == ExitCode.RUNNING


def test_a_home_is_free_again_when_its_holder_has_gone(home: Home) -> None:
    with only_copy(home, "an egnatia command"):
        assert is_held(home)
        assert not is_served(home)
        assert served_for(home) is None
    assert not is_held(home)


def test_a_home_that_does_not_exist_is_held_by_nobody(folder: Path) -> None:
    assert not is_held(Home(folder / "nowhere"))


def test_a_port_that_somebody_uses_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(FaultError, match=f"Port {port} is in use") as fault:
            require_free("127.0.0.1", port)

    assert fault.value.code == ExitCode.PORT
    require_free("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_named() -> None:
    with pytest.raises(FaultError, match=r"Nobody can listen on 192\.0\.2\.1"):
        require_free("192.0.2.1", 8000)


def test_nobody_answers_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert not answers("127.0.0.1", port)


def test_a_step_is_done_until_what_it_was_made_from_changes(home: Home) -> None:
    assert not stamps.is_done(home, "tables", stamps.tables())

    stamps.mark_done(home, "tables", stamps.tables())

    assert stamps.is_done(home, "tables", stamps.tables())
    assert not stamps.is_done(home, "tables", "another")
    assert not stamps.is_done(home, "demo", stamps.demo())


def test_tables_are_looked_at_again_once_a_provider_of_sign_ins_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EGNATIA_OIDC_ISSUER", raising=False)
    before = stamps.tables()
    monkeypatch.setenv("EGNATIA_OIDC_ISSUER", "https://id.example")

    assert stamps.tables() != before
