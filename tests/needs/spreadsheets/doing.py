"""A sheet as its sender brings it in, page by page."""

import io
import re
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from tests import make

from egnatia.activities.imports.models import Import
from egnatia.formats.sentences import SENTENCES
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN


def officer(client: Client, name: str = "officer") -> Reader:
    who = make.person(name)
    client.force_login(who)
    session = client.session
    session[SECOND_FACTOR_SHOWN] = True
    session.save()
    return reader_of(who, strong=True)


def officer_of(client: Client, economy: str) -> Reader:
    """A focal point, who speaks for this economy."""
    by = officer(client, "focal-point")
    make.seat(Person.objects.get(username="focal-point"), "focal-points", economy=economy)
    make.office(Person.objects.get(username="focal-point"), "F", where="focal-points", economy=economy)
    return reader_of(Person.objects.get(pk=by.person), strong=True)


def workbook(*rows: list[object], title: str = "Sheet") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SHEET = workbook(
    ["Project name", "Country", "Donor", "Start", "End", "Budget", "Type of activity", "Objective"],
    [
        "Patrol training",
        "Albania; Montenegro",
        "Ura (demo)",
        "1.3.2026",
        "31.12.2026",
        "120.000,5",
        "Training",
        "2.3.1",
    ],
    ["Store room", "Kosovo*", "Hub (demo)", "2026", "", "50-250k", "Something else", ""],
)


def sent(client: Client, content: bytes, name: str = "sheet.xlsx", **fields: object) -> HttpResponse:
    file = io.BytesIO(content)
    file.name = name
    told = {"marking-tlp": 1, "upload": file, **fields}
    return client.post(reverse("activities:import-new"), told)  # type: ignore[return-value]  # the test client's answer


def brought_back(said: str) -> tuple[str, str, str]:
    """What a sentence says of a list of ours that came back: its code, which list, and where a change of it is made."""
    for code in ("list-worked-out", "list-elsewhere"):
        if found := re.search(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(SENTENCES[code])), said):
            return code, found["list"], found["place"]
    raise AssertionError(said)


def the_import() -> UUID:
    return UUID(str(Import.objects.latest("started_at").pk))


def as_needs(client: Client, made: UUID) -> None:
    """The rows are needs: said on the page of tables, where the file itself does not show it."""
    chosen = Import.objects.get(pk=made).sheet.chosen
    client.post(reverse("needs:wizard", args=[made]), {"table": chosen, "rows": "needs"})


def form_of(client: Client, name: str, made: UUID) -> dict[str, object]:
    """Everything that the page's form would send as it stands."""
    form = client.get(reverse(name, args=[made])).context["form"]
    found = {bound.html_name: bound.value() for bound in form}
    return {key: value for key, value in found.items() if value not in (None, False, [], "")}


def went_on(client: Client, made: UUID, **changed: object) -> HttpResponse:
    """Through columns and values as suggested, to the dry run."""
    columns = form_of(client, "needs:wizard-columns", made) | changed
    client.post(reverse("needs:wizard-columns", args=[made]), columns)
    values = form_of(client, "needs:wizard-values", made)
    return client.post(reverse("needs:wizard-values", args=[made]), values)  # type: ignore[return-value]  # as above
