"""The history of a record holds what its reader may read of it."""

from django.template.loader import render_to_string


def test_a_history_without_a_version_that_he_may_read_is_not_shown() -> None:
    assert render_to_string("components/history.html", {"history": ()}).strip() == ""
