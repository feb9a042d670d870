"""A stranger's practice until its review expires; a policy from drafting to its end; a person who joins an open group.

On a site of their own: months pass."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.hands import ByBrowser, Typed
from tests.journeys.site import TODAY, Site, running_site
from tests.journeys.test_second_step import PASSWORD
from tests.journeys.watching import NARROW, WIDE, Visit, visit
from tests.letters import Post, letter_to, text_of

SOONEST = 3_300  # milliseconds: what is sent faster is asked once more
TITLE, ENGLISH = "Mbrëmje leximi me prindërit (demo)", "Reading evenings with parents (demo)"
SAID: dict[str, Typed] = {
    "organisation": "Shoqata Fletëza (demo)",
    "title": TITLE,
    "aim": "Prindërit dhe fëmijët flasin për atë që lexojnë në internet.",
    "method": "Një mbrëmje në muaj në bibliotekë, me një mësues dhe një punonjës social.",
    "email": "fleteza@example.org",
}
DRAFT = "Strategjia për rininë 2027–2030 (demo)"
COMMENT = "The draft should name who pays for the youth centres."
MAILBOX = "ana.forum@example.org"
Window = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="module")
def own_site(post: Post) -> Iterator[Site]:
    with running_site(EGNATIA_SMTP=post.url) as started:
        yield started


@pytest.fixture
def window(own_site: Site, browser: Browser) -> Window:
    """`window(NARROW, "")` is a visitor's on a phone, in the language of the address."""
    seen: set[tuple[str, int]] = set()

    def opened(width: int = WIDE, language: str = "en") -> AbstractContextManager[Visit]:
        return visit(browser, own_site.url, widths=(width,), seen=seen, language=language)

    return opened


def day(after: int) -> str:
    """As it is typed, so many days after the day of the stories."""
    return (TODAY.date() + timedelta(days=after)).isoformat()


def test_a_practice_of_a_stranger_is_accepted_reviewed_translated_used_again_and_expires(
    own_site: Site, window: Window, post: Post, tmp_path: Path
) -> None:
    with window(NARROW, "") as stranger:
        stranger.open("/sq/library/practices/")
        stranger.click_on(stranger.page.locator("main a[href$='/library/practices/proposal/']").first)
        fill(stranger, SAID)
        stranger.page.wait_for_timeout(SOONEST)
        stranger.click_on(stranger.page.locator("main form button[type=submit]").last)
        assert re.search("[0-9A-Z]{5}-[0-9A-Z]{5}", stranger.main())
        stranger.picture("practice-proposed")

    with window() as desk, window() as reviewer, window() as user:
        for reader, name in ((desk, "secretariat"), (reviewer, "civil"), (user, "focal-al")):
            reader.sign_in(own_site.code(name))
        hand = ByBrowser(desk, tmp_path)
        desk.open("/")
        assert "1 proposed practice" in desk.main()
        desk.open("/library/practices/proposals/")
        desk.click(TITLE)
        desk.click("Turn into a practice")
        hand.press("Save", {"marking-tlp": "0"})
        desk.click("Practice")
        practice = desk.page.url.removeprefix(desk.url)
        desk.click("Ask for a review")
        hand.press("Ask for a review", {"organisation": "Ura Foundation (demo)", "function": "Adviser"})

        reviewer.open("/library/practices/reviews/")
        reviewer.click(TITLE)
        ByBrowser(reviewer, tmp_path).press(
            "Submit the review",
            {"decision": "promising", "criteria": ["aim"], "text": "Clear and cheap to repeat.", "function": "Adviser"},
        )
        assert "Promising" in reviewer.main()

        desk.open(practice)
        desk.click("Edit")
        hand.press("Save", {"title_en": ENGLISH, "aim_en": "Parents and children talk about what they read online."})
        user.open(practice)
        user.click("We used this practice")
        user.page.locator("main [name=activity]").first.check()
        used = user.page.locator("main label:has([name=activity]:checked)").first.inner_text().strip()
        user.press("Save")
        assert used in user.main()
        user.picture("practice-used-again")

    with window(NARROW, "") as visitor:
        visitor.open(f"/en{practice}")
        assert visitor.page.locator("h1").inner_text() == ENGLISH
        assert "Promising" in visitor.main()
        assert "valid until" in visitor.main()
        visitor.picture("practice-in-english")
        visitor.open(f"/sq{practice}")
        assert visitor.page.locator("h1").inner_text() == TITLE
        own_site.days_pass(740)
        visitor.open(f"/en{practice}")
        assert "Review expired on" in visitor.main()
        own_site.days_pass(0)


