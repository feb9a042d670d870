"""What can keep Egnatia from starting, each as one clear sentence and an exit code of its own."""

from enum import IntEnum

NOT_MIGRATED = 3  # between us and the process that looks at the tables
NO_DEMO = 4  # the tables are there, the demo is not
TOO_OLD = 5  # the server is, for us


class ExitCode(IntEnum):
    """The exit codes of `script/server` and `egnatia`; 2 is a mistake in the command line itself."""

    FAILED = 1
    PYTHON = 10  # missing or too old (found by script/server)
    NETWORK = 11  # packages cannot be fetched (found by script/server)
    READ_ONLY = 12  # a folder that must be written cannot be
    PORT = 13  # somebody else listens there
    RUNNING = 14  # another copy runs on the same home
    DATABASE_VERSION = 15  # the data were written by another major version of PostgreSQL, or the server is too old
    DATABASE = 16  # the database does not start, answer or let us in
    UNREACHABLE = 17  # the user of the database, or of pages, cannot reach a folder
    UNSOUND = 18  # `egnatia verify` found something that must be put right
    SPARK = 19  # Spark, Java or the cluster that `egnatia analyse` was told to use is not there


class FaultError(Exception):
    """Ends the command with `sentence` on standard error and `code` as its exit code."""

    def __init__(self, code: ExitCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
