"""Figures for monitoring, in Prometheus' text format, on an address that only the monitoring reaches.

A process of its own, without Django: it asks the database as the serving role, and tells numbers, never names.
"""

import os
import shutil
import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import psycopg

ADDRESS = "EGNATIA_METRICS"  # host:port
AGE = "SELECT extract(epoch FROM now() - max(at)) FROM kernel_auditevent WHERE target = 'backup' AND verb = '{}'"
JOBS = "SELECT count(*) FROM procrastinate_jobs WHERE status = '{}'"
# Name: (what it says, the question). A question without an answer leaves its line out.
FIGURES = {
    "egnatia_jobs_waiting": ("Background jobs that wait.", JOBS.format("todo")),
    "egnatia_jobs_failed": ("Background jobs that failed.", JOBS.format("failed")),
    "egnatia_worker_silent_seconds": (
        "Since a worker last reported.",
        "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers",
    ),
    "egnatia_failed_attempts": (
        "Wrong passwords and codes, and resets asked for, in the last quarter of an hour.",
        "SELECT coalesce(sum(count), 0) FROM people_attempts WHERE ends_at > now()",
    ),
    "egnatia_unsealed_seconds": (
        "Since the oldest event of the audit trail that waits for its seal; 0 where none waits.",
        "SELECT coalesce(extract(epoch FROM now() - min(at)), 0) FROM kernel_auditevent WHERE number IS NULL",
    ),
    "egnatia_backup_age_seconds": ("Since the last good backup was made.", AGE.format("backed-up")),
    "egnatia_backup_proved_age_seconds": ("Since a backup was last restored to prove it.", AGE.format("backup-proved")),
}
PATIENCE = "options=-c%20statement_timeout%3D5000"


def figures(address: str, home: str) -> str:
    """All lines; `egnatia_up 0` alone, and the disk, where the database does not answer."""
    lines = ["# HELP egnatia_free_bytes On the disk of the home.", "# TYPE egnatia_free_bytes gauge"]
    lines += [f"egnatia_free_bytes {shutil.disk_usage(home).free}"]
    try:
        lines += [*_asked(address), "egnatia_up 1"]
    except psycopg.Error:
        lines += ["egnatia_up 0"]
    return "\n".join([*lines, ""])


def _asked(address: str) -> list[str]:
    found = []
    joint = "&" if "?" in address else "?"
    with closing(psycopg.connect(f"{address}{joint}connect_timeout=5&{PATIENCE}", autocommit=True)) as connection:
        for name, (words, question) in FIGURES.items():
            row = connection.execute(question.encode()).fetchone()
            if row and row[0] is not None:
                found += [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name} {float(row[0]):.0f}"]
    return found


class Metrics(BaseHTTPRequestHandler):
    timeout = 10.0

    def do_GET(self) -> None:
        if self.path != "/metrics":
            self.send_error(404)
            return
        body = figures(os.environ["DATABASE_URL"], os.environ["EGNATIA_HOME"]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nobody reads that figures were read."""


def main(place: str) -> None:
    host, _, port = place.rpartition(":")
    HTTPServer((host or "127.0.0.1", int(port)), Metrics).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
