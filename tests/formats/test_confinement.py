"""Whoever reads a file reaches nothing of this machine, whatever the file makes it try."""

import io
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from egnatia.formats import Refused
from egnatia.formats.reports.template_check import checked_template
from egnatia.formats.sheets.files import read_tables
from egnatia.formats.trial import ATTEMPTS, tried
from egnatia.web.serve.child import command
from tests.formats.make import word
from tests.formats.probe import ROOT, SECRET, Facts, Told, attempts
from tests.formats.sheets.make import ods, xls, xlsx

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these layers")

WHO = ["root", "nobody"] if os.geteuid() == 0 else [pwd.getpwuid(os.geteuid()).pw_name]
NOWHERE = Facts("", "", "", "", "", "", "", 0, 0)
EVERYTHING = set(attempts(NOWHERE))
# What nobody can do in any case: those of a process that was started with neither.
NEVER = {"find a secret in the environment", "read a file that was left open"}
# What a process of the same user can do to whoever started it, unless that one keeps others out.
OF_THE_PARENT = {
    "read the parent's environment",
    "read the parent's memory as a file",
    "read the parent's memory by a call",
    "trace the parent",
}
ON_FILES = {
    *("read a secret", "read a secret by a link", "read a secret by way of ..", "list the root"),
    *("read the users of the machine", "write in the home", "write where everybody may", "remove a file"),
}
BY_NETWORK = {"connect to a socket without a file", "connect by TCP", "send by UDP"}
# What each layer refuses by itself, however old it is.
KEPT_BY = {
    "network": BY_NETWORK,
    "files": {*ON_FILES, *OF_THE_PARENT, "run a program", "become a program"},
    "limits": {
        *(ON_FILES - {"remove a file"}),
        *(BY_NETWORK | {"connect to the database", "listen"}),
        *("start a process", "run a program", "run a program from memory", "raise its own limits"),
        *("read the parent's environment", "read the parent's memory as a file", "make a ring of calls"),
    },
    "calls": EVERYTHING,
}


@pytest.fixture
def facts() -> Iterator[Facts]:
    """A home with a secret, a database that listens, and a network with somebody in it."""
    folder = Path(tempfile.mkdtemp(prefix="egnatia-"))
    folder.chmod(0o755)
    home, everybodys = folder / "home", folder / "everybodys"
    for each in (home, everybodys):
        each.mkdir()
        each.chmod(0o777)
    secret, victim, link = home / "secret", home / "victim", everybodys / "link"
    secret.write_text(SECRET)
    victim.touch()
    link.symlink_to(secret)
    abstract = f"egnatia-{uuid4()}"
    with ExitStack() as held:
        listening = [held.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2)]
        for server, place in zip(listening, (str(home / "database"), f"\0{abstract}"), strict=True):
            server.bind(place)
            server.listen()
        (home / "database").chmod(0o777)
        tcp = held.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = held.enter_context(socket.socket(type=socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        yield Facts(
            home=str(home),
            secret=str(secret),
            link=str(link),
            victim=str(victim),
            folder=str(everybodys),
            socket=str(home / "database"),
            abstract=abstract,
            tcp=tcp.getsockname()[1],
            udp=udp.getsockname()[1],
        )
    shutil.rmtree(folder)


def told_by(who: str, mode: str, facts: Facts) -> Told:
    """What the probe tells, started by a process of that user."""
    words = ["tests.formats.probe", mode, msgspec.json.encode(facts).decode()]
    start = command(Path(facts.home), who, *words) if who == "nobody" else [sys.executable, "-m", *words]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(start, cwd=ROOT, env=environment, capture_output=True, check=False)
    if who == "nobody" and b"make_way" in done.stderr and b"Error: [Errno" in done.stderr:
        pytest.skip("Python is in a folder that only root enters, and this machine lets nobody make a way to it")
    assert done.returncode == 0, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=Told)


def done_of(told: Told) -> set[str]:
    assert set(told.tried) == EVERYTHING, told.tried
    return {name for name, refused in told.tried.items() if not refused}


@pytest.mark.parametrize("who", WHO)
def test_a_reader_that_was_taken_over_can_do_nothing(who: str, facts: Facts) -> None:
    told = told_by(who, "all", facts)

    missing = {name: why for name, why in told.held.items() if why}
    must_fail = set[str]().union(*(kept for name, kept in KEPT_BY.items() if name not in missing))
    assert done_of(told) & (must_fail | NEVER | OF_THE_PARENT) == set()
    assert ("user" in told.held) == (who == "root")
    assert Path(facts.secret).read_text() == SECRET
    assert Path(facts.victim).exists()
    if missing:
        pytest.skip(f"not on this machine, and all else held: {missing}")
    assert must_fail == EVERYTHING
    assert len(EVERYTHING) >= 12


@pytest.mark.parametrize("who", WHO)
def test_without_any_layer_the_same_reader_does_nearly_all_of_it(who: str, facts: Facts) -> None:
    told = told_by(who, "none", facts)
    done = done_of(told)

    some_let_nobody = {"make a ring of calls", "make a namespace"}
    wanted = EVERYTHING - NEVER - some_let_nobody - (set() if who == "root" else OF_THE_PARENT | {"become root"})
    assert done - some_let_nobody == wanted, told.tried


@pytest.mark.parametrize("layer", KEPT_BY)
@pytest.mark.parametrize("who", WHO)
def test_each_layer_holds_by_itself(who: str, layer: str, facts: Facts) -> None:
    told = told_by(who, layer, facts)

    if told.held[layer]:
        pytest.skip(f"not on this machine: {layer} ({told.held[layer]})")
    assert done_of(told) & KEPT_BY[layer] == set()


def without(content: bytes, *gone: str) -> bytes:
    """A Word document that lacks parts and all that names them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if not name.endswith(gone):
                inside = source.read(name).decode("latin-1")
                target.writestr(name, _NAMES_ONE.sub(lambda each: "" if each[1] in gone else each[0], inside))
    return out.getvalue()


_NAMES_ONE = re.compile(r"""<(?:Override|Relationship) [^>]*?(?:PartName|Target)="(?:/word/)?([^"]*)"[^>]*/>""")


