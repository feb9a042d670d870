"""The WSGI application: what `egnatia.web.rsgi` runs in its threads, or any WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egnatia.web.settings")

application = get_wsgi_application()

# What a process keeps for its whole life is loaded now and left out of later garbage collections: each took a tenth of
# a second of somebody's page (benchmarks.every_page: p95 of a cell 300 -> 210 ms of CPU).
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
# What pages leave behind is collected less often: CPU p95 of a proposal 231 -> 146 ms, its median unchanged.
gc.set_threshold(20_000, 10, 10)
