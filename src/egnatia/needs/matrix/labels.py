"""What states, reasons and figures are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels

STATE: Labels = {
    "none": _("no need stated"),
    "open": _("open need"),
    "partly": _("partly"),
    "reported": _("activities reported"),
}
SHORT: Labels = {  # in a cell; the legend says it in full
    "none": _("no need"),
    "open": _("open"),
    "partly": _("partly"),
    "reported": _("reported"),
}
MEANING: Labels = {
    "none": _("No confirmed need is stated; there may be activities."),
    "open": _("A need is stated and no activity for it is reported."),
    "partly": _("A need and activities, but not yet what would close it: the line below says why."),
    "reported": _("A need and activities, and none of the reasons for “partly”. Whether they suffice is not assessed."),
}
REASON: Labels = {
    "planned-only": _("planned, funding not confirmed"),
    "only-regional": _("regional support only"),
    "single-partner": _("single partner"),
    "only-training": _("only training so far"),
    "ends-soon": _("support ends within 12 months"),
}
CLOSES: Labels = {  # what would close the need, by the reason why it is open in part
    "planned-only": _("The planned activities being funded and begun."),
    "only-regional": _(
        "Support for this economy itself, or an own measure. Regional support alone does not close a need."
    ),
    "single-partner": _("A second partner, or an own measure of the economy."),
    "only-training": _("Something besides training: a law, a unit, equipment, mentoring, a service."),
}
GOES_ON: Labels = {  # the same where it ends soon, by what it is that does
    "all": _("Something that goes on: all that is reported ends within 12 months."),
    "running": _("Something that goes on: all that runs for this economy itself ends within 12 months."),
    "planned": _("Something that goes on: all that is planned for this economy itself ends within 12 months."),
    "regional": _("Something that goes on: all that runs ends within 12 months."),
}
LEVEL: Labels = {"heading": _("headings"), "priority": _("priorities"), "objective": _("objectives")}
PHASE: Labels = {"running": _("running"), "planned": _("planned"), "ended": _("ended")}
FOOTING: Labels = {
    "dedicated": _("for this economy"),
    "regional": _("regional"),
    "own": _("own measure"),
}


def legend() -> list[tuple[str, object, object, object]]:
    """How a cell is read: (state, short word, word, meaning) each."""
    return [(state, SHORT[state], words, MEANING[state]) for state, words in STATE.items()]
