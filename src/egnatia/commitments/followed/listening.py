"""The desk of a focal point's office asks what was said to commitments; whoever keeps it need not know of them."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from egnatia.commitments.followed.queries.desk import desk_part
from egnatia.kernel.desk import DeskPart
from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import desk_asked


@receiver(desk_asked)
def on_desk_asked(*, reader: Reader, economies: Sequence[str], **_rest: Any) -> DeskPart:  # noqa: ANN401 - what a signal carries
    return desk_part(reader, economies)
