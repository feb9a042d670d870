import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.formats import trail
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import AuditEvent, Membership, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit
from egnatia.people.accounts.models import CredentialReset
from egnatia.people.administration import actions, queries
from tests import make
from tests.people.accounts import account, browser, factors, with_app
from tests.visits import got, offers, refused, rows

pytestmark = pytest.mark.django_db
HERE = reverse("people:account")


def administrator(username: str = "administrator") -> Person:
    return make.person(username, is_administrator=True)


def strong(who: Person) -> Reader:
    return reader_of(Person.objects.get(pk=who.pk), strong=True)


def steward(where: str = "focal-points", username: str = "steward") -> Person:
    who = make.person(username)
    make.seat(who, where, steward=True)
    return who


def operate(client_of: Person, name: str, who: Person, **data: str) -> int:
    return browser(client_of).post(reverse(f"people:account-{name}", args=[who.pk]), data).status_code


def test_a_row_of_the_list_names_its_columns_as_the_head_does() -> None:
    page = browser(administrator()).get(reverse("people:accounts")).text

    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert len(heads) == 4
    assert re.findall(r'data-label="([^"]+)"', page) == heads[1:]


def test_an_administrator_ends_somebodys_sessions_at_the_next_request() -> None:
    who = account("officer")
    client = browser(who)

    assert operate(administrator(), "sessions-ending", who) == 302
    assert client.get(HERE).status_code == 302
    assert AuditEvent.objects.get().verb == "ended sessions"


def test_a_closed_account_opens_nothing_and_can_be_opened_again() -> None:
    who, by = account("officer"), administrator()
    client = browser(who)

    operate(by, "deactivation", who)
    assert client.get(HERE).status_code == 302
    assert strong(who).is_anonymous
    operate(by, "reactivation", who)

    assert not strong(who).is_anonymous
    for again in (actions.reactivate,):
        with pytest.raises(AlreadyThere):
            again(who.pk, by=strong(by))
    actions.deactivate(who.pk, by=strong(by))
    with pytest.raises(AlreadyThere):
        actions.deactivate(who.pk, by=strong(by))


@pytest.mark.parametrize(
    "reset",
    [
        lambda who, by: actions.reset_second_factor(who.pk, by=by),
        lambda who, by: actions.make_recovery_codes(who.pk, by=by),
        lambda who, by: actions.change_email(who.pk, "new@example.org", by=by),
    ],
    ids=["second factor", "recovery codes", "address"],
)
def test_after_a_reset_somebody_holds_basic_rights_until_a_steward_confirms(
    reset: Callable[[Person, Reader], object],
) -> None:
    who, by = with_app("officer"), strong(administrator())
    make.seat(who, "focal-points")
    before = strong(who).held

    reset(who, by)

    assert strong(who).held == {"P", "M", "G:focal-points"}
    assert AuditEvent.objects.count() == 1
    actions.confirm(who.pk, by=strong(steward()))
    assert strong(who).held == before
    assert AuditEvent.objects.filter(verb="confirmed person").count() == 1


def test_a_reset_takes_the_factors_away_and_codes_replace_the_earlier_ones() -> None:
    who, by = with_app("officer"), strong(administrator())
    first = actions.make_recovery_codes(who.pk, by=by)
    second = actions.make_recovery_codes(who.pk, by=by)

    assert len(second) == 10
    assert set(first).isdisjoint(second)
    actions.reset_second_factor(who.pk, by=by)
    assert factors(who) == set()


def test_whoever_reset_does_not_confirm_and_nobody_confirms_himself() -> None:
    both = make.person("both", is_administrator=True)
    make.seat(both, "focal-points", steward=True)
    who = account("officer")
    make.seat(who, "focal-points", steward=True)
    actions.reset_second_factor(who.pk, by=strong(both))

    with pytest.raises(NotAllowed, match="second-person"):
        actions.confirm(who.pk, by=strong(both))
    with pytest.raises(NotFound):
        actions.confirm(who.pk, by=strong(who))
    with pytest.raises(NotFound):
        actions.confirm(who.pk, by=strong(steward("others", "elsewhere")))
    with pytest.raises(NotFound):
        actions.confirm(make.uuid(4), by=strong(both))


