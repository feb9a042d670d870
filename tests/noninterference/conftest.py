"""Pages are made as they are served: nobody here asks which templates had part in them."""

from collections.abc import Iterator

import pytest
from django.template.base import Template
from django.test import utils


@pytest.fixture(autouse=True, scope="module")
def templates_as_served(django_test_environment: None) -> Iterator[None]:
    """Django's test environment copies the context of every template, each included one, for tests that look at it."""
    recording, Template._render = Template._render, utils._TestState.saved_data.template_render  # noqa: SLF001 - no public name
    yield
    Template._render = recording  # noqa: SLF001
