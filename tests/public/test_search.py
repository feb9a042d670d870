"""The search over everything: who finds what, why, and what it says to what nobody should type."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.activities.organisations.actions import OrganisationDetails, register_organisation
from egnatia.activities.organisations.rules import Name
from egnatia.commitments.civil_society_views.actions import ObservationText as View
from egnatia.commitments.civil_society_views.actions import file_view
from egnatia.commitments.follow_ups.labels import POSITION
from egnatia.commitments.outcome_documents.actions import DocumentDetails as Document
from egnatia.commitments.outcome_documents.actions import read_outcome
from egnatia.kernel import full_text_search, records
from egnatia.kernel.models import OrganisationType, Person, Record
from egnatia.overlap import Text
from tests import make
from tests.activities.activities.doing import activity
from tests.commitments.doing import commitment, follow
from tests.needs.needs.doing import focal_point, need, secretariat
from tests.visits import got, links, of, reader_at, words

pytestmark = pytest.mark.django_db
SEARCH = "public:search"
EMPTY = 'class="empty"'


def found(client: Client, q: str, **more: str) -> str:
    """What the page says, without markup."""
    return words(got(client, SEARCH, q=q, **more).content)


def numbers(client: Client, q: str, **more: str) -> dict[str, str]:
    """How much of each kind is found, as the page says it."""
    page = got(client, SEARCH, q=q, **more).text
    said = re.findall(r'<h2 id="([\w-]+)">[^<]*<span class="muted">([^<]*)</span>', page)
    return {kind: number.strip() for kind, number in said}


def concepts(client: Client, q: str, kind: str) -> list[str]:
    """By which concepts the hits of one kind are found."""
    return [line.speaks_of for line in got(client, SEARCH, q=q, kind=kind).context["listing"].rows]


def titles(client: Client, q: str, kind: str) -> list[str]:
    """What is found of one kind, in its order."""
    listing = client.get(reverse(SEARCH), {"q": q, "kind": kind}).context["listing"]
    return [line.hit.title for line in listing.rows]


def test_a_visitor_finds_what_is_public_and_no_trace_of_the_rest(client: Client) -> None:
    activity("Training of prison staff")
    activity("Prison and probation undercover", marking=make.GREEN)

    page = found(client, "prison")

    assert numbers(client, "prison")["activity"] == "1"
    assert "Training of prison staff" in page
    assert "undercover" not in page


def test_an_english_word_finds_a_need_in_macedonian_and_says_why() -> None:
    arta = focal_point("MKD", "mila")
    need(arta, economy="MKD", language="mk", words="Недостига пробација по излегување од затвор")

    assert numbers(of(arta), "probation")["need"] == "1"
    assert concepts(of(arta), "probation", "need") == ["probation"]
    assert ": probation" in found(of(arta), "probation", kind="need")


def test_words_of_the_region_find_english_activities_and_exact_words_stand_first(client: Client) -> None:
    activity("Policijska obuka u Baru", lang="cnr")
    activity("Training of the police")
    activity("Training of judges")

    assert titles(client, "policijska obuka", "activity") == ["Policijska obuka u Baru", "Training of the police"]
    assert titles(client, "полицијска обука", "activity") == ["Policijska obuka u Baru", "Training of the police"]
    assert titles(client, "training police", "activity") == ["Training of the police", "Policijska obuka u Baru"]


def test_what_stands_in_a_description_is_found_with_its_reason(client: Client) -> None:
    activity("Phase two", descriptions=(Text("Работа со пробациската служба", "mk"),), lang="mk")

    page = found(client, "probation")

    assert "Phase two" in page
    assert ": probation" in page
    assert concepts(client, "probation", "activity") == ["probation"]
    assert concepts(client, "пробациската", "activity") == [""]


def test_what_stands_in_a_description_is_shown_where_it_stands(client: Client) -> None:
    said = f"{'Long before. ' * 20}Работа со пробациската служба во {'многу ' * 30}градови"
    activity("Phase two", descriptions=(Text(said, "mk"),), lang="mk")
    activity("Probation in Bar")

    for typed in ("пробациската", "probation"):
        page = client.get(reverse(SEARCH), {"q": typed, "kind": "activity"})
        assert "<strong>пробациската</strong> служба во многу" in page.text
        assert 'lang="mk">… ' in page.text
        lines = {line.hit.title: line.hit.passage for line in page.context["listing"].rows}
        assert lines["Probation in Bar"] is None


def test_what_is_found_by_another_name_shows_that_name(client: Client) -> None:
    said = OrganisationDetails(
        "Ministry of Justice (demo)", names=(Name("Министерство за правда", "mk"),), reference="MK-1"
    )
    register_organisation(said, marking=make.CLEAR, by=secretariat())

    listing = client.get(reverse(SEARCH), {"q": "pravda", "kind": "organisation"}).context["listing"]

    assert [line.hit.passage.word for line in listing.rows] == ["правда"]


def test_a_passage_tells_nothing_that_one_does_not_find_by(client: Client) -> None:
    shown = activity("Phase two", descriptions=(Text("Probation and secret words", "en"),))
    records.index(shown.record, "phase two probation")

    assert "secret" not in found(client, "probation")


def test_the_identifier_of_an_activity_is_found_first(client: Client) -> None:
    activity("Mentions XM-DAC-1-42 beside it", identifiers=("XM-DAC-1-42-9",))
    activity("The one", identifiers=("XM-DAC-1-42",))

    assert titles(client, "XM-DAC-1-42", "activity")[0] == "The one"


def test_a_code_finds_the_objective_its_needs_and_a_paragraph_its_commitment() -> None:
    arta = focal_point()
    need(arta, objective="2.3.2")
    commitment(arta, paragraph="17 bis")
    client = of(arta)

    assert numbers(client, "2.3.2")["need"] == "1"
    assert titles(client, "2.3.2", "objective")[0].startswith("2.3.2 ")
    assert numbers(client, "17 bis")["commitment"] == "1"
    assert titles(client, "  Conclusions of Ohrid (demo) ", "commitment")


def test_an_objective_is_found_in_any_language_and_leads_to_its_line(client: Client) -> None:
    page = client.get(reverse(SEARCH), {"q": "пробација", "kind": "objective"})
    lines = page.context["listing"].rows

    assert lines
    address, _, place = lines[0].hit.url.partition("#")
    assert f'id="{place}"' in client.get(address).text


def test_an_organisation_is_found_by_every_name(client: Client) -> None:
    desk = secretariat()
    said = OrganisationDetails(
        "Ministry of Justice (demo)", names=(Name("Министерство за правда", "mk"),), reference="MK-1"
    )
    register_organisation(said, marking=make.CLEAR, by=desk)

    for typed in ("ministerstvo za pravda", "Ministry of Justice (demo)", "MK-1"):
        assert titles(client, typed, "organisation") == ["Ministry of Justice (demo)"], typed


def test_whoever_follows_up_is_found_by_what_he_says() -> None:
    arta = focal_point()
    on = commitment(arta)
    follow(arta, on, words={"sq": "Shërbimi i provës u themelua"}, language="sq")
    follow(arta, on, economy="", responsible="Probation service")
    client = of(arta)

    page = found(client, "probation", kind="follow-up")

    assert titles(client, "probation", "follow-up") == [
        "Meet everybody who leaves prison within one week",  # that one says nothing of its own
        "Shërbimi i provës u themelua",
    ]
    assert f"Albania · {POSITION['supported']}" in page


def test_views_and_documents_are_found_by_members() -> None:
    arta = focal_point()
    said_to_it = follow(arta, commitment(arta))
    house = make.organisation("Women of the valley (demo)", sort=OrganisationType.CIVIL_SOCIETY)
    vera = make.reader("vera", at=house)
    file_view(said_to_it, View("Nobody was met at the gate", "en"), make.GREEN, by=vera)
    client = of(vera)
    read_outcome(Document("Roadmap of Bar (demo)", language="en"), [], by=vera)

    assert titles(client, "gate", "observation") == ["Nobody was met at the gate"]
    assert titles(client, "roadmap", "outcome") == ["Roadmap of Bar (demo)"]


def test_of_one_identifier_the_newest_that_is_seen_is_found() -> None:
    ura = make.reader("ura")
    activity("Old title of police work", by=ura, identifiers=("A-1",))
    activity("New title of police work", by=reader_at(ura, "most"), marking=make.GREEN, identifiers=("A-1",))

    assert titles(of(ura), "police", "activity") == ["New title of police work"]
    assert titles(Client(), "police", "activity") == ["Old title of police work"]


def test_every_hit_leads_to_a_page_that_its_reader_may_open() -> None:
    arta = focal_point()
    need(arta, marking=make.CLEAR, words={"en": "Probation"}, language="en")
    on = commitment(arta, "Probation for all", marking=make.CLEAR)
    follow(arta, on, words={"en": "Probation"}, language="en", marking=make.CLEAR)
    activity("Probation")

    for client in (Client(), of(arta)):
        sections = client.get(reverse(SEARCH), {"q": "probation"}).context["sections"]
        assert {"activity", "need", "commitment", "follow-up", "objective"} <= {each.searcher.kind for each in sections}
        for line in (line for section in sections for line in section.lines):
            assert client.get(line.hit.url).status_code == 200, line.hit.url
        for section in sections:
            if section.searcher.listed:
                address = reverse(section.searcher.listed)
                assert client.get(address, {"q": "probation"}).status_code == 200


def test_a_kind_is_shown_page_by_page_and_all_of_it_counted(client: Client) -> None:
    for number in range(22):
        activity(f"Probation {number}")

    first, second, last = (got(client, SEARCH, q="probation", kind="activity", page=page) for page in ("1", "2", "9"))

    assert numbers(client, "probation")["activity"] == "22"
    assert re.search(r'<p class="basis">\s*22 ', first.text)
    assert re.search(r"\b21 \w+ 22\b", words(second.content))
    assert len(titles(client, "probation", "activity")) == 20
    assert (EMPTY in first.text, EMPTY in second.text, EMPTY in last.text) == (False, False, True)
    assert numbers(client, "probation", kind="unknown")["activity"] == "22"


def test_a_great_number_is_capped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full_text_search, "MOST_FOUND", 1)
    activity("Probation 1")
    activity("Probation 2")

    assert re.fullmatch(r"\D+ 500", numbers(client, "probation")["activity"])


@pytest.mark.parametrize(
    "typed",
    ["x", "the of", "!? …", "\x01", "' & | :* <->", "a" * 10_000, "word " * 2_000, "%s {} {{ }} <b>", "²", "🙂"],
)
def test_whatever_is_typed_is_answered_calmly(client: Client, typed: str) -> None:
    assert EMPTY in got(client, SEARCH, q=typed).text


def test_without_a_word_it_says_what_can_be_typed(client: Client) -> None:
    page = got(client, SEARCH, q="  ")

    assert EMPTY in page.text
    assert links(page) - {"?"} == {reverse("activities:activities")}


def test_a_long_text_is_said_to_be_read_in_part(client: Client) -> None:
    activity(" ".join(f"word{number}" for number in range(20)))

    page = got(client, SEARCH, q=" ".join(f"word{number}" for number in range(20)))

    assert re.search(r'<p class="notice">[^<]*\b12\b', page.text)
    assert 'class="notice"' not in got(client, SEARCH, q="word1 word2").text


def test_nothing_found_leads_on(client: Client) -> None:
    visitor, member = (got(each, SEARCH, q="zzyzx") for each in (client, of(make.reader())))
    activities = reverse("activities:activities")

    assert reverse("account_login") in links(visitor)
    assert f"{activities}?economy=ALB" in links(visitor)
    assert activities in links(member)
    assert "?q=zzyzx" in links(got(client, SEARCH, q="zzyzx", language="mk"))


def lines(client: Client, q: str, **more: str) -> list[str]:
    """The titles of all that is shown, of whatever kind, in the order of the page."""
    sections = got(client, SEARCH, q=q, **more).context["sections"]
    return [line.hit.title for section in sections for line in section.lines]


def instead(client: Client, q: str, **more: str) -> tuple[list[str], list[str]]:
    """What the page says of corrected words, as typed, and of those left out."""
    relaxation = got(client, SEARCH, q=q, **more).context["answer"].relaxation
    return [each.typed for each in relaxation.corrections], list(relaxation.left_out)


def test_words_that_nothing_has_are_left_out_and_said(client: Client) -> None:
    activity("Training of prison staff")

    assert lines(client, "training of prison staff zzyzx Kvak")[0] == "Training of prison staff"
    assert instead(client, "training of prison staff zzyzx Kvak") == ([], ["zzyzx", "Kvak"])
    page = got(client, SEARCH, q="training of prison staff zzyzx")
    assert re.search(r'role="status">.*<strong>zzyzx</strong>', page.text, re.DOTALL)
    assert 'role="status"' not in got(client, SEARCH, q="prison staff").text


def test_with_all_words_nothing_is_left_out(client: Client) -> None:
    activity("Training of prison staff")
    activity("Prison kitchen")

    assert titles(client, "prison staff", "activity") == ["Training of prison staff"]
    assert instead(client, "prison staff") == ([], [])


def test_a_typing_error_is_corrected_and_said(client: Client) -> None:
    activity("Refurbishment of the gazebo")

    assert lines(client, "gazbeo") == ["Refurbishment of the gazebo"]
    assert instead(client, "gazbeo") == (["gazbeo"], [])
    assert "“gazbeo”" in words(got(client, SEARCH, q="gazbeo").content)


@pytest.mark.parametrize(
    ("title", "lang", "typed"),
    [
        ("Bezbednost na granici", "sr-latn", "безбедност"),
        ("Безбедност на граници", "sr", "bezbednost"),
        ("Bezbednost na granici", "sr-latn", "bezbednošću"),
        ("Bezbednost na granici", "sr-latn", "bezbednsot"),
        ("Shkollë për të rinjtë", "sq", "shkolle"),
        ("Shkollë për të rinjtë", "sq", "shkolla"),
        ("Șanse pentru tineri", "ro", "şanse"),
        ("Şanse pentru tineri", "ro", "Șanse"),
        ("Κέντρο νεότητας", "el", "κεντρο νεοτητας"),
        ("Sınır güvenliği", "tr", "SINIR GUVENLIGI"),
        ("Kırsal eğitim", "tr", "kirsal egitim"),
        ("Ученици и насилие", "bg", "учениците"),
        ("Varna šola", "sl", "varne šole"),
        ("Преквалификација за вработување", "mk", "преквалификацја"),
    ],
)
def test_scripts_accents_endings_and_typing_errors_are_forgiven(
    client: Client, title: str, lang: str, typed: str
) -> None:
    activity(title, lang=lang)

    assert title in lines(client, typed)


def test_the_vocabulary_of_hidden_records_corrects_nothing(client: Client) -> None:
    activity("Quoxenbury", marking=make.GREEN)

    assert lines(client, "quoxenbry") == []
    assert "quoxenbury" not in got(client, SEARCH, q="quoxenbry").text.lower()
    assert lines(of(make.reader()), "quoxenbry") == ["Quoxenbury"]


def test_the_best_of_all_kinds_stand_first_titles_before_texts() -> None:
    arta = focal_point()
    need(arta, words={"en": "A gazebo is missing"}, language="en")
    activity("Phase two", descriptions=(Text("It has a gazebo", "en"),))
    commitment(arta, "Build a pavilion and a gazebo")

    best = got(of(arta), SEARCH, q="gazebo").context["answer"].best

    assert {line.hit.title for line in best[:2]} == {"A gazebo is missing", "Build a pavilion and a gazebo"}
    assert best[2].hit.title == "Phase two"
    assert all(line.kind for line in best)


def test_titles_stand_before_texts_and_rare_words_before_frequent_ones(client: Client) -> None:
    activity("Gazebo of the north")
    activity("Phase two", descriptions=(Text("A gazebo in the north", "en"),))
    activity("The north", descriptions=(Text("Its gazebo", "en"),))
    activity("The north again", descriptions=(Text("Its gazebo", "en"),))
    activity("Gazebo", descriptions=(Text("In the north", "en"),))

    assert titles(client, "gazebo north", "activity") == [
        "Gazebo of the north",
        "Gazebo",
        "The north again",
        "The north",
        "Phase two",
    ]


def facets(client: Client, q: str, **more: str) -> dict[str, dict[str, int]]:
    found = got(client, SEARCH, q=q, **more).context["facets"]
    return {facet.name: {value.label: value.number for value in facet.values} for facet in found}


def test_facets_count_what_is_seen_and_limit_the_results() -> None:
    arta = focal_point()
    need(arta, words={"en": "A gazebo is missing"}, language="en", marking=make.CLEAR)
    need(focal_point("MKD", "mila"), economy="MKD", words={"mk": "gazebo"}, language="mk", marking=make.CLEAR)
    need(arta, words={"sq": "gazebo"}, language="sq", marking=make.STRICT)
    client = Client()

    assert facets(client, "gazebo") == {
        "economy": {"Albania": 1, "North Macedonia": 1},
        "language": {"English": 1, "македонски": 1},
    }
    assert lines(client, "gazebo", economy="MKD") == ["gazebo"]
    assert lines(client, "gazebo", language="en", kind="") == ["A gazebo is missing"]
    assert lines(client, "gazebo", economy="ALB", language="mk") == []
    assert facets(of(arta), "gazebo")["language"] == {"English": 1, "shqip": 1, "македонски": 1}


def test_a_facet_is_a_link_that_keeps_the_rest_and_can_be_taken_back(client: Client) -> None:
    activity("Gazebo one", lang="en")
    activity("Gazebo two", lang="sl")

    assert {"?q=gazebo&language=en", "?q=gazebo&language=sl"} <= links(got(client, SEARCH, q="gazebo"))
    assert "?q=gazebo&kind=activity" in links(got(client, SEARCH, q="gazebo", kind="activity", language="sl"))
    assert lines(client, "gazebo", language="nonsense") == ["Gazebo two", "Gazebo one"]


def test_the_box_stands_in_the_head_of_every_page(client: Client) -> None:
    for address in ("/", "/activities/", reverse(SEARCH)):
        assert f'action="{reverse(SEARCH)}"' in client.get(address).text.partition("<main")[0]


def test_what_is_typed_is_text(client: Client) -> None:
    answer = client.get(reverse(SEARCH), {"q": "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def queries(client: Client, q: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(SEARCH), {"q": q})
    return len(asked)


def test_what_is_hidden_costs_no_query(client: Client) -> None:
    activity("Probation 1")
    queries(client, "probation")
    before = queries(client, "probation")
    for number in range(2, 5):
        activity(f"Probation {number}", marking=make.GREEN)
        activity(f"Пробација {number}", lang="mk", marking=make.GREEN)

    assert queries(client, "probation") == before


def test_what_is_recalled_is_found_no_more(client: Client) -> None:
    ura = make.reader("ura")
    record = activity("Probation", by=ura).record
    assert numbers(client, "probation")["activity"] == "1"

    records.withdraw(Record.objects.get(pk=record.pk), by=ura)

    assert "activity" not in numbers(client, "probation")


def test_a_session_without_its_second_step_finds_what_all_members_may_see() -> None:
    ura = make.reader("ura")
    activity("Probation for few", by=ura, marking=make.STRICT)
    activity("Probation for members", by=ura, marking=make.GREEN)
    weak = Client()
    weak.force_login(Person.objects.get(pk=ura.person))

    assert titles(weak, "probation", "activity") == ["Probation for members"]
    assert len(titles(of(ura), "probation", "activity")) == 2
