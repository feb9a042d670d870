"""Every subcommand of `egnatia`: where it lives, what it is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A line of the table; `needs_django` where the module's own imports do."""

    module: str
    about: str
    needs_django: bool = True


COMMANDS = {
    "serve": Subcommand("serve", "Start Egnatia: database, pages and worker, until Ctrl-C.", needs_django=False),
    "import": Subcommand("imports", "Import activities or needs: IATI files, JSON lines, spreadsheets."),
    "analyse": Subcommand("analyse", "Find overlaps in files, without a database.", needs_django=False),
    "check": Subcommand("check", "Check a proposal against the activities of this installation."),
    "demo": Subcommand("demo", "Load or remove the demo, or list its users."),
    "user": Subcommand("user", "Accounts: codes for demonstration users, invitations, recovery codes."),
    "verify": Subcommand("verify", "Check whether this installation, or a backup of it, is sound."),
    "audit": Subcommand("audit", "The audit trail: check, export, checkpoint it."),
    "backup": Subcommand("backup", "Back up the database, running or not."),
    "restore": Subcommand("restore", "Restore a backup into a new home."),
    "status": Subcommand("status", "What runs, how full the disk is, how old the last backup is."),
}
