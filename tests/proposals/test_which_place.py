"""A name that places in several economies have is asked about, and what a person answers counts at once."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from egnatia.proposals.extraction import understand
from egnatia.web.cli import check as terminal
from tests.proposals.doing import check, member
from tests.visits import Answer

TEXT = "Evenings with the police\nYoung people in Gradište meet the police.\nBudget: 20,000 EUR"
FIELD = "which-gradiste"


def asked(text: str) -> list[tuple[str, list[str]]]:
    return [(each.quote, sorted(code for code, _ in each.choices)) for each in understand(text).asked]


@pytest.mark.parametrize(
    ("text", "quote", "economies"),
    [
        ("A working title\nYoung people in Gradište meet the police.", "Gradište", ["ALB", "HRV"]),
        ("Mladi i policija\nMladi u Gradištu se sastaju.", "Gradištu", ["ALB", "HRV"]),
        ("Млади и полиција\nЗаседнати средби во Градиште.", "Градиште", ["ALB", "HRV"]),
        ("A working title\nWhere: Gradište", "Gradište", ["ALB", "HRV"]),
        ("Rad sa mladima\nU opštini Petrovac radimo sa mladima.", "Petrovac", ["BIH", "MKD", "SRB"]),
    ],
)
def test_a_name_of_places_in_several_economies_is_asked_about(text: str, quote: str, economies: list[str]) -> None:
    assert asked(text) == [(quote, economies)]


@pytest.mark.parametrize(
    "text",
    [
        "A working title\nYoung people in Gradište in Croatia meet the police.",  # the text names its economy
        "A working title\nWhere: Croatia\nYoung people in Gradište meet the police.",
        "A working title\nYoung people in Tirana meet the police.",  # one place has the name
        "A working title\nThe Gradište foundation sends a teacher.",  # nothing says that it is done there
        "A working title\nUnlike in Gradište, the police is near here.",
    ],
)
def test_what_the_text_tells_is_not_asked(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("where", "economies"),
    [
        ("Bosnia and Herzegovina, North Macedonia", ["BIH", "MKD"]),
        ("Bosnia and Herzegovina, Albania", []),  # one is left, and is meant
        ("Albania", []),
    ],
)
def test_of_the_economies_that_the_text_names_only_those_are_offered(where: str, economies: list[str]) -> None:
    text = f"A working title\nThe police meet young people in Petrovac.\nWhere: {where}"

    assert [code for _, codes in asked(text) for code in codes] == economies


def fields(page: Answer) -> list[str]:
    return [each.field for each in page.context["sheet"].which.still]


def chips_of(page: Answer) -> set[tuple[str, str]]:
    understood = page.context["sheet"].understood
    return {(fact.name, fact.value) for fact in understood.of("economy", "place")}


def sent(**answer: str) -> dict[str, str]:
    """The form as the page sends it, with what a person chose."""
    return {"text": TEXT, "understood": "1", "title": "Evenings with the police", **answer}


@pytest.mark.django_db
class TestThePage:
    def test_it_asks_with_each_place_and_a_way_out(self, client: Client) -> None:
        page = check(client, text=TEXT)

        assert fields(page) == [FIELD]
        select = page.text.split(f'name="{FIELD}"')[1].split("</select>")[0]
        assert "Gradishtë, Albania" in select
        assert "Gradište, Croatia" in select
        assert 'value="none"' in select
        assert chips_of(page) == set()

    def test_the_place_that_is_chosen_becomes_chips_and_is_not_asked_about_again(self, client: Client) -> None:
        page = check(client, **sent(**{FIELD: "ALB"}))

        assert chips_of(page) == {("economy", "ALB"), ("place", "Gradishtë")}
        assert fields(page) == []
        assert f'<input type="hidden" name="{FIELD}" value="done">' in page.text

    def test_a_chip_that_is_removed_later_does_not_come_back(self, client: Client) -> None:
        answered = sent(**{FIELD: "done", "economy": "ALB", "place": "Gradishtë"})

        page = check(client, **answered, remove="place:Gradishtë")

        assert chips_of(page) == {("economy", "ALB")}
        assert fields(page) == []

    def test_none_of_them_takes_the_name_away(self, client: Client) -> None:
        page = check(client, **sent(**{FIELD: "none", "place": "Gradište"}))

        assert chips_of(page) == set()
        assert fields(page) == []

    @pytest.mark.parametrize("said", ["", "SRB", "XXX"])
    def test_what_is_none_of_the_choices_leaves_it_open(self, client: Client, said: str) -> None:
        page = check(client, **sent(**{FIELD: said}))

        assert chips_of(page) == set()
        assert fields(page) == [FIELD]

    def test_the_text_read_anew_asks_anew(self, client: Client) -> None:
        page = check(client, **sent(**{FIELD: "done"}), again="1")

        assert fields(page) == [FIELD]

    def test_the_answer_travels_to_the_page_that_saves_and_back(self) -> None:
        client, _, _ = member()

        page = client.post(reverse("proposals:proposal-planned"), sent(**{FIELD: "ALB"}))

        state = dict(page.context["sheet"].state)
        assert state[FIELD] == "done"
        assert state["place"] == "Gradishtë"

    def test_the_banner_tells_of_an_open_name(self, client: Client) -> None:
        said = " ".join(check(client, text=TEXT).context["statements"])

        assert "Gradište" in said
        assert "Gradište" not in " ".join(check(client, **sent(**{FIELD: "none"})).context["statements"])


@pytest.mark.django_db
def test_a_program_gets_the_names_and_their_places() -> None:
    result = CliRunner().invoke(terminal.app, ["-", "--json"], input=TEXT)

    (which,) = json.loads(result.stdout)["places_asked"]
    assert which["quote"] == "Gradište"
    assert {(each["economy"], each["place"]) for each in which["choices"]} == {
        ("ALB", "Gradishtë"),
        ("HRV", "Gradište"),
    }
