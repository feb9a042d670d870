"""Who takes part, a need that is asked about, and a round in which it was cleared and accepted."""

from uuid import UUID

import pytest
from tests import make
from tests.needs.matrix.doing import focal_point, need, secretariat
from tests.reporting.snapshots.doing import accepted_round

from egnatia.kernel.access.reader import Reader


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def mira() -> Reader:
    """The focal point of Montenegro."""
    return focal_point("MNE", "mira")


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def member() -> Reader:
    return make.reader("somebody")


@pytest.fixture
def asked(arta: Reader) -> UUID:
    return need(arta, priority="high")


@pytest.fixture
def accepted(desk: Reader, arta: Reader, asked: UUID) -> UUID:
    return accepted_round(desk, arta, asked)
