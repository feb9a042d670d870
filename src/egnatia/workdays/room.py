"""What this room brings to the site."""

from egnatia.kernel.rooms import Demo, Room
from egnatia.workdays.actions import load_demo, remove_demo

ROOM = Room(name="workdays", prefix="calendars/", demos=(Demo(load_demo, remove_demo),))
