"""One person's data: in a file for those who may have it, and gone where an administrator erases the account."""

import json
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse
from typer.testing import CliRunner

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import AuditEvent, Kind, Membership, Office, Person, SignedBy
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit
from egnatia.people.administration import actions
from egnatia.people.administration.queries import personal_file
from egnatia.people.calendars.actions import make_address
from egnatia.people.email_preferences.models import LettersFrequency, LetterZone
from egnatia.people.email_preferences.rules import person_key
from egnatia.people.filters.models import SavedFilter
from egnatia.people.invitations.models import Invitation
from egnatia.people.sessions.models import Session
from egnatia.reminders.models import Reminder
from egnatia.rounds.rounds.models import Round
from egnatia.start.demo import fixtures
from egnatia.web.cli import main
from tests import make
from tests.people.accounts import account, browser, sign_in, with_app
from tests.reporting.snapshots.doing import frozen
from tests.start.demo.loaded import demo
from tests.visits import Answer, faults, got, offers, refused

__all__ = ["demo"]
pytestmark = pytest.mark.django_db

COLUMNS = """
SELECT table_name, column_name
  FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
 WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
   AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'tsvector')
"""
# Where an erased person may still be found, and why.
MAY_STAY = {
    ("reporting_snapshot", "frozen_by"): "an adopted result is never changed: its checksum is what was adopted",
    ("reporting_snapshotsource", "content"): "the same: what the result rests on",
    ("reporting_snapshotclearance", "content"): "the same: who cleared it for a participant",
    ("reporting_snapshotobjection", "by"): "the same: who broke the silence",
    ("reporting_roundnote", "carried_out_by"): "text that somebody typed: its author corrects it",
    ("rounds_signedpaper", "signed_by"): "typed from the signed page, which is kept as a file",
    ("kernel_auditevent", "by"): "emptied, not replaced: the trail lets nothing else pass",
}


def administrator(username: str = "administrator") -> Person:
    return make.person(username, is_administrator=True)


def strong(who: Person) -> Reader:
    return reader_of(Person.objects.get(pk=who.pk), strong=True)


