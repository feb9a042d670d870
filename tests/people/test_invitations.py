import re
from datetime import timedelta
from email.message import Message
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.kernel import clock
from egnatia.kernel.access.reader import NO_ORGANISATION
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import AuditEvent, Membership, Organisation, Person
from egnatia.kernel.readers import reader_named, reader_of
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.invitations import actions
from egnatia.people.invitations.actions import Guest
from egnatia.people.invitations.jobs import send_invitation
from egnatia.people.invitations.models import Invitation
from egnatia.people.limits.rules import NAME_BY_INVITATION
from tests import make
from tests.letters import text_of
from tests.people.accounts import browser, code_now, factors
from tests.people.test_passwords import letters
from tests.visits import Answer, faults, got, links, offers, refused, rows

__all__ = ["letters"]
pytestmark = pytest.mark.django_db
NEW = reverse("people:invitation-new")
ACCEPT = reverse("people:invitation-acceptance")
WORDS = "four words not belonging together"


def officer() -> Client:
    who = make.person("officer")
    make.office(who, "S")
    return browser(who)


def guest(house: Organisation | None = None, places: tuple[ProposedSeat, ...] = (), **offices: bool) -> Guest:
    own = house or make.organisation("House (demo)")
    return Guest("Focal point, Albania (demo)", str(own.pk), places=places, **offices)  # type: ignore[arg-type]  # only flags are left


def opened(token: str) -> Client:
    client = Client()
    client.get(reverse("people:invitation-opening", args=[token]))
    return client


def accept(client: Client, username: str = "focal-al", **changed: str) -> HttpResponse:
    form = {"username": username, "password": WORDS, "again": WORDS, **changed}
    return client.post(ACCEPT, form)  # type: ignore[return-value]  # the client's own kind of answer


def test_the_secretariat_invites_and_the_guest_makes_their_account() -> None:
    make.community("focal-points", closed=True)
    make.organisation("House (demo)")
    client = officer()

    page = client.post(
        NEW,
        {"name": "Focal point", "organisation": "House (demo)", "communities": ["focal-points"], "economy": "ALB"},
    )
    (path,) = re.findall(r"http://testserver([^\s<]+)", page.content.decode())
    there = Client()
    welcome = there.get(path, follow=True)
    answer = accept(there)

    assert (welcome.context["welcome"].name, welcome.context["welcome"].organisation) == ("Focal point", "House (demo)")
    assert "“Focal point”" in welcome.text
    assert "House (demo)" in welcome.text
    assert answer["Location"] == reverse("people:second-factor")
    made = reader_of(named("focal-al"), strong=True)
    assert (made.name, made.organisation_name, made.seats) == ("Focal point", "House (demo)", ())
    assert Membership.objects.get(person=UUID(made.person)).confirmed_by is None
    assert list(AuditEvent.objects.order_by("at").values_list("verb", flat=True)) == [
        "invited",
        "accepted",
        "signed in",
    ]


def test_the_token_leaves_the_address_at_once_and_is_kept_as_a_digest() -> None:
    invited = actions.invite(guest(), by=MACHINE)

    answer = Client().get(reverse("people:invitation-opening", args=[invited.token]))

    assert answer["Location"] == ACCEPT
    assert invited.token not in str(Invitation.objects.values())
    assert invited.token not in str(AuditEvent.objects.values())


def test_the_first_second_factor_is_offered_inside_the_invitation() -> None:
    there = opened(actions.invite(guest(), by=MACHINE).token)

    page = there.get(accept(there)["Location"])

    assert offers(page, "mfa_activate_totp")
    assert "/" in links(page), "Later"
    assert page.context["account"].first_factor_until.date() == (clock.now() + timedelta(days=14)).date()
    (secret,) = re.findall(r'<code id="secret">\s*(\w+)', there.get(reverse("mfa_activate_totp")).text)
    there.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    who = named("focal-al")
    assert there.session[SECOND_FACTOR_SHOWN]
    assert who.unconfirmed_since is None
    assert factors(who) == {"totp", "recovery_codes"}


