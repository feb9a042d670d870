"""People ask for what changed, and for the lists whose filters they keep."""

from django.dispatch import receiver

from egnatia.kernel.changes import Telling
from egnatia.kernel.lists import FilteredList
from egnatia.kernel.signals import changes_asked, lists_asked
from egnatia.start.home.changing import tellings
from egnatia.start.home.lists import filtered_lists


@receiver(changes_asked)
def on_changes_asked(**_rest: object) -> tuple[Telling, ...]:
    return tuple(tellings())


@receiver(lists_asked)
def on_lists_asked(**_rest: object) -> tuple[FilteredList, ...]:
    return tuple(filtered_lists())
