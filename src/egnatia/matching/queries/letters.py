"""E-mails of the secretariat to the owners of two activities: a neutral draft each, of what its addressee may read.

Where both owners can see both activities, each is asked for its position. Where one of them cannot see the other's,
only the owner of what is hidden is asked whether it may be told, in words that say nothing of the other one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader, member
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import Due, NotificationKind, one_by_one
from egnatia.kernel.models import Organisation, Person
from egnatia.language import fold
from egnatia.matching.models import DeskEntry, Match
from egnatia.matching.queries.visible import matches_visible_to
from egnatia.matching.rules import BOTH, LEFT, RIGHT
from egnatia.people import mail
from egnatia.reminders.queries import ORGANISATION

WRITES, ASKS = "overlap-written", "overlap-question"  # names of the notifications


@dataclass(frozen=True, slots=True)
class OwnerLetter:
    """The draft to one owner. `about` is the page that it leads to: the match, or their own activity where it `asks`.
    `hidden`: what may not stand in it, since the addressee cannot read it or its marking keeps it out of e-mails."""

    side: str
    organisation: UUID
    name: str
    mailbox: str
    language: str
    asks: bool
    about: UUID
    text: str
    hidden: tuple[str, ...]

    @property
    def page(self) -> str:
        """The path of the page that it leads to."""
        return _activity_page(self.about) if self.asks else _match_page(self.about)

    def tells(self, text: str) -> str:
        """What a text says that may not stand in it; "" where there is nothing."""
        said = fold(text)
        return next((each for each in self.hidden if fold(each) in said), "")


@dataclass(frozen=True, slots=True)
class LetterSide:
    """One of the two activities, and what everybody of its owner may see of the two: `sees` their identifiers."""

    side: str
    activity: Activity
    owner: Organisation
    sees: frozenset[UUID]


def common_reader(organisation: UUID) -> Reader:
    """Whoever reads the mailbox of an organisation: what everybody of it may read, nothing for named persons."""
    return member(name=ORGANISATION, person=ORGANISATION, organisation=str(organisation), strong=True)


def readable(organisation: UUID, activities: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the activities that everybody of an organisation may read."""
    rows = Activity.visible_to(common_reader(organisation)).filter(pk__in=list(activities))
    return frozenset(rows.order_by().values_list("pk", flat=True))


def match_for_desk(match_id: UUID, *, by: Reader) -> Match:
    """The match; NotFound where the reader sees none, NotAllowed("secretariat-only") for whoever is not of it."""
    match = matches_visible_to(by).filter(pk=match_id).first()
    if match is None:
        raise NotFound
    if not by.is_secretariat:
        raise NotAllowed("secretariat-only")
    return match


def letters_about(match_id: UUID, *, by: Reader) -> tuple[OwnerLetter, ...]:
    """The drafts of this match: to both owners, or the question to the owner of what the other cannot see. None where
    an owner is unknown to the reader, or cannot itself see its own record as a whole organisation.

    Raises NotFound where they see no such match, NotAllowed("secretariat-only") where they are not the secretariat.
    """
    match = match_for_desk(match_id, by=by)
    sides = _sides(match, by)
    if len(sides) < 2:
        return ()
    left, right = sides
    everything = {left.activity.pk, right.activity.pk}
    if all(each.sees == everything for each in sides):
        if left.owner == right.owner:
            return (_letter(match, left, right, asks=False, side=BOTH),)
        return (_letter(match, left, right, asks=False), _letter(match, right, left, asks=False))
    hidden = [(one, other) for one, other in ((left, right), (right, left)) if one.activity.pk not in other.sees]
    return tuple(_letter(match, one, other, asks=True) for one, other in hidden if one.activity.pk in one.sees)


def _sides(match: Match, by: Reader) -> Sequence[LetterSide]:
    pair = (match.left_id, match.right_id)
    activities: dict[UUID, Any] = Activity.visible_to(by).select_related("record").in_bulk(pair)
    owners = Organisation.visible_to(by).in_bulk([each for each in (match.left_owner, match.right_owner) if each])
    return [
        LetterSide(side, activities[activity], owners[owner], readable(owner, pair))
        for side, activity, owner in ((LEFT, pair[0], match.left_owner), (RIGHT, pair[1], match.right_owner))
        if owner and activity in activities and owner in owners
    ]


def _letter(match: Match, one: LetterSide, other: LetterSide, *, asks: bool, side: str = "") -> OwnerLetter:
    language = language_of(one.owner.pk)
    return OwnerLetter(
        side=side or one.side,
        organisation=one.owner.pk,
        name=one.owner.name,
        mailbox=one.owner.mailbox,
        language=language,
        asks=asks,
        about=one.activity.pk if asks else match.pk,
        text=question_about(one, language) if asks else _draft(one, other, language),
        hidden=_hidden(one, other, asks=asks),
    )


def question_about(one: LetterSide, language: str) -> str:
    """The question whether another organisation may be told of an activity: of that other one it says nothing."""
    return _written("ask", {"own": _named(one)}, language)


def _draft(one: LetterSide, other: LetterSide, language: str) -> str:
    return _written("write", {"own": _named(one), "other": _named(other)}, language)


def _written(template: str, context: Mapping[str, object], language: str) -> str:
    """The draft with its subject in the first line."""
    desk = Organisation.objects.filter(is_secretariat=True).values_list("name", flat=True).first()
    made = mail.letter(f"matching/letters/{template}", "", {**context, "desk": desk or ""}, language=language)
    return f"{made.subject}\n\n{made.body.strip()}"


def _named(side: LetterSide) -> dict[str, str]:
    """The activity as an e-mail may name it: by its owner alone where it is marked above TLP:GREEN."""
    title = side.activity.title if _in_mails(side) else ""
    return {"title": title, "organisation": side.owner.name}


def _in_mails(side: LetterSide) -> bool:
    return side.activity.record.tlp <= Tlp.GREEN.value


def _hidden(one: LetterSide, other: LetterSide, *, asks: bool) -> tuple[str, ...]:
    names = [] if _in_mails(one) else [one.activity.title]
    if asks or not _in_mails(other) or other.activity.pk not in one.sees:
        names.append(other.activity.title)
    if asks:
        names.append(other.owner.name)
    own = {fold(one.owner.name)} | ({fold(one.activity.title)} if _in_mails(one) else set())
    return tuple(each for each in names if each and fold(each) not in own)


def language_of(organisation: UUID) -> str:
    """The language of most of its people; the installation's where nobody has an account."""
    spoken = Person.objects.filter(organisation=organisation, is_active=True).values_list("language", flat=True)
    said = Counter(spoken.order_by("language"))
    return max(said, key=lambda language: said[language], default=settings.LANGUAGE_CODE)


def _both_readable(due: Due) -> bool:
    """Whether everybody of the organisation may still read both activities."""
    pair = DeskEntry.objects.filter(match=due.about).values_list("left", "right").first()
    return pair is not None and len(readable(UUID(due.to.reader.organisation), pair)) == len(set(pair))


def _own_readable(due: Due) -> bool:
    return bool(readable(UUID(due.to.reader.organisation), [due.about]))


def _match_page(about: UUID) -> str:
    return reverse("matching:match", args=[about])


def _activity_page(about: UUID) -> str:
    return reverse("activities:activity", args=[about])


WRITTEN = "matching/mails/written"
BY_HAND = (
    NotificationKind(name=WRITES, template=WRITTEN, lines=one_by_one(_match_page, _both_readable)),
    NotificationKind(name=ASKS, template=WRITTEN, lines=one_by_one(_activity_page, _own_readable)),
)
