from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.forms import model_to_dict
from tests import make
from tests.activities.activities.doing import activity, entry, facts

from egnatia import overlap
from egnatia.activities.activities.columns import stored_under
from egnatia.activities.activities.entries import ActivityEntry, facts_of
from egnatia.activities.activities.models import Activity, ActivityKey, ActivityMeaning
from egnatia.activities.activities.storage import Fields, activities_stored, store, store_many, update, update_many
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.audience import audience_of
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Grant, Record, Version
from egnatia.overlap import OrganisationMention, Reference, Text
from egnatia.overlap.rows import laid_out, meaning, packed

pytestmark = pytest.mark.django_db

FULL: dict[str, Any] = {
    "source": "Register of Ura",
    "identifiers": ("XM-1", "26/7"),
    "descriptions": (Text("Во пролетта 2027", "mk"),),
    "economies": frozenset({"MKD", "ALB"}),
    "places": frozenset({"Skopje"}),
    "start": "2026-05",
    "end": "2027",
    "amount": 95_000.25,
    "currency": "EUR",
    "funders": (OrganisationMention("Fondacioni Ura", "XM-DAC-1"),),
    "receivers": (OrganisationMention("Казнено-поправен дом"), OrganisationMention("")),
    "sectors": frozenset({"DAC:15137"}),
    "objectives": frozenset({"2.3.1"}),
    "types": frozenset({"training"}),
    "groups": frozenset({"young-people"}),
    "references": (Reference("1", "XM-0"),),
}
FIELDS: Fields = {
    "content": {"identifier": "XM-1", "titles": [{"text": "Обука"}]},
    "sort": "own-measure",
    "measure": "law",
    "status": "pipeline",
    "shares": {"MKD": 60.0},
    "provenance": {"file": "a.xml", "element": 3},
    "digest": "d" * 64,
    "natural_key": "a.xml:XM-1",
    "updated_at": datetime(2026, 5, 1, tzinfo=UTC),
}


def under(natural_key: str) -> Fields:
    fields = FIELDS.copy()
    fields["natural_key"] = natural_key
    return fields


MOMENTS = ("created_at", "changed_at", "published_at")


def everything(record: Record) -> dict[str, Any]:
    """All that is stored of an activity, without identifiers and moments."""
    stored = Activity.objects.get(record=record)
    version = Version.objects.get(record=record)
    return {
        "record": model_to_dict(record, exclude=["natural_key", "search", *MOMENTS]),
        "activity": model_to_dict(stored, exclude=["record", "entered_at", "changed_at"]),
        "version": model_to_dict(version, exclude=["id", "record", "at"]),
        "grants": sorted(Grant.objects.filter(record=record).values_list("token", "kind")),
        "keys": sorted(ActivityKey.objects.filter(activity=record.pk).values_list("key", "first", "last")),
        "meaning": bytes(ActivityMeaning.objects.get(activity=record.pk).row),
        "said": bytes(ActivityMeaning.objects.get(activity=record.pk).said),
        "laid_out": bytes(ActivityMeaning.objects.get(activity=record.pk).laid_out),
    }


@pytest.mark.parametrize(
    "marking", [make.CLEAR, make.GREEN, make.amber("focal-points"), make.STRICT, make.RED], ids=lambda m: m.tlp.name
)
def test_one_at_a_time_and_many_at_once_store_the_same(marking: Marking) -> None:
    owner = make.reader("owner", seats=("focal-points",))
    said = facts("Обука на персонал", lang="mk", **FULL)

    one = store(said, marking=marking, by=owner, **under("one"))
    (many,) = store_many([ActivityEntry(said, **under("many"))], marking=marking, by=owner)

    ours, theirs = everything(one.record), everything(Record.objects.get(pk=many))
    assert ours == theirs
    assert ours["keys"] == sorted(stored_under(overlap.prepare(said)))
    assert [ours["laid_out"]] == laid_out([overlap.prepare(said)])
    assert ours["meaning"] == meaning(said) != b""
    assert ours["said"] == packed(overlap.said(said))


def test_the_facts_come_back_as_they_were_with_the_record_as_their_reference() -> None:
    said = facts("Обука", lang="mk", **FULL)

    stored = activity("Обука", lang="mk", **FULL)

    stored.refresh_from_db()
    found = facts_of(stored.facts, stored.pk)
    assert found.ref == str(stored.pk)
    assert facts_of({**stored.facts}, "") == said


@pytest.mark.parametrize("typed", ["zatvora", "ЗАТВОР", "xm-1", "Ura", "skopje"])
def test_what_is_stored_is_found_in_either_script(typed: str) -> None:
    from egnatia.language.query_expansion import search_expression

    owner = make.reader("owner")
    store_many([entry("Обука за затвор", **FULL), entry("Patrols")], marking=make.CLEAR, by=owner)
    store(facts("Обука за затвор", **FULL), marking=make.CLEAR, by=owner)

    query = SearchQuery(search_expression(typed), search_type="raw", config="simple")

    assert Activity.visible_to(ANONYMOUS).filter(record__search=query).count() == 2


