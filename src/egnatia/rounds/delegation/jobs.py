"""E-mails to colleagues who are asked for a section."""

from egnatia.guests.jobs import letters
from egnatia.rounds.delegation.actions import LINKS

send_section_letter = letters("rounds.send_section_letter", LINKS)
