"""For tests that do not ask which templates had part in a page: a conftest.py imports the fixture."""

from collections.abc import Iterator

import pytest
from django.template.base import Template
from django.test import utils

STATE, RENDER = "_TestState", "_render"  # Django has no public names for them


@pytest.fixture(autouse=True, scope="module")
def templates_as_served(django_test_environment: None) -> Iterator[None]:
    """Django's test environment copies the context of every template, each included one, for tests that look at it."""
    recording = getattr(Template, RENDER)
    setattr(Template, RENDER, getattr(utils, STATE).saved_data.template_render)
    yield
    setattr(Template, RENDER, recording)
