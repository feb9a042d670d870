"""What was handed in waits: nothing changes before somebody confirms it, and a confirmation can be undone."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.activities.partners.doing import NAME, answer_about, changed, desk, holder_of, of_ura, request_of, ura
from tests.visits import got, links, of, offers, reader_at, shown

from egnatia.activities.activities.actions import change_activity
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import FIELDS
from egnatia.activities.activities.presenters.values import FieldChange
from egnatia.activities.partners.actions.decisions import confirm
from egnatia.activities.partners.models import PartnerAnswer
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import AuditEvent, Organisation
from egnatia.kernel.records.markings import remark

pytestmark = pytest.mark.django_db
STRANGER = "stranger"
AWAITING = '<span class="badge strong">'  # in a list of activities


@pytest.fixture
def by() -> Reader:
    return desk()


@pytest.fixture
def organisation() -> Organisation:
    return ura()


def handed_in(by: Reader, organisation: Organisation, first: Activity, *, new: str = "") -> None:
    holder = holder_of(request_of(organisation, [first], by=by), by=by)
    holder.say(1, "changed", **changed("Training of probation staff", end="2027-03", note="It grew."))
    if new:
        holder.add(new)
    holder.hand_in()


def now(activity: Activity) -> Activity:
    found: Activity = Activity.objects.select_related("record").get(pk=activity.pk)
    return found


def said_of(reader: Reader, activity: Activity) -> tuple[str, str] | None:
    """Who said something of an activity, and where that stands, as its page shows it."""
    page = got(of(reader), "activities:activity", activity.pk)
    said = page.context["said"]
    leads = [each for each in links(page) if each.startswith(reverse("activities:partner-answers"))]
    assert leads == ([reverse("activities:partner-answer", args=[said.id])] if said else [])
    return (said.organisation, said.state) if said else None


def answers_at_home(reader: Reader) -> list[int]:
    """How many answers wait for a reader, in each card of the home that is about them."""
    home = got(of(reader), "start:home")
    cards = [each.count for each in home.context["waiting"] if each.sort == "answers"]
    assert offers(home, "activities:partner-answers") == bool(cards)
    return cards


def post(client: Client, name: str, answer: PartnerAnswer, **data: object) -> int:
    return client.post(reverse(f"activities:partner-{name}", args=[answer.pk]), data).status_code


def test_until_it_is_confirmed_everybody_reads_and_counts_the_earlier_version(
    by: Reader, organisation: Organisation
) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first, new="Work nobody knew of")
    stranger, own = make.reader(STRANGER), make.reader("arben", at=organisation)

    assert now(first).record.version == 1
    waiting = answer_about(first)
    assert said_of(stranger, first) is None
    listed = got(of(stranger), "activities:activities")
    assert "Training of prison staff" in listed.text
    assert listed.context["awaiting"] == frozenset()
    assert AWAITING not in listed.text
    assert "Work nobody knew of" not in listed.text
    for reader in (by, own):
        page = got(of(reader), "activities:activity", first.pk)
        assert "Training of prison staff" in page.text
        assert offers(page, "activities:partner-answer", waiting.pk)
        assert said_of(reader, first) == (NAME, "waiting")
        listed = got(of(reader), "activities:activities")
        new = Activity.objects.get(title="Work nobody knew of")
        assert listed.context["awaiting"] == {first.pk, new.pk}
        assert listed.text.count(AWAITING) == 2
        assert "Work nobody knew of" in listed.text


def test_it_waits_on_the_home_of_the_secretariat_with_the_difference(by: Reader, organisation: Organisation) -> None:
    handed_in(by, organisation, of_ura("Training of prison staff", by=by))

    assert answers_at_home(by) == [1]
    page = got(of(by), "activities:partner-answers")
    (waiting,) = page.context["rows"]
    assert (
        FieldChange(str(FIELDS["title"]), "Training of prison staff", "Training of probation staff") in waiting.changes
    )
    assert "Training of probation staff" in page.text
    assert "It grew." in page.text
    assert answers_at_home(make.reader(STRANGER)) == []
    assert "Training" not in shown(of(make.reader("other")), "activities:partner-answers")


def test_confirming_makes_the_next_version_with_one_event(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by, places=frozenset({"Vlorë"}))
    handed_in(by, organisation, first)
    answer = answer_about(first)
    before = AuditEvent.objects.count()

    assert post(of(by), "confirmation", answer, version=1) == 302

    stored = now(first)
    assert (stored.title, stored.facts["end"], stored.facts["places"]) == (
        "Training of probation staff", "2027-03", ["Vlorë"],
    )  # fmt: skip
    assert stored.record.version == 2
    assert stored.record.provenance["on_behalf"] == NAME
    event = AuditEvent.objects.get(verb="confirmed")
    assert (event.by, event.target, AuditEvent.objects.count()) == (by.name, str(answer.pk), before + 1)
    assert said_of(by, first) == (NAME, "confirmed")


def test_confirming_twice_is_done_once(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first)
    answer = answer_about(first)

    assert post(of(by), "confirmation", answer, version=1) == 302
    assert post(of(by), "confirmation", answer, version=2) == 409
    assert post(of(by), "setting-aside", answer) == 409

    assert now(first).record.version == 2


def test_what_was_changed_meanwhile_is_looked_at_again_and_stays(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first)
    facts = facts_of({**first.facts, "start": "2026-01"}, first.pk)
    change_activity(first.pk, facts, expected=1, by=by)
    answer = answer_about(first)

    assert post(of(by), "confirmation", answer, version=1) == 302
    assert now(first).record.version == 2
    page = got(of(by), "activities:partner-answer", answer.pk)
    assert page.context["row"].moved
    assert "notice warning" in page.text
    assert post(of(by), "confirmation", answer, version=2) == 302

    stored = now(first)
    assert (stored.title, stored.facts["start"]) == ("Training of probation staff", "2026-01")


@pytest.mark.parametrize("version", ["", "0", "-1", "9" * 5_000, "²"])
def test_a_version_that_nobody_was_shown_confirms_nothing(version: str, by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first)

    assert post(of(by), "confirmation", answer_about(first), version=version) == 302

    assert now(first).record.version == 1


def test_setting_aside_changes_nothing_and_withdraws_what_was_new(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first, new="Work nobody knew of")
    new = Activity.objects.get(title="Work nobody knew of")

    assert post(of(by), "setting-aside", answer_about(first)) == 302
    assert post(of(by), "setting-aside", answer_about(new)) == 302

    assert now(first).record.version == 1
    assert now(new).record.withdrawn_at is not None
    assert got(of(by), "activities:partner-answers").context["rows"] == ()
    assert said_of(by, first) is None
    assert "Work nobody knew of" in shown(of(by), "activities:activities-withdrawn")


def test_undo_puts_the_earlier_version_back_and_withdraws_what_was_new(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first, new="Work nobody knew of")
    new = Activity.objects.get(title="Work nobody knew of")
    for each in (first, new):
        assert post(of(by), "confirmation", answer_about(each), version=1) == 302
        assert post(of(by), "undoing", answer_about(each)) == 302

    stored = now(first)
    assert (stored.title, stored.record.version, answer_about(first).state) == (
        "Training of prison staff", 3, "waiting",
    )  # fmt: skip
    assert now(new).record.withdrawn_at is not None
    assert "on_behalf" not in stored.record.provenance
    assert AuditEvent.objects.filter(verb="undid").count() == 2
    assert post(of(by), "confirmation", answer_about(first), version=3) == 302


def test_nothing_is_put_back_over_a_later_change_or_under_a_wider_marking(
    by: Reader, organisation: Organisation
) -> None:
    strict = Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(organisation.pk)}))
    first = of_ura("Training of prison staff", by=by, marking=strict)
    handed_in(by, organisation, first)
    answer = answer_about(first)
    assert post(of(by), "confirmation", answer, version=1) == 302
    remark(now(first).record, make.GREEN, by=by)

    assert post(of(by), "undoing", answer) == 302

    assert now(first).title == "Training of probation staff"


def test_what_is_still_true_is_noted_and_waits_for_nobody(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    holder = holder_of(request_of(organisation, [first], by=by), by=by)
    holder.say(1, "true")
    holder.hand_in()

    assert answer_about(first).state == "noted"
    assert got(of(by), "activities:partner-answers").context["rows"] == ()
    assert said_of(by, first) == (NAME, "noted")
    assert now(first).record.version == 1


def test_what_is_new_is_a_draft_of_the_house_that_asked(by: Reader, organisation: Organisation) -> None:
    handed_in(by, organisation, of_ura("Training of prison staff", by=by), new="Work nobody knew of")
    new = Activity.objects.select_related("record").get(title="Work nobody knew of")

    assert str(new.record.owner_id) == by.organisation
    assert new.record.tlp == Tlp.AMBER_STRICT
    assert new.facts["reporters"][0]["name"] == NAME
    assert (
        of(make.reader("arben", at=organisation)).get(reverse("activities:activity", args=[new.pk])).status_code == 200
    )
    assert Client().get(reverse("activities:activity", args=[new.pk])).status_code == 404


def test_the_word_of_an_organisation_about_its_own_record_is_confirmed_for_it(
    by: Reader, organisation: Organisation
) -> None:
    own = make.reader("arben", at=organisation)
    first = activity("Training of prison staff", by=own, marking=make.GREEN, reporters=NAME)
    handed_in(by, organisation, first)
    answer = answer_about(first)

    assert answers_at_home(own) == [1]
    assert post(of(by), "confirmation", answer, version=1) == 302
    assert now(first).title == "Training of probation staff"
    assert str(now(first).record.owner_id) == str(organisation.pk)
    assert post(of(own), "undoing", answer) == 302
    assert post(of(own), "confirmation", answer, version=3) == 302


@pytest.mark.parametrize("name", ["confirmation", "setting-aside", "undoing"])
def test_nobody_else_decides(name: str, by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first)
    answer = answer_about(first)
    own, elsewhere = make.reader("arben", at=organisation), desk("second-desk")

    assert post(of(make.reader(STRANGER)), name, answer, version=1) == 404
    assert post(of(own), name, answer, version=1) == 403, "the record is the secretariat's"
    assert post(of(elsewhere), name, answer, version=1) == 403
    assert post(Client(), name, answer, version=1) == 302
    weak = of(by)
    session = weak.session
    session["second_factor_shown"] = False
    session.save()
    assert post(weak, name, answer, version=1) == 404
    assert now(first).record.version == 1
    assert answer_about(first).state == "waiting"


def test_a_colleague_confirms_too(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first)

    confirm(answer_about(first).pk, expected=1, by=reader_at(by, "colleague"))

    assert now(first).record.version == 2
    with pytest.raises(NotAllowed):
        confirm(answer_about(first).pk, expected=2, by=make.reader("arben", at=organisation))


def test_an_answer_is_hidden_with_its_activity(by: Reader, organisation: Organisation) -> None:
    first = of_ura("Training of prison staff", by=by)
    handed_in(by, organisation, first)
    own = make.reader("arben", at=organisation)
    page = reverse("activities:partner-answer", args=[answer_about(first).pk])
    assert of(own).get(page).status_code == 200

    remark(now(first).record, make.STRICT, by=by)

    assert of(own).get(page).status_code == 404
    assert of(by).get(page).status_code == 200
