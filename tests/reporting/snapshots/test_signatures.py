"""Who wrote something, from where and when: whoever belongs to no organisation leaves no empty place for it."""

from datetime import date

import pytest
from django.template.loader import render_to_string

BY = {"by": "Focal point (demo)", "organisation": "", "at": date(2026, 11, 13)}
PAGES = [
    ("reporting/snapshots/note_list.html", {"notes": [BY]}),
    ("reporting/snapshots/frozen_notes.html", {"snapshot": {"notes": [{"kept": BY}]}}),
    ("rounds/rounds/said.html", {"item": {"answer": BY}}),
]


@pytest.mark.parametrize(("template", "context"), PAGES)
def test_nothing_stands_between_two_commas(template: str, context: dict[str, object]) -> None:
    page = " ".join(render_to_string(template, context).split())

    assert "Focal point (demo), 13 November 2026" in page
