"""What is loaded with the rules: whoever reads them or scores one pair waits for no arrays."""

import subprocess
import sys

ARRAYS = ("numpy", "scipy", "numba", "pyarrow", "egnatia.overlap.arrays", "egnatia.overlap.rows")


def loaded_with(module: str) -> list[str]:
    """Which of ARRAYS a fresh Python has loaded after it imported `module`."""
    program = f"import {module}, sys; print(*(name for name in {ARRAYS} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_the_rules_load_no_arrays() -> None:
    assert loaded_with("egnatia.overlap") == []


def test_what_does_load_arrays_is_seen() -> None:
    assert "numpy" in loaded_with("egnatia.overlap.arrays")
