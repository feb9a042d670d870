"""Who takes part in a round: a focal point, the secretariat, an agency; and a need to be asked about."""

from uuid import UUID

import pytest
from tests import make
from tests.needs.needs.doing import focal_point, need, secretariat

from egnatia.kernel.access.reader import Reader


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def police() -> Reader:
    """An agency of another house that sits for the economy and holds no office."""
    return make.reader("police", seats=(("focal-points", "ALB"),))


@pytest.fixture
def asked(arta: Reader) -> UUID:
    return need(arta)
