"""What codes of a need are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels, Words

PRIORITY: Labels = {"high": _("high"), "medium": _("medium"), "low": _("low")}
NATURE: Labels = {
    "legislative": _("legislative"),
    "institutional": _("institutional"),
    "operational": _("operational"),
}
PERSPECTIVE: Labels = {"prevention": _("prevention"), "response": _("response")}
STATUS: Labels = {
    "confirmed": _("confirmed by the economy"),
    "drafted": _("draft, not confirmed"),
    "declined": _("set aside by the economy"),
}
FIELDS: Labels = {  # in the order of a difference between two versions
    "words": _("Original text"),
    "language": _("Language"),
    "economy": _("Economy"),
    "objective": _("Objective"),
    "priority": _("Priority"),
    "nature": _("Nature"),
    "perspective": _("Perspective"),
    "source": _("Source document"),
    "page": _("Page"),
    "round": _("Year of the round"),
}

__all__ = ["FIELDS", "NATURE", "PERSPECTIVE", "PRIORITY", "STATUS", "Labels", "Words"]
