"""The history of a record holds what its reader may read of it."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("components/history.html", {"history": ()}),
        ("mapping/activities/page_history.html", {"activity": {"history": ()}}),
        ("mapping/needs/page_history.html", {"need": {"history": ()}}),
    ],
)
def test_a_history_without_a_version_that_he_may_read_is_not_shown(template: str, context: dict[str, object]) -> None:
    assert render_to_string(template, context).strip() == ""