def places(*said: str) -> set[tuple[str, str]]:
    """Every column of the whole database in which any of this stands, whatever the letters' case."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, column in cursor.fetchall():
            sought = [f"%{each}%" for each in said]
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{column}"::text ILIKE ANY(%s))', [sought])
            if cursor.fetchone()[0]:
                found.add((table, column))
    return found


def lived_in(who: Person) -> None:
    """Rows of everything that hangs on an account."""
    reader = strong(who)
    sign_in(browser(who), who.username)
    make_address(by=reader)
    LetterZone.objects.create(person=who, zone="Europe/Berlin")
    SavedFilter.objects.create(person=who, strong=True, list="needs", query="q=x", name="mine")
    LettersFrequency.objects.create(who=person_key(who.pk), kind="rounds", frequency="off")
    EmailAddress.objects.create(user=who, email=who.email)
    Reminder.objects.create(name="x", day=clock.today(), person=who, asked_by="somebody")
    Invitation.objects.create(
        digest=secrets.token_hex(32),
        name=who.name,
        email=who.email.upper(),
        organisation=who.organisation,
        invited_by_name="somebody",
        expires_at=clock.now(),
        accepted_at=clock.now(),
        person=who,
    )
    make.record(by=reader)
    audit.record("changed", "need", "7", by=reader)


def erase(client_of: Person, who: Person, typed: str) -> Answer:
    return browser(client_of).post(reverse("people:account-erasure", args=[who.pk]), {"typed": typed})


def test_an_erased_person_is_found_in_no_column_of_the_database() -> None:
    who = account("zana.kelmendi", email="zana.kelmendi@example.org", at=make.organisation("House (demo)"))
    make.seat(who, "focal-points")
    make.office(who, "F", where="focal-points", economy="ALB")
    lived_in(who)
    assert {("kernel_auditevent", "by"), ("kernel_version", "by"), ("people_invitation", "email")} < places("zana.kelm")

    answer = erase(administrator(), who, "zana.kelmendi")

    assert answer["Location"] == reverse("people:accounts")
    assert places("zana.kelm") == set()
    left = Person.objects.get(pk=who.pk)
    assert (left.is_active, left.email, left.has_usable_password()) == (False, "", False)
    assert left.erased_at
    for model in (Session, SavedFilter, LetterZone, EmailAddress, Reminder, Authenticator):
        field = "user" if model in (EmailAddress, Authenticator) else "person"
        assert not model.objects.filter(**{field: who.pk}).exists(), model
    assert not LettersFrequency.objects.exists()
    assert not Membership.objects.filter(person=who, until__isnull=True).exists()
    assert not Office.objects.filter(person=who, until__isnull=True).exists()


def test_what_an_erased_person_did_stays_in_the_trail_under_their_number(
    serving_role: AbstractContextManager[None],
) -> None:
    who, by = account("zana", email="zana@example.org"), administrator()
    lived_in(who)
    before = list(AuditEvent.objects.filter(person=who.pk).order_by("pk").values("pk", "at", "verb", "target"))

    with serving_role:
        actions.erase(who.pk, by=strong(by))

    events = AuditEvent.objects.filter(person=who.pk).order_by("pk")
    assert list(events.values("pk", "at", "verb", "target")) == before
    assert set(events.values_list("by", flat=True)) == {""}
    done = AuditEvent.objects.get(verb="erased")
    assert (done.by, done.target) == (by.name, str(who.pk))


@pytest.mark.parametrize(
    "change",
    [{"by": "somebody else"}, {"by": "", "verb": "x"}, {"person": ""}, {"at": clock.now()}],
    ids=["by", "verb", "person", "at"],
)
def test_the_trail_loses_the_name_of_an_erased_person_and_nothing_else(change: dict[str, object]) -> None:
    who = account("zana")
    lived_in(who)
    other = make.reader("other")
    audit.record("changed", "need", "7", by=other)

    def refuses(**said: object) -> None:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEvent.objects.filter(**said).update(**change)

    refuses(person=who.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(person=other.person).update(by="")
    actions.erase(who.pk, by=MACHINE)
    refuses(person=who.pk)
    refuses(person=other.person)


def test_records_of_an_erased_person_are_signed_by_a_former_colleague() -> None:
    who = account("zana")
    record = make.record(by=strong(who))

    actions.erase(who.pk, by=MACHINE)

    assert record.versions.get().by == f"Former colleague of {who.organisation.name}"
    assert record.author == str(who.pk)


def test_an_organisation_that_is_known_to_few_is_not_named_in_place_of_its_person() -> None:
    hidden = make.organisation("Undercover unit (demo)", marking=make.STRICT)
    who = account("agent", at=hidden)
    record = make.record(by=strong(who))

    actions.erase(who.pk, by=MACHINE)

    assert "Undercover" not in record.versions.get().by + Person.objects.get(pk=who.pk).name


def test_a_name_that_somebody_else_has_too_stays_where_it_stands_alone() -> None:
    first, second = account("first"), account("second")
    Person.objects.filter(pk__in=[first.pk, second.pk]).update(name="Focal point")
    records = [make.record(by=strong(who)) for who in (first, second)]
    page = got(browser(administrator()), "people:account-erasure", first.pk)
    assert page.context["account"].namesake

    actions.erase(first.pk, by=MACHINE)

    assert [record.versions.get().by for record in records] == ["Focal point", "Focal point"]
    assert Person.objects.get(pk=second.pk).name == "Focal point"
    actions.erase(second.pk, by=MACHINE)
    assert {record.versions.get().by[:16] for record in records} == {"Former colleague"}


def test_an_address_that_is_an_organisations_too_stays_with_it() -> None:
    house = make.organisation("Ministry (demo)")
    type(house).objects.filter(pk=house.pk).update(mailbox="office@example.org")
    who = account("zana", email="Office@example.org", at=house)

    actions.erase(who.pk, by=MACHINE)

    assert places("office@example.org") == {("kernel_organisation", "mailbox")}


def test_an_account_is_erased_where_its_user_name_was_typed_and_by_administrators_only() -> None:
    who, by = account("zana"), administrator()
    page = got(browser(by), "people:account-of", who.pk)
    assert offers(page, "people:account-erasure", who.pk)

    assert faults(erase(by, who, "zena")) == {"typed": ["other-name"]}
    officer = make.person("officer")
    make.office(officer, "S")
    assert refused(erase(officer, who, "zana"), "administrator-only")
    assert not offers(got(browser(officer), "people:account-of", who.pk), "people:account-erasure", who.pk)
    assert erase(make.person("plain"), who, "zana").status_code == 404
    assert refused(erase(by, by, "administrator"), "yourself")
    assert not Person.objects.filter(erased_at__isnull=False).exists()


def test_neither_the_last_administrator_nor_the_last_officer_is_erased() -> None:
    officer, by = make.person("officer"), administrator()
    make.office(officer, "S")
    for who in (by, officer):
        with pytest.raises(NotAllowed, match="last-one"):
            actions.erase(who.pk, by=MACHINE)
    assert refused(erase(by, officer, "officer"), "last-one")
    make.office(make.person("second"), "S")
    administrator("other")

    for who in (by, officer):
        actions.erase(who.pk, by=MACHINE)


def test_an_erased_account_is_a_missing_page_and_opens_never_again() -> None:
    who, by = with_app("zana"), administrator()
    client = browser(who)
    actions.erase(who.pk, by=strong(by))

    assert client.get(reverse("people:account")).status_code == 302
    assert browser(by).get(reverse("people:account-of", args=[who.pk])).status_code == 404
    assert who.pk not in {row.id for row in got(browser(by), "people:accounts").context["accounts"]}
    for act in (actions.reactivate, actions.erase, actions.make_recovery_codes):
        with pytest.raises(NotFound):
            act(who.pk, by=strong(by))


def test_every_table_that_points_at_people_says_what_they_get_of_it() -> None:
    """A new one is declared, or it is a record, which stays; the factors' own part is in the file besides."""
    pointing = {
        found.related_model
        for found in Person._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django documents it as public
        if isinstance(found, models.ManyToOneRel)
    }
    undeclared = {each for each in pointing if not hasattr(each, "PERSONAL") and not issubclass(each, Kind)}

    assert undeclared == {Authenticator, EmailAddress}


