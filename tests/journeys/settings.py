"""The settings of a journey's site: as always, but its clock begins with the day on which the stories are told.

The demo's dates are those of the stories; on any other day support has ended, and what is planned is over.
"""

import os
from datetime import timedelta

from django.utils import timezone

from egnatia.kernel import clock
from egnatia.web.settings import *  # noqa: F403 - everything but the clock

SHIFT = timedelta(seconds=float(os.environ["JOURNEYS_SHIFT"]))
SHIFTED = clock.time_from(lambda: timezone.now() + SHIFT)
SHIFTED.__enter__()  # kept: it would set the clock back when it is thrown away
