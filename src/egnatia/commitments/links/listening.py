"""Pages of activities and needs ask what was agreed that they carry out, or that they are needed for."""

from uuid import UUID

from django.dispatch import receiver

from egnatia.commitments.links.queries import agreements_beside
from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Beside, agreements_asked


@receiver(agreements_asked)
def on_asked(*, reader: Reader, record: UUID, **_rest: object) -> tuple[Beside, ...]:
    return agreements_beside(reader, record)
