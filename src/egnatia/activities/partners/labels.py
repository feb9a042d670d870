"""What codes of requests and answers are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels
from egnatia.guests.rules import HANDED_IN, MADE, OPENED, OVER, RECALLED, SENT

TO_COME = _("The date is in the future. Enter today or an earlier date.")
TOO_MANY = _("No more activities can be added here. Submit your replies and contact the secretariat about the rest.")
VERDICT: Labels = {
    "": _("no reply yet"),
    "true": _("still true"),
    "changed": _("changed"),
    "ended": _("ended"),
    "new": _("new"),
}
STATE: Labels = {
    "waiting": _("awaiting confirmation"),
    "noted": _("noted"),
    "confirmed": _("confirmed"),
    "aside": _("set aside"),
}
BECAUSE: Labels = {
    "marked": _("Its marking does not allow the organisation to see it. Release it to the organisation first."),
    "kept-elsewhere": _("It belongs to another organisation; only they can change it. Contact them instead."),
}
STANDING: Labels = {
    HANDED_IN: _("submitted"),
    RECALLED: _("link withdrawn"),
    OVER: _("link expired"),
    OPENED: _("opened, not submitted yet"),
    SENT: _("e-mail sent, link not opened yet"),
    MADE: _("link created, not opened yet"),
    "sending": _("e-mail being sent"),
    "unsent": _("e-mail is not set up: create a link to share"),
}
