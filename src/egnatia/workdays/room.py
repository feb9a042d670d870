"""What this room brings to the site."""

from egnatia.kernel.rooms import Room

ROOM = Room(name="workdays", prefix="calendars/")