def test_later_keeps_basic_rights() -> None:
    there = opened(actions.invite(guest(), by=MACHINE).token)
    accept(there)

    assert not there.session[SECOND_FACTOR_SHOWN]
    page = got(there, "people:account")
    assert page.context["page"].reader.held <= {"P", "M", f"U:{named('focal-al').pk}", f"O:{NO_ORGANISATION}"}


def test_an_invitation_is_accepted_once() -> None:
    invited = actions.invite(guest(), by=MACHINE)
    first, second = opened(invited.token), opened(invited.token)

    assert accept(first).status_code == 302
    assert accept(second, "another").status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize("fault", ["expired", "withdrawn", "made up", "none opened"])
def test_a_link_that_opens_nothing_is_a_missing_page(fault: str) -> None:
    invited = actions.invite(guest(), by=MACHINE)
    if fault == "expired":
        Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    elif fault == "withdrawn":
        actions.withdraw(invited.id, by=MACHINE)
    client = Client() if fault == "none opened" else opened("x" * 32 if fault == "made up" else invited.token)

    assert client.get(ACCEPT).status_code == 404
    with pytest.raises(NotFound):
        actions.accept(
            "x" if fault in ("made up", "none opened") else invited.token, username="a", password="b", language="en"
        )


def test_a_user_name_that_is_taken_is_refused_and_the_link_still_opens() -> None:
    make.person("Focal-AL")
    client = opened(actions.invite(guest(), by=MACHINE).token)

    answer: Answer = accept(client)

    assert faults(answer) == {"username": [""]}
    assert Person.objects.count() == 1
    assert accept(client, "focal-al-2").status_code == 302
    assert Person.objects.filter(username="focal-al-2").exists()


def test_with_one_invitation_nobody_asks_for_many_user_names() -> None:
    """A refusal tells that a name is taken: ten for an invitation, from however many browsers."""
    make.person("focal-al")
    token = actions.invite(guest(), by=MACHINE).token

    said = [accept(opened(token)).status_code for _ in range(NAME_BY_INVITATION.most + 1)]

    assert said == [200] * NAME_BY_INVITATION.most + [429]


