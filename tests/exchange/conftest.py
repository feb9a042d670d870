"""The moment and the people of tests of alerts and receipts."""

from collections.abc import Iterator

import pytest

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from tests import make
from tests.exchange.alerts import NOON, focal_point


@pytest.fixture
def at_noon() -> Iterator[None]:
    with clock.time_from(lambda: NOON):
        yield


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", seats=("focal-points",))


@pytest.fixture
def arta() -> Reader:
    return focal_point("arta")
