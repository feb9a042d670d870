"""As whom pages and jobs run where root starts them, and that nobody looks into what holds secrets."""

import os
import pwd
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from egnatia.web.serve.account import PAGES, Account
from egnatia.web.serve.child import NOBODY_ELSE, command
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.processes import end_leftovers
from egnatia.web.serve.run import require_able
from tests.web.serve.served import Served, leftovers, served
from tests.web.serve.test_commands_on_a_home import findings
from tests.web.serve.test_family import eventually

AS_THE_SAME_USER = """
import os, pwd, sys
user = pwd.getpwnam(sys.argv[1])
os.setgroups([]); os.setgid(user.pw_gid); os.setuid(user.pw_uid)
for path in sys.argv[2:]:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").read()
    except PermissionError:
        continue
    print(path)
"""
ONLY_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps others of the same user out")


def wait_for(running: Served) -> None:
    """Until pages come. Where this machine lets nobody make a way to Python, it was said, and that is all to test."""
    assert eventually(lambda: running.process.poll() is not None or running.is_ready(), 120)
    if running.process.poll() is not None:
        _, said = running.process.communicate()
        assert running.process.returncode == ExitCode.UNREACHABLE, said
        assert f"Pages and jobs run as the user {PAGES}, who cannot read" in said
        assert "--as-root" in said
        pytest.skip(f"the user {PAGES} cannot read Python or Egnatia here, and this machine lets nobody make a way")


def of_pages(running: Served) -> list[psutil.Process]:
    return [one for one in running.children() if not one.name().startswith("postgres")]


def users_of(running: Served) -> set[int]:
    """A process begins as root, and becomes somebody else before it does anything."""
    found: set[int] = set()
    for one in of_pages(running):
        with suppress(psutil.NoSuchProcess):  # some live but for a moment
            found |= set(one.uids())
    return found


@ONLY_ROOT
@pytest.mark.slow
def test_root_hands_pages_and_jobs_to_a_user_who_reads_no_secret_and_no_other_process(home: Path) -> None:
    with served(home, told={"EGNATIA_AS_ROOT": "0"}) as running:
        wait_for(running)
        said = running.said_until("Ctrl-C")
        uid = pwd.getpwnam(PAGES).pw_uid
        assert eventually(lambda: running.child("procrastinate") is not None and users_of(running) == {uid})
        theirs = of_pages(running)
        paths = [f"/proc/{one.pid}/{what}" for one in theirs for what in ("environ", "mem")]
        paths += [str(path) for path in (running.home.secrets, running.home.logs, running.home.database_files)]
        seen = subprocess.run([sys.executable, "-c", AS_THE_SAME_USER, PAGES, *paths], capture_output=True, check=True)

        assert f"Pages and jobs run as the user {PAGES}." in said
        assert len(theirs) >= 3
        assert seen.stdout.decode() == ""
        with urllib.request.urlopen(f"http://localhost:{running.port}/account/login/") as page:
            assert page.status == 200
        assert eventually(lambda: findings(home)["worker"] is True)


@ONLY_ROOT
def test_what_keeps_pages_from_a_user_of_their_own_is_said_with_the_way_to_go_on(folder: Path) -> None:
    unknown = Account("no-such-user", 12345, 12345)

    with pytest.raises(FaultError, match=r"run as the user no-such-user, who cannot read .* --as-root") as unreadable:
        require_able(unknown, Home(folder), 8000)
    with pytest.raises(FaultError, match=r"port 80 is for root: .* --as-root") as port:
        require_able(unknown, Home(folder), 80)
    require_able(Account("root", 0, 0), Home(folder), 80)

    assert (unreadable.value.code, port.value.code) == (ExitCode.UNREACHABLE, ExitCode.PORT)


@ONLY_ROOT
def test_a_user_gets_to_python_through_a_folder_that_only_root_enters_and_sees_nothing_else_there(folder: Path) -> None:
    closed = folder / "closed"
    (closed / "library").mkdir(parents=True)
    closed.chmod(0o700)
    (closed / "secret").write_text("secret")
    (closed / "library" / "looking.py").write_text(
        f"import os\nprint(os.getuid(), os.geteuid(), os.getgroups(), os.listdir({str(closed)!r}))\n"
    )

    told = {**os.environ, "PYTHONPATH": str(closed / "library")}
    done = subprocess.run(command(folder, "nobody", "looking"), env=told, capture_output=True, text=True, check=False)

    if "PermissionError" in done.stderr and "make_way" in done.stderr:
        pytest.skip("this machine lets nobody make a way")
    uid = pwd.getpwnam("nobody").pw_uid
    assert done.stdout == f"{uid} {uid} [] ['library']\n", done.stderr
    assert sorted(path.name for path in closed.iterdir()) == ["library", "secret"], "only that process sees it so"


@LINUX
def test_what_a_killed_copy_left_is_known_by_its_command_since_nobody_reads_its_environment(tmp_path: Path) -> None:
    (tmp_path / "sleeping.py").write_text("import time\ntime.sleep(60)\n")
    told = {**os.environ, "PYTHONPATH": str(tmp_path)}
    mine = subprocess.Popen(command(tmp_path, NOBODY_ELSE, "sleeping"), env=told)
    other = subprocess.Popen(command(tmp_path / "other", NOBODY_ELSE, "sleeping"), env=told)
    try:
        assert eventually(lambda: Path(f"/proc/{mine.pid}/environ").stat().st_uid == 0)

        assert end_leftovers(tmp_path) == 1

        assert mine.poll() is not None
        assert other.poll() is None
    finally:
        for each in (mine, other):
            each.kill()
            each.wait()


@LINUX
@pytest.mark.slow
def test_who_answers_pages_ends_with_who_started_it_and_with_the_supervisor_both_killed_at_once(home: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()
        web = running.child("granian")
        assert web
        answering = web.children()
        assert answering
        for sign in (signal.SIGSTOP, signal.SIGKILL):
            for each in (psutil.Process(running.process.pid), web):
                each.send_signal(sign)
        running.process.communicate()

        assert eventually(lambda: not any(map(_lives, answering)))
        assert eventually(lambda: not (running.home.database_files / "postmaster.pid").exists())
        assert eventually(lambda: leftovers(home) == [])


def _lives(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
