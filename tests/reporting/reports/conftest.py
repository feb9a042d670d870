"""A snapshot of a round that was cleared and accepted, in which three activities are marked for three audiences."""

from dataclasses import replace
from uuid import UUID

import pytest
from tests import make
from tests.needs.matrix.doing import work
from tests.reporting.snapshots.conftest import accepted, arta, asked, desk, member, mira
from tests.reporting.snapshots.doing import frozen

from egnatia.kernel.access.reader import Reader

__all__ = ["accepted", "arta", "asked", "desk", "member", "mira"]

EVERYBODY, FOCAL, ALBANIA = "Everybody reads it", "Focal points read it", "Albania reads it"


@pytest.fixture
def snapshot(desk: Reader, arta: Reader, accepted: UUID) -> UUID:
    work(EVERYBODY, by=arta, economies=("ALB",))
    work(FOCAL, by=arta, economies=("ALB",), marking=make.amber("focal-points"), partners=("Most (demo)",))
    narrow = replace(make.amber("focal-points", economies=("ALB",)), offices=frozenset({"S"}))  # the desk freezes it
    work(ALBANIA, by=arta, economies=("ALB",), marking=narrow)
    return frozen(accepted, desk)
