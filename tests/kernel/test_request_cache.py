"""What every page shows is read once per request, and never longer than it is true."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egnatia.kernel.machine import MACHINE
from egnatia.kernel.readers import demo_is_loaded
from egnatia.kernel.records import audit
from egnatia.kernel.request_cache import request_cache
from tests import make

pytestmark = pytest.mark.django_db


def test_in_one_request_what_is_the_same_for_everybody_is_read_once() -> None:
    with CaptureQueriesContext(connection) as asked, request_cache():
        assert demo_is_loaded() == demo_is_loaded()

    assert len(asked) == 1


def test_the_next_request_reads_anew() -> None:
    with request_cache():
        assert not demo_is_loaded()
    make.person("dora", is_demo=True)
    with request_cache():
        assert demo_is_loaded()


def test_outside_of_a_request_everything_is_read_anew() -> None:
    assert not demo_is_loaded()
    make.person("dora", is_demo=True)
    assert demo_is_loaded()


def test_after_an_audited_change_the_same_request_reads_anew() -> None:
    with request_cache():
        assert not demo_is_loaded()
        make.person("dora", is_demo=True)
        assert not demo_is_loaded()
        audit.record("added", "person", "dora", by=MACHINE)
        assert demo_is_loaded()
