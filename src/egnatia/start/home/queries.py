"""What stands on a reader's home: what waits for him, what is new, what was asked and said."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.listing import first_rows
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.activities.imports.queue.models import QueueEntry
from egnatia.kernel.feed import COUNT_CAP, capped_count
from egnatia.kernel.forum import EconomyName, ForumNames
from egnatia.kernel.models import Membership, Organisation, Release, seen
from egnatia.kernel.reader import Reader
from egnatia.matching.queries.listing import waiting_count
from egnatia.matching.queries.ours import Talk, asked_of, said_by
from egnatia.people.administration.queries import unconfirmed_for
from egnatia.start.home.rules import Waiting, kind_of
from egnatia.start.home.sections import sections
from egnatia.start.home.texts import texts
from egnatia.start.home.waiting import announced, answers, estimates, needs, questions, rounds

NEW = 6


@dataclass(frozen=True, slots=True)
class News:
    """The newest activities: of one economy, or of everything that the reader sees."""

    economy: EconomyName | None
    rows: tuple[ActivityRow, ...]


def kind_for(reader: Reader) -> str:
    """For whom the home is made."""
    types = Organisation.visible_to(reader).filter(pk=reader.organisation or None).values_list("type", flat=True)
    return kind_of(
        secretariat=reader.is_secretariat,
        focal_point=bool(reader.focal_economies()),
        organisation_type=types.first() or "",
        seated=bool(reader.seats),
    )


def news_for(reader: Reader, names: ForumNames) -> News:
    """New in the economy that he is focal point of, else that he sits for; new at all where that is none or many."""
    own = reader.focal_economies() or reader.economies
    economy = names.economy(next(iter(own))) if len(own) == 1 else None
    filters = ActivityFilters(economy=economy.code if economy else "")
    return News(economy, first_rows(reader, filters, most=NEW, names=names))


def asked_and_said(reader: Reader) -> tuple[tuple[Talk, ...], tuple[Talk, ...]]:
    """(what other owners ask the reader's organisation, what it said last)."""
    return asked_of(reader), said_by(reader)


def waiting_for(reader: Reader, asked: int, names: ForumNames) -> tuple[Waiting, ...]:
    """What waits for the reader, in the order of who waits for him: people first."""
    found = (
        *(_asked(asked), questions(reader), answers(reader), *announced(reader, names), *rounds(reader)),
        *texts(reader, names),
        *sections(reader),
        needs(reader, names),
        *(_memberships(reader), _resets(reader), _releases(reader), _matches(reader), _names(reader)),
        estimates(reader),
    )
    return tuple(each for each in found if each.count)


def _asked(count: int) -> Waiting:
    said = ngettext("%(count)s owner asks you something", "%(count)s owners ask you something", count)
    text = _("They would like to know something before they say what a match is.")
    return Waiting("asked", count, _counted(said, count), text, "#asked", _("Read it"))


def _matches(reader: Reader) -> Waiting:
    count = waiting_count(reader)
    said = ngettext(
        "%(count)s match waits for your organisation's view",
        "%(count)s matches wait for your organisation's view",
        count,
    )
    text = _("Each is one sentence and one button: we coordinate, reported twice, passed-on, different, or a question.")
    return Waiting("matches", count, _counted(said, count), text, reverse("matching:match-batch"), _("Begin"))


def releases_waiting_for(reader: Reader) -> "QuerySet[Release, Release]":
    """The wishes to widen a record of his organisation that he reads and did not utter himself."""
    if not (reader.strong and reader.organisation):
        return Release.objects.none()
    readable = Release.objects.filter(seen(reader, "record_id"))
    waiting = readable.filter(record__owner=UUID(reader.organisation)).exclude(asked_by=reader.person)
    return waiting.order_by("asked_at", "pk")


def _releases(reader: Reader) -> Waiting:
    records = list(releases_waiting_for(reader).values_list("record_id", flat=True)[:100])
    said = ngettext(
        "%(count)s wider marking waits for a second person",
        "%(count)s wider markings wait for a second person",
        len(records),
    )
    text = _("A colleague would like more people to see a record. Nothing changes before a second person agrees.")
    url = reverse("people:marking", args=[records[0]]) if records else ""
    return Waiting("releases", len(records), said % {"count": len(records)}, text, url, _("Look at it"))


def _memberships(reader: Reader) -> Waiting:
    steward_of = sorted(seat.community for seat in reader.seats if seat.steward) if reader.strong else []
    rows = Membership.objects.filter(community__in=steward_of, confirmed_by__isnull=True, until__isnull=True)
    waiting = list(rows.filter(person__is_active=True).order_by("community_id").values_list("community_id", flat=True))
    said = ngettext(
        "%(count)s person waits to be let into a community",
        "%(count)s people wait to be let into a community",
        len(waiting),
    )
    text = _("You are a steward: nobody sees anything of the community before you have confirmed them.")
    url = reverse("people:community", args=[waiting[0]]) if waiting else ""
    return Waiting("memberships", len(waiting), said % {"count": len(waiting)}, text, url, _("Confirm or decline"))


def _resets(reader: Reader) -> Waiting:
    count = len(unconfirmed_for(reader))
    said = ngettext("%(count)s account was reset", "%(count)s accounts were reset", count)
    text = _("Until a steward confirms that it is still the same person, the account sees little.")
    return Waiting("resets", count, _counted(said, count), text, reverse("people:accounts"), _("Look at them"))


def _names(reader: Reader) -> Waiting:
    entries = QueueEntry.visible_to(reader).filter(state="open", record__owner=reader.organisation or None)
    count = capped_count(entries)
    said = ngettext("%(count)s name is not known yet", "%(count)s names are not known yet", count)
    text = _("Your imports brought names that nobody has mapped. The activities count meanwhile.")
    return Waiting("names", count, _counted(said, count), text, reverse("activities:queue"), _("Say what they mean"))


def _counted(said: str, count: int) -> str:
    """With the number, or "1000+" beyond the cap."""
    return said % {"count": f"{COUNT_CAP}+" if count > COUNT_CAP else count}


def public_count(reader: Reader) -> int:
    """How many activities the reader sees, capped."""
    return capped_count(Activity.visible_to(reader))
