"""What is written down about running: one JSON object a line, never a secret, never what people wrote."""

import logging
import os
import re
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

LARGEST = 10 * 1024 * 1024  # bytes; a longer file is put aside
MINUTE = 60.0
SECRET_NAME = re.compile(r"passw|secret|token|cookie|authorization|dsn|database_url", re.IGNORECASE)
CREDENTIALS = re.compile(r"://[^/@\s:]*:[^@\s]*@")


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event with secrets struck out, by the name of a field or by the look of an address."""
    return {name: _struck(name, value) for name, value in event.items()}


def _struck(name: str, value: object) -> object:
    if SECRET_NAME.search(name):
        return "***"
    return CREDENTIALS.sub("://***@", value) if isinstance(value, str) else value


SHARED: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    without_secrets,
]


def put_aside(path: Path) -> None:
    """Keep one older file beside the present one, which goes on: whoever appends to it need not open it anew.

    What is written between the two steps is lost. On a full disk the older lines are.
    """
    if not path.exists() or path.stat().st_size <= LARGEST:
        return
    with suppress(OSError):
        shutil.copyfile(path, path.with_suffix(f"{path.suffix}.1"))
    os.truncate(path, 0)


def put_long_ones_aside(folder: Path) -> None:
    """Of all that is written in a folder."""
    for path in folder.glob("*.log"):
        put_aside(path)


class RefusalsOncePerMinute(logging.Filter):
    """Of requests that Django refuses for their form (a wrong Host, say) one line a minute, with how many there were:
    a stranger sends as many as they like. Where in our code that was says nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith("django.security"):
            return True
        now, (since, more) = time.monotonic(), self._last.get(record.name, (-MINUTE, 0))
        if now - since < MINUTE:
            self._last[record.name] = (since, more + 1)
            return False
        self._last[record.name] = (now, 0)
        record.exc_info, record.more = None, more
        return True


def write_to(file: TextIO) -> None:
    """Send this process's own log lines to `file`."""
    structlog.configure(
        processors=[*SHARED, structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(file=file),
    )


def django_logging() -> dict[str, Any]:
    """Django's LOGGING: the same form for every library, on standard error, which `egnatia serve` keeps in a file."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.ExtraAdder(allow=["more"]),
                    *SHARED,
                ],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "filters": {"refusals": {"()": RefusalsOncePerMinute}},
        "handlers": {
            "file": {
                "class": "logging.StreamHandler",
                "stream": sys.stderr,
                "formatter": "json",
                "filters": ["refusals"],
            }
        },
        "root": {"handlers": ["file"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["file"], "level": "WARNING", "propagate": False},
            # A line for each missing or refused page would tell the log's reader what others look for.
            "django.request": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
        },
    }
