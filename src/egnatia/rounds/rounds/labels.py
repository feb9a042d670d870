"""What codes of a round are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.activities.activities.labels import Labels

SORT: Labels = {"needs": _("Needs of economies"), "support": _("Support by organisations")}
ROLE: Labels = {"states": _("States needs"), "supports": _("Provides support"), "observes": _("Observer")}
STAGE: Labels = {
    "invited": pgettext_lazy("a stage of a round", "Invited"),
    "started": _("Started"),
    "cleared": _("Cleared"),
    "accepted": _("Accepted"),
    "adopted": _("Adopted"),
}
NEXT: Labels = {
    "invited": _("answer the questions"),
    "started": _("complete and clear the replies"),
    "cleared": _("accept the replies, or return them with comments"),
    "accepted": _("adoption"),
    "adopted": _("none"),
}
ONLY_CLEAR = _("clear the replies")  # where none is left to give
VERDICT: Labels = {
    "true": _("still true"),
    "changed": _("changed"),
    "done": _("done"),
    "gone": _("no longer needed"),
}
VERDICT_OF_SUPPORT: Labels = {
    "true": _("still true"),
    "changed": _("changed"),
    "done": _("completed"),
    "gone": _("withdrawn"),
}
BUTTON: Labels = {
    "true": _("Still true"),
    "changed": _("Changed"),
    "done": _("Done"),
    "gone": _("No longer needed"),
}
BUTTON_OF_SUPPORT: Labels = {
    "true": _("Still true"),
    "changed": _("Changed"),
    "done": _("Completed"),
    "gone": pgettext_lazy("an activity", "Withdrawn"),
}
STEP: Labels = {
    "started": _("started"),
    "cleared": _("cleared"),
    "reopened": _("clearance withdrawn"),
    "returned": _("returned by the secretariat"),
    "accepted": _("accepted by the secretariat"),
    "unaccepted": _("acceptance withdrawn"),
    "adopted": _("adopted"),
    "recast": _("role changed by the secretariat"),
}


def verdicts_of(sort: str) -> Labels:
    return VERDICT if sort == "needs" else VERDICT_OF_SUPPORT


def buttons_of(sort: str) -> Labels:
    return BUTTON if sort == "needs" else BUTTON_OF_SUPPORT
