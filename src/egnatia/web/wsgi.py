"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egnatia.web.settings")

application = get_wsgi_application()

# What a process keeps for as long as it lives is loaded now, and no collection of garbage walks through it again:
# each took a tenth of a second of somebody's page (benchmarks.every_page: p95 of a cell 300 -> 210 ms of CPU).
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
