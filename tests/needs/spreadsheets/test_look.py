"""The pages of the wizard in a real browser, answered from memory."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.formats.sheets import templates
from tests.needs.spreadsheets.doing import SHEET, form_of, officer, sent, the_import
from tests.web.look_browser import faults_of

from egnatia.formats.sheets import Mapping, Use
from egnatia.needs.spreadsheets.actions import keep

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def pages(client: Client) -> dict[str, bytes]:
    """Every page as its reader gets it, those that find fault too."""
    by = officer(client)
    found = {"new": client.get(reverse("activities:import-new")).content}
    found["refused"] = sent(client, b"Title;Place\n", "empty.csv").content
    found["none-kept"] = client.get(reverse("needs:sheet-mappings")).content
    sent(client, SHEET, "a sheet of a partner with a long name.xlsx")
    made = the_import()
    found["columns-wrong"] = client.post(reverse("needs:wizard-columns", args=[made]), {"use-1": "economies"}).content
    for step in ("wizard", "wizard-columns"):
        found[step] = client.get(reverse(f"needs:{step}", args=[made])).content
    client.post(reverse("needs:wizard-columns", args=[made]), form_of(client, "needs:wizard-columns", made))
    address = reverse("needs:wizard-values", args=[made])
    found["wizard-values"] = client.get(address).content
    found["values-wrong"] = client.post(address, {"value-0": "nowhere"}).content
    client.post(address, form_of(client, "needs:wizard-values", made))
    found["tried"] = client.get(reverse("activities:import", args=[made])).content
    keep("Hub", Mapping(columns=(Use("Donor", "title"),)), by=by)
    found["kept"] = client.get(reverse("needs:sheet-mappings")).content
    sent(client, templates.nested_headings(), "round.docx")
    found["word"] = client.get(reverse("needs:wizard", args=[the_import()])).content
    return found


def test_the_pages_of_the_wizard_can_be_used_by_everybody(client: Client) -> None:
    assert faults_of(pages(client)) == []
