import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from tests import make
from tests.needs.needs.doing import WORDS, focal_point, need, objectives, said, secretariat, stored
from tests.visits import faults, got, of, shown, typed, words

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import PAGE

pytestmark = pytest.mark.django_db
FORM = {
    "economy": "ALB",
    "objective": "2.3.2",
    "words": WORDS,
    "language": "sq",
    "priority": "high",
    "marking-tlp": "1",
}


@pytest.fixture(autouse=True)
def framework() -> None:
    objectives()


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def desk() -> Reader:
    return secretariat()


def test_the_list_says_what_economies_need_and_on_which_basis(arta: Reader) -> None:
    need(arta, priority="high", source="Action plan 2026", page="12")

    page = shown(of(arta), "needs:needs")

    assert WORDS in page
    assert "Albania" in page
    assert "Action plan 2026, page 12" in page
    assert "1 need of 1 economy visible to you; 1 confirmed." in page


def test_needs_stand_by_economy_in_the_fixed_order_and_inside_by_priority(desk: Reader) -> None:
    for text, economy, priority in (
        ("Third", "MNE", "high"),
        ("Second", "ALB", "low"),
        ("First", "ALB", "high"),
    ):
        need(desk, words={"en": text}, economy=economy, priority=priority)

    page = shown(of(desk), "needs:needs")

    assert page.index("First") < page.index("Second") < page.index("Third")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"economy": "MNE"}, "Other"),
        ({"objective": "2.3.1"}, "Other"),
        ({"priority": "low"}, "Other"),
        ({"nature": "legislative"}, "Other"),
        ({"perspective": "response"}, "Other"),
        ({"status": "drafted"}, "Other"),
        ({"q": "other"}, "Other"),
    ],
)
def test_the_list_is_filtered(arta: Reader, desk: Reader, asked: dict[str, str], found: str) -> None:
    need(arta, priority="high")
    need(
        desk, words={"en": "Other words"}, language="en", economy="MNE", objective="2.3.1", priority="low",
        nature="legislative", perspective="response",
    )  # fmt: skip

    page = shown(of(arta), "needs:needs", **asked)

    assert found in page
    assert WORDS not in page


def test_a_filter_takes_everything_below_an_objective(arta: Reader) -> None:
    need(arta)

    assert WORDS in shown(of(arta), "needs:needs", objective="2.3")


def test_an_unknown_filter_narrows_nothing_and_says_so(arta: Reader) -> None:
    need(arta)

    page = shown(of(arta), "needs:needs", economy="XXX", page="x")

    assert WORDS in page
    assert "Select a valid choice" in page


def test_an_empty_list_has_a_next_step(arta: Reader) -> None:
    assert "State a need, or import a file with needs." in shown(of(arta), "needs:needs")
    assert "Use fewer filters or another search term." in shown(of(arta), "needs:needs", economy="ALB")
    assert "Members see more once they have signed in." in shown(Client(), "needs:needs")
    assert "Needs are stated by focal points and drafted by the secretariat." in shown(
        of(make.reader("partner")), "needs:needs"
    )


def test_a_long_list_has_pages(desk: Reader) -> None:
    for number in range(PAGE + 1):
        need(desk, words={"en": f"Need {number:02}"}, objective="2.3.1" if number < PAGE else "2.3.2")

    first, second = (shown(of(desk), "needs:needs", page=number) for number in ("1", "2"))

    assert f"1 to {PAGE}" in first
    assert f"Need {PAGE:02}" in second
    assert "Need 00" not in second


def test_the_page_shows_the_own_words_beside_their_translation(arta: Reader) -> None:
    record = need(
        arta, words={"sq": WORDS, "en": "Nobody waits"}, nature="operational", perspective="prevention", round=2026
    )

    answer = of(arta).get(reverse("needs:need", args=[record]))

    assert '<blockquote id="need-' in answer.text
    assert 'lang="sq"' in answer.text
    page = words(answer.content)
    for part in ("Albania: Probation", WORDS, "shqip", "Nobody waits", "operational", "prevention", "2026"):
        assert part in page
    assert f"confirmed by {arta.name} for Albania" in page
    assert "Why you can see this" in page
    assert "Who can see this" in page


def test_a_visitor_reads_what_is_public_without_names(arta: Reader) -> None:
    record = need(arta, marking=make.CLEAR)

    page = shown(Client(), "needs:need", record)

    assert WORDS in page
    assert "confirmed by Albania" in page
    assert arta.name not in page.partition("History")[0]


def test_a_draft_is_grey_and_says_that_nobody_confirmed_it(arta: Reader, desk: Reader) -> None:
    need(desk)

    answer = of(arta).get(reverse("needs:needs"))

    assert '<tr class="muted">' in answer.text
    assert "drafted by desk&#x27;s house (demo), not confirmed" in words(answer.content)


