"""What fields of a sheet are called, in the reader's language."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

FIELD: "Mapping[str, _StrPromise]" = {
    "title": _("title"),
    "description": _("description"),
    "identifier": _("number or identifier"),
    "record": _("record (of our own download)"),
    "economies": _("economies"),
    "places": _("places"),
    "start": _("beginning"),
    "end": _("end"),
    "period": _("beginning and end in one cell"),
    "amount": _("amount"),
    "currency": _("currency"),
    "band": _("amount band"),
    "status": _("status"),
    "reporting": _("organisation that reports it"),
    "funding": _("organisation that pays for it"),
    "implementing": _("organisation that carries it out"),
    "receiving": _("receiving institution"),
    "objectives": _("objectives"),
    "types": _("intervention types"),
    "groups": _("target groups"),
    "sectors": _("sectors or topics"),
    "sort": _("sort: project, event, own measure"),
    "measure": _("kind of measure"),
    "language": _("language"),
    "source": _("source"),
    "priority": _("priority: high, medium, low"),
    "nature": _("nature of the need"),
    "perspective": _("prevention or response"),
    "words": _("the need in words"),
    "page": _("page of the source"),
    "stated": _("when it was stated"),
}
MISSING: "Mapping[str, _StrPromise]" = {
    "title": _("Choose the column that holds the title, or mark columns that make the title together."),
    "words": _("Choose the column that says the need in words."),
    "objectives": _("Choose the column that says the objective."),
    "economies": _("Choose the column that names the economy, or say below for which economy all rows are."),
}
