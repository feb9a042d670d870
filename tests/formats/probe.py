"""A reader that a hostile file has taken over: it tries all that it can think of, and tells what was refused.

`python -m tests.formats.probe MODE FACTS` starts it as every reader is started. MODE is "all" layers, "none", or the
name of the layer that is to hold by itself (beside those that take rights away).
"""

import ctypes
import errno
import fcntl
import os
import resource
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import msgspec

from egnatia.formats import confinement, layers, sandbox
from egnatia.formats.confinement import Job, Wire
from egnatia.formats.documents.text import whole
from egnatia.formats.inflate import Meter
from egnatia.formats.limits import DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]
TAKING_RIGHTS = {"user": "become_nobody", "privileges": "give_rights_up"}
STEPS = {
    "network": "leave_the_network",
    "files": "leave_the_files",
    "calls": "ask_for_nothing",
    "limits": "take_limits",
}
LIBRARY = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, CLONE_NEWUSER = 0x4206, 0x10000000
IO_URING_SETUP = 425
SECRET = "a secret of this installation"


class Facts(msgspec.Struct, frozen=True):
    """What a hostile file could know of the machine."""

    home: str
    secret: str  # a file
    link: str  # to it
    victim: str  # a file that may be removed
    folder: str  # that everybody may write
    socket: str  # the database's
    abstract: str
    tcp: int
    udp: int
    parent: int = 0
    address: int = 0  # of SECRET in the parent's memory
    length: int = 0


class Tried(msgspec.Struct, frozen=True):
    attempt: str
    refused: str  # why; "" where it was done


class Told(msgspec.Struct, frozen=True):
    """`held`: as `confine` tells it."""

    held: dict[str, str]
    tried: dict[str, str]


def attempts(facts: Facts) -> dict[str, Callable[[], object]]:
    home, folder, parent = Path(facts.home), Path(facts.folder), facts.parent
    return {
        "read a secret": lambda: Path(facts.secret).read_text(),
        "read a secret by a link": lambda: Path(facts.link).read_text(),
        "read a secret by way of ..": lambda: Path(f"{folder}/../{home.name}/{Path(facts.secret).name}").read_text(),
        "list the root": lambda: list(Path("/").iterdir()),
        "read the users of the machine": lambda: Path("/etc/passwd").read_text(),
        "write in the home": lambda: (home / "written").write_text("x"),
        "write where everybody may": lambda: (folder / "written").write_text("x"),
        "remove a file": lambda: Path(facts.victim).unlink(),
        "read the parent's environment": lambda: Path(f"/proc/{parent}/environ").read_bytes(),
        "read the parent's memory as a file": lambda: _memory_as_a_file(facts),
        "read the parent's memory by a call": lambda: _memory_by_a_call(facts),
        "trace the parent": lambda: _asked(LIBRARY.ptrace, PTRACE_SEIZE, parent, None, None),
        "signal the parent": lambda: os.kill(parent, signal.SIGURG),
        "have signals sent to the parent": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, parent),
        "ask for the parent's limits": lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE),
        "raise its own limits": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
        "connect to the database": lambda: _connected(socket.AF_UNIX, facts.socket),
        "connect to a socket without a file": lambda: _connected(socket.AF_UNIX, f"\0{facts.abstract}"),
        "connect by TCP": lambda: _connected(socket.AF_INET, (b"127.0.0.1", facts.tcp)),
        "send by UDP": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", (b"127.0.0.1", facts.udp)),
        "listen": lambda: socket.socket().bind((b"0.0.0.0", 0)),
        "start a process": _process,
        "run a program": lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0),
        "run a program from memory": _program_from_memory,
        "become root": lambda: os.setresuid(0, 0, 0),
        "make a ring of calls": lambda: _asked(LIBRARY.syscall, IO_URING_SETUP, 1, bytes(120)),
        "find a secret in the environment": lambda: _found(value for value in os.environ.values() if SECRET in value),
        "read a file that was left open": lambda: _found(number for number in range(3, 256) if _holds_it(number)),
        "make a namespace": lambda: _asked(LIBRARY.unshare, CLONE_NEWUSER),
        "become a program": lambda: os.execv("/bin/true", ["true"]),
    }


