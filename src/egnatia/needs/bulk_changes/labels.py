"""Why a record is left out or stays, and what is changed, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels

WHY: Labels = {
    "changed": _("changed in the meantime"),
    "same": _("already has these values"),
    "ends": _("the end date would be before the start date"),
    "key": _("your organisation already has the same record with this marking"),
    "highs": _("the limit of high-priority needs of its economy is reached"),
    "owner": _("owned by another organisation"),
    "need-economy": _("you do not represent its economy"),
    "second-factor": _("requires two-step verification"),
    "community": _("you cannot share with one of these groups"),
    "unread": _("you do not have access to the earlier version"),
}
FIELDS: Labels = {
    "status": _("Status"),
    "start": _("Start date"),
    "end": _("End date"),
    "add_objective": _("Objective added"),
    "drop_objective": _("Objective removed"),
    "add_sector": _("Sector added"),
    "drop_sector": _("Sector removed"),
    "add_type": _("Type added"),
    "drop_type": _("Type removed"),
    "objective": _("Objective"),
    "priority": _("Priority"),
    "nature": _("Nature"),
    "perspective": _("Perspective"),
    "source": _("Source document"),
    "round": _("Year of the round"),
}
