"""What a reader may name in a marking, and the record whose marking is in question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Verdict, may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT, focal_point
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import (
    Community,
    Membership,
    Office,
    Organisation,
    Person,
    Record,
    RecordQuerySet,
    Release,
    hanging,
    of_author,
    seen,
)
from egnatia.kernel.readers import holding_on
from egnatia.kernel.records.markings import is_first_release, of_json, waits_for_another
from egnatia.language.script import fold
from egnatia.taxonomy.forum import ForumNames, community_names, forum, told_in_language

SUGGESTED = 20  # organisations offered while somebody types


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick: what is stored and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class OfficeGroup:
    """The focal points of one community; the secretariat's desk stands in a group without a label."""

    label: str
    offices: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """All that a reader may name, each in its fixed order."""

    forum: ForumNames
    communities: tuple[Option, ...]
    economies: tuple[Option, ...]
    persons: tuple[Option, ...]
    offices: tuple[OfficeGroup, ...]


def options_for(reader: Reader) -> Options:
    """The communities that they belong to or that accept records, the people whom they may know, the offices."""
    names = forum()
    open_to_them = _communities(reader)
    return Options(
        forum=names,
        communities=open_to_them,
        economies=tuple(Option(economy.code, economy.name) for economy in names.economies),
        persons=_persons(reader),
        offices=_offices(open_to_them, names),
    )


def _communities(reader: Reader) -> tuple[Option, ...]:
    own = {seat.community for seat in reader.seats}
    accepting = set(Community.objects.filter(accepts_submissions=True).values_list("slug", flat=True))
    return tuple(Option(slug, name) for slug, name in community_names().items() if slug in own | accepting)


def _persons(reader: Reader) -> tuple[Option, ...]:
    """Colleagues, and the members of their communities: theirs are the directories that they may read."""
    if not reader.strong:
        return ()
    seats = Membership.objects.filter(holding_on(clock.today()), confirmed_by__isnull=False)
    around = seats.filter(community__in={seat.community for seat in reader.seats}).values("person")
    known = Person.objects.filter(Q(organisation=reader.organisation) | Q(pk__in=around), is_active=True).exclude(
        pk=reader.person
    )
    return tuple(Option(str(pk), name) for pk, name in known.order_by("name", "pk").values_list("pk", "name"))


def _offices(communities: tuple[Option, ...], names: ForumNames) -> tuple[OfficeGroup, ...]:
    """That a seat exists is known to every member; who holds it is not asked here."""
    seats = Office.objects.filter(kind=Office.Kind.FOCAL_POINT, community__in=[option.value for option in communities])
    there = set(seats.values_list("community", "economy"))
    desk = OfficeGroup("", (Option(SECRETARIAT, _("The secretariat")),))
    groups = [desk]
    for community in communities:
        held = [economy for economy in names.economies if (community.value, economy.code) in there]
        if held:
            label = _("Focal points in the group “%(community)s”") % {"community": community.label}
            seated = tuple(Option(focal_point(community.value, economy.code), economy.name) for economy in held)
            groups.append(OfficeGroup(label, seated))
    return tuple(groups)


def organisations_with_ids(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """The names, by identifier, of those that the reader may know of."""
    wanted = {value for value in ids if _is_uuid(value)}
    rows = Organisation.visible_to(reader).filter(pk__in=wanted).order_by("name", "pk")
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def organisations_named(reader: Reader, name: str) -> tuple[Option, ...]:
    """Organisations that bear exactly this name or alias, whatever its script and capitals."""
    exact = Q(name__iexact=name.strip()) | Q(names__folded=fold(name.strip()))
    return _as_options(Organisation.visible_to(reader).filter(exact))


def organisations_like(reader: Reader, words: str) -> tuple[Option, ...]:
    """Organisations whose name or alias holds these words, for whoever is typing or has mistyped."""
    found = Organisation.visible_to(reader)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(names__folded__contains=fold(word)))
    return _as_options(found)


def _as_options(found: RecordQuerySet) -> tuple[Option, ...]:
    rows = found.order_by("name", "pk").values_list("pk", "name").distinct()[:SUGGESTED]
    return tuple(Option(str(pk), name) for pk, name in rows)


def persons_with_ids(ids: Iterable[str]) -> tuple[Option, ...]:
    """Persons whom a marking already names: whoever may change it reads their names there anyway."""
    rows = Person.objects.filter(pk__in=[value for value in ids if _is_uuid(value)]).order_by("name", "pk")
    return tuple(Option(str(pk), name) for pk, name in rows.values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class MarkedRecord:
    """A record whose marking is in question. `mine` where the reader's organisation owns it and so may change it.

    `released` before: from now on a wider marking needs a second person.
    `hangs` where it hangs on other records: whoever does not see those does not see it either.
    """

    id: UUID
    kind: str
    title: str
    lang: str
    marking: Marking
    owner: str
    author: str
    verdict: Verdict
    mine: bool
    released: bool
    hangs: bool

    def waits(self, marking: Marking) -> bool:
        """Whether this marking of it would wait for a second person."""
        new, old = (each.tokens(owner=self.owner, author=self.author) for each in (marking, self.marking))
        return self.mine and waits_for_another(new, old, released=self.released)

    @property
    def alone_waits(self) -> bool:
        """Whether keeping it to themselves would."""
        return self.waits(Marking(tlp=Tlp.RED))


def marked_record(reader: Reader, record_id: UUID) -> MarkedRecord:
    """Raises NotFound for a record that is hidden or missing."""
    found = Record.objects.filter(seen(reader, "pk"), pk=record_id).first()
    verdict = may_read(reader, found.envelope) if found else Verdict(allowed=False)
    if found is None or not verdict.allowed:
        raise NotFound
    title, lang = told_in_language(found.text)
    return MarkedRecord(
        id=found.pk,
        kind=found.kind,
        title=title,
        lang=lang,
        marking=found.marking,
        owner=str(found.owner_id),
        author=found.author,
        verdict=verdict,
        mine=str(found.owner_id) == reader.organisation and found.kind not in of_author(),
        released=not is_first_release(found),
        hangs=found.kind in hanging(),
    )


@dataclass(frozen=True, slots=True)
class WaitingRelease:
    """A wish to widen a record that the reader sees. `mine`: they asked themselves, so another person has to agree."""

    id: UUID
    marking: Marking
    by: str
    at: datetime
    mine: bool
    may_confirm: bool


def waiting_release(reader: Reader, record: MarkedRecord) -> WaitingRelease | None:
    """What waits for a second person, if anything."""
    found = Release.objects.filter(record=record.id).first()
    if found is None:
        return None
    mine = found.asked_by == reader.person
    return WaitingRelease(
        id=found.pk,
        marking=of_json(found.marking),
        by=found.asked_by_name,
        at=found.asked_at,
        mine=mine,
        may_confirm=not mine and record.owner in (reader.organisation, found.asked_by_organisation),
    )


def releases_waiting_for(reader: Reader) -> "QuerySet[Release, Release]":
    """The wishes to widen a record of their organisation that they read and did not utter themselves."""
    if not (reader.strong and reader.organisation):
        return Release.objects.none()
    readable = Release.objects.filter(seen(reader, "record_id"))
    waiting = readable.filter(record__owner=UUID(reader.organisation)).exclude(asked_by=reader.person)
    return waiting.order_by("asked_at", "pk")