def _memory_as_a_file(facts: Facts) -> None:
    with Path(f"/proc/{facts.parent}/mem").open("rb", buffering=0) as file:
        file.seek(facts.address)
        assert file.read(facts.length) == SECRET.encode()


def _memory_by_a_call(facts: Facts) -> None:
    class Piece(ctypes.Structure):
        _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

    here = ctypes.create_string_buffer(facts.length)
    mine, theirs = Piece(ctypes.addressof(here), facts.length), Piece(facts.address, facts.length)
    of_both = (ctypes.byref(mine), ctypes.c_ulong(1), ctypes.byref(theirs), ctypes.c_ulong(1), ctypes.c_ulong(0))
    _asked(LIBRARY.process_vm_readv, facts.parent, *of_both)
    assert here.raw == SECRET.encode()


def _connected(family: int, place: object) -> None:
    with socket.socket(family) as made:
        made.connect(place)  # type: ignore[arg-type]  # each family has its own


def _process() -> None:
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _program_from_memory() -> None:
    file = os.memfd_create("program", 0)
    os.write(file, b"#!/bin/sh\n")
    os.waitpid(os.posix_spawn(f"/proc/self/fd/{file}", ["program"], {}), 0)


def _found(those: Iterator[object]) -> None:
    if not list(those):
        raise FileNotFoundError(errno.ENOENT, "nothing is there")


def _holds_it(number: int) -> bool:
    with suppress(OSError):
        return os.pread(number, len(SECRET), 0) == SECRET.encode()
    return False


def _asked(function: Callable[..., int], *arguments: object) -> None:
    if function(*arguments) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def probe(held: dict[str, str], meter: Meter, wire: Wire) -> None:
    """Tells of each attempt; of the last without making it, where nothing hinders it: nobody would be left to tell."""
    for name, attempt in attempts(msgspec.json.decode(whole(meter), type=Facts)).items():
        free = name == "become a program" and held["files"] and held["calls"]
        wire.tell(Tried(name, "" if free else _refused(attempt)))


def _refused(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except (OSError, ValueError) as error:
        return str(error)
    return ""


def main(mode: str, job: str) -> None:
    """What the stand-in runs: `run` as every reader calls it, with the layers of the mode."""
    steps = {**TAKING_RIGHTS, **STEPS}
    left_out = [] if mode == "all" else [name for name in STEPS if name != mode]
    if mode == "none":
        left_out = list(steps)
    for name in left_out:
        setattr(confinement if name == "limits" else layers, steps[name], _left_out)
    held: dict[str, str] = {}
    confine = confinement.confine
    confinement.confine = lambda limits, size: held.update(confine(limits, size)) or held

    def work(_job: Job, meter: Meter, wire: Wire) -> None:
        sys.stdout.buffer.write(msgspec.json.encode(held) + b"\n")
        probe(held, meter, wire)

    confinement.run(work, job)


def _left_out(*_: object) -> None:
    raise OSError(errno.ENOSYS, "left out by the test")


def told(mode: str, facts: Facts) -> Told:
    """What the stand-in tells whoever started it: this process."""
    secret = ctypes.create_string_buffer(SECRET.encode())
    facts = msgspec.structs.replace(
        facts, parent=os.getpid(), address=ctypes.addressof(secret), length=len(SECRET.encode())
    )
    os.environ["DATABASE_URL"] = os.environ["EGNATIA_SECRET"] = SECRET
    os.set_inheritable(os.open(facts.secret, os.O_RDONLY), True)
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "python"
        program.write_text(
            f"#!{sys.executable} -I\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
            f"from tests.formats.probe import main\nmain({mode!r}, sys.argv[-1])\n"
        )
        program.chmod(0o755)
        sys.executable = str(program)
        content = msgspec.json.encode(facts)
        job = Job(file="probe", size=len(content), limits=DOCUMENTS)
        first, *lines = sandbox.lines_of("any", job, BytesIO(content))
    tried = [msgspec.json.decode(line, type=Tried) for line in lines]
    return Told(msgspec.json.decode(first), {each.attempt: each.refused for each in tried})


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(told(sys.argv[1], msgspec.json.decode(sys.argv[2], type=Facts))))
