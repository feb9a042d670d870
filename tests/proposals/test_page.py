"""Check a proposal, as a visitor and as a member."""

import io
import re
from typing import Any

import docx
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from egnatia import overlap
from egnatia.kernel import clock
from egnatia.kernel.models import Organisation
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.proposals.rules import CHECKS_BY_ADDRESS, MOST_TEXT
from tests import make
from tests.formats.make import pdf
from tests.proposals.doing import TEXT, TITLE, activity, check, chips, member
from tests.visits import Answer, typed

pytestmark = pytest.mark.django_db


def printed(text: str) -> str:
    """The lines of a page, as a PDF draws them."""
    lines = "".join(f"({line[:80]}) Tj 0 -40 Td " for line in text.splitlines())
    return f"BT /F1 9 Tf 50 780 Td {lines} ET"


def word(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def nothing_concerns_the_same_work(page: Answer) -> bool:
    """There was enough to compare, and whom to talk to is nobody."""
    answer = page.context["answer"]
    return bool(answer.compared and answer.nothing_likely) and not answer.contacts


def in_english(page: Answer) -> str:
    """The paragraph for an application."""
    english: str = next(each.text for each in page.context["paragraphs"] if each.lang == "en")
    return english


def test_the_empty_page_asks_for_a_text_or_a_file(client: Client) -> None:
    page = client.get(reverse("proposals:proposal"))

    assert 'class="nobody"' in page.text
    assert {"text", "upload"} <= typed(page).keys()


def test_nothing_sent_is_said_beside_the_field(client: Client) -> None:
    assert check(client, text=" ").context["sheet"].text.errors.keys() == {"text"}


def test_the_answer_says_whom_to_talk_to_and_why(client: Client) -> None:
    holder = make.organisation("Nordlys Fund (demo)")
    Organisation.objects.filter(pk=holder.pk).update(mailbox="grants@example.org")
    activity(by=make.reader("owner"))

    page = check(client).text

    assert page.index('id="talk"') < page.index("Nordlys Fund (demo)") < page.index(TITLE)
    assert "grants@example.org" in page
    assert "radicalisation" in page.split("Nordlys Fund (demo)")[1]
    assert "Compared with 1 public activity of 1 organisation." in page


def test_an_organisation_without_a_mailbox_is_asked_through_the_secretariat(client: Client) -> None:
    activity(by=make.reader("owner"))

    assert "contact via the secretariat" in check(client).text


def test_a_hidden_activity_is_not_in_the_answer(client: Client) -> None:
    activity(by=make.reader("owner"), marking=make.STRICT)

    page = check(client)

    assert TITLE not in page.text
    assert nothing_concerns_the_same_work(page)


def test_the_same_work_in_other_words_and_another_language_is_found(client: Client) -> None:
    """Without a word, an organisation, a type or a sector in common."""
    activity(
        "Njohja e hershme e radikalizimit nga rojet",
        by=make.reader("owner"),
        titles=(overlap.Text("Njohja e hershme e radikalizimit nga rojet e burgjeve", "sq"),),
        descriptions=(overlap.Text("Pesë kurse për rojet e burgjeve, si të flasin me të burgosurit.", "sq"),),
        start="2026-03",
        end="2026-06",
        types=frozenset(),
        groups=frozenset(),
        reporters=(),
        funders=(),
    )

    similar = check(client).text.partition('id="similar"')[2]

    assert "Njohja e hershme" in similar
    assert "radicalisation / radikalizimit" in similar


def test_what_is_less_alike_stands_folded_and_below(client: Client) -> None:
    activity(
        "Courses for officers of courts",
        by=make.reader("owner"),
        types=frozenset(),
        groups=frozenset(),
        descriptions=(),
        start="2025-01",
        end="2026-04",
        amount=9_000_000.0,
    )

    page = check(client)

    talk, folded = page.text.index('id="talk"'), page.text.index('<details class="flow tight section no-print"')
    assert talk < folded < page.text.index("Courses for officers of courts")
    assert [found.row.title for found in page.context["answer"].further] == ["Courses for officers of courts"]
    assert nothing_concerns_the_same_work(page)


def test_what_is_alike_in_other_words_is_not_told_to_those_who_may_not_see_it(client: Client) -> None:
    activity("Burgjet dhe radikalizimi", by=make.reader("owner"), marking=make.GREEN, types=frozenset(), funders=())

    assert "Burgjet dhe radikalizimi" not in check(client).text


def test_what_is_reported_twice_stands_apart(client: Client) -> None:
    activity("Teaching prison officers to recognise radicalisation early", by=make.reader("owner"), amount=180_000.0)

    page = check(client).text

    assert 'id="double"' in page
    assert "Is this the same activity as ours, and which of us reports it?" in page


def test_a_like_activity_of_the_same_funder_is_told_too(client: Client) -> None:
    make.organisation("Nordlys Fund (demo)")
    activity(by=make.reader("owner"))

    assert TITLE in check(client, text=f"{TEXT}\nDonor: Nordlys Fund (demo)").text


def test_ones_own_organisation_is_nobody_to_talk_to() -> None:
    house = make.organisation("Nordlys Fund (demo)")
    client, _, _ = member(at=house)
    activity(by=make.reader("owner"))

    page = check(client)

    assert TITLE in page.text
    assert page.context["answer"].contacts == ()


def test_the_focal_point_of_the_economy_is_the_first_to_talk_to() -> None:
    make.reader("arta", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
    client, _, who = member()
    make.seat(who, "focal-points")
    activity(by=make.reader("owner"))

    for asking, people in ((client, ("arta (demo)",)), (Client(), ())):
        answer = check(asking).context["answer"]
        assert [(each.economy.code, each.people) for each in answer.first] == [("ALB", people)]
        assert answer.contacts


def test_nothing_found_is_said_only_where_no_list_shows_anything(client: Client) -> None:
    said = "No overlapping activities"
    assert said in check(client).text

    less: dict[str, Any] = {
        "types": frozenset(),
        "groups": frozenset(),
        "descriptions": (),
        "start": "2025-01",
        "end": "2026-04",
    }
    found = activity("Courses for officers of courts", by=make.reader("owner"), amount=9_000_000.0, **less)
    page = check(client)
    assert page.context["answer"].further
    assert said not in page.text
    assert said not in in_english(page)

    ActivityAim.objects.filter(activity=found).delete()
    ActivityAim.objects.create(activity=found, code="2.3.1", basis="confirmed")
    page = check(client, **chips(objective=["2.3.1"], type=[], group=[]))
    assert [(each.row.title, each.serves) for each in page.context["answer"].look] == [
        ("Courses for officers of courts", True)
    ]
    assert page.context["answer"].further == ()
    assert "Courses for officers of courts" in in_english(page)


def test_a_removed_chip_changes_the_answer(client: Client) -> None:
    activity(by=make.reader("owner"))

    page = check(client, **chips(remove="economy:ALB"))

    assert TITLE not in page.text
    assert not page.context["answer"].compared
    assert "No economy was specified" in page.text


def test_an_added_chip_changes_the_answer(client: Client) -> None:
    activity(by=make.reader("owner"), economies=frozenset({"MNE"}))

    assert TITLE not in check(client, **chips()).text
    assert TITLE in check(client, **chips(**{"add-economy": "MNE"})).text


def test_a_typed_chip_stands_without_quoted_words(client: Client) -> None:
    page = check(client, **chips(**{"add-receiver": "  Correctional   Service "}))

    assert 'value="Correctional Service"' in page.text
    (missing,) = set(check(client, **chips()).context["limits"]) - set(page.context["limits"])
    assert missing.startswith("No receiving institution was specified")
    assert missing not in page.text


def test_a_code_that_is_in_no_list_is_left_out(client: Client) -> None:
    assert 'value="nonsense"' not in check(client, **chips(type=["nonsense"])).text


def test_quotes_are_read_anew_from_the_text(client: Client) -> None:
    assert "<q >prison officers</q>" in check(client, **chips()).text.replace("<q  >", "<q >")


def test_a_wrong_date_is_said_beside_its_field_and_the_rest_counts(client: Client) -> None:
    activity(by=make.reader("owner"))

    page = check(client, **chips(start="soon"))

    assert page.context["sheet"].single.errors.keys() == {"start"}
    assert "“soon”" in page.text
    assert TITLE in page.text


def test_a_proposal_that_ends_before_it_begins_is_told_so_and_the_rest_counts(client: Client) -> None:
    activity(by=make.reader("owner"))

    page = check(client, **chips(start="2026-03", end="2020"))

    assert page.context["sheet"].single.errors.keys() == {"end"}
    assert TITLE in page.text


@pytest.mark.parametrize("end", ["2029-05", "", "nonsense"])
def test_another_end_leaves_the_words_of_the_start(client: Client, end: str) -> None:
    page = check(client, **chips(end=end))

    assert page.status_code == 200
    assert "<q" in page.text.partition('name="end"')[2].partition('name="amount"')[0]


def test_reading_anew_forgets_the_changed_chips(client: Client) -> None:
    page = check(client, **chips(title="Something of mine", again="1")).text

    assert "Something of mine" not in page
    assert "Teaching prison officers" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("note.txt", TEXT.encode()), ("note.pdf", pdf(printed(TEXT))), ("note.docx", word(TEXT))],
)
def test_a_file_is_read(client: Client, name: str, content: bytes) -> None:
    page = check(client, text="", upload=SimpleUploadedFile(name, content))

    assert typed(page)["understood"] == ["1"]
    assert "Albania" in page.text


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"", b"%PDF-1.4 cut off", b"<html><p>no</p></html>"])
def test_a_file_that_cannot_be_read_gets_one_sentence_and_the_text_stays(client: Client, content: bytes) -> None:
    file = io.BytesIO(content)
    file.name = "note.docx"

    page = check(client, text="What was typed stays", upload=file)

    assert page.status_code == 200
    assert page.text.count('class="errorlist"') >= 1
    assert typed(page)["text"] == ["What was typed stays"]
    assert "understood" not in typed(page)


