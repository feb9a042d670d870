"""What is written down about running: one JSON object a line, never a secret, never what people wrote."""

import re
import sys
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

LARGEST = 10 * 1024 * 1024  # bytes; a longer file is put aside at the next start
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
    """Keep one older file beside the present one."""
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(f"{path.suffix}.1"))


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
                "foreign_pre_chain": [structlog.stdlib.add_logger_name, *SHARED],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"file": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "json"}},
        "root": {"handlers": ["file"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["file"], "level": "WARNING", "propagate": False},
            # A line for each missing or refused page would tell the log's reader what others look for.
            "django.request": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
        },
    }
