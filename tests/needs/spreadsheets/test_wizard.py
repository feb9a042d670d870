"""The wizard from a file to stored activities."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.formats.sheets import templates
from tests.needs.spreadsheets.doing import (
    SHEET,
    as_needs,
    form_of,
    officer,
    officer_of,
    sent,
    the_import,
    went_on,
    workbook,
)
from tests.visits import Answer, faults, got, offers, rows, words

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.jobs import carry_out
from egnatia.activities.imports.models import Import, ImportRow
from egnatia.formats.sentences import sentence
from egnatia.formats.sheets import Mapping, Use
from egnatia.kernel.faults import NotFound
from egnatia.needs.needs.models import Need
from egnatia.needs.spreadsheets.actions import keep
from egnatia.needs.spreadsheets.forms import MISSING
from egnatia.needs.spreadsheets.models import SheetMapping
from egnatia.needs.spreadsheets.queries import source_of

pytestmark = pytest.mark.django_db


def test_from_a_sheet_to_stored_activities(client: Client) -> None:
    by = officer(client)

    answer = sent(client, SHEET)
    made = the_import()
    assert answer.headers["Location"] == reverse("needs:wizard", args=[made])
    assert b"Patrol training" in client.get(reverse("needs:wizard", args=[made])).content

    answer = went_on(client, made)
    assert answer.headers["Location"] == reverse("activities:import", args=[made])
    assert Import.objects.get().state == "tried"
    assert ImportRow.objects.filter(outcome="accepted").count() == 2, list(ImportRow.objects.values_list("sentence"))

    client.post(reverse("activities:import-confirmation", args=[made]))
    carry_out(made, by.person)

    first, second = Activity.visible_to(by).order_by("title")
    assert (first.title, first.economies) == ("Patrol training", ["ALB", "MNE"])
    assert (str(first.amount), first.objectives, first.facts["types"]) == ("120000.50", ["2.3.1"], ["training"])
    assert (second.economies, second.band, second.amount) == (["XKX"], "50-250k", None)


def page(client: Client, name: str, made: UUID) -> str:
    answer = client.get(reverse(name, args=[made]))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_file_that_cannot_be_used_says_why_beside_its_field(client: Client) -> None:
    officer(client)

    answer: Answer = sent(client, b"Title;Place\n", "empty.csv", source="Hub")

    assert answer.context["form"].errors == {"upload": [sentence("no-table", {"file": "empty.csv"})]}
    assert sentence("no-table", {"file": "empty.csv"}) in answer.text
    assert 'value="Hub"' in answer.text
    assert not Import.objects.exists()
    assert faults(client.post(reverse("activities:import-new"), {"marking-tlp": 1})) == {"upload": ["required"]}


def test_who_will_see_it_is_shown_before_a_file_is_chosen(client: Client) -> None:
    officer(client)

    answer = client.post(reverse("activities:import-new"), {"marking-tlp": 1, "preview": 1, "source": "Hub"})

    assert "TLP:GREEN" in answer.content.decode()
    assert 'value="Hub"' in answer.content.decode()


def test_nothing_is_lost_on_the_way_back(client: Client) -> None:
    officer(client)
    sent(client, SHEET)
    made = the_import()
    client.post(reverse("needs:wizard", args=[made]), {"table": ["0"]})
    went_on(client, made, **{"language": "sr", "use-1": ""})

    assert form_of(client, "needs:wizard-columns", made)["language"] == "sr"
    assert "use-1" not in form_of(client, "needs:wizard-columns", made)
    assert offers(got(client, "activities:import", made), "needs:wizard-columns", made)
    assert Import.objects.get().state == "tried"

    went_on(client, made, **{"use-1": "economies"})

    assert ImportRow.objects.filter(outcome="accepted").count() == 2


def test_a_table_must_be_chosen_and_a_column_must_be_the_title(client: Client) -> None:
    officer(client)
    sent(client, SHEET)
    made = the_import()

    none: Answer = client.post(reverse("needs:wizard", args=[made]))
    assert none.status_code == 200
    assert faults(none) == {"table": ["required"]}
    assert none.context["form"].errors["table"][0] in words(none.content)
    wrong = {"use-1": "economies", "currency": "12a"}
    answer: Answer = client.post(reverse("needs:wizard-columns", args=[made]), wrong)
    assert faults(answer) == {"currency": [""], "__all__": [""]}
    errors = answer.context["form"].errors
    assert errors["__all__"] == [MISSING["title"]]
    assert "“12A”" in errors["currency"][0]
    assert all(said in words(answer.content) for (said,) in errors.values())

    client.post(reverse("needs:wizard-columns", args=[made]), {"titled-0": "on", "titled-1": "on"})

    assert "title_of" in page(client, "needs:wizard-mapping", made)


def test_values_are_mapped_to_terms_and_kept_under_a_name_for_the_next_sheet(client: Client) -> None:
    by = officer(client)
    sent(client, SHEET)
    made = the_import()
    client.post(reverse("needs:wizard-columns", args=[made]), form_of(client, "needs:wizard-columns", made))
    values = form_of(client, "needs:wizard-values", made)
    number = next(
        bound.html_name
        for bound in client.get(reverse("needs:wizard-values", args=[made])).context["form"]
        if bound.label == "Something else"
    )

    wrong: Answer = client.post(reverse("needs:wizard-values", args=[made]), values | {number: "colours"})
    assert faults(wrong) == {number: [""]}
    (said,) = wrong.context["form"].errors[number]
    assert "“colours”" in said
    assert said in words(wrong.content)
    client.post(reverse("needs:wizard-values", args=[made]), values | {number: "communication", "name": "Hub"})

    assert SheetMapping.visible_to(by).get().name == "Hub"
    assert "Hub" in client.get(reverse("needs:sheet-mappings")).content.decode()
    sent(client, SHEET, "next.xlsx")
    again = client.get(reverse("needs:wizard-values", args=[the_import()])).context["form"]
    assert again[number].value() == "communication"

    went_on(client, the_import())
    client.post(reverse("needs:wizard-values", args=[the_import()]), {"name": "Hub"})
    assert SheetMapping.objects.count() == 1

    kept = SheetMapping.objects.get().pk
    assert b"Something else" in client.get(reverse("needs:sheet-mapping", args=[kept])).content
    client.post(reverse("needs:sheet-mapping-forgetting", args=[kept]))
    assert got(client, "needs:sheet-mappings").context["kept"] == []
    assert client.post(reverse("needs:sheet-mapping-forgetting", args=[kept])).status_code == 404
    assert client.get(reverse("needs:sheet-mapping", args=[kept])).status_code == 404


def test_a_mapping_that_is_chosen_is_used(client: Client) -> None:
    by = officer(client)
    kept = keep("Hub", Mapping(columns=(Use("Donor", "title"),)), by=by)

    sent(client, SHEET, kept=str(kept))

    assert form_of(client, "needs:wizard-columns", the_import()) == {"use-2": "title"}


def test_an_import_whose_columns_are_being_chosen_leads_back_to_them_and_can_be_discarded(client: Client) -> None:
    officer(client)
    sent(client, SHEET)
    made = the_import()

    assert client.get(reverse("activities:import", args=[made])).headers["Location"] == reverse(
        "needs:wizard", args=[made]
    )
    (listed,) = rows(got(client, "activities:imports"))
    assert listed[1] == str(Import.State.CHOOSING.label)
    client.post(reverse("activities:import-dismissal", args=[made]))
    assert client.get(reverse("needs:wizard", args=[made])).status_code == 403


def test_others_see_nothing_of_it(client: Client) -> None:
    officer(client)
    sent(client, SHEET)
    made = the_import()
    officer(client, "stranger")

    for name in ("wizard", "wizard-columns", "wizard-values", "wizard-mapping"):
        assert client.get(reverse(f"needs:{name}", args=[made])).status_code == 404
    with pytest.raises(NotFound):
        source_of(make.reader("third"), made)


def test_a_large_sheet_is_looked_at_in_a_job(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    by = officer(client)
    monkeypatch.setattr("egnatia.needs.spreadsheets.queries.SMALL", 10)
    sent(client, SHEET)
    made = the_import()

    went_on(client, made)

    assert Import.objects.get().state == "trying"
    assert client.post(reverse("needs:wizard", args=[made]), {"table": ["0"]}).status_code == 403
    carry_out(made, by.person)
    assert Import.objects.get().state == "tried"


def test_rows_that_are_needs_become_needs(client: Client) -> None:
    by = officer_of(client, "ALB")
    content = workbook(
        ["Economy", "Objective", "Need", "Priority"], ["Albania", "2.3.2", "Officers for probation", "high"]
    )
    sent(client, content, source="Report")
    answer = went_on(client, the_import())

    report = answer.content.decode()
    assert "Officers for probation" in report
    packed = re.search(r'name="plan"\s+value="([^"]+)"', report)
    assert packed is not None
    client.post(reverse("needs:needs-upload-applying"), {"plan": packed[1], "marking-tlp": 1})
    assert Need.visible_to(by).get().objective == "2.3.2"


def test_needs_ask_for_an_economy_that_one_speaks_for(client: Client) -> None:
    officer(client)
    sent(client, workbook(["Economy", "Objective", "Need"], ["Albania", "2.3.2", "x"]))
    as_needs(client, the_import())

    assert went_on(client, the_import()).status_code == 403


def test_economies_beyond_the_region_are_understood_too(client: Client) -> None:
    by = officer(client)
    sent(client, workbook(["Title", "Country"], ["Bridge", "Estonia"]))
    made = the_import()

    went_on(client, made)
    client.post(reverse("activities:import-confirmation", args=[made]))
    carry_out(made, by.person)

    assert Activity.visible_to(by).get().economies == ["EST"]


def test_a_word_file_with_several_tables_comes_in_whole(client: Client) -> None:
    officer(client)
    sent(client, templates.nested_headings(), "round.docx")
    made = the_import()
    assert "round.docx" in page(client, "needs:wizard", made)

    went_on(client, made)

    rows = ImportRow.objects.order_by("number").values_list("title", "outcome")
    assert list(rows) == [("Risk assessment", "accepted"), ("School return", "accepted"), ("Store rooms", "accepted")]


def test_only_the_chosen_tables_are_read(client: Client) -> None:
    officer(client)
    sent(client, templates.nested_headings(), "round.docx")
    made = the_import()
    client.post(reverse("needs:wizard", args=[made]), {"table": ["1"]})

    went_on(client, made)

    assert [row.title for row in ImportRow.objects.all()] == ["Store rooms"]


@pytest.mark.slow
def test_ten_thousand_rows_are_read(client: Client) -> None:
    officer(client)
    rows = "".join(f"Training {number};Albania;{number}.5;1.3.2026\n" for number in range(10_000))
    sent(client, f"Title;Country;Budget;Start\n{rows}".encode(), "large.csv")
    made = the_import()

    went_on(client, made)

    assert ImportRow.objects.filter(of_import=made, outcome="accepted").count() == 10_000