@pytest.mark.parametrize("by", ["text", "upload"])
def test_a_text_longer_than_any_proposal_is_refused_with_a_sentence_and_not_cut(client: Client, by: str) -> None:
    long = f"{TEXT}\n" * (MOST_TEXT // len(TEXT) + 1)
    sent = {"text": long} if by == "text" else {"text": "", "upload": SimpleUploadedFile("note.txt", long.encode())}

    page = check(client, **sent)

    assert page.status_code == 200
    assert page.context["sheet"].text.errors.keys() == {by}
    assert "understood" not in typed(page)


def test_a_number_of_thousands_of_digits_is_no_date_and_no_fault(client: Client) -> None:
    undated = TEXT.replace("When: March to June 2026\n", "")  # so that the whole text is looked through for dates

    page = check(client, text=f"{undated}\nReference {'1' * 5_000}, {'2' * 5_000} March 2026")

    assert page.status_code == 200
    assert typed(page)["title"] == ["Teaching prison officers to recognise radicalisation early"]


def test_too_much_is_refused_before_it_is_read(client: Client) -> None:
    page = client.post(reverse("proposals:proposal"), {"text": TEXT}, CONTENT_LENGTH=str(2_000_000_000))

    assert page.status_code == 413


def test_a_length_that_is_no_number_is_refused(client: Client) -> None:
    assert client.post(reverse("proposals:proposal"), {"text": TEXT}, CONTENT_LENGTH="x").status_code == 413


def test_a_foreign_page_cannot_ask() -> None:
    assert check(Client(enforce_csrf_checks=True)).status_code == 403


@pytest.mark.slow
def test_visitors_are_slowed_down_and_members_are_not(client: Client) -> None:
    cache.clear()
    for _ in range(CHECKS_BY_ADDRESS.most):
        last = check(client, text="too little")
    signed_in, _, _ = member()

    assert last.status_code == 200
    assert check(client, text="too little").status_code == 429
    assert check(signed_in, text="too little").status_code == 200


def test_a_visitor_is_told_that_he_sees_less(client: Client) -> None:
    weak, _, _ = member(strong=False)

    assert "Only public activities were compared." in check(client).text
    assert "You signed in without two-step verification" in check(weak).text


def test_the_paragraph_can_be_pasted(client: Client) -> None:
    activity(by=make.reader("owner"))
    activity("Teaching prison officers to recognise radicalisation early", by=make.reader("other"), amount=180_000.0)

    paragraph = in_english(check(client))

    assert "Teaching prison officers to recognise radicalisation early" in paragraph.partition(".")[0]
    assert date_format(clock.today()) in paragraph.partition(".")[0]
    assert "2 activities may overlap: “" in paragraph
    assert re.search(r"\b1 [^.]*\.[^.]*Nordlys Fund \(demo\)\.$", paragraph.strip())


def test_a_paragraph_that_cites_some_of_many_says_so(client: Client) -> None:
    owner = make.reader("owner")
    for number in range(4):
        activity(f"{TITLE}, course {number}", by=owner)

    assert "4 activities may overlap, including: “" in check(client).text


def test_of_too_little_to_compare_nothing_is_claimed_and_nothing_can_be_kept() -> None:
    client, _, _ = member()
    activity(by=make.reader("owner"))

    whole, little = check(client), check(client, **chips(title="", economy=[], text="Word"))

    assert not little.context["answer"].compared
    keeping = reverse("proposals:proposal-planned")
    for claim in ('id="paragraph-en"', 'class="basis"', f'formaction="{keeping}"'):
        assert (claim in whole.text, claim in little.text) == (True, False)


def test_what_was_not_stated_is_said(client: Client) -> None:
    page = check(client, **chips(title="", start="", end="", amount="", text="Word")).text

    for said in ("No title was specified", "No dates were specified", "No amount was specified"):
        assert said in page
