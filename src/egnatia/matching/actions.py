"""Finding matches, keeping what was found, and saying what a match is for one's organisation."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import F, Q

from egnatia import overlap
from egnatia.activities.activities.actions import note_all_unkeyed
from egnatia.activities.activities.models import Activity, Unkeyed, fresh_statistics_after
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp, digest
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Version
from egnatia.kernel.records import VersionContent, audit
from egnatia.matching.models import Comparison, DeskEntry, Match, Position, Uncompared
from egnatia.matching.queries.candidates import Pair, pairs_by_arrays, pairs_by_rows
from egnatia.matching.queries.letters import ASKS, WRITES, OwnerLetter, letters_about, match_for_desk
from egnatia.matching.queries.positions import newest_first
from egnatia.matching.queries.visible import matches_visible_to, positions_visible_to
from egnatia.matching.rules import in_order, match_id, side_of, titles_of
from egnatia.reminders.actions import store
from egnatia.reminders.models import Reminder

NOTICED = 1.0  # points of score: a smaller change is not worth a word
BATCH = 2_000
CHANGING = [
    "left_owner", "right_owner",
    "kind", "direction", "counted_again", "score", "confidence", "rank", "titles", "components", "evidence", "doubts",
    "engine", "readers", "found_at", "earlier_score", "changed_at", "gone_at",
]  # fmt: skip


def keep(compared: Collection[UUID], found: Iterable[tuple[Pair, overlap.MatchResult]]) -> None:
    """Make the stored matches of the `compared` activities equal to `found`."""
    kept: set[UUID] = set()
    rows = iter(found)
    while batch := list(islice(rows, BATCH)):
        kept |= _store(batch)
    _let_go(compared, kept)


def _store(batch: list[tuple[Pair, overlap.MatchResult]]) -> set[UUID]:
    by_id = {match_id(*pair): (pair, match) for pair, match in batch}
    before = {row.pk: row for row in Match.objects.filter(pk__in=by_id)}
    envelopes = _envelopes({record for pair, _ in by_id.values() for record in pair})
    rows = [_row(key, pair, match, before.get(key), envelopes) for key, (pair, match) in by_id.items()]
    Match.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=CHANGING)
    return set(by_id)


@dataclass(frozen=True, slots=True)
class MatchedRecord:
    """What of the two records a stored match depends on besides the engine. `readers`: who may read what it says now,
    and who might have read it when it was written: what was written in a draft says more than the draft's successor."""

    owner: UUID
    published_at: datetime
    title: str
    readers: str


def _envelopes(records: set[UUID]) -> dict[UUID, MatchedRecord]:
    current = Version.objects.filter(record__in=records, number=F("record__version"))
    written = dict(current.values_list("record_id", "tokens"))
    rows = Activity.objects.filter(record_id__in=records)
    columns = rows.values_list(
        "record_id", "record__owner_id", "record__published_at", "sorted_title", "record__marking_digest"
    )
    return {
        record: MatchedRecord(owner, published_at, title, digest(frozenset({marking, *written[record]})))
        for record, owner, published_at, title, marking in columns
    }


def _row(
    key: UUID, pair: Pair, match: overlap.MatchResult, before: Match | None, of: dict[UUID, MatchedRecord]
) -> Match:
    left, right = in_order(*pair)
    seen = match if (left, right) == pair else match.swapped()
    row = Match(
        id=key,
        left_id=left,
        right_id=right,
        left_owner=of[left].owner,
        right_owner=of[right].owner,
        kind=seen.kind,
        direction=seen.direction,
        counted_again_id=_counted_again(left, right, seen, of),
        score=round(seen.score, 1),
        confidence=round(seen.confidence, 2),
        rank=round(seen.strength, 1),
        titles=titles_of(of[left].title, of[right].title),
        components=msgspec.to_builtins(seen.components),
        evidence=msgspec.to_builtins(seen.evidence),
        doubts=list(seen.doubts),
        engine=overlap.VERSION,
        readers=of[left].readers + of[right].readers,
        found_at=clock.now(),
    )
    if before is not None and before.readers == row.readers and before.gone_at is None:
        _remember(row, before)
    return row


def _remember(row: Match, before: Match) -> None:
    """Go on from the match as it was - where the same people could read what it was worked out from: to others it is
    found anew, since its age and its earlier score would tell of a version that they may not see. So is one that was
    gone: that it was kept may tell of a view that they may not see."""
    row.found_at = before.found_at
    row.earlier_score, row.changed_at = before.earlier_score, before.changed_at
    if abs(before.score - row.score) >= NOTICED:
        row.earlier_score, row.changed_at = before.score, clock.now()


