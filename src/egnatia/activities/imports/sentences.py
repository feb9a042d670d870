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
    "newer-elsewhere": _("Activity {element} of {file} is a newer state of it: that one is shown."),
    "newest-of-several": _("Several files have it in different states; this is the newest and is shown."),
    "newer-here": _("What is here was updated by its source later, on {date}: that one stays."),
    "withdrawn-here": _("Somebody of your organisation withdrew it here: it stays withdrawn."),
    "no-such-record": _(
        "There is no activity with the record number {value} that you can see; leave the column empty for a new one."
    ),
    "not-yours": _("It belongs to another organisation, which alone changes it; expected is the row as downloaded."),
    "record-twice": _("Row {row} has the record number {value} too; that row is used."),
    "here-again": _("It was here before, an import was undone: it is back."),
}
FAILURES: "dict[str, _StrPromise]" = {
    "interrupted": _("The work was interrupted three times, so nothing was stored. Please import the files again."),
    "taken": _(
        "Somebody else entered the same activities at the same moment, so nothing was stored. Please try again."
    ),
    "rights": _("You may no longer share under this marking, so nothing was stored."),
    "unexpected": _(
        "Something went wrong on our side, so nothing was stored. Please try again, or tell the secretariat."
    ),
}
STAYED: "dict[str, _StrPromise]" = {
    "edited": _("It was edited since."),
    "viewed": _("Somebody stated a view on one of its matches since."),
    "marked": _("Its marking was changed since."),
    "gone": _("It was withdrawn since."),
}


def said(code: str, params: "Mapping[str, Any]", otherwise: str = "") -> str:
    """The sentence of a code in the reader's language; `otherwise` for a code that is no longer known."""
    return told(code, params, otherwise, more=NOTES)
