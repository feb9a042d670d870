"""What reports and their languages are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels
from egnatia.kernel.lists import Listing

REPORT = Listing("report", _("Report"), "reporting:reports", _("Report"))  # as a file
TITLE: Labels = {
    "board": _("Paper for the board"),
    "needs": _("Needs report"),
    "support": _("Support report"),
    "open": _("Overlaps and open needs"),
    "economy": _("Brief on an economy"),
    "objective": _("Brief on an objective"),
    "partner": _("Brief on a partner"),
    "institution": _("Brief on a receiving institution"),
}
WHY: Labels = {  # why a word is shown by the naming check
    "country": _("use “economy”"),
    "flag": _("do not use flags"),
    "name": _("the network uses another name"),
    "judging": _("may be read as a judgement"),
    "person": _("may stigmatise persons"),
}
STATE: Labels = {
    "draft": _("Draft, not adopted"),
    "submitted": _("submitted for adoption, not yet adopted"),
    "circulating": _("under silence procedure, not yet adopted"),
    "broken": _("not adopted: silence broken"),
    "withdrawn": _("not adopted: withdrawn"),
    "adopted": _("adopted"),
}
