"""What the demo holds of a kind comes, goes and comes back."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from egnatia.exchange.models import Notice
from egnatia.exchange.notices.actions import NOTICE
from egnatia.kernel.models import Record
from egnatia.kernel.records.demo import demo_of
from tests import make

pytestmark = pytest.mark.django_db


def test_it_is_loaded_once_taken_away_and_brought_back_where_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "demo.json"
    content = {"title": {"texts": {"en": "Free places"}, "original": "en"}}
    told = {"key": "places", "by": "author", "tlp": "GREEN", "ago": 3, "days": {"valid_until": 40}, "content": content}
    file.write_text(json.dumps([told]))
    reader, demo = make.reader("author"), demo_of(NOTICE, file)

    assert [demo.load(False), demo.load(False)] == [1, 0]
    record = Record.objects.get(kind=Notice.KIND)
    valid_until = NOTICE.said(Notice.objects.get()).valid_until
    assert valid_until is not None
    assert (valid_until - timezone.localdate(record.created_at)).days == 43
    assert [demo.remove(), demo.remove(), demo.load(False)] == [1, 0, 0]
    assert not Notice.visible_to(reader).exists()
    assert [demo.load(True), demo.load(True)] == [1, 0]
    assert Notice.visible_to(reader).get().pk == record.pk