def test_every_column_for_a_name_is_one_that_an_erasure_replaces_or_says_why_not() -> None:
    """A room that keeps who did something has a `SignedBy`: none is forgotten."""
    named = {
        (meta.db_table, field.column): field
        for meta in (model._meta for model in apps.get_models())  # noqa: SLF001 - Django documents it as public
        for field in meta.local_concrete_fields
        if isinstance(field, models.CharField) and (field.max_length or 0) > 36  # shorter ones hold an identifier
        if field.name == "by" or field.name.endswith(("_by", "_by_name"))
    }

    assert len(named) > 30
    assert {place for place, field in named.items() if not isinstance(field, SignedBy)} <= MAY_STAY.keys()


def test_to_the_database_it_is_a_text_like_others() -> None:
    _name, path, _args, options = SignedBy(of="author").deconstruct()

    assert (path, options) == ("django.db.models.CharField", {"max_length": 150})


def download(client_of: Person, who: Person, *, second: bool = True) -> Answer:
    return browser(client_of, strong=second).post(reverse("people:account-file", args=[who.pk]))


def test_a_person_gets_all_that_is_theirs_and_no_secret() -> None:
    who = with_app("zana")
    Person.objects.filter(pk=who.pk).update(email="zana@example.org")
    who.refresh_from_db()
    make.seat(who, "focal-points")
    lived_in(who)

    answer = download(who, who)
    told = json.loads(answer.content)

    assert 'filename="zana.json"' in answer["Content-Disposition"]
    assert told["whole"]
    assert told["account"]["email"] == "zana@example.org"
    assert {"sign_ins", "sessions", "invitation", "memberships", "saved_filters", "calendar_link"} < told.keys()
    assert told["memberships"][0]["community"] == "focal-points"
    assert told["saved_filters"][0]["query"] == "q=x"
    assert [each["kind"] for each in told["records_written"]] == ["note"]
    assert [each["verb"] for each in told["actions"]] == ["made calendar address", "changed"]
    assert [each["verb"] for each in told["sign_ins"]] == ["signed in"] * len(told["sign_ins"])
    for secret in _secrets(who):
        assert secret not in answer.text
    assert AuditEvent.objects.filter(verb="exported", person=who.pk, target=who.pk).exists()


