"""What codes of a snapshot are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels

SORT: Labels = {"comment": _("Comment"), "wording": _("Proposed wording"), "decision": _("Decision")}
STATE: Labels = {"circulating": _("Under silence procedure"), "broken": _("Silence broken"), "adopted": _("Adopted")}
