"""People ask for what changed, and for the lists whose filters they keep: neither need know of commitments."""

from django.dispatch import receiver

from egnatia.commitments.standard_reports.lists import filtered_lists
from egnatia.commitments.standard_reports.queries.changing import tellings
from egnatia.kernel.changes import Telling
from egnatia.kernel.lists import FilteredList
from egnatia.kernel.signals import changes_asked, lists_asked


@receiver(changes_asked)
def on_changes_asked(**_rest: object) -> tuple[Telling, ...]:
    return tuple(tellings())


@receiver(lists_asked)
def on_lists_asked(**_rest: object) -> tuple[FilteredList, ...]:
    return tuple(filtered_lists())
