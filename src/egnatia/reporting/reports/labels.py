"""What reports and their languages are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels
from egnatia.kernel.lists import Listing

REPORT = Listing("report", _("Report"), "reporting:reports", _("Report"))  # as a file
TITLE: Labels = {
    "needs": _("Needs report"),
    "support": _("Support report"),
    "open": _("Overlaps and open needs"),
    "economy": _("Brief on an economy"),
    "objective": _("Brief on an objective"),
    "partner": _("Brief on a partner"),
    "institution": _("Brief on a receiving institution"),
}
WHY: Labels = {  # why a word is shown by the naming check
    "country": _("we say economy"),
    "flag": _("no flags"),
    "name": _("the forum has another name"),
    "judging": _("may sound like a judgement"),
    "person": _("names persons by a suspicion"),
}
STATE: Labels = {
    "circulating": _("circulating, not adopted yet"),
    "broken": _("not adopted: the silence was broken"),
    "adopted": _("adopted"),
}
