"""What no column gives is asked for, with a proposal and its reason; the dry run says what lacks."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.needs.spreadsheets.doing import form_of, officer, sent, the_import, went_on, workbook
from tests.visits import got, words

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.jobs import carry_out
from egnatia.formats.sheets.economies import economy_of_places
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db

TOWNS = workbook(
    ["Project name", "Location", "Budget"],
    ["Obuka policije za rad sa mladima u opštinama na jugu zemlje", "Niš", "1000"],
    ["Nabavka opreme za službu za izvršenje krivičnih sankcija", "Novi Sad", "2000"],
    ["Podrška centrima za socijalni rad i prevenciju nasilja", "Ruritanija", "3000"],
)


def asked(client: Client) -> dict[str, object]:
    form = got(client, "needs:wizard-columns", the_import()).context["form"]
    return {bound.name: bound.value() for bound in form.asked()}


def test_places_say_the_economy_and_with_it_the_language(client: Client) -> None:
    officer(client)
    sent(client, TOWNS)

    assert asked(client) == {"economies": ["SRB"], "currency": "", "language": "sr"}
    page = got(client, "needs:wizard-columns", the_import())
    serbia = next(each.name for each in forum().economies if each.code == "SRB")
    (reason,) = (bound.help_text for bound in page.context["form"].asked() if bound.name == "economies")
    assert serbia in reason
    assert "Niš" in reason
    assert reason in words(page.content)


def test_what_was_proposed_holds_for_all_rows(client: Client) -> None:
    by = officer(client)
    sent(client, TOWNS)

    went_on(client, the_import(), currency="EUR")
    assert got(client, "activities:import", the_import()).context["found"].preview.gaps == {"dates": 3}
    client.post(reverse("activities:import-confirmation", args=[the_import()]))
    carry_out(the_import(), by.person)

    stored = Activity.visible_to(by)
    assert {(*each.economies, each.currency, each.language) for each in stored} == {("SRB", "EUR", "sr")}


def test_the_name_of_the_file_says_the_economy(client: Client) -> None:
    officer(client)
    sent(client, workbook(["Project name"], ["Patrol training"]), "Projects in Albania 2025.xlsx")

    assert asked(client)["economies"] == ["ALB"]


def test_signs_in_the_amounts_say_the_currency(client: Client) -> None:
    officer(client)
    sent(client, workbook(["Project name", "Budget"], ["Patrol training", "1.000,00 RSD"], ["Store", "2.000,00 RSD"]))

    assert asked(client)["currency"] == "RSD"


def test_what_a_column_gives_is_not_asked(client: Client) -> None:
    officer(client)
    header: list[object] = ["Project name", "Country", "Budget", "Currency", "Language"]
    sent(client, workbook(header, ["Patrol training", "Albania", "1000", "EUR", "en"]))

    assert asked(client) == {}


def test_a_proposal_that_was_changed_stays_changed(client: Client) -> None:
    officer(client)
    sent(client, TOWNS)

    went_on(client, the_import(), economies=["MNE"], language="cnr")

    assert form_of(client, "needs:wizard-columns", the_import())["economies"] == ["MNE"]
    assert form_of(client, "needs:wizard-columns", the_import())["language"] == "cnr"


@pytest.mark.parametrize(
    ("places", "economy"),
    [
        (["Скопје", "Битола"], "MKD"),
        (["Belgrade", "NIS", "Nowhere"], "SRB"),
        (["Belgrade", "Tirana"], ""),
        (["Nowhere"], ""),
        ([], ""),
    ],
)
def test_places_that_disagree_or_are_unknown_say_nothing(places: list[str], economy: str) -> None:
    assert economy_of_places(places)[0] == economy