def found_anew(activity: UUID) -> None:
    """The activity has other readers now: for them its matches begin today."""
    rows = Match.objects.filter(Q(left=activity) | Q(right=activity))
    rows.update(found_at=clock.now(), earlier_score=None, changed_at=None)


def _counted_again(left: UUID, right: UUID, match: overlap.MatchResult, of: dict[UUID, MatchedRecord]) -> UUID | None:
    """Whose money is the other's already: the receiving side of a chain, the later of two reports of one activity."""
    if match.kind == "chain":
        return right if match.direction >= 0 else left
    if match.kind == "same":
        return max((left, right), key=lambda record: (of[record].published_at, of[record].title, record))
    return None


def _let_go(compared: Collection[UUID], kept: set[UUID]) -> None:
    for ids in _chunks(sorted(compared)):
        stale = Match.objects.filter(_pair_of(ids)).exclude(pk__in=kept)
        spoken = {match_id(*pair) for pair in Position.objects.filter(_pair_of(ids)).values_list("left_id", "right_id")}
        stale.filter(pk__in=spoken, gone_at__isnull=True).update(gone_at=clock.now())
        stale.exclude(pk__in=spoken).delete()


def _pair_of(ids: list[UUID]) -> Q:
    return Q(left__in=ids) | Q(right__in=ids)


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


BY_ROWS = 400  # more than these waiting are compared over arrays


ALL_WAIT = "INSERT INTO matching_uncompared (activity_id) SELECT record_id FROM activities_activity"


def note_waiting(ids: Collection[UUID]) -> None:
    """Note that these were stored or changed. Comparing is never done while somebody waits for their page: how long it
    takes, and how often the database is asked, depends on activities that they may not see."""
    Uncompared.objects.bulk_create(Uncompared(activity_id=record) for record in ids)


@transaction.atomic
def compare_again_if_outdated() -> bool:
    """After a change of the engine every activity waits for new keys and for its comparison; whether any does.

    Nothing the second time. What is shown until then is what the engine before found.
    """
    if Comparison.objects.filter(pk=Comparison.ONE, engine=overlap.VERSION).exists():
        return False  # without waiting for a comparison that is at work
    comparison = _in_turn()
    if comparison.engine == overlap.VERSION:
        return False
    note_all_unkeyed()
    with connection.cursor() as cursor:
        cursor.execute(ALL_WAIT)
    comparison.engine = overlap.VERSION
    comparison.save()
    return some_wait()


def some_wait() -> bool:
    """Whether anything waits for its keys or its comparison."""
    return Uncompared.objects.exists() or Unkeyed.objects.exists()


@transaction.atomic
def compare_waiting() -> int:
    """Compare all that waits; how many these were. Safe to run twice: one is at work at a time."""
    _in_turn()
    waiting = dict(Uncompared.objects.values_list("pk", "activity_id"))
    ids = set(waiting.values())
    if ids:
        # Arrays need no keys of the table, of which some may be those of another engine.
        few = len(ids) <= BY_ROWS and not Unkeyed.objects.exists()
        keep(ids, pairs_by_rows(ids, reader=SYSTEM) if few else pairs_by_arrays(ids, reader=SYSTEM))
        Uncompared.objects.filter(pk__in=list(waiting)).delete()
        fresh_statistics_after(len(ids))
    return len(ids)


def _in_turn() -> Comparison:
    """Held until the end of the transaction."""
    held, _ = Comparison.objects.select_for_update().get_or_create(pk=Comparison.ONE)
    return held


# Whoever sees both activities and is a member: a view is there to be talked about.
USUAL = Marking(Tlp.GREEN)


@transaction.atomic
def state_position(  # noqa: PLR0913 - what is said of a match, each named by the caller
    match_id: UUID, verdict: str, note: str, marking: Marking = USUAL, *, next_on: date | None = None, by: Reader
) -> Position:
    """Say what the reader's organisation makes of a match; it speaks for the activities that it owns. `next_on`: when
    they speak about it next.

    Raises NotFound where they see no such match, NotAllowed("side") where neither activity is their organisation's. An
    earlier view stays as history.
    """
    match = _match(match_id, by)
    side = side_of(by.organisation, left=str(match.left_owner), right=str(match.right_owner))
    if not side:
        raise NotAllowed("side")
    body = {"verdict": Position.Verdict(verdict), "note": note}
    said = VersionContent(body=body | ({"next_on": next_on.isoformat()} if next_on else {}))
    record = records.create(Position.KIND, said, marking, by=by)
    view = Position.objects.create(
        record=record,
        match=match.pk,
        left_id=match.left_id,
        right_id=match.right_id,
        side=side,
        verdict=Position.Verdict(verdict),
        note=note,
        next_on=next_on,
        stated_by=by.name,
        stated_at=record.published_at,
        score_then=match.score,
    )
    audit.record("stated", Position.KIND, record.pk, by=by, match=str(match.pk), verdict=view.verdict)
    return view


