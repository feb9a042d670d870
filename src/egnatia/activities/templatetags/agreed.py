"""What was agreed that an activity carries out, or a need is behind: another domain answers."""

from typing import cast
from uuid import UUID

from django import template

from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Beside, agreements_asked

register = template.Library()


@register.simple_tag
def agreed_in(reader: Reader, record: UUID) -> tuple[Beside, ...]:
    """`{% agreed_in page.reader record as agreements %}`: what he sees of it, in the order in which it was joined."""
    return _asked(reader, record)


def _asked(reader: Reader, record: UUID) -> tuple[Beside, ...]:
    answers = agreements_asked.send(sender=None, reader=reader, record=record)
    return tuple(each for _receiver, found in answers for each in cast("tuple[Beside, ...]", found))
