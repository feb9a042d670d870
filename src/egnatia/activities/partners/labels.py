"""What codes of requests and answers are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels

TO_COME = _("Found a day to come; expected today or an earlier day.")
TOO_MANY = _("No more activities can be added here. Hand in, and write to the secretariat about the rest.")
VERDICT: Labels = {
    "": _("not answered yet"),
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
    "marked": _("Its marking does not let the organisation read it. Release it to the organisation first."),
    "kept-elsewhere": _("Another organisation keeps it: only that one can change it. Ask there."),
}
STANDING: Labels = {
    "handed-in": _("handed in"),
    "recalled": _("recalled"),
    "over": _("the link no longer holds"),
    "opened": _("opened, not handed in yet"),
    "sent": _("letter sent, not opened yet"),
    "made": _("link made to hand over, not opened yet"),
    "sending": _("letter being sent"),
    "unsent": _("no letters leave this installation: make a link to hand over"),
}
