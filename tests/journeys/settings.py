"""The settings of a journey's site: as always, but its clock begins with the day on which the stories are told.

The demo's dates are those of the stories; on any other day support has ended, and what is planned is over.
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from egnatia.kernel import clock
from egnatia.web.settings import *  # noqa: F403 - everything but the clock

SHIFT = timedelta(seconds=float(os.environ["JOURNEYS_SHIFT"]))
LATER = Path(os.environ.get("EGNATIA_HOME", "")) / "days-later"  # how many days passed, where a journey takes weeks


def passed() -> timedelta:
    return timedelta(days=int(LATER.read_text()) if LATER.is_file() else 0)


SHIFTED = clock.time_from(lambda: timezone.now() + SHIFT + passed())
SHIFTED.__enter__()  # kept: it would set the clock back when it is thrown away
