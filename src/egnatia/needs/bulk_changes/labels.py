"""Why a record is left out or stays, and what is changed, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels

WHY: Labels = {
    "changed": _("changed since"),
    "same": _("says all of this already"),
    "ends": _("it would end before it begins"),
    "key": _("your organisation already has it under this marking"),
    "highs": _("its economy has as many needs of high priority as it may"),
    "owner": _("belongs to another organisation"),
    "need-economy": _("you do not speak for its economy"),
    "second-factor": _("needs a sign-in with the second step"),
    "community": _("you may not mark for one of these communities"),
    "unread": _("you may not read what it said before"),
}
FIELDS: Labels = {
    "status": _("Status"),
    "start": _("Beginning"),
    "end": _("End"),
    "add_objective": _("Objective added"),
    "drop_objective": _("Objective taken away"),
    "add_sector": _("Sector added"),
    "drop_sector": _("Sector taken away"),
    "add_type": _("Type added"),
    "drop_type": _("Type taken away"),
    "objective": _("Objective"),
    "priority": _("Priority"),
    "nature": _("Nature"),
    "perspective": _("Perspective"),
    "source": _("Source document"),
    "round": _("Year of the round"),
}
