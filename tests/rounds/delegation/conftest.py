"""Who takes part in a round stands beside the tests of rounds."""

from tests.rounds.rounds.conftest import arta, asked, desk, police

__all__ = ["arta", "asked", "desk", "police"]