def test_a_word_document_that_lacks_what_the_library_would_take_from_its_own_files_is_read() -> None:
    content = word("text", table=[["Title", "Amount"], ["Training", "1000"]])
    bare = without(content, "styles.xml", "settings.xml", "numbering.xml", "stylesWithEffects.xml")
    assert len(bare) != len(content)

    read = read_tables(bare, "a.docx")
    checked = checked_template(bare, "a.docx")

    assert not isinstance(read, Refused)
    assert [row.cells[:2] for row in read[0].rows] == [("Training", "1000")]
    assert isinstance(checked, Refused)
    assert checked.code.startswith("template-"), checked


ROWS: list[list[object]] = [["Title", "Kosovo*", "Amount"], ["Training", "x", 1000], ["Visit", "", 2000]]
FORM = [["1. Title", "Training"], ["2. Which economies?", "Albania"], ["3. Budget", "1000"], ["4. Donor", "Norway"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(*ROWS)),
        ("a.xls", xls(*ROWS)),
        ("a.ods", ods(*([str(cell) for cell in row] for row in ROWS))),
        ("a.json", b'[{"Title": "Training", "Amount": 1000}, {"Title": "Visit", "Amount": 2000}]'),
        ("a.docx", word("Form", table=FORM)),
    ],
)
def test_a_confined_reader_has_all_that_it_needs_for_any_kind_of_sheet(name: str, content: bytes) -> None:
    read = read_tables(content, name)

    assert not isinstance(read, Refused)
    assert "Training" in read[0].rows[0].cells


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "cp1253", "cp1254", "utf-8-sig", "utf-16"])
def test_a_sheet_in_any_encoding_of_the_region_is_read(encoding: str) -> None:
    words = {
        "cp1251": "Обука граничне полиције",
        "cp1253": "Εκπαίδευση φυλάκων",
        "cp1254": "SINIR GÜVENLİĞİ EĞİTİMİ",
    }
    title = words.get(encoding, "Obuka graničnih policajaca")

    read = read_tables(f"Title;Amount\n{title};1000\n{title} 2;2000\n".encode(encoding), "a.csv")

    assert not isinstance(read, Refused)
    assert read[0].rows[0].cells[0] == title


def test_the_trial_of_an_installation_tells_which_layers_hold_and_what_could_be_done() -> None:
    trial = tried()

    assert set(trial.layers) - {"user"} == {"network", "privileges", "files", "limits", "calls"}
    assert set(trial.done) <= set(ATTEMPTS)
    assert not trial.done or trial.layers["calls"]
