"""A program that `egnatia serve` starts: it ends with whoever started it, nobody looks into it, and from root it may
become somebody else.

`python -m egnatia.web.serve.child HOME USER MODULE ARGUMENT…`; USER is - where it stays who it is. The home is there
so that a later start finds what an earlier one left behind.
"""

import ctypes
import os
import pwd
import runpy
import signal
import stat
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from egnatia.formats.layers import keep_others_out
from egnatia.web.serve.processes import PROGRAM

PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
CLONE_NEWNS = 0x20000  # <sched.h>
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18  # <sys/mount.h>
NOBODY_ELSE, LOOK = "-", "look"
_LIBRARY = ctypes.CDLL(None, use_errno=True)  # found before any fork


def command(home: Path, user: str, *words: str) -> list[str]:
    """The command line of a program of ours: `words` are its module and arguments."""
    return [sys.executable, "-m", PROGRAM, str(home), user, *words]


def main(_home: str, user: str, module: str, *arguments: str) -> None:
    """Runs the program, or with LOOK in its place sees whether Python and Egnatia can be read at all."""
    keep_others_out()
    if user != NOBODY_ELSE:
        become(user)
        keep_others_out()
    if module == LOOK:
        os.execv(sys.executable, [sys.executable, "-c", "import egnatia.web.settings"])  # noqa: S606 (our own program)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def dies_with_parent(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """What a child runs before its program: on Linux the kernel then sends it `sign` when we die."""
    return partial(die_with, os.getpid(), sign) if sys.platform == "linux" else None


def die_with(parent: int, sign: signal.Signals = signal.SIGTERM) -> None:
    """The same, said by the child; a change of its user undoes it."""
    if sys.platform == "linux":
        _LIBRARY.prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died between fork and here
            os.kill(os.getpid(), sign)


def become(name: str) -> None:
    """From root to that user, for good. Raises OSError, or KeyError, where that cannot be."""
    parent, user = os.getppid(), pwd.getpwnam(name)
    make_way(user.pw_uid, user.pw_gid)
    os.chdir("/")
    os.setgroups([])
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    die_with(parent)


def make_way(uid: int, gid: int) -> None:
    """Python and Egnatia may lie in a folder that only root enters, as /root. This process and its children see, in its
    place, nothing but the way to them. Raises OSError where the machine does not let that be.
    """
    closed: dict[Path, set[Path]] = {}
    for path in _needed():
        if folder := next((each for each in reversed(path.parents) if not _passes(each, uid, gid)), None):
            closed.setdefault(folder, set()).add(path)
    if not closed:
        return
    _asked("unshare", CLONE_NEWNS)
    _mount(None, "/", None, MS_REC | MS_PRIVATE, None)
    for folder, paths in closed.items():
        held = {path: os.open(path, os.O_PATH) for path in sorted(paths)}
        _mount("none", str(folder), "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
        for path, file in held.items():
            path.mkdir(parents=True, exist_ok=True)
            _mount(f"/proc/self/fd/{file}", str(path), None, MS_BIND | MS_REC, None)
            os.close(file)


def _needed() -> set[Path]:
    """The folders that programs and modules come from, by each of their names."""
    named = {Path(each) for each in (*sys.path, sys.prefix, sys.base_prefix) if each}
    return {each for path in named if path.is_dir() for each in (path.absolute(), path.resolve())}


def _passes(folder: Path, uid: int, gid: int) -> bool:
    found = folder.stat()
    whose = stat.S_IXUSR if found.st_uid == uid else stat.S_IXGRP if found.st_gid == gid else stat.S_IXOTH
    return bool(found.st_mode & whose)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None) -> None:
    said = [None if each is None else os.fsencode(each) for each in (source, target, kind, options)]
    _asked("mount", *said[:3], ctypes.c_ulong(flags), said[3])


def _asked(function: str, *arguments: object) -> None:
    if getattr(_LIBRARY, function)(*arguments):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    main(*sys.argv[1:])
