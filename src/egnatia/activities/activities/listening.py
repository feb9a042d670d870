"""Other domains ask who pays for activities; the answer holds those alone that the reader sees."""

from collections.abc import Collection
from uuid import UUID

from django.dispatch import receiver

from egnatia.activities.activities.queries.paying import funders_of
from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Funded, funders_asked


@receiver(funders_asked)
def on_asked(*, reader: Reader, activities: Collection[UUID], **_rest: object) -> dict[UUID, Funded]:
    return funders_of(reader, activities)