def test_a_draft_says_that_the_secretariat_wrote_it() -> None:
    house = make.organisation("Secretariat (demo)", secretariat=True)
    desk = make.reader("desk", at=house, secretariat=True)
    record = need(desk)
    agency = make.reader("agency", seats=(("focal-points", "ALB"),))

    assert "drafted by the secretariat, not confirmed" in shown(of(agency), "needs:need", record)
    assert "drafted by agency&#x27;s house (demo), not confirmed" in shown(of(agency), "needs:need", need(agency))


def test_the_focal_point_confirms_with_one_click(arta: Reader, desk: Reader) -> None:
    record = need(desk)
    client = of(arta)
    assert "Does Albania need this?" in shown(client, "needs:need", record)

    answer = client.post(
        reverse("needs:need-confirmation", args=[record]), {"version": "1", "verdict": "confirmed"}, follow=True
    )

    assert "Confirmed. The need is now counted." in answer.text
    assert f"confirmed by {arta.name} for Albania" in words(answer.content)
    assert f"Confirmed by {arta.name}" in words(answer.content)


def test_the_focal_point_sets_a_draft_aside_and_confirms_it_after_all(arta: Reader, desk: Reader) -> None:
    record = need(desk)
    client, address = of(arta), reverse("needs:need-confirmation", args=[record])

    aside = client.post(address, {"version": "1", "verdict": "declined"}, follow=True)
    assert "set aside by Albania" in words(aside.content)
    assert "Confirm it after all?" in words(aside.content)

    again = client.post(address, {"version": "1", "verdict": "confirmed"}, follow=True)
    assert "No longer valid?" in words(again.content)


def test_others_are_offered_no_confirmation(desk: Reader) -> None:
    record = need(desk)
    mira = focal_point("MNE", "mira")

    assert "Does Albania need this?" not in shown(of(mira), "needs:need", record)
    answer = of(mira).post(reverse("needs:need-confirmation", args=[record]), {"version": "1"})
    assert answer.status_code == 403
    assert "Only the focal point of this economy can confirm a need" in answer.text


def test_confirming_an_older_version_is_refused_in_a_sentence(arta: Reader, desk: Reader) -> None:
    record = need(desk)
    lifecycle.change(NEED, record, said("Else"), expected=1, by=desk)

    answer = of(arta).post(reverse("needs:need-confirmation", args=[record]), {"version": "1"})

    assert answer.status_code == 403
    assert "changed in the meantime" in answer.text


def test_a_confirmation_beyond_the_limit_names_the_highs_there_are(
    arta: Reader, desk: Reader, settings: LazySettings
) -> None:
    settings.MOST_HIGH_NEEDS = 1
    record = need(desk, priority="high")
    need(arta, priority="high", objective="2.3.1")

    answer = of(arta).post(
        reverse("needs:need-confirmation", args=[record]), {"version": "1", "verdict": "confirmed"}, follow=True
    )

    assert "At most 1 need of Albania can have high priority. Currently: “2.3.1 " in words(answer.content)
    assert stored(record).status == "drafted"


def test_a_draft_that_no_focal_point_can_read_says_so_to_its_author(desk: Reader) -> None:
    focal_point()
    hidden, reached = need(desk, marking=make.STRICT), need(desk)

    assert "nobody can confirm it" in shown(of(desk), "needs:need", hidden)
    assert "nobody can confirm it" not in shown(of(desk), "needs:need", reached)


def test_a_focal_point_states_a_need_in_the_form(arta: Reader) -> None:
    client = of(arta)
    assert "What is missing, in your own words" in shown(client, "needs:need-new")

    answer = client.post(reverse("needs:need-new"), {**FORM, "words_en": "Nobody waits", "round": "2026"}, follow=True)

    assert "Saved. See below who can see it." in answer.text
    made = Need.objects.get()
    assert NEED.said(made).words.texts == {"sq": WORDS, "en": "Nobody waits"}
    assert (made.status, made.priority, made.round, NEED.said(made).words.original) == ("confirmed", "high", 2026, "sq")


def test_the_form_keeps_what_was_typed_and_says_what_is_missing(arta: Reader) -> None:
    answer = of(arta).post(reverse("needs:need-new"), {"words": WORDS, "round": "soon"})

    page = words(answer.content)
    assert "Not saved yet" in page
    assert WORDS in page
    assert "soon" in answer.text
    assert not Need.objects.exists()


@pytest.mark.parametrize(("page", "taken"), [("-3", False), ("0", False), ("31", True), ("31–33", True), ("iv", True)])
def test_a_page_that_no_document_has_is_refused(arta: Reader, page: str, taken: bool) -> None:
    answer = of(arta).post(reverse("needs:need-new"), {**FORM, "page": page}, follow=True)

    assert (f"“{page}” is not a page. Enter a page like 31 or 31–33." in words(answer.content)) is not taken
    assert Need.objects.exists() is taken