@transaction.atomic
def take_back(match_id: UUID, view_id: UUID, *, by: Reader) -> bool:
    """Undo the newest view that the reader stated on this match; the one before holds again.

    False where the match was kept for the sake of that view only, and is there no more.
    """
    match = _match(match_id, by)
    own = newest_first(positions_visible_to(by).filter(match=match.pk, record__author=by.person)).first()
    if own is None or own.pk != view_id:
        raise NotFound
    records.withdraw(own.record, by=by)
    audit.record("took back", Position.KIND, own.pk, by=by, match=str(match.pk))
    return matches_visible_to(by).filter(pk=match.pk).exists()


def _match(match_id: UUID, by: Reader) -> Match:
    match = matches_visible_to(by).filter(pk=match_id).first()
    if match is None:
        raise NotFound
    return match


def entry_of(  # noqa: PLR0913 - the fields of one entry
    match: Match, verb: str, text: str, *, person: UUID | None = None, day: date | None = None, by: Reader
) -> DeskEntry:
    return DeskEntry.objects.create(
        match=match.pk,
        left_id=match.left_id,
        right_id=match.right_id,
        verb=DeskEntry.Verb(verb),
        text=text,
        person_id=person,
        day=day,
        made_by=by.name,
        made_at=clock.now(),
    )


@transaction.atomic
def enter(  # noqa: PLR0913 - what the secretariat enters about a match
    match_id: UUID, verb: str, text: str = "", *, person: UUID | None = None, day: date | None = None, by: Reader
) -> DeskEntry:
    """Note, assign, put on an agenda or set aside: for the secretariat alone. What held of the same sort ends.

    Raises NotFound where they see no such match, NotAllowed("secretariat-only") where they are not the secretariat.
    """
    match = match_for_desk(match_id, by=by)
    if verb != DeskEntry.Verb.NOTE:
        DeskEntry.objects.filter(match=match.pk, verb=verb, undone_at__isnull=True).update(undone_at=clock.now())
    entry = entry_of(match, verb, text, person=person, day=day, by=by)
    audit.record("entered", "match", match.pk, by=by, what=entry.verb)
    return entry


@transaction.atomic
def undo_entry(match_id: UUID, entry_id: UUID, *, by: Reader) -> None:
    """End an entry; an e-mail that was written stays. Raises like `enter`, NotFound where there is no such entry."""
    match = match_for_desk(match_id, by=by)
    kept = DeskEntry.objects.filter(pk=entry_id, match=match.pk, undone_at__isnull=True)
    kept = kept.exclude(verb__in=(DeskEntry.Verb.WRITTEN, DeskEntry.Verb.ASKED))
    if not kept.update(undone_at=clock.now()):
        raise NotFound
    audit.record("undid", "match", match.pk, by=by)


@transaction.atomic
def write_to_owners(match_id: UUID, texts: Mapping[str, str], *, sends: bool, by: Reader) -> list[UUID]:
    """Keep what was written to the owners, by side, and put what is to be sent into the table of reminders, which are
    returned. Without `sends`, and where an owner has no mailbox, the secretariat sends it by its own means.

    Raises NotAllowed("letter") where a text says what its addressee may not read.
    """
    letters = [each for each in letters_about(match_id, by=by) if texts.get(each.side, "").strip()]
    if any(each.tells(texts[each.side]) for each in letters):
        raise NotAllowed("letter")
    match = match_for_desk(match_id, by=by)
    reminders = []
    for each in letters:
        text = texts[each.side].strip()
        entry_of(match, DeskEntry.Verb.ASKED if each.asks else DeskEntry.Verb.WRITTEN, f"{each.name}\n\n{text}", by=by)
        if sends and each.mailbox:
            reminders.append(_reminder(each, text, by))
    store(reminders)
    audit.record("wrote to owners", "match", match.pk, by=by, letters=len(letters), sent=len(reminders))
    return [reminder.pk for reminder in reminders]


def _reminder(letter: OwnerLetter, text: str, by: Reader) -> Reminder:
    return Reminder(
        name=ASKS if letter.asks else WRITES,
        about=letter.about,
        day=clock.today(),
        organisation_id=letter.organisation,
        text=text,
        asked_by=by.name,
    )
