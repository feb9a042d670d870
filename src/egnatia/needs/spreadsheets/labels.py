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
    "record": _("record identifier (from a download of this platform)"),
    "economies": _("economies"),
    "places": _("places"),
    "start": _("start date"),
    "end": _("end date"),
    "period": _("beginning and end in one cell"),
    "amount": _("amount"),
    "currency": _("currency"),
    "band": _("amount band"),
    "status": _("status"),
    "reporting": _("reporting organisation"),
    "funding": _("funding organisation"),
    "implementing": _("implementing organisation"),
    "receiving": _("receiving institution"),
    "objectives": _("objectives"),
    "types": _("intervention types"),
    "groups": _("target groups"),
    "sectors": _("sectors or topics"),
    "sort": _("type: project, event, own measure"),
    "measure": _("type of measure"),
    "language": _("language"),
    "source": _("source"),
    "priority": _("priority: high, medium, low"),
    "nature": _("nature of the need"),
    "perspective": _("perspective: prevention, response"),
    "words": _("text of the need"),
    "page": _("page of the source"),
    "stated": _("date stated"),
}
MISSING: "Mapping[str, _StrPromise]" = {
    "title": _("Select the column with the title, or tick the columns that form the title together."),
    "words": _("Select the column with the text of the need."),
    "objectives": _("Select the column with the objective."),
    "economies": _("Select the column with the economy, or select economies for all rows below."),
}
PROPOSED: "Mapping[str, _StrPromise]" = {
    "places": _("Places in the file are in %(economy)s: %(places)s."),
    "title": _("The name of the file mentions %(economy)s."),
    "currency": _("Amounts in the file are written with %(currency)s."),
    "language": _("The texts appear to be in this language: %(language)s."),
}
UNSAID: "Mapping[str, _StrPromise]" = {
    "economies": _("Without an economy, activities are not shown in “Needs and support” and are rarely matched."),
    "currency": _("Without a currency, amounts are not counted in totals of funding."),
    "language": _("Without a language, activities are matched less reliably with texts in other languages."),
}