def test_somebody_without_a_community_is_confirmed_by_any_steward() -> None:
    who = account("member")
    actions.reset_second_factor(who.pk, by=MACHINE)

    with pytest.raises(NotFound):
        actions.confirm(who.pk, by=make.reader("plain"))
    actions.confirm(who.pk, by=strong(steward()))

    assert not CredentialReset.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        actions.end_sessions,
        actions.deactivate,
        actions.reactivate,
        actions.reset_second_factor,
        actions.make_recovery_codes,
        lambda person, *, by: actions.change_email(person, "x@example.org", by=by),
    ],
)
def test_only_administrators_and_the_secretariat_operate_accounts(act: Callable[..., object]) -> None:
    who = account("officer")
    for by in (
        strong(steward()),
        make.reader("plain"),
        make.reader("weak", secretariat=True, strong=False),
        reader_of(administrator(), strong=False),
    ):
        with pytest.raises(NotAllowed, match="administrator"):
            act(who.pk, by=by)
    with pytest.raises(NotFound):
        act(make.uuid(8), by=MACHINE)
    assert not AuditEvent.objects.exists()


def test_nobody_operates_their_own_account_and_the_secretariat_no_administrators() -> None:
    by = administrator()
    officer = make.reader("officer", secretariat=True)

    with pytest.raises(NotAllowed, match="yourself"):
        actions.deactivate(by.pk, by=strong(by))
    with pytest.raises(NotAllowed, match="administrator"):
        actions.reset_second_factor(by.pk, by=officer)


def test_the_secretariat_ends_the_sessions_of_members_but_not_those_of_an_administrator() -> None:
    """Else an officer could keep whoever watches over the accounts from acting."""
    by, who, desk = administrator(), account("officer"), secretary()
    kept, ended = browser(by), browser(who)

    answer = browser(desk).post(reverse("people:account-sessions-ending", args=[by.pk]))
    assert refused(answer, "administrator")
    assert kept.get(HERE).status_code == 200
    assert not AuditEvent.objects.exists()

    assert operate(desk, "sessions-ending", who) == 302
    assert ended.get(HERE).status_code == 302
    assert operate(administrator("second"), "sessions-ending", by) == 302
    assert kept.get(HERE).status_code == 302


def test_an_administrator_reads_nothing_by_it() -> None:
    plain, by = make.person("plain"), administrator()

    def rights(who: Person) -> set[str]:
        return {token for token in strong(who).held if token[0] not in "OU"}

    assert rights(plain) == rights(by) == {"P", "M"}


def test_accounts_are_listed_for_those_who_operate_them() -> None:
    hidden = make.organisation("Undercover unit (demo)", marking=make.STRICT)
    account("agent", at=hidden)
    with_app("officer")
    account("closed", is_active=False)
    actions.reset_second_factor(account("reset").pk, by=MACHINE)

    page = got(browser(administrator()), "people:accounts")

    assert "Undercover" not in page.text
    seen = {each.username: each for each in page.context["accounts"]}
    assert not seen["agent"].organisation
    assert not seen["agent"].second_factor
    assert seen["officer"].second_factor
    assert not seen["closed"].active
    assert seen["reset"].unconfirmed
    states = {row[0]: row[3] for row in rows(page)}
    assert not states["officer"]
    assert len({states[name] for name in ("officer", "agent", "closed", "reset")}) == 4
    assert all(row[2] for row in rows(page))
    assert browser(make.person("plain")).get(reverse("people:accounts")).status_code == 403


def test_an_account_is_a_missing_page_for_those_who_do_not_operate_it() -> None:
    who = account("officer")
    client = browser(make.person("plain"))

    there, missing = (client.get(reverse("people:account-of", args=[person])) for person in (who.pk, make.uuid(6)))
    assert there.status_code == missing.status_code == 404
    assert there.content == missing.content


def test_a_steward_is_led_to_whom_he_may_confirm_and_sees_no_more() -> None:
    who = account("officer", email="secret@example.org")
    make.seat(who, "focal-points")
    actions.reset_second_factor(who.pk, by=MACHINE)
    client = browser(steward())
    page = reverse("people:account-of", args=[who.pk])

    directory = got(client, "people:directory")
    seen = got(client, "people:account-of", who.pk)
    client.post(reverse("people:account-confirmation", args=[who.pk]))

    assert offers(directory, "people:account-of", who.pk)
    assert offers(seen, "people:account-confirmation", who.pk)
    assert "secret@example.org" not in seen.text
    assert client.get(page).status_code == 404
    after = got(client, "people:directory")
    assert after.context["unconfirmed"] == []
    assert not offers(after, "people:account-of", who.pk)


def test_members_who_are_no_stewards_are_led_to_nobody() -> None:
    actions.reset_second_factor(account("officer").pk, by=MACHINE)

    assert queries.unconfirmed_for(make.reader("plain")) == []
    assert queries.unconfirmed_for(reader_of(steward(), strong=False)) == []
    assert len(queries.unconfirmed_for(strong(steward("others", "second")))) == 1


def test_codes_are_shown_once_to_print() -> None:
    who, by = account("officer"), administrator()
    page = browser(by).post(reverse("people:account-codes", args=[who.pk])).content.decode()

    assert page.count("<code>") == 10
    assert f"{who.name} ({who.username})" in page


