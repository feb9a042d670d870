"""What changed since the previous round, of one participant and of all, from the versions that the reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import ActivityStatement, StatementComparison
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.records.versions import numbers_at, versions_numbered
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import DECLINED
from egnatia.pages.history import Change
from egnatia.pages.record_presenters import changes_between
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.rounds.queries.detail import around
from egnatia.rounds.rounds.queries.previous_round import Last, last_of_each
from egnatia.rounds.rounds.queries.questions import codes_of, is_asked_for, needs_asked
from egnatia.rounds.rounds.queries.visible import participant_row, participants_seen_by, round_row
from egnatia.rounds.rounds.rules import MOST_QUESTIONS, NEEDS
from egnatia.taxonomy.forum import told
from egnatia.taxonomy.vocabularies import vocabulary

MOST_COMPARED = 20 * MOST_QUESTIONS  # needs or activities of all participants of a round


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A need or an activity and what it says otherwise now; `changes` are empty for what came or went."""

    about: UUID
    title: str
    lang: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """Against the round before. `added`: stated since; `unread`: stood then, but in no words that the reader may read;
    `gone`: withdrawn by their organisation.
    """

    round: UUID
    title: str
    accepted_at: datetime
    added: tuple[ItemChange, ...]
    changed: tuple[ItemChange, ...]
    gone: tuple[ItemChange, ...]
    unread: tuple[ItemChange, ...] = ()

    def of(self, about: UUID) -> tuple[Change, ...]:
        """What one need or activity says otherwise now."""
        return next((each.changes for each in self.changed if each.about == about), ())


@dataclass(frozen=True, slots=True)
class Thing:
    """A need or an activity of a participant, as it is now. `version` is the number of its last one."""

    about: UUID
    participant: UUID
    version: int
    title: str
    lang: str
    row: Need | Activity

    def moved(self, changes: tuple[Change, ...] = ()) -> ItemChange:
        return ItemChange(self.about, self.title, self.lang, changes)


def since_last(shown: RoundQuery, participants: Sequence[Participant]) -> dict[UUID, Since]:
    """By participant, of one round; without those that had no round before. The same number of queries for all."""
    before = last_of_each(shown.reader, participants)
    asked = [each for each in participants if each.pk in before]
    if not asked:
        return {}
    things = _things(shown, asked)
    then = numbers_at(shown.reader, {each.about: before[each.participant].accepted_at for each in things})
    moved = [each for each in things if each.about in then and then[each.about] != each.version]
    changed = _changed(shown, moved, then)
    gone = _gone(shown, asked, before)
    return {
        each.pk: _since(
            before[each.pk],
            [thing for thing in things if thing.participant == each.pk],
            then.keys(),
            changed,
            gone.get(each.pk, ()),
        )
        for each in asked
    }


def _since(
    last: Last,
    things: Sequence[Thing],
    known: Iterable[UUID],
    changed: Mapping[UUID, tuple[Change, ...]],
    gone: tuple[ItemChange, ...],
) -> Since:
    there = set(known)
    without = [each for each in things if each.about not in there]
    new = {each.about for each in without if each.row.record.created_at > last.accepted_at}
    return Since(
        round=last.participant.round_id,
        title=last.title,
        accepted_at=last.accepted_at,
        added=tuple(each.moved() for each in without if each.about in new),
        changed=tuple(each.moved(changed[each.about]) for each in things if changed.get(each.about)),
        gone=gone,
        unread=tuple(each.moved() for each in without if each.about not in new),
    )


def _things(shown: RoundQuery, participants: Sequence[Participant]) -> list[Thing]:
    if participants[0].round.sort == NEEDS:
        return _needs(shown, participants)
    owners = {str(each.organisation_id): each.pk for each in participants}
    rows: RecordQuerySet = Activity.visible_to(shown.reader).filter(record__owner__in=list(owners))
    return [
        Thing(row.pk, owners[str(row.record.owner_id)], row.record.version, row.title, row.language, row)
        for row in rows.order_by("starts", "pk")[:MOST_COMPARED]
    ]


def _needs(shown: RoundQuery, participants: Sequence[Participant]) -> list[Thing]:
    economies = {each.economy_id or "": each.pk for each in participants}
    framework = participants[0].round.framework_id
    codes = codes_of([framework])[framework]
    rows = needs_asked(shown.reader, list(economies)).filter(objective__in=list(codes))[:MOST_COMPARED]
    found = sorted(rows, key=lambda row: (codes[row.objective], row.pk))
    return [Thing(row.pk, economies[row.economy_id], row.record.version, *_words(row), row) for row in found]


