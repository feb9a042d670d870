"""Every subcommand of `egnatia`: where it lives, what it is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the table; `needs_django` where the module's own imports do."""

    module: str
    about: str
    needs_django: bool = True


COMMANDS = {
    "serve": Known("serve", "Start Egnatia here: database, pages and worker, until Ctrl-C.", needs_django=False),
    "import": Known("importing", "Bring activities in: IATI files or activities JSONL."),
    "analyse": Known("analyse", "Find matches in files, without a database.", needs_django=False),
    "check": Known("check", "Check a proposal against the activities that are here."),
    "demo": Known("demo", "Load the demo, or say how to sign in to it."),
    "user": Known("user", "Accounts: one-time codes for demo users on this machine, the first steward."),
    "verify": Known("verify", "Say whether this installation is sound."),
}
