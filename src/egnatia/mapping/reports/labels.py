"""What reports and their languages are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.mapping.activities.labels import Labels

TITLE: Labels = {
    "needs": _("Needs report"),
    "support": _("Support report"),
    "open": _("Overlaps and open needs"),
    "economy": _("Brief on an economy"),
    "objective": _("Brief on an objective"),
    "partner": _("Brief on a partner"),
    "institution": _("Brief on a receiving institution"),
}
