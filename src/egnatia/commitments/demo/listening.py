"""The demo of the mapping tells that it was loaded or taken away; that of the commitments follows it."""

from typing import Any

from django.dispatch import receiver

from egnatia.commitments.demo import actions
from egnatia.kernel.signals import demo_loaded, demo_removed


@receiver(demo_loaded)
def on_loaded(*, returning: bool, **_rest: Any) -> int:  # noqa: ANN401 - what a signal carries
    return actions.install() + (actions.restore() if returning else 0)


@receiver(demo_removed)
def on_removed(**_rest: Any) -> int:  # noqa: ANN401 - what a signal carries
    return actions.remove()
