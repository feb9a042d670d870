"""The pages of the wizard in a real browser, answered from memory."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Route
from tests.formats.sheets import templates
from tests.needs.spreadsheets.doing import SHEET, form_of, officer, sent, the_import
from tests.web import look_page
from tests.web.look_browser import AXE, ORIGIN, TYPES, chromium

from egnatia.formats.sheets import Mapping, Use
from egnatia.needs.spreadsheets.actions.keeping import keep
from egnatia.web.middleware.security import HEADERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def pages(client: Client) -> dict[str, bytes]:
    """Every page as its reader gets it, those that find fault too."""
    by = officer(client)
    found = {"new": client.get(reverse("needs:wizard-new")).content}
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
    answers = pages(client)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if path.startswith("/static/"):
            body = look_page.static_file(path.removeprefix("/static/"))
            route.fulfill(body=body, content_type=TYPES[Path(path).suffix], headers=HEADERS)
        else:
            found = answers.get(path.strip("/"))
            route.fulfill(status=200 if found else 404, body=found or b"", content_type="text/html", headers=HEADERS)

    faults = []
    with chromium() as browser:
        for width in (1280, 390):
            context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
            context.route("**/*", answer)
            for name in answers:
                page = context.new_page()
                page.goto(f"{ORIGIN}/{name}")
                found = page.evaluate(f"(async () => {{ {AXE}; return await axe.run() }})()")
                faults += [f"{name} {width}: {rule['id']} {rule['nodes'][0]['html']}" for rule in found["violations"]]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{name} {width}: scrolls sideways")
                if folder := os.environ.get("EGNATIA_PICTURES"):
                    page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
                page.close()
            context.close()

    assert faults == []
