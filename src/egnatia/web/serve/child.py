"""Processes that end when the one that started them ends, however that happens."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


def dies_with_parent(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """What a child runs before its program: on Linux the kernel then sends it `sign` when we die."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def bind() -> None:
        prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died between fork and here
            os.kill(os.getpid(), sign)

    return bind
