"""What codes of a round are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.activities.activities.labels import Labels

SORT: Labels = {"needs": _("needs of economies"), "support": _("support by organisations")}
ROLE: Labels = {"states": _("states needs"), "supports": _("supports"), "observes": _("observes")}
STAGE: Labels = {
    "invited": pgettext_lazy("a stage of a round", "Invited"),
    "started": _("Started"),
    "cleared": _("Cleared"),
    "accepted": _("Accepted"),
    "adopted": _("Adopted"),
}
NEXT: Labels = {
    "invited": _("answer the questions"),
    "started": _("finish the answers, then clear"),
    "cleared": _("accept, or return with comments"),
    "accepted": _("wait for adoption"),
    "adopted": _("nothing more"),
}
ONLY_CLEAR = _("clear the answers")  # where none is left to give
VERDICT: Labels = {
    "true": _("still true"),
    "changed": _("changed"),
    "done": _("done"),
    "gone": _("no longer needed"),
}
VERDICT_OF_SUPPORT: Labels = {
    "true": _("still true"),
    "changed": _("changed"),
    "done": _("finished"),
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
    "done": _("Finished"),
    "gone": pgettext_lazy("an activity", "Withdrawn"),
}
STEP: Labels = {
    "started": _("started"),
    "cleared": _("cleared"),
    "reopened": _("clearance taken back"),
    "returned": _("returned by the secretariat"),
    "accepted": _("accepted by the secretariat"),
    "unaccepted": _("acceptance taken back"),
    "adopted": _("adopted"),
    "recast": _("takes part otherwise, says the secretariat"),
}


def verdicts_of(sort: str) -> Labels:
    return VERDICT if sort == "needs" else VERDICT_OF_SUPPORT


def buttons_of(sort: str) -> Labels:
    return BUTTON if sort == "needs" else BUTTON_OF_SUPPORT