def test_the_form_names_the_highs_where_there_is_no_room_for_another(arta: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    need(arta, priority="high", objective="2.3.1")

    page = words(of(arta).post(reverse("needs:need-new"), FORM).content)

    assert "2.3.1 Prison" in page
    assert "Change it to medium first" in page
    assert WORDS in page


def test_the_preview_keeps_the_form_and_shows_the_audience(arta: Reader) -> None:
    page = words(of(arta).post(reverse("needs:need-new"), {**FORM, "preview": "1"}).content)

    assert "Who will see this under TLP:GREEN" in page
    assert WORDS in page
    assert "Not saved yet" not in page
    assert not Need.objects.exists()


def test_a_need_in_a_language_that_nobody_said_stays_one(arta: Reader) -> None:
    of(arta).post(reverse("needs:need-new"), {**FORM, "language": ""})

    made = Need.objects.get()
    assert NEED.said(made).words.texts == {"und": WORDS}
    assert WORDS in shown(of(arta), "needs:need", made.pk)


def test_all_members_are_suggested_to_whoever_states_a_need_of_their_own_economy(arta: Reader) -> None:
    page = got(of(arta), "needs:need-new")

    marking = page.context["marking"]
    assert marking.start == make.GREEN
    assert typed(page)["marking-tlp"] == ["1"]
    assert typed(page)["economy"] == ["ALB"]
    assert marking.left_out in words(page.content)
    assert not page.context["form"].opened


def test_a_draft_of_the_secretariat_goes_to_the_focal_points_of_its_economy(arta: Reader, desk: Reader) -> None:
    assert arta.offices
    page = of(desk).get(reverse("needs:need-new"), {"economy": "ALB"})

    assert 'value="F:focal-points:ALB" checked' in " ".join(page.text.split())


def test_who_speaks_for_no_economy_states_nothing() -> None:
    partner = of(make.reader("partner", seats=("focal-points",)))
    answer = partner.get(reverse("needs:need-new"))

    assert answer.status_code == 403
    assert "only for economies that you represent" in answer.text
    weak = of(make.reader("weak", seats=(("focal-points", "ALB"),), strong=False))
    assert "two-step verification" in weak.get(reverse("needs:need-new")).text
    assert Client().get(reverse("needs:need-new")).status_code == 302


def test_a_change_is_a_new_version_and_the_history_says_what_changed(arta: Reader) -> None:
    record = need(arta, words={"sq": WORDS, "mk": "Друго"})
    client, address = of(arta), reverse("needs:need-change", args=[record])
    assert WORDS in client.get(address).text

    answer = client.post(address, {**FORM, "words": "Fjalë të tjera", "version": "1"}, follow=True)

    page = words(answer.content)
    assert "Saved as a new version." in page
    assert "History: 2 versions" in page
    assert NEED.said(stored(record)).words.texts == {"sq": "Fjalë të tjera", "mk": "Друго"}, "other languages stay"


def test_a_translation_does_not_outlive_the_text_that_it_translates(arta: Reader) -> None:
    """Else whoever reads English is told what the economy no longer says."""
    record = need(arta, words={"sq": "Mblidhen tri ekipe.", "en": "Three teams meet."})
    client, address = of(arta), reverse("needs:need-change", args=[record])
    form = {**FORM, "words": "Mblidhen katër ekipe.", "words_en": "Three teams meet.", "version": "1"}

    refused_form = client.post(address, form)

    assert list(faults(refused_form)) == ["words_en"]
    assert typed(refused_form)["words"] == ["Mblidhen katër ekipe."]
    same_text = client.post(address, {**form, "words": " Mblidhen \r\n tri ekipe.", "priority": "low"})
    assert same_text.status_code == 302, "line breaks are no change"
    assert client.post(address, {**form, "words_en": "Four teams meet.", "version": "2"}).status_code == 302
    assert NEED.said(stored(record)).words.texts == {"sq": "Mblidhen katër ekipe.", "en": "Four teams meet."}


def test_a_change_of_an_older_version_keeps_what_was_typed(arta: Reader) -> None:
    record = need(arta)
    lifecycle.change(NEED, record, said("Meanwhile"), expected=1, by=arta)

    page = words(
        of(arta).post(reverse("needs:need-change", args=[record]), {**FORM, "words": "Mine", "version": "1"}).content
    )

    assert "Someone else has changed this record in the meantime" in page
    assert "Mine" in page


def test_a_change_to_high_names_the_highs(arta: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    need(arta, priority="high", objective="2.3.1")
    record = need(arta)

    page = words(of(arta).post(reverse("needs:need-change", args=[record]), {**FORM, "version": "1"}).content)

    assert "2.3.1 Prison" in page


def test_another_organisations_need_is_not_changed(arta: Reader, desk: Reader) -> None:
    record = need(desk)

    for name in ("needs:need-change", "needs:need-withdrawal"):
        answer = of(arta).get(reverse(name, args=[record]))
        assert answer.status_code == 403
        assert "Only the owner can change this record." in answer.text


def test_an_own_need_takes_the_second_step_to_change(arta: Reader) -> None:
    record = need(arta)
    weak = Reader(**{name: getattr(arta, name) for name in ("name", "person", "organisation", "seats", "offices")})

    answer = of(weak).get(reverse("needs:need-change", args=[record]))

    assert "two-step verification" in answer.text


def test_a_draft_is_said_in_the_economys_own_words(arta: Reader, desk: Reader) -> None:
    record = need(desk, words={"en": "Support after release"}, language="en")
    client, address = of(arta), reverse("needs:need-own-words", args=[record])
    assert "Support after release" in client.get(address).text

    page = words(client.post(address, FORM, follow=True).content)

    assert "Saved. The draft was set aside." in page
    assert stored(record).status == "declined"
    made = Need.objects.exclude(pk=record).get()
    assert (made.status, str(made.record.owner_id)) == ("confirmed", arta.organisation)


def test_own_words_beyond_the_limit_set_nothing_aside(arta: Reader, desk: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    need(arta, priority="high", objective="2.3.1")
    record = need(desk)

    page = words(of(arta).post(reverse("needs:need-own-words", args=[record]), FORM).content)

    assert "2.3.1 Prison" in page
    assert stored(record).status == "drafted"


def test_only_its_economy_says_a_draft_in_its_own_words(desk: Reader) -> None:
    record = need(desk)

    answer = of(focal_point("MNE", "mira")).post(
        reverse("needs:need-own-words", args=[record]), {**FORM, "economy": "MNE"}
    )

    assert answer.status_code == 403
    assert stored(record).status == "drafted"


def test_a_need_is_withdrawn_and_restored(arta: Reader) -> None:
    record = need(arta)
    client = of(arta)
    assert "Withdraw this need?" in shown(client, "needs:need-withdrawal", record)

    gone = client.post(reverse("needs:need-withdrawal", args=[record]), follow=True)
    assert WORDS in words(gone.content)
    assert client.get(reverse("needs:need", args=[record])).status_code == 404

    back = client.post(reverse("needs:need-restoration", args=[record]), follow=True)
    assert "Restored. It is visible to the same users as before." in back.text
    assert "No withdrawn records are listed here." in shown(client, "needs:needs-withdrawn")


def test_a_restoration_beyond_the_limit_is_refused_in_a_sentence(arta: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    record = need(arta, priority="high")
    lifecycle.withdraw(NEED, record, by=arta)
    need(arta, priority="high", objective="2.3.1")

    answer = of(arta).post(reverse("needs:need-restoration", args=[record]), follow=True)

    assert "2.3.1 Prison" in words(answer.content)


def test_what_waits_stands_on_one_page_with_a_button_each(arta: Reader, desk: Reader) -> None:
    first, second = need(desk, words={"en": "First"}), need(desk, words={"en": "Second"}, source="Plan")
    need(desk, economy="MNE", words={"en": "Elsewhere"})
    client = of(arta)
    page = shown(client, "needs:needs-waiting")
    assert "First" in page
    assert "Second" in page
    assert "Elsewhere" not in page

    for record in (first, second):
        answer = client.post(
            reverse("needs:need-confirmation", args=[record]),
            {"version": "1", "verdict": "confirmed", "waiting": "1"},
            follow=True,
        )

    assert "No needs await your confirmation." in words(answer.content)


def test_the_marking_of_a_need_is_changed_on_the_page_of_all_markings(arta: Reader) -> None:
    record = need(arta)

    answer = of(arta).get(reverse("needs:need-marking", args=[record]), follow=True)

    assert "Who can see this" in words(answer.content)
    assert reverse("needs:need", args=[record]) in answer.text


def test_a_hidden_need_leaves_no_trace(arta: Reader) -> None:
    stranger = of(make.reader("stranger", seats=("focal-points",)))
    without = shown(stranger, "needs:needs")
    record = need(arta, marking=Marking(Tlp.RED), priority="high")

    assert shown(stranger, "needs:needs") == without
    for name in ("needs:need", "needs:need-change", "needs:need-withdrawal", "needs:need-own-words"):
        assert stranger.get(reverse(name, args=[record])).status_code in (403, 404)
    assert stranger.get(reverse("needs:need", args=[record])).status_code == 404
