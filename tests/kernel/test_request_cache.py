"""What every page shows is read once per request, and never longer than it is true."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from egnatia.kernel import audit
from egnatia.kernel.forum import terms
from egnatia.kernel.installation import demo_is_loaded
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Term
from egnatia.kernel.request_cache import request_cache
from tests import make

pytestmark = pytest.mark.django_db


def test_in_one_request_a_vocabulary_is_read_once() -> None:
    with CaptureQueriesContext(connection) as asked, request_cache():
        assert terms("sector") == terms("sector")
        assert terms("objective") != terms("sector")

    assert len(asked) == 2


def test_each_language_reads_its_own_labels() -> None:
    Term.objects.create(vocabulary="test", code="1", labels={"en": "Prisons", "sq": "Burgjet"})

    with request_cache():
        with translation.override("en"):
            assert terms("test") == {"1": "Prisons"}
        with translation.override("sq"):
            assert terms("test") == {"1": "Burgjet"}


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
        assert "new" not in terms("sector")
        Term.objects.create(vocabulary="sector", code="new", labels={"en": "New"})
        assert "new" not in terms("sector")
        audit.record("added", "term", "new", by=MACHINE)
        assert terms("sector")["new"] == "New"