def test_a_natural_key_stands_once_under_a_marking() -> None:
    owner = make.reader("owner")
    store_many([entry("One", fields={"natural_key": "k"})], marking=make.CLEAR, by=owner)

    store_many([entry("Narrower", fields={"natural_key": "k"})], marking=make.GREEN, by=owner)
    with pytest.raises(AlreadyThere):
        store(facts("Two"), marking=make.CLEAR, by=owner, natural_key="k")
    with pytest.raises(AlreadyThere), transaction.atomic():
        store_many([entry("Three", fields={"natural_key": "k"})], marking=make.CLEAR, by=owner)


def test_nobody_stores_for_a_community_that_is_closed_to_them() -> None:
    make.community("cyber", closed=True)
    stranger = make.reader("stranger")

    with pytest.raises(NotAllowed):
        store_many([entry("One")], marking=make.amber("cyber"), by=stranger)
    with pytest.raises(NotAllowed):
        store(facts("One"), marking=make.amber("cyber"), by=stranger)

    assert not Activity.objects.exists()


def test_a_session_without_second_factor_stores_nothing_narrow() -> None:
    weak = make.reader("weak", strong=False)

    with pytest.raises(NotAllowed):
        store_many([entry("One")], marking=make.STRICT, by=weak)


def test_the_character_nul_is_left_out_and_nothing_else() -> None:
    owner = make.reader("owner")
    content = {"titles": [{"text": "a\0b"}], "count": 3, "lang": {"e\0n": None}}

    store_many([entry("Train\0ing", fields={"content": content})], marking=make.CLEAR, by=owner)

    stored = Activity.objects.get()
    assert stored.title == "Training"
    assert stored.content == {"titles": [{"text": "ab"}], "count": 3, "lang": {"en": None}}


def test_an_update_is_a_new_version_with_new_columns_words_and_keys() -> None:
    owner = make.reader("owner")
    stored = activity("Patrols", by=owner, economies=frozenset({"ALB"}))
    before = set(ActivityKey.objects.values_list("key", flat=True))

    update(stored, facts("Обука", economies=frozenset({"MKD"})), by=owner, status="closed")

    stored.refresh_from_db()
    assert (stored.title, stored.economies, stored.status) == ("Обука", ["MKD"], "closed")
    assert stored.record.version == 2
    assert Record.objects.filter(search=SearchQuery("obuka", config="simple")).count() == 1
    assert before.isdisjoint(ActivityKey.objects.values_list("key", flat=True))
    assert [v.content["facts"]["titles"][0]["text"] for v in Version.objects.order_by("number")] == ["Patrols", "Обука"]


def test_only_the_owner_updates() -> None:
    stored = activity("Patrols")

    with pytest.raises(NotAllowed):
        update(stored, facts("Mine now"), by=make.reader("stranger"))
    stored.record.tlp = 4
    with pytest.raises(NotFound):
        update(stored, facts("Mine now"), by=make.reader("other"))

    stored.refresh_from_db()
    assert stored.title == "Patrols"


def test_whoever_listens_is_told_what_was_stored() -> None:
    told: list[list[object]] = []

    def listen(ids: list[object], **_: object) -> None:
        told.append(ids)

    owner = make.reader("owner")
    activities_stored.connect(listen)
    try:
        made = store_many([entry("A"), entry("B"), entry("C")], marking=make.CLEAR, by=owner, batch=2)
        stored = store(facts("D"), marking=make.CLEAR, by=owner)
        update(stored, facts("E"), by=owner)
    finally:
        activities_stored.disconnect(listen)

    assert told == [made, [stored.pk], [stored.pk]]
    assert [Activity.objects.get(pk=record).title for record in made] == ["A", "B", "C"]


def test_storing_leaves_the_audit_to_the_action() -> None:
    activity("Patrols")

    assert not AuditEvent.objects.filter(kind="activity").exists()


def test_the_audience_of_what_many_stored_is_the_markings() -> None:
    owner = make.reader("owner")
    (made,) = store_many([entry("A")], marking=make.STRICT, by=owner)

    record = Record.objects.get(pk=made)
    groups = audience_of(record.marking, owner=str(record.owner_id), author=record.author, asker=owner)

    assert [group.code for group in groups] == ["organisation"]
    assert set(Grant.objects.filter(record=made).values_list("token", flat=True)) == record.tokens


def test_one_change_at_a_time_and_many_at_once_store_the_same() -> None:
    owner = make.reader("owner")
    ids = store_many(
        [entry("Before", fields=under("one")), entry("Before", fields=under("many"))], marking=make.GREEN, by=owner
    )
    one, many = (Activity.objects.select_related("record").get(pk=pk) for pk in ids)
    said = facts("Обука на персонал", lang="mk", **FULL)

    update(one, said, by=owner, **FIELDS)
    (number,) = update_many([(many, ActivityEntry(said, **FIELDS))], by=owner)

    records = [Record.objects.get(pk=pk) for pk in ids]
    ours, theirs = (newest(record) for record in records)
    assert ours == theirs
    assert number == records[1].version == 2
    assert records[0].search is not None
    words = SearchQuery("obuka", config="simple")
    assert Record.objects.filter(search=words).count() == 2


def newest(record: Record) -> dict[str, Any]:
    Version.objects.filter(record=record).exclude(number=record.version).delete()
    return everything(record)


def test_of_many_changes_each_is_its_owners_own() -> None:
    stored = activity("Before", marking=make.GREEN)

    with pytest.raises(NotAllowed):
        update_many([(stored, entry("After"))], by=make.reader("stranger"))
    assert update_many([], by=make.reader("other")) == []
