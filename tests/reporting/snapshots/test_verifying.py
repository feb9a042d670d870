"""Whatever is changed behind the product's back is found, and where."""

import json
from uuid import UUID

import pytest
from django.db import connection
from tests.reporting.snapshots.doing import frozen

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records import audit
from egnatia.reporting.snapshots.actions import take_text_back
from egnatia.reporting.snapshots.digests import DigestDifference, differences, digest_of
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries.verification import found_wrong, snapshots_kept
from egnatia.reporting.snapshots.rules import Silence
from egnatia.web.soundness import queries, rules

pytestmark = pytest.mark.django_db
GUARDED = ("reporting_snapshot", "reporting_snapshotsource", "reporting_snapshotclearance", "kernel_auditevent")


@pytest.fixture
def snapshot(desk: Reader, accepted: UUID) -> UUID:
    return frozen(accepted, desk)


def behind_its_back(statement: str, *values: str | UUID) -> None:
    """By whoever owns the tables and switches the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the tables wait for them
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def wrong() -> list[DigestDifference]:
    return [each.difference for each in found_wrong()]


def test_what_stands_as_it_was_frozen_is_sound(snapshot: UUID) -> None:
    assert snapshot
    assert (wrong(), snapshots_kept()) == ([], 1)


@pytest.mark.parametrize(
    ("statement", "item", "field"),
    [
        ("UPDATE reporting_snapshot SET title = 'Another'", "snapshot", "title"),
        ("UPDATE reporting_snapshot SET words = 'Nothing is open.'", "snapshot", "words"),
        ("UPDATE reporting_snapshot SET frozen_at = now()", "snapshot", "frozen_at"),
        ("UPDATE reporting_snapshot SET replies = '{}'", "snapshot", "replies"),
        ("UPDATE reporting_snapshot SET digest = repeat('0', 64)", "snapshot", "digest"),
        ("UPDATE reporting_snapshot SET adopted_on = '2020-01-01'", "snapshot", "adopted_on"),
        ("UPDATE reporting_snapshot SET adopted_words = 'By nobody'", "snapshot", "adopted_words"),
        ("UPDATE reporting_snapshotsource SET tokens = '{P}' WHERE kind = 'need'", "need", "tokens"),
        ("UPDATE reporting_snapshotsource SET version = 2 WHERE kind = 'need'", "need", "version"),
        (
            "UPDATE reporting_snapshotsource SET content = content || '{\"priority\": \"low\"}' WHERE kind = 'need'",
            "need",
            "content",
        ),
        ('UPDATE reporting_snapshotclearance SET content = content || \'{"consulted": ""}\'', "clearance", "content"),
    ],
)
def test_it_says_which_field_of_which_item_was_changed(snapshot: UUID, statement: str, item: str, field: str) -> None:
    behind_its_back(statement)

    (difference,) = wrong()

    assert (difference.item.split()[0], difference.what, difference.field) == (item, "changed", field)
    assert [each.snapshot for each in found_wrong()] == [snapshot]


def test_what_was_taken_away_or_added_is_found(snapshot: UUID, asked: UUID) -> None:
    behind_its_back("DELETE FROM reporting_snapshotsource WHERE kind = 'need'")
    assert wrong() == [DigestDifference(f"need {asked}", "missing")]

    behind_its_back(
        "INSERT INTO reporting_snapshotsource (snapshot_id, record_id, kind, version, tokens, content)"
        " VALUES (%s, %s, 'need', 1, '{}', '{}')",
        snapshot,
        asked,
    )
    assert [(each.item, each.what) for each in wrong()] == [(f"need {asked}", "changed")] * 2  # tokens and content


def test_a_manifest_that_was_made_to_fit_is_found(snapshot: UUID, asked: UUID) -> None:
    behind_its_back("UPDATE reporting_snapshotsource SET version = 2 WHERE kind = 'need'")
    stored = Snapshot.objects.get(pk=snapshot)
    stored.manifest[f"need {asked}"]["version"] = digest_of(2)
    fitted = digest_of(stored.manifest)
    behind_its_back("UPDATE reporting_snapshot SET manifest = %s, digest = %s", json.dumps(stored.manifest), fitted)

    assert wrong() == [
        DigestDifference("snapshot", "changed", "manifest"),
        DigestDifference("snapshot", "changed", "digest"),
    ]


def test_a_snapshot_that_is_gone_or_that_nobody_froze_is_found(snapshot: UUID) -> None:
    for table in ("snapshotsource", "snapshotclearance", "snapshot"):
        behind_its_back(f"DELETE FROM reporting_{table}")
    assert wrong() == [DigestDifference("snapshot", "missing")]


def test_a_snapshot_without_its_event_is_found(snapshot: UUID) -> None:
    behind_its_back("DELETE FROM kernel_auditevent WHERE target = %s", str(snapshot))

    assert wrong() == [DigestDifference("snapshot", "added")]


@pytest.mark.parametrize(("verb", "happening"), [("froze", "freezing"), ("adopted", "outcome")])
def test_a_trail_that_tells_of_something_twice_is_found(
    desk: Reader, accepted: UUID, verb: str, happening: str
) -> None:
    text = frozen(accepted, desk, way=Silence(3))
    take_text_back(text, by=desk)
    event = AuditEvent.objects.filter(target=str(text), verb="froze").get()
    audit.record(verb, "snapshot", text, by=desk, **event.detail)

    assert DigestDifference("snapshot", "twice", happening) in wrong()
    said = [each.sentence for each in rules.on_snapshots(1, list(found_wrong()), guarded=True)]
    assert f"Round results {text}: the audit trail records its {happening} more than once." in said


def test_what_became_of_a_text_is_held_too(desk: Reader, accepted: UUID) -> None:
    text = frozen(accepted, desk, way=Silence(3))
    assert wrong() == []
    take_text_back(text, by=desk)
    assert wrong() == []

    behind_its_back("UPDATE reporting_snapshot SET state = 'adopted', adopted_on = '2026-12-24'")

    assert {(each.item, each.field) for each in wrong()} == {("snapshot", "state"), ("snapshot", "adopted_on")}


def test_an_item_in_one_manifest_alone_is_missing_or_added() -> None:
    assert list(differences({"need 1": {"version": "a"}}, {})) == [DigestDifference("need 1", "missing")]
    assert list(differences({}, {"need 1": {"version": "a"}})) == [DigestDifference("need 1", "added")]


class TestSentences:
    def test_each_finding_says_where(self, snapshot: UUID, asked: UUID) -> None:
        behind_its_back("UPDATE reporting_snapshotsource SET version = 2 WHERE kind = 'need'")

        (finding,) = rules.on_snapshots(1, list(found_wrong()), guarded=True)

        assert finding.sound is False
        assert (
            finding.sentence == f"Round results {snapshot}: version of need {asked} has changed since it was recorded."
        )

    def test_what_is_sound_is_said(self) -> None:
        (finding,) = rules.on_snapshots(2, [], guarded=True)

        assert (finding.sound, finding.sentence) == (True, "Round results are unchanged since they were recorded (2).")

    def test_a_trigger_that_is_off_is_said(self) -> None:
        assert queries.snapshots_are_guarded()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE reporting_snapshotsource DISABLE TRIGGER snapshot_source_frozen")

        assert not queries.snapshots_are_guarded()
        for fires, how in ((False, "REPLICA"), (True, "ALWAYS"), (True, "")):
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE reporting_snapshotsource ENABLE {how} TRIGGER snapshot_source_frozen")
            assert queries.snapshots_are_guarded() is fires

    def test_triggers_of_one_table_do_not_stand_for_those_of_another(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER snapshot_source_frozen ON reporting_snapshotsource")
            cursor.execute(
                "CREATE TRIGGER another BEFORE INSERT OR UPDATE OR DELETE ON reporting_snapshotmatch"
                " FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_holds_no_more()"
            )
            assert not queries.snapshots_are_guarded()
            cursor.execute(
                "CREATE TRIGGER snapshot_source_frozen BEFORE INSERT OR DELETE ON reporting_snapshotsource"
                " FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_holds_no_more()"
            )
        assert not queries.snapshots_are_guarded()

    def test_a_trigger_that_is_missing_is_said(self) -> None:
        (finding,) = rules.on_snapshots(0, [], guarded=False)
        assert finding.sentence == "Round results could be changed: a database trigger is missing or disabled."
