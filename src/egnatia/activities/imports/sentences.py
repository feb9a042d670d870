"""What is said of rows, files and imports, by code. Texts of the readers are English in `egnatia.formats`."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from egnatia.pages.refusals import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

NOTES: "dict[str, _StrPromise]" = {
    "identifier-twice": _(
        "{file} gives the identifier {identifier} to two activities with different titles; activity {element} is used."
    ),
    "same-again": _("The same as activity {element} of {file}."),
    "newer-elsewhere": _("Activity {element} in {file} is a newer version. The newer version is shown."),
    "newest-of-several": _("Several files contain different versions. This is the newest and is shown."),
    "newer-here": _("The existing record has a later update from its source ({date}) and is kept."),
    "withdrawn-here": _("Your organisation withdrew this activity. It stays withdrawn."),
    "no-such-record": _(
        "No activity with record number {value} was found. For a new activity, leave the column empty."
    ),
    "not-yours": _(
        "The activity belongs to another organisation; only they can change it. Leave the row as downloaded."
    ),
    "record-twice": _("Row {row} has the same record number ({value}). That row is used."),
    "outside": _("It names none of your economies."),
    "outside-region": _("It names none of your economies, and only activities in your economies were taken."),
    "here-again": _("The activity was withdrawn when an import was undone. It is restored."),
}
FAILURES: "dict[str, _StrPromise]" = {
    "interrupted": _("The import was interrupted three times and nothing was imported. Please import the files again."),
    "taken": _("Someone else entered the same activities at the same time. Nothing was imported; please try again."),
    "rights": _("You may no longer use this marking. Nothing was imported."),
    "unexpected": _(
        "An error occurred on our side and nothing was imported. Please try again or contact the secretariat."
    ),
}
STAYED: "dict[str, _StrPromise]" = {
    "edited": _("Edited since the import."),
    "viewed": _("A position on one of its overlaps was recorded since the import."),
    "marked": _("Marking changed since the import."),
    "gone": _("Withdrawn since the import."),
}


def said(code: str, params: "Mapping[str, Any]", otherwise: str = "") -> str:
    """The sentence of a code in the reader's language; `otherwise` for a code that is no longer known."""
    return told(code, params, otherwise, more=NOTES)
