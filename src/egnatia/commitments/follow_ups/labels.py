"""What codes of a follow-up are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels

POSITION: Labels = {
    "supported": _("supported"),
    "noted": _("noted"),
    "considered": _("under consideration"),
    "not-applicable": _("not applicable"),
}
SYMBOL = {"supported": "●", "noted": "◐", "considered": "○", "not-applicable": "–"}
# The cells of a table by how much is said: the same patterns as in the matrix, no colours of praise or blame.
STATE = {"supported": "reported", "noted": "partly", "considered": "partly", "not-applicable": "none"}
RECURRENCE: Labels = {
    "": _("once"),
    "half-yearly": _("every six months"),
    "yearly": _("every year"),
    "two-yearly": _("every two years"),
}
