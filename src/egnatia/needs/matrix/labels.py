"""What states, reasons and figures are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.activities.activities.labels import Labels

STATE: Labels = {
    "none": _("no need stated"),
    "open": _("open need"),
    "partly": _("partly"),
    "reported": _("activities reported"),
}
SHORT: Labels = {  # in a cell; the legend says it in full
    "none": _("none stated"),
    "open": pgettext_lazy("of a need", "open"),
    "partly": _("partly"),
    "reported": _("reported"),
}
GROUP: Labels = {  # the cells of one economy
    "open": _("Open needs"),
    "partly": _("Partly addressed"),
    "reported": _("With activities"),
    "none": _("Without a confirmed need"),
}
COUNTED: Labels = {
    "open": pgettext_lazy("of a need", "open"),
    "partly": _("partly"),
    "reported": _("with activities"),
}
MEANING: Labels = {
    "none": _("No confirmed need is stated; there may be activities."),
    "open": _("A need is stated and no activity for it is reported."),
    "partly": _("A need is stated and activities are reported, but they do not close the need. The reason is given."),
    "reported": _(
        "A need is stated, activities are reported, and none of the reasons for “partly” "
        "applies. Whether the support is sufficient is not assessed."
    ),
}
REASON: Labels = {
    "planned-only": _("planned, funding not confirmed"),
    "only-regional": _("regional support only"),
    "single-partner": _("single partner"),
    "only-training": _("only training so far"),
    "ends-soon": _("support ends within 12 months"),
}
CLOSES: Labels = {  # what would close the need, by the reason why it is open in part
    "planned-only": _("Confirmed funding and the start of the planned activities."),
    "only-regional": _(
        "Support specifically for this economy, or its own measure. Regional support alone does not close a need."
    ),
    "single-partner": _("A second partner, or a measure taken by the economy."),
    "only-training": _("Support other than training, such as a law, a unit, equipment, mentoring or a service."),
}
GOES_ON: Labels = {  # the same where it ends soon, by what it is that does
    "all": _("Longer-term support: all reported activities end within 12 months."),
    "running": _("Longer-term support: all activities running specifically for this economy end within 12 months."),
    "planned": _("Longer-term support: all activities planned specifically for this economy end within 12 months."),
    "regional": _("Longer-term support: all running activities end within 12 months."),
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
