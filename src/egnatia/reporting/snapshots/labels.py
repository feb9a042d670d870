"""What codes of a snapshot are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels

SORT: Labels = {"comment": _("Comment"), "wording": _("Proposed wording"), "decision": _("Decision")}
STATE: Labels = {
    "draft": _("Draft, not adopted"),
    "submitted": _("Submitted for adoption"),
    "circulating": _("Under silence procedure"),
    "broken": _("Silence broken"),
    "withdrawn": _("Withdrawn before adoption"),
    "adopted": _("Adopted"),
}
