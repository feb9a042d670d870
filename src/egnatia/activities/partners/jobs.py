"""E-mails to organisations without an account."""

from egnatia.activities.partners.actions.requests import LINKS
from egnatia.guests.jobs import letters

send_partner_letter = letters("activities.send_partner_letter", LINKS)
