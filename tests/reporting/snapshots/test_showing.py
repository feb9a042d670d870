"""What the pages of findings say of what they leave out."""

import re

import pytest
from django.template.loader import render_to_string
from tests import make
from tests.reporting.reports.test_composing import frozen, same, work

from egnatia.reporting.snapshots import presenters as shown
from egnatia.reporting.snapshots.findings import MatchRead
from egnatia.reporting.snapshots.views import showing

pytestmark = pytest.mark.django_db


def test_pairs_that_are_not_shown_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "MOST_MATCHES", 1)
    pair = MatchRead(make.uuid(1), make.uuid(2), same(make.uuid(2), "overlap"), (), "none")

    analysis = showing("").analysis(frozen(work("A"), work("B"), matches=(pair,) * 3))

    assert (len(analysis.synergies), analysis.more_synergies) == (1, 2)
    page = render_to_string("reporting/snapshots/matches.html", {"analysis": analysis})
    assert re.findall(r'<p class="basis">\s*(\d+) ', page) == ["2", "2"]
