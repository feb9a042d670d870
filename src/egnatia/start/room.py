"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Room

ROOM = Room(
    name="start",
    refusals={
        "desk": _("Only focal points and the secretariat have handover notes."),
        "demo-only": _("Demonstration codes work for demonstration accounts only."),
    },
    help={"start:desk": "handover", "start:home": "visibility"},
)