def test_an_address_is_changed_or_said_to_be_wrong() -> None:
    who, by = account("officer"), administrator()

    assert operate(by, "address", who, email="wrong") == 200
    assert operate(by, "address", who, email="new@example.org") == 302
    assert Person.objects.get(pk=who.pk).email == "new@example.org"


def test_the_page_of_an_account_offers_what_may_be_done() -> None:
    who, by = with_app("officer"), administrator()
    client = browser(by)

    assert offers(got(client, "people:account-of", who.pk), "people:account-deactivation", who.pk)
    assert not offers(got(client, "people:account-of", by.pk), "people:account-deactivation", by.pk)
    operate(by, "deactivation", who)
    closed = got(client, "people:account-of", who.pk)
    assert offers(closed, "people:account-reactivation", who.pk)
    assert not offers(closed, "people:account-deactivation", who.pk)
    assert UUID(str(who.pk)) == who.pk


def test_a_reset_is_done_from_the_page() -> None:
    who = with_app("officer")

    assert operate(administrator(), "reset", who) == 302
    assert factors(who) == set()


def test_where_nobody_else_is_a_steward_the_secretariat_confirms_in_a_stewards_place() -> None:
    """The only steward of a community is the one whose sign-in was reset."""
    only = steward()
    actions.reset_second_factor(only.pk, by=strong(administrator()))
    desk = secretary()
    assert offers(got(browser(desk), "people:directory"), "people:account-of", only.pk)
    page = got(browser(desk), "people:account-of", only.pk)
    assert page.context["account"].unconfirmed_since
    assert offers(page, "people:account-confirmation", only.pk)

    browser(desk).post(reverse("people:account-confirmation", args=[only.pk]))

    assert "A:focal-points:*" in strong(only).held
    assert AuditEvent.objects.get(verb="confirmed person").by == "desk (demo)"


def test_the_secretariat_does_not_stand_in_where_a_steward_can_act() -> None:
    who = account("officer")
    make.seat(who, "focal-points")
    other = steward()
    desk = secretary()
    actions.reset_second_factor(who.pk, by=MACHINE)
    with pytest.raises(NotFound):
        actions.confirm(who.pk, by=strong(desk))
    assert queries.unconfirmed_for(strong(desk)) == []

    actions.reset_second_factor(other.pk, by=MACHINE)

    actions.confirm(who.pk, by=strong(desk))


def test_standing_in_takes_two_persons_and_a_second_factor() -> None:
    only, desk = steward(), secretary()
    actions.reset_second_factor(only.pk, by=strong(desk))

    with pytest.raises(NotAllowed, match="second-person"):
        actions.confirm(only.pk, by=strong(desk))
    for by in (reader_of(secretary("weak"), strong=False), strong(administrator()), make.reader("plain")):
        with pytest.raises(NotFound):
            actions.confirm(only.pk, by=by)
    actions.confirm(only.pk, by=strong(secretary("second")))


def test_the_secretariat_does_not_confirm_itself() -> None:
    desk = secretary()
    make.seat(desk, "focal-points", steward=True)
    actions.reset_second_factor(desk.pk, by=MACHINE)

    with pytest.raises(NotFound):
        actions.confirm(desk.pk, by=strong(desk))


def test_a_seat_that_is_only_proposed_makes_no_steward_a_judge_of_the_person() -> None:
    """Else whoever proposes could choose who confirms."""
    who = account("officer")
    make.seat(who, "focal-points")
    seat = make.seat(who, "elsewhere")
    Membership.objects.filter(pk=seat.pk).update(confirmed_by=None)
    steward()
    friend = steward("elsewhere", "friend")
    actions.reset_second_factor(who.pk, by=MACHINE)

    with pytest.raises(NotFound):
        actions.confirm(who.pk, by=strong(friend))


def secretary(username: str = "desk") -> Person:
    who = make.person(username)
    make.office(who, "S")
    return who


def test_an_administrator_takes_a_checkpoint_of_the_trail_away_and_nobody_else_does() -> None:
    who, address = administrator(), reverse("people:audit-checkpoint")
    before = browser(who).get(address)
    audit.record("changed", "need", "7", by=MACHINE)
    audit.seal()

    answer = browser(who).get(address)

    assert before["Location"] == reverse("people:accounts")
    assert trail.opened(answer.content) == trail.opened(audit.checkpoint() or b"")
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert address in browser(who).get(reverse("people:accounts")).text
    assert refused(browser(steward()).get(address), "administrator")
    with pytest.raises(NotAllowed, match="administrator-only"):
        actions.sign_checkpoint(by=make.reader("officer", secretariat=True))
