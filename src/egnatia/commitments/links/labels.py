"""What the kinds of records that are joined to a commitment are called."""

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels

KIND: Labels = {"activity": _("activity"), "need": _("need"), "commitment": _("commitment"), "outcome": _("document")}
