"""The search over everything: who finds what, why, and what it says to what nobody should type."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.activities.organisations.actions import OrganisationDetails, register_organisation
from egnatia.activities.organisations.rules import Name
from egnatia.commitments.civil_society_views.actions import file_view
from egnatia.commitments.civil_society_views.rules import Said as View
from egnatia.commitments.outcome_documents.actions import Said as Document
from egnatia.commitments.outcome_documents.actions import read_outcome
from egnatia.kernel import records, seeking
from egnatia.kernel.models import OrganisationType, Person, Record
from egnatia.overlap import Text
from tests import make
from tests.activities.activities.doing import activity, of, reader_at, words
from tests.commitments.doing import commitment, follow
from tests.needs.needs.doing import focal_point, need, secretariat

pytestmark = pytest.mark.django_db
SEARCH = "public:search"
NOTHING = "Nothing found among what you can see."


def found(client: Client, q: str, **more: str) -> str:
    """What the page says, without markup."""
    answer = client.get(reverse(SEARCH), {"q": q, **more})
    assert answer.status_code == 200
    return words(answer.content)


def titles(client: Client, q: str, kind: str) -> list[str]:
    """What is found of one kind, in its order."""
    listing = client.get(reverse(SEARCH), {"q": q, "kind": kind}).context["listing"]
    return [line.hit.title for line in listing.rows]


def test_a_visitor_finds_what_is_public_and_no_trace_of_the_rest(client: Client) -> None:
    activity("Training of prison staff")
    activity("Prison and probation undercover", marking=make.GREEN)

    page = found(client, "prison")

    assert "Activities 1" in page
    assert "Training of prison staff" in page
    assert "undercover" not in page


def test_an_english_word_finds_a_need_in_macedonian_and_says_why() -> None:
    arta = focal_point("MKD", "mila")
    need(arta, economy="MKD", language="mk", words="Недостига пробација по излегување од затвор")

    page = found(of(arta), "probation")

    assert "Needs 1" in page
    assert "Speaks of: probation" in page


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
    assert "Speaks of: probation" in page
    assert "Speaks of" not in found(client, "пробациската", kind="activity")


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

    assert "Needs 1" in found(client, "2.3.2")
    assert titles(client, "2.3.2", "objective")[0].startswith("2.3.2 ")
    assert "Commitments 1" in found(client, "17 bis")
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
    assert "Albania · supported" in page


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

    assert "Activities 22" in found(client, "probation")
    assert "22 found; those with the words themselves stand first." in found(client, "probation", kind="activity")
    assert "21 to 22" in found(client, "probation", kind="activity", page="2")
    assert len(titles(client, "probation", "activity")) == 20
    assert NOTHING in found(client, "probation", kind="activity", page="9")
    assert "Activities 22" in found(client, "probation", kind="unknown")


def test_a_great_number_is_capped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "MOST_FOUND", 1)
    activity("Probation 1")
    activity("Probation 2")

    assert "Activities more than 500" in found(client, "probation")


@pytest.mark.parametrize(
    "typed",
    ["x", "the of", "!? …", "\x00\x01", "' & | :* <->", "a" * 10_000, "word " * 2_000, "%s {} {{ }} <b>", "²", "🙂"],
)
def test_whatever_is_typed_is_answered_calmly(client: Client, typed: str) -> None:
    assert NOTHING in found(client, typed) or "What are you looking for?" in found(client, typed)


def test_without_a_word_it_says_what_can_be_typed(client: Client) -> None:
    page = found(client, "  ")

    assert "What are you looking for?" in page
    assert "See the activities" in page


def test_a_long_text_is_said_to_be_read_in_part(client: Client) -> None:
    activity(" ".join(f"word{number}" for number in range(20)))

    page = found(client, " ".join(f"word{number}" for number in range(20)))

    assert "The first 12 words were looked for." in page


def test_nothing_found_leads_on(client: Client) -> None:
    assert "Members see more once they have signed in." in found(client, "nowhere")
    assert "See the activities" in found(of(make.reader()), "nowhere")


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
    assert "Activities 1" in found(client, "probation")

    records.withdraw(Record.objects.get(pk=record.pk), by=ura)

    assert "Activities 1" not in found(client, "probation")


def test_a_session_without_its_second_step_finds_what_all_members_may_see() -> None:
    ura = make.reader("ura")
    activity("Probation for few", by=ura, marking=make.STRICT)
    activity("Probation for members", by=ura, marking=make.GREEN)
    weak = Client()
    weak.force_login(Person.objects.get(pk=ura.person))

    assert titles(weak, "probation", "activity") == ["Probation for members"]
    assert len(titles(of(ura), "probation", "activity")) == 2
