"""The compiled loops as plain Python."""

import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import numba
import pytest

from egnatia.overlap import arrays
from egnatia.overlap.arrays import index

COPIED = tuple(
    f"egnatia.overlap.arrays.{name}"
    for name in (
        "features", "descriptions", "agreement", "difference", "score", "postings",
        "sketches", "sketch_comparison", "thresholds", "similarity", "prefetch", "kernels",
    )
)  # fmt: skip
READING = tuple(
    f"egnatia.overlap.arrays.{name}" for name in ("tokenizer", "texts", "key_parts", "keys", "batch_kernels")
)


@pytest.fixture(scope="module")
def plain() -> ModuleType:
    """The loops as Python runs them: what it does not trace when they are compiled is traced here."""
    return uncompiled(*COPIED)


@pytest.fixture(scope="module")
def plainly_read() -> ModuleType:
    """Those that put activities into arrays, in the same way."""
    return uncompiled(*READING)


def uncompiled(*names: str) -> ModuleType:
    """The last of these modules, which it imports with the others of them."""
    loaded = {name: import_module(name) for name in names}
    for name in names:
        del sys.modules[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numba.config, "DISABLE_JIT", True)
        copy = import_module(names[-1])
    sys.modules |= loaded
    for name, module in loaded.items():
        setattr(arrays, name.rpartition(".")[2], module)
    return copy


@pytest.fixture(scope="module")
def however_few() -> Iterator[None]:
    """A collection is compared in compiled loops, however small it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "FEW", 0)
        yield
