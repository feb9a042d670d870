"""The wizard from a file to stored activities."""

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.mapping.activities.models import Activity
from egnatia.mapping.imports.models import Import, ImportRow
from egnatia.mapping.imports.working import carry_out
from tests.mapping.sheets.doing import SHEET, officer, sent, the_import, went_on

pytestmark = pytest.mark.django_db


def test_from_a_sheet_to_stored_activities(client: Client) -> None:
    by = officer(client)

    answer = sent(client, SHEET)
    made = the_import()
    assert answer.headers["Location"] == reverse("mapping:wizard", args=[made])
    assert b"Patrol training" in client.get(reverse("mapping:wizard", args=[made])).content

    answer = went_on(client, made)
    assert answer.headers["Location"] == reverse("mapping:import", args=[made])
    assert Import.objects.get().state == "tried"
    assert ImportRow.objects.filter(outcome="accepted").count() == 2, list(ImportRow.objects.values_list("sentence"))

    client.post(reverse("mapping:import-confirmation", args=[made]))
    carry_out(made, by.person)

    first, second = Activity.visible_to(by).order_by("title")
    assert (first.title, first.economies) == ("Patrol training", ["ALB", "MNE"])
    assert (str(first.amount), first.objectives, first.facts["types"]) == ("120000.50", ["2.3.1"], ["training"])
    assert (second.economies, second.band, second.amount) == (["XKX"], "50-250k", None)
