"""What changed since the round before: stated, changed field by field, withdrawn; from the versions one may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.activities.showing.difference import Account, Comparing
from egnatia.activities.activities.stored import facts_of
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.versions import numbers_at, versions_numbered
from egnatia.needs.needs.content import NEED
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import DECLINED
from egnatia.pages.history import Change
from egnatia.pages.record_presenters import changes_between
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import Shown
from egnatia.rounds.rounds.queries.asking import codes_of, needs_asked
from egnatia.rounds.rounds.queries.last import Last, last_of_each
from egnatia.rounds.rounds.rules import MOST_QUESTIONS, NEEDS

MOST_COMPARED = 20 * MOST_QUESTIONS  # needs or activities of all participants of a round


@dataclass(frozen=True, slots=True)
class Moved:
    """A need or an activity and what it says otherwise now; `changes` are empty for what came or went."""

    about: UUID
    title: str
    lang: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """Against the round before. `added`: stated since; `unread`: stood then, but in no words that the reader may read;
    `gone`: withdrawn by his organisation.
    """

    round: UUID
    title: str
    accepted_at: datetime
    added: tuple[Moved, ...]
    changed: tuple[Moved, ...]
    gone: tuple[Moved, ...]
    unread: tuple[Moved, ...] = ()

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

    def moved(self, changes: tuple[Change, ...] = ()) -> Moved:
        return Moved(self.about, self.title, self.lang, changes)


def since_last(shown: Shown, participants: Sequence[Participant]) -> dict[UUID, Since]:
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
    gone: tuple[Moved, ...],
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


def _things(shown: Shown, participants: Sequence[Participant]) -> list[Thing]:
    if participants[0].round.sort == NEEDS:
        return _needs(shown, participants)
    owners = {str(each.organisation_id): each.pk for each in participants}
    rows: RecordQuerySet = Activity.visible_to(shown.reader).filter(record__owner__in=list(owners))
    return [
        Thing(row.pk, owners[str(row.record.owner_id)], row.record.version, row.title, row.language, row)
        for row in rows.order_by("starts", "pk")[:MOST_COMPARED]
    ]


def _needs(shown: Shown, participants: Sequence[Participant]) -> list[Thing]:
    economies = {each.economy_id or "": each.pk for each in participants}
    framework = participants[0].round.framework_id
    codes = codes_of([framework])[framework]
    rows = needs_asked(shown.reader, list(economies)).filter(objective__in=list(codes))[:MOST_COMPARED]
    found = sorted(rows, key=lambda row: (codes[row.objective], row.pk))
    return [Thing(row.pk, economies[row.economy_id], row.record.version, *_words(row), row) for row in found]


def _words(need: Need) -> tuple[str, str]:
    return NEED.said(need).words.first()


def _changed(shown: Shown, moved: Sequence[Thing], then: Mapping[UUID, int]) -> dict[UUID, tuple[Change, ...]]:
    """Field by field, the old beside the new. A version that only marked it otherwise changes nothing."""
    old = versions_numbered(shown.reader, {each.about: then[each.about] for each in moved})
    comparing = Comparing(shown.names, vocabulary())
    found: dict[UUID, tuple[Change, ...]] = {}
    for each in moved:
        body, row = old[each.about].content, each.row
        if isinstance(row, Need):
            found[each.about] = changes_between(NEED, shown.reader, row, body, row.content)
        else:
            now = Account(facts_of(row.facts, row.pk), row.status, row.sort, row.measure)
            between = comparing.between(Account.of(body, row.pk), now)
            found[each.about] = tuple(Change(str(one.label), one.before, one.after) for one in between)
    return found


def _gone(
    shown: Shown, participants: Sequence[Participant], before: Mapping[UUID, Last]
) -> dict[UUID, tuple[Moved, ...]]:
    """What his own organisation withdrew since, as far as he could read it: others' is as if it had never been."""
    if participants[0].round.sort == NEEDS:
        rows = Need.withdrawn_by_own_organisation(shown.reader)
        codes = codes_of([participants[0].round.framework_id])[participants[0].round.framework_id]
        rows = rows.filter(economy__in=[each.economy_id for each in participants], objective__in=list(codes))
        rows = rows.exclude(status=DECLINED)  # as in `needs_asked`: nobody was asked about it
    else:
        rows = Activity.withdrawn_by_own_organisation(shown.reader)
    found: dict[UUID, tuple[Moved, ...]] = {}
    listed = list(rows.order_by("-record__withdrawn_at", "pk")[:MOST_QUESTIONS])
    for each in participants:
        at = before[each.pk].accepted_at
        own = [row for row in listed if _is_of(row, each) and row.record.created_at <= at < row.record.withdrawn_at]
        found[each.pk] = tuple(
            Moved(row.pk, *(_words(row) if isinstance(row, Need) else (row.title, row.language))) for row in own
        )
    return found


def _is_of(row: Need | Activity, participant: Participant) -> bool:
    if isinstance(row, Need):
        return row.economy_id == participant.economy_id
    return bool(row.record.owner_id == participant.organisation_id)
