"""What Linux lets a process give up for good, layer by layer. Each layer raises OSError where the machine refuses it.

A process that has taken all of them computes, reads what is open already and writes its answer: it opens no file, has
no network, starts nothing and reaches no other process. Where one layer does not hold, the others do not lean on it.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Callable

NOBODY = 65534  # owns no file and, unlike root, changes nobody's

_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38  # <sys/prctl.h>
_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC = 0x10000000, 0x40000000, 0x08000000  # <sched.h>
_CAPABILITY_VERSION_3 = 0x20080522  # <linux/capability.h>

# <linux/landlock.h>; these numbers are the same on every architecture.
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_LANDLOCK_VERSION = 1  # a flag: say which version of the interface there is
_LANDLOCK_FILES = {1: 13, 2: 14, 3: 15, 5: 16}  # version -> how many rights to files it knows, one bit each
_LANDLOCK_TCP, _LANDLOCK_SCOPES = (4, 0b11), (6, 0b11)  # version, bits: bind and connect; abstract sockets and signals

# <linux/seccomp.h>, <linux/filter.h>, <linux/audit.h>
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_LOAD, _IS, _RETURN = 0x20, 0x15, 0x06  # a word of what is asked; jump where it equals; the verdict
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # where these stand in what is asked

# The system calls of a process that computes, by machine: (x86_64, aarch64). To stop itself, as C libraries do when
# something is wrong, is a matter of its own.
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_HARMLESS = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67), "lseek": (8, 62),
    "fstat": (5, 80), "close": (3, 57), "poll": (7, None), "ppoll": (271, 73),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "mremap": (25, 216), "madvise": (28, 233),
    "brk": (12, 214), "futex": (202, 98), "membarrier": (324, 283), "rseq": (334, 293), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "sysinfo": (99, 179), "getrusage": (98, 165), "times": (100, 153),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "time": (201, None),
    "gettimeofday": (96, 169), "clock_gettime": (228, 113), "clock_getres": (229, 114), "getrandom": (318, 278),
    "getpid": (39, 172), "gettid": (186, 178), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
_TGKILL, _SECCOMP = (234, 131), (317, 277)


def keep_others_out() -> None:
    """Nobody but root reads this process's memory or environment, or traces it; others of the same user neither."""
    if sys.platform == "linux":
        _asked("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)


def leave_the_network() -> None:
    """Into a network of its own that has nothing in it, not even its own address."""
    try:
        _asked("unshare", _CLONE_NEWNET | _CLONE_NEWIPC)
    except PermissionError:
        _asked("unshare", _CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC)


def become_nobody() -> None:
    """From root to a user who owns nothing."""
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def give_rights_up() -> None:
    """Whatever power is left of root's, and whatever a program that is started might give; the layers below need it."""
    _asked("capset", struct.pack("=Ii", _CAPABILITY_VERSION_3, 0), bytes(24))
    _asked("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def leave_the_files() -> None:
    """No file is read, written, made or run; where Landlock is new enough, nobody outside is signalled."""
    version = _asked("syscall", _LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    files = (1 << max(bits for since, bits in _LANDLOCK_FILES.items() if since <= version)) - 1
    network, scopes = (bits if since <= version else 0 for since, bits in (_LANDLOCK_TCP, _LANDLOCK_SCOPES))
    handled = struct.pack("=QQQ", files, network, scopes)
    rules = _asked("syscall", _LANDLOCK_CREATE_RULESET, handled, len(handled), 0)
    try:
        _asked("syscall", _LANDLOCK_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def ask_for_nothing() -> None:
    """The kernel refuses whatever system call is not harmless: most of its surface is out of reach."""
    program = _filter()
    code = ctypes.create_string_buffer(program, len(program))
    where = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    _asked(
        "syscall",
        _SECCOMP[_here()],
        _SECCOMP_SET_MODE_FILTER,
        _SECCOMP_FILTER_FLAG_TSYNC,
        ctypes.create_string_buffer(where),
    )


def _filter() -> bytes:
    """Berkeley Packet Filter: another architecture's numbers end the process, what is not listed is refused."""
    here = _here()
    lines = [(_LOAD, 0, 0, _ARCHITECTURE), (_IS, 1, 0, _MACHINES[platform.machine()]), (_RETURN, 0, 0, _KILL)]
    lines.append((_LOAD, 0, 0, _CALL))
    for numbers in _HARMLESS.values():
        if (number := numbers[here]) is not None:
            lines += [(_IS, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    lines += [(_IS, 0, 3, _TGKILL[here]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
    lines += [(_IS, 0, 1, os.getpid()), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _here() -> int:
    """Which column of the numbers above is ours."""
    machines = list(_MACHINES)
    if platform.machine() not in machines or sys.maxsize < 1 << 32:
        raise _refusal(errno.ENOSYS)
    return machines.index(platform.machine())


def _asked(function: str, *arguments: "int | bytes | ctypes.Array[ctypes.c_char] | None") -> int:
    """What a function of the C library answers. Raises OSError where it refuses, or is not there."""
    if sys.platform != "linux":
        raise _refusal(errno.ENOSYS)
    long = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    answer: int = getattr(ctypes.CDLL(None, use_errno=True), function)(*long)
    if answer < 0:
        raise _refusal(ctypes.get_errno())
    return answer


def _refusal(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def before_limits() -> dict[str, Callable[[], None]]:
    """In this order: only root changes the user, and to set a ruleset up takes a file, which the limits forbid."""
    another = {"user": become_nobody} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}
    return {"network": leave_the_network, **another, "privileges": give_rights_up, "files": leave_the_files}
