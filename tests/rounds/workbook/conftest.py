"""A focal point with three questions of a round, and the secretariat that opened it."""

from uuid import UUID

import pytest
from tests import make
from tests.needs.needs.doing import focal_point, need, secretariat
from tests.rounds.rounds.doing import opened, participant

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
def needs(arta: Reader) -> list[UUID]:
    """Three, in the order of their rows: the first stands in row 2."""
    words = ("First words", "Second words", "Third words")
    return [need(arta, words=text, language="en", objective=code) for text, code in zip(words, AIMS, strict=True)]


AIMS = ("2.3.1", "2.3.2", "3.3.2")


@pytest.fixture
def who(desk: Reader, needs: list[UUID]) -> UUID:
    """The participant: an economy that is asked for these needs."""
    assert needs
    return participant(opened(desk))
