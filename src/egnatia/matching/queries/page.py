"""One match with everything that its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Organisation
from egnatia.matching import labels
from egnatia.matching.models import Match
from egnatia.matching.queries.lists import MatchNames
from egnatia.matching.queries.positions import PositionRow, said_about
from egnatia.matching.queries.visible import matches_visible_to, opens_on
from egnatia.matching.rows import behalf_of, engine_match, side_in_list, words_of
from egnatia.matching.rules import BOTH, LEFT, RIGHT, SidePosition, side_of, together
from egnatia.matching.sentences import (
    Sentence,
    SharedFact,
    SideText,
    bodies_of,
    common_facts,
    passed_on,
    sentence,
    texts_of,
)


@dataclass(frozen=True, slots=True)
class ActivityContact:
    """Whom to write to about an activity; `mailbox` is empty where one asks through the secretariat."""

    organisation: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class MatchSide:
    """One of the two activities: its row, its original texts with chips, and whom to write to."""

    row: ActivityRow
    texts: tuple[SideText, ...]
    contact: ActivityContact

    @property
    def bodies(self) -> tuple[SharedFact, ...]:
        """Its organisations by role."""
        return bodies_of(self.row.facts)

    @property
    def period(self) -> dict[str, str]:
        """Its dates, for the tag month_bars."""
        return {"label": Truncator(self.row.title).chars(40), "start": self.row.start, "end": self.row.end}


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of the score, for components/evidence.html."""

    label: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One owner and the view that holds of them; None where they have none that the reader sees."""

    side: str
    organisation: str
    said: PositionRow | None

    @property
    def side_label(self) -> str:
        return labels.label(labels.SIDE, self.side)


@dataclass(frozen=True, slots=True)
class MatchDetail:
    """`side` is the reader's own: "left", "right", "both" or ""."""

    id: UUID
    kind: str
    direction: int
    sentence: Sentence
    doubts: tuple[str, ...]
    left: MatchSide
    right: MatchSide
    common: tuple[SharedFact, ...]
    parts: tuple[ScorePart, ...]
    score: float
    confidence: float
    earlier_score: float | None
    changed_at: datetime | None
    gone_at: datetime | None
    engine: str
    side: str
    one_owner: bool
    said: tuple[PositionRow, ...]
    opens: date
    desk: ActivityContact
    behalf: str

    @property
    def passed_on(self) -> str:
        """Which of the two appears to be funded from which, as HTML; "" where that is not known."""
        one, other = (self.right, self.left) if self.direction > 0 else (self.left, self.right)
        return passed_on(self.kind, self.direction, side_in_list(one.row), side_in_list(other.row))

    @property
    def quiet(self) -> bool:
        """Whether only the owners' organisations and the secretariat see it for now."""
        spoken = {each.side for each in self.said if each.for_members}
        return clock.today() < self.opens and BOTH not in spoken and len(spoken) < 2

    @property
    def tlp(self) -> str:
        """The narrowest of the two markings and of GREEN: a match is never public."""
        levels = (self.left.row.tlp, self.right.row.tlp, Tlp.GREEN.words)
        return max(levels, key=[each.words for each in Tlp].index)

    @property
    def dated(self) -> bool:
        """Whether there is anything to draw."""
        return any((side.row.start or side.row.end) for side in (self.left, self.right))

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The owners, each with their view: both owners, or the one that both activities belong to."""
        now = {each.side: each for each in self.said if each.now}
        if self.one_owner:
            return (Voice(BOTH, self.left.contact.organisation, now.get(BOTH)),)
        return tuple(
            Voice(side, of.contact.organisation, now.get(side)) for side, of in ((LEFT, self.left), (RIGHT, self.right))
        )

    @property
    def earlier(self) -> tuple[PositionRow, ...]:
        return tuple(each for each in self.said if not each.now)

    @property
    def state(self) -> str:
        return together(SidePosition(each.side, each.verdict) for each in self.said if each.now)

    @property
    def state_label(self) -> str:
        return labels.label(labels.STATE, self.state)

    @property
    def confidence_percent(self) -> int:
        return round(100 * self.confidence)


def match_seen_by(reader: Reader, match_id: UUID, *, naming: MatchNames) -> MatchDetail:
    """The match, or NotFound where there is none that the reader may know of."""
    match = matches_visible_to(reader).filter(pk=match_id).first()
    if match is None:
        raise NotFound
    rows = with_ids(reader, {match.left_id, match.right_id}, naming.names)
    if len(rows) != 2:
        raise NotFound
    return _detail(reader, match, rows, naming)


def brought_in_for(reader: Reader, match_id: UUID, *, naming: MatchNames) -> str:
    """Of which organisation the reader's own can say only whether it is the same project: see `behalf_of`. NotFound
    where there is no match that they may know of."""
    return match_seen_by(reader, match_id, naming=naming).behalf


def _detail(reader: Reader, match: Match, rows: Mapping[UUID, ActivityRow], naming: MatchNames) -> MatchDetail:
    found, words = engine_match(match), words_of(naming.names, naming.vocabulary)
    left, right = rows[match.left_id], rows[match.right_id]
    texts = texts_of(left.facts, right.facts)
    contacts, desk = _contacts(reader, {match.left_owner, match.right_owner})
    nobody = ActivityContact("", "")
    side = side_of(reader.organisation, left=str(match.left_owner), right=str(match.right_owner))
    return MatchDetail(
        id=match.pk,
        kind=match.kind,
        direction=match.direction,
        sentence=sentence(found, words),
        doubts=tuple(labels.label(labels.DOUBT, code) for code in found.doubts),
        left=MatchSide(left, texts[0], contacts.get(match.left_owner, nobody)),
        right=MatchSide(right, texts[1], contacts.get(match.right_owner, nobody)),
        common=common_facts(found, words),
        parts=tuple(
            ScorePart(labels.label(labels.COMPONENT, part.name), part.value, _weight(part.weight))
            for part in found.components
        ),
        score=match.score,
        confidence=match.confidence,
        earlier_score=match.earlier_score,
        changed_at=match.changed_at,
        gone_at=match.gone_at,
        engine=match.engine,
        side=side,
        one_owner=match.left_owner == match.right_owner,
        said=said_about(reader, match.pk),
        opens=opens_on(match.found_at, naming.names),
        desk=desk,
        behalf=behalf_of(reader, side, left, right),
    )


def _weight(weight: float) -> str:
    return _("weight %(weight)d") % {"weight": weight}


def _contacts(reader: Reader, owners: set[UUID | None]) -> tuple[dict[UUID | None, ActivityContact], ActivityContact]:
    """The owners that the reader may know of, and the secretariat."""
    organisations = Organisation.visible_to(reader)
    known = organisations.filter(pk__in={owner for owner in owners if owner}) | organisations.filter(
        is_secretariat=True
    )
    contacts: dict[UUID | None, ActivityContact] = {}
    desk = ActivityContact("", "")
    for organisation in known:
        contacts[organisation.pk] = ActivityContact(organisation.name, organisation.mailbox)
        if organisation.is_secretariat:
            desk = contacts[organisation.pk]
    return contacts, desk
