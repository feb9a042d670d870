"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Room

ROOM = Room(
    name="start",
    refusals={
        "desk": _("Only whoever holds the office of a focal point finds a desk there."),
        "demo-only": _("Codes from this machine are for demonstration accounts only."),
    },
)