def fill(stranger: Visit, said: dict[str, Typed]) -> None:
    for name, value in said.items():
        field = stranger.page.locator(f"main [name={name}]").first
        stranger.unfold(field)
        field.fill(str(value))


def test_a_policy_goes_from_drafting_through_comments_to_adopted_and_expiring(
    own_site: Site, window: Window, tmp_path: Path
) -> None:
    with window() as office, window() as forum:
        office.sign_in(own_site.code("focal-al"))
        forum.sign_in(own_site.code("civil"))
        hand = ByBrowser(office, tmp_path)
        office.open("/library/policies/new/")
        hand.press("Save", {"title": DRAFT, "economy": "ALB", "stage": "drafting", "marking-tlp": "0"})
        policy = office.page.url.removeprefix(office.url)
        assert "Comments open with the consultation." in office.main()
        forum.open(policy)
        assert not forum.page.get_by_role("link", name="Add a comment").count()

        office.click("Edit")
        hand.press("Save", {"stage": "consultation", "consultation_until": day(20)})
        forum.open("/library/policies/?stage=consultation")
        forum.click(DRAFT)
        forum.click("Add a comment")
        ByBrowser(forum, tmp_path).press("Save", {"text": COMMENT})
        office.open(policy)
        assert COMMENT in office.main()
        assert "Comments in the consultation: 1 (organisations: 1)" in office.main()
        office.picture("policy-in-consultation")

        own_site.days_pass(21)
        forum.open(policy)
        assert "Comments are closed." in forum.main()
        office.open(policy)
        office.click("Enter the new stage")
        adopted = {
            "stage": "adopted",
            "adopted_on": day(21),
            "in_force_until": day(21 + 700),
            "adopted_by": "Government",
        }
        hand.press("Save", adopted)
        assert "In force until" in office.main()
        assert "Expires within 12 months" not in office.main()

    with window(NARROW, "") as visitor:
        own_site.days_pass(21 + 400)
        visitor.open(f"/en{policy}")
        assert "Expires within 12 months" in visitor.main()
        assert COMMENT not in visitor.main()
        visitor.picture("policy-expiring")
        visitor.open("/en/library/policies/by-economy/")
        assert DRAFT in visitor.main()
        own_site.days_pass(21 + 701)
        visitor.open(f"/en{policy}")
        assert "It was in force until" in visitor.main()
        own_site.days_pass(0)


def test_a_person_asks_to_join_an_open_group_and_comes_in_by_invitation(
    own_site: Site, window: Window, post: Post, tmp_path: Path
) -> None:
    with window(NARROW, "") as person:
        person.open("/en/join/")
        person.click("Join an open group")
        person.page.locator("main [name=group][value=civil-society-forum]").check()
        words = {"name": "Youth worker", "organisation": "Ura Foundation (demo)", "text": "We run a youth centre."}
        fill(person, {**words, "email": MAILBOX})
        person.page.wait_for_timeout(SOONEST)
        person.press("Send the request")
        assert "Your request was sent to the secretariat." in person.main()

    with window() as desk:
        desk.sign_in(own_site.code("secretariat"))
        desk.open("/")
        desk.click_on(desk.page.locator("main a[href$='/public/messages/'], main a[href$='/messages/']").first)
        desk.click("We run a youth centre.")
        desk.click("Prepare an invitation")
        box = desk.page.locator("main [name=communities][value=civil-society-forum]")
        assert box.is_checked()
        assert desk.page.locator("main [name=email]").input_value() == MAILBOX
        desk.click_on(desk.page.locator("main form button.primary"))

        with window(NARROW, "en") as person:
            (link,) = set(re.findall(r"http://localhost:\d+(/\S*invitation\S*)", text_of(letter_to(post, MAILBOX))))
            person.open(link)
            person.page.locator("main [name=username]").fill("youth-worker")
            for field in person.page.locator("main input[type=password]").all():
                field.fill(PASSWORD)
            person.press("Create the account")
            desk.open("/people/communities/civil-society-forum/")
            desk.press("Confirm Youth worker")
            assert "Youth worker" in desk.main()
            person.open("/people/communities/civil-society-forum/")
            assert "Civil Society Forum" in person.main()