def _secrets(who: Person) -> Iterator[str]:
    yield Person.objects.get(pk=who.pk).password
    yield from Session.objects.filter(person=who).values_list("session_key", flat=True)
    yield Authenticator.objects.get(user=who, type="totp").data["secret"]
    yield from Invitation.objects.values_list("digest", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM people_calendaraddress")
        yield from (row[0] for row in cursor.fetchall())


def test_an_administrator_and_a_password_alone_get_the_account_and_nothing_of_what_it_reads() -> None:
    who, by = account("zana", email="zana@example.org"), administrator()
    make.seat(who, "arms")
    lived_in(who)

    for told in (json.loads(download(by, who).content), json.loads(download(who, who, second=False).content)):
        assert not told["whole"]
        assert told["account"]["user_name"] == "zana"
        assert told["sessions"]
        assert told["invitation"][0]["email"] == "ZANA@EXAMPLE.ORG"
        assert not {"memberships", "saved_filters", "records_written", "actions"} & told.keys()
    plain = make.person("plain")
    officer = make.person("officer")
    make.office(officer, "S")
    for stranger in (plain, officer):
        assert download(stranger, who).status_code == 404
    with pytest.raises(NotFound):
        personal_file(strong(by), UUID(int=9))


def test_a_record_that_somebody_may_no_longer_read_is_not_named_in_their_file() -> None:
    who = account("zana")
    mine = make.record(by=strong(who), marking=make.STRICT)
    other = make.organisation("Another house (demo)")
    Person.objects.filter(pk=who.pk).update(organisation=other)

    assert personal_file(strong(who), who.pk)["records_written"] == []
    assert [each["id"] for each in personal_file(MACHINE, who.pk)["records_written"]] == [mine.pk]


def test_the_command_writes_the_file_and_erases(tmp_path: Path) -> None:
    who = account("zana", email="zana@example.org")
    lived_in(who)
    file = tmp_path / "zana.json"
    run = CliRunner()

    assert run.invoke(main, ["user", "export", "zana", str(file)]).exit_code == 0
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["whole"]
    assert told["saved_filters"]
    assert run.invoke(main, ["user", "erase", "zana"], input="zena\n").exit_code == 1
    assert run.invoke(main, ["user", "erase", "zana"], input="zana\n").exit_code == 0
    assert Person.objects.get(pk=who.pk).erased_at
    assert run.invoke(main, ["user", "erase", "zana"], input="zana\n").exit_code == 1


def test_of_the_whole_demo_nobodys_name_is_left_but_in_adopted_results(demo: None) -> None:
    """The demo writes to every room: a table that keeps names and is not declared is found here."""
    people = list(Person.objects.filter(is_demo=True))
    names = [person.name for person in people]
    assert {user.name for user in fixtures.users()} == set(names)
    with transaction.atomic():
        desk = strong(Person.objects.get(username="secretariat"))
        frozen(Round.objects.order_by("pk").values_list("pk", flat=True)[0], desk)
        make.office(make.person("successor"), "S")
        assert {("kernel_version", "by"), ("matching_position", "stated_by")} < places(*names)

        for person in people:
            actions.erase(person.pk, by=MACHINE)

        assert places(*names) == {("reporting_snapshot", "frozen_by"), ("reporting_snapshotclearance", "content")}
        assert places(*names) <= MAY_STAY.keys()
        transaction.set_rollback(True)
