"""Pages are made as they are served: nobody here asks which templates had part in them. A month is a day: in the few
weeks that a world lasts, records go out of date.
"""

from datetime import timedelta

import pytest

from egnatia.confirmations import queries
from egnatia.kernel import clock
from egnatia.kernel.lists import ConfirmedKind
from egnatia.web.templatetags import look
from tests.served import templates_as_served

__all__ = ["templates_as_served"]


@pytest.fixture(autouse=True)
def short_months(monkeypatch: pytest.MonkeyPatch) -> None:
    def cutoff(kind: ConfirmedKind) -> object:
        return clock.now() - timedelta(days=kind.months)

    monkeypatch.setattr(queries, "cutoff", cutoff)
    monkeypatch.setattr(look, "MONTH", timedelta(days=1))
