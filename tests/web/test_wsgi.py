"""What the server loads when it starts."""

import subprocess
import sys

import pytest

LOADED = """
import gc, sys
from egnatia.web import wsgi
assert callable(wsgi.application)
print(gc.get_freeze_count() > 100_000, "egnatia.needs.matrix.views" in sys.modules)
"""


@pytest.mark.slow
def test_pages_are_loaded_and_left_out_of_collections_of_garbage_before_the_first_request() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=120, check=False)

    assert done.stdout.split() == ["True", "True"], done.stderr
