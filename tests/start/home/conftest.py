"""A round in which something was cleared and accepted, as for snapshots."""

from tests.reporting.snapshots.conftest import accepted, arta, asked, desk, member, mira

__all__ = ["accepted", "arta", "asked", "desk", "member", "mira"]