def _words(need: Need) -> tuple[str, str]:
    said = NEED.said(need).words
    return told(said.texts, *said.first())[:2]


def _changed(shown: RoundQuery, moved: Sequence[Thing], then: Mapping[UUID, int]) -> dict[UUID, tuple[Change, ...]]:
    """Field by field, the old beside the new. A version that only marked it otherwise changes nothing."""
    old = versions_numbered(shown.reader, {each.about: then[each.about] for each in moved})
    comparing = StatementComparison(shown.names, vocabulary())
    found: dict[UUID, tuple[Change, ...]] = {}
    for each in moved:
        body, row = old[each.about].content, each.row
        if isinstance(row, Need):
            found[each.about] = changes_between(NEED, shown.reader, row, body, row.content)
        else:
            now = ActivityStatement(facts_of(row.facts, row.pk), row.status, row.sort, row.measure)
            between = comparing.between(ActivityStatement.of(body, row.pk), now)
            found[each.about] = tuple(Change(str(one.label), one.before, one.after) for one in between)
    return found


def _gone(
    shown: RoundQuery, participants: Sequence[Participant], before: Mapping[UUID, Last]
) -> dict[UUID, tuple[ItemChange, ...]]:
    """What their own organisation withdrew since, as far as they could read it: others' is as if it had never been."""
    if participants[0].round.sort == NEEDS:
        rows = Need.withdrawn_by_own_organisation(shown.reader)
        codes = codes_of([participants[0].round.framework_id])[participants[0].round.framework_id]
        rows = rows.filter(economy__in=[each.economy_id for each in participants], objective__in=list(codes))
        rows = rows.exclude(status=DECLINED)  # as in `needs_asked`: nobody was asked about it
    else:
        rows = Activity.withdrawn_by_own_organisation(shown.reader)
    found: dict[UUID, tuple[ItemChange, ...]] = {}
    listed = list(rows.order_by("-record__withdrawn_at", "pk")[:MOST_QUESTIONS])
    for each in participants:
        at = before[each.pk].accepted_at
        own = [row for row in listed if _is_of(row, each) and row.record.created_at <= at < row.record.withdrawn_at]
        found[each.pk] = tuple(
            ItemChange(row.pk, *(_words(row) if isinstance(row, Need) else (row.title, row.language))) for row in own
        )
    return found


def _is_of(row: Need | Activity, participant: Participant) -> bool:
    if isinstance(row, Need):
        return row.economy_id == participant.economy_id
    return bool(row.record.owner_id == participant.organisation_id)


@dataclass(frozen=True, slots=True)
class ParticipantChanges:
    """`since` is None where there was no round before."""

    id: UUID
    name: str
    since: Since | None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`whole`: of every participant that the reader may know of; else `rows` holds one."""

    round: UUID
    title: str
    sort: str
    whole: bool
    rows: tuple[ParticipantChanges, ...]


def changes_of_participant(shown: RoundQuery, participant: UUID) -> ChangesPage:
    """Raises NotFound where there is none that they may know of."""
    found = participant_row(shown.reader, participant)
    name = around(shown.reader, shown.names, [found]).row(found, found.round.record).name
    since = since_last(shown, [found]).get(found.pk)
    rows = (ParticipantChanges(found.pk, name, since),)
    return ChangesPage(found.round_id, found.round.title, found.round.sort, whole=False, rows=rows)


def changes_of_round(shown: RoundQuery, record: UUID) -> ChangesPage:
    """All that is asked for the secretariat, their own for others. Raises NotFound where they see no such round."""
    found = round_row(shown.reader, record)
    rows = participants_seen_by(shown.reader).filter(round=found).select_related("round__framework")
    asked = [each for each in rows if is_asked_for(each)]
    known, since = around(shown.reader, shown.names, asked), since_last(shown, asked)
    named = [(each.pk, known.row(each, found.record).name) for each in asked]
    told = tuple(ParticipantChanges(pk, name, since.get(pk)) for pk, name in named)
    return ChangesPage(found.pk, found.title, found.sort, whole=True, rows=told)