def test_of_two_who_want_one_name_at_once_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database decides where the other one came between the question and the account."""
    make.person("focal-al")
    monkeypatch.setattr(QuerySet, "exists", lambda _: False)

    with pytest.raises(AlreadyThere):
        actions.accept(actions.invite(guest(), by=MACHINE).token, username="focal-al", password=WORDS, language="en")


def named(wish: str) -> Person:
    return Person.objects.get(username=wish)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "É!"}, {"username": [""]}),
        ({"password": "short", "again": "short"}, {"password": ["password_too_short"]}),
        ({"again": "other words entirely here"}, {"again": [""]}),
        ({"password": ""}, {"password": ["required"]}),
    ],
)
def test_what_is_wrong_with_an_account_is_said(changed: dict[str, str], said: dict[str, list[str]]) -> None:
    client = opened(actions.invite(guest(), by=MACHINE).token)

    answer: Answer = accept(client, **{"username": "focal-al", **changed})

    assert faults(answer) == said
    (field,) = said
    assert answer.context["form"].errors[field][0] in answer.text
    assert not Person.objects.exists()


def test_what_the_machine_invites_needs_no_steward() -> None:
    make.community("focal-points")
    places = (ProposedSeat("focal-points", "ALB", steward=True),)
    invited = actions.invite(guest(places=places, secretariat=True, administrator=True), by=MACHINE)
    accept(opened(invited.token), "first")

    made = reader_of(named("first"), strong=True)
    assert made.is_secretariat
    assert made.administrator
    assert [(seat.community, seat.steward) for seat in made.seats] == [("focal-points", True)]


def test_only_the_secretariat_and_administrators_invite() -> None:
    for by in (
        make.reader("plain", seats=("focal-points",)),
        make.reader("officer-at-green", secretariat=True, strong=False),
    ):
        with pytest.raises(NotAllowed):
            actions.invite(guest(), by=by)
    assert refused(browser(make.person("partner")).get(NEW), "administrator")


def test_only_an_administrator_makes_another_one_and_only_a_steward_a_steward() -> None:
    make.community("focal-points")
    by = make.reader("officer", secretariat=True)
    house = make.organisation("House (demo)")

    with pytest.raises(NotAllowed, match="administrator"):
        actions.invite(guest(house, administrator=True), by=by)
    with pytest.raises(NotAllowed, match="steward"):
        actions.invite(guest(house, places=(ProposedSeat("focal-points", steward=True),)), by=by)
    for place in (ProposedSeat("nowhere"), ProposedSeat("focal-points", "XXX")):
        with pytest.raises(NotFound):
            actions.invite(guest(house, places=(place,)), by=by)


def test_one_invites_for_organisations_that_one_can_see() -> None:
    hidden = make.organisation("Undercover unit (demo)", marking=make.STRICT)
    client = officer()
    page = client.post(NEW, {"name": "X", "organisation": "Undercover unit (demo)"})
    missing = client.post(NEW, {"name": "X", "organisation": "None (demo)"})

    assert faults(page).keys() == {"organisation"}
    assert page.context["form"].errors == missing.context["form"].errors
    with pytest.raises(NotFound):
        actions.invite(guest(hidden), by=reader_named("officer"))


def test_an_organisation_that_is_not_clear_is_asked_for() -> None:
    make.organisation("Ura North (demo)")
    make.organisation("Ura South (demo)")

    page = officer().post(NEW, {"name": "X", "organisation": "ura"})

    assert faults(page).keys() == {"organisation"}
    assert "Ura North (demo); Ura South (demo)" in page.text


def test_the_letter_holds_the_link_and_nothing_more(letters: list[Message]) -> None:
    make.organisation("House (demo)")
    officer().post(NEW, {"name": "Focal point", "organisation": "House (demo)", "email": "guest@example.org"})
    job = ProcrastinateJob.objects.get()
    assert not re.search("guest@|open/", str(job.args)), "neither stands in the queue"

    send_invitation(**job.args)

    (letter,) = letters
    (path,) = re.findall(r"http://testserver([^\s<]+)", text_of(letter))
    there = Client()
    assert there.get(path).status_code == 302
    assert accept(there).status_code == 302
    send_invitation(**job.args)
    assert len(letters) == 1, "none leaves for an invitation that is over"
    assert "Egnatia" in letter["Subject"]
    assert letter["To"] == "guest@example.org"
    assert "http://testserver/people/invitations/open/" in text_of(letter)
    assert "House" not in text_of(letter)


def test_invitations_are_listed_with_their_state_and_taken_back() -> None:
    client = officer()
    hidden = make.organisation("Undercover unit (demo)", marking=make.STRICT)
    waiting = actions.invite(guest(hidden), by=MACHINE)
    accept(opened(actions.invite(guest(), by=MACHINE).token))
    actions.withdraw(actions.invite(guest(), by=MACHINE).id, by=MACHINE)
    old = actions.invite(guest(), by=MACHINE)
    Invitation.objects.filter(pk=old.id).update(expires_at=clock.now() - timedelta(days=1))

    page = got(client, "people:invitations")
    client.post(reverse("people:invitation-withdrawal", args=[waiting.id]))

    seen = page.context["invitations"]
    assert sorted(each.state for each in seen) == ["accepted", "expired", "waiting", "withdrawn"]
    assert {each.id for each in seen if not each.organisation} == {waiting.id}
    assert len({row[2] for row in rows(page)}) == 4
    assert all(row[1] for row in rows(page))
    assert "Undercover" not in page.text
    assert offers(page, "people:invitation-withdrawal", waiting.id)
    after = got(client, "people:invitations")
    assert sorted(each.state for each in after.context["invitations"]) == [
        "accepted", "expired", "withdrawn", "withdrawn",
    ]  # fmt: skip
    assert not offers(after, "people:invitation-withdrawal", waiting.id)
    assert client.post(reverse("people:invitation-withdrawal", args=[waiting.id])).status_code == 404


def test_an_empty_list_says_so() -> None:
    page = got(officer(), "people:invitations")

    assert page.context["invitations"] == []
    assert 'class="empty' in page.text


def test_an_administrator_may_invite_an_administrator() -> None:
    make.organisation("House (demo)")
    client = browser(make.person("administrator", is_administrator=True))
    client.post(NEW, {"name": "X", "organisation": "House (demo)", "administrator": "on"})

    assert Invitation.objects.get().administrator
