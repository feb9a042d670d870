"""Organisations as a reader sees them: the list, one with its activities and its versions, those found by any name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.columns import folded_name, name_in_address
from egnatia.activities.activities.labels import BODIES, language_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import rows_of
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.rules import PAGE
from egnatia.activities.organisations.rules import Name
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict, may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.feed import capped_count, of_few
from egnatia.kernel.full_text_search import FacetColumn, SearchScope, found_among
from egnatia.kernel.models import Organisation, OrganisationName, OrganisationType, RecordQuerySet
from egnatia.kernel.records.lifecycle import may_write
from egnatia.kernel.records.versions import VersionRow, versions_seen_by
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought, search_expression
from egnatia.pages.history import Edition, editions
from egnatia.pages.labels import Labels, label
from egnatia.pages.pagination import Page
from egnatia.people.addresses import hit_of
from egnatia.people.email_preferences.queries import has_ended_for
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import ForumNames, forum

BY_NAME = (Lower("name"), "record_id")


@dataclass(frozen=True, slots=True)
class OrganisationFilters:
    q: str = ""
    type: str = ""
    economy: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: UUID
    name: str
    type: str
    economy: str
    mailbox: str
    reference: str
    tlp: str


@dataclass(frozen=True, slots=True)
class OrganisationListing(Page[OrganisationRow]):
    SIZE = PAGE

    number: int  # at most one above the cap of counts


def organisations_seen_by(
    reader: Reader, filters: OrganisationFilters, *, page: int, names: ForumNames
) -> OrganisationListing:
    """One page, by name."""
    found = filtered(reader, filters)
    begin = (page - 1) * PAGE
    rows = list(found.order_by(*BY_NAME)[begin : begin + PAGE + 1])
    return OrganisationListing(_rows(reader, rows[:PAGE], names), page, len(rows) > PAGE, capped_count(found))


def first_rows(
    reader: Reader, filters: OrganisationFilters, *, most: int, names: ForumNames
) -> tuple[OrganisationRow, ...]:
    """The first `most` rows, for a download."""
    return _rows(reader, list(filtered(reader, filters).order_by(*BY_NAME)[:most]), names)


def filtered(reader: Reader, filters: OrganisationFilters) -> RecordQuerySet:
    wanted = Q()
    if filters.type:
        wanted &= Q(type=filters.type)
    if filters.economy:
        wanted &= Q(economy=filters.economy)
    if expression := search_expression(filters.q):
        exact = OrganisationName.objects.filter(folded=folded_name(filters.q)).values("organisation")
        named = Q(record__search=SearchQuery(expression, search_type="raw", config="simple"))
        wanted &= Q(pk__in=exact) | named
    found: RecordQuerySet = Organisation.visible_to(reader).filter(wanted)
    return found


def _rows(reader: Reader, organisations: list[Organisation], names: ForumNames) -> tuple[OrganisationRow, ...]:
    labels = dict(OrganisationType.choices)
    return tuple(
        OrganisationRow(
            id=organisation.pk,
            name=organisation.name,
            type=str(labels.get(organisation.type, organisation.type)),
            economy=_economy(organisation.economy_id, names),
            mailbox=organisation.mailbox,
            reference=organisation.reference,
            tlp=organisation.record.marking.tlp.words,
        )
        for organisation in organisations
        if may_read(reader, organisation.record.envelope).allowed
    )


def _economy(code: str | None, names: ForumNames) -> str:
    economy = names.economy(code) if code else None
    return economy.name if economy else ""


MOST_SHOWN = 100  # activities; the list of activities shows all


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    id: UUID
    name: str
    names: tuple[Name, ...]  # besides the main one; the language by its own name
    type: str
    economy: str
    mailbox: str
    letters_ended: bool  # to the mailbox; told to its staff and the secretariat alone
    reference: str
    activities: tuple[ActivityRow, ...]
    more: bool  # there are activities that the page does not show
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[Edition, ...]
    writable: bool

    @property
    def load(self) -> str:
        """Where its load as a receiving institution is shown; "" where no activity here names it as one."""
        receives = any(str(BODIES["receivers"]) in each.roles for each in self.activities)
        return name_in_address(folded_name(self.name)) if receives else ""


@dataclass(frozen=True, slots=True)
class EditableOrganisation:
    """What its form starts from."""

    id: UUID
    name: str
    type: str
    economy: str
    mailbox: str
    reference: str


def organisation_row(reader: Reader, organisation_id: UUID) -> Organisation:
    """The stored organisation. Raises NotFound where there is none that the reader sees."""
    found = Organisation.visible_to(reader).filter(pk=organisation_id).first()
    if not isinstance(found, Organisation) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def editable_organisation(reader: Reader, organisation_id: UUID) -> EditableOrganisation:
    """Raises NotAllowed where another organisation looks after it."""
    organisation = organisation_row(reader, organisation_id)
    if not may_write(reader, organisation.record):
        raise NotAllowed("owner")
    economy = organisation.economy_id or ""
    return EditableOrganisation(
        organisation.pk, organisation.name, organisation.type, economy, organisation.mailbox, organisation.reference
    )


def organisation_page(reader: Reader, organisation_id: UUID, names: ForumNames) -> OrganisationPage:
    organisation = organisation_row(reader, organisation_id)
    envelope = organisation.record.envelope
    known = list(OrganisationName.objects.filter(organisation=organisation).order_by("language", "name"))
    folded = {folded_name(organisation.name), *(each.folded for each in known)}
    rows, more = _activities(reader, folded, names)
    audience = () if reader.is_anonymous else _audience(envelope.marking, organisation, reader)
    return OrganisationPage(
        id=organisation.pk,
        name=organisation.name,
        names=tuple(_named(each) for each in known if each.name != organisation.name),
        type=str(dict(OrganisationType.choices).get(organisation.type, organisation.type)),
        economy=_economy(organisation.economy_id, names),
        mailbox=organisation.mailbox,
        letters_ended=bool(organisation.mailbox) and has_ended_for(reader, organisation.pk),
        reference=organisation.reference,
        activities=tuple(replace(row, roles=_roles(row, folded)) for row in rows),
        more=more,
        marking=envelope.marking,
        verdict=may_read(reader, envelope),
        audience=audience,
        history=history_of(versions_seen_by(reader, organisation.pk, Organisation.KIND), names),
        writable=may_write(reader, organisation.record),
    )


def _named(name: OrganisationName) -> Name:
    return Name(name.name, language_name(name.language) if name.language else "")


def _audience(marking: Marking, organisation: Organisation, asker: Reader) -> tuple[Group, ...]:
    return audience_of(marking, owner=str(organisation.record.owner_id), author=organisation.record.author, asker=asker)


def _activities(reader: Reader, folded: Iterable[str], names: ForumNames) -> tuple[tuple[ActivityRow, ...], bool]:
    """The newest visible activities that name it."""
    few = of_few(reader, Activity.KIND)
    found = newest_of_each(reader).filter(few, organisations__overlap=sorted(folded))
    ordered = list(of_listing(found).order_by("-entered_at", "-record_id")[: MOST_SHOWN + 1])
    return rows_of(reader, ordered[:MOST_SHOWN], names), len(ordered) > MOST_SHOWN


def _roles(row: ActivityRow, folded: set[str]) -> tuple[str, ...]:
    """As the facts name it, in the order of the facts."""
    named = {role: {folded_name(body.name) for body in getattr(row.facts, role)} for role in BODIES}
    return tuple(str(words) for role, words in BODIES.items() if named[role] & folded)


FIELDS: Labels = {
    "name": _("Name"),
    "type": _("Type of organisation"),
    "economy": _("Economy"),
    "mailbox": _("Functional mailbox"),
    "reference": _("Identifier"),
}


def history_of(versions: Sequence[VersionRow], names: ForumNames) -> tuple[Edition, ...]:
    """The newest first."""

    def told(body: Mapping[str, Any]) -> dict[str, str]:
        economy, sort = str(body.get("economy") or ""), str(body.get("type") or "")
        plain = {name: str(body.get(name) or "") for name in ("name", "mailbox", "reference")}
        return {
            **plain,
            "type": label(dict(OrganisationType.choices), sort),
            "economy": economy_name(economy, names),
        }

    return editions(versions, FIELDS, told)


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    names, types = forum(), dict(OrganisationType.choices)

    def told(organisations: list[Organisation]) -> list[Hit]:
        said = [(str(types.get(each.type, each.type)), _economy(each.economy_id, names)) for each in organisations]
        return [_hit(each, words) for each, words in zip(organisations, said, strict=True)]

    rows = SearchScope(
        Organisation.KIND,
        Organisation.visible_to(reader),
        ("name", "record_id"),
        named=_called(sought.typed),
        facets={"economy": FacetColumn("economy")},
        spoken=False,  # a name is given as it is, in whatever language
    )
    return found_among(reader, sought, rows, span, told)


def _called(typed: str) -> Q:
    """Those that have the whole name, or the identifier, that was typed."""
    folded = folded_name(typed)
    named = OrganisationName.objects.filter(folded=folded).values("organisation")
    return Q(reference=typed) | Q(name__iexact=typed) | (Q(pk__in=named) if folded else Q(pk__in=[]))


def _hit(organisation: Organisation, said: tuple[str, ...]) -> Hit:
    return hit_of(organisation, organisation.name, "", said)


SEARCHER = Searcher(Organisation.KIND, _("Organisations"), 30, find, listed="activities:organisations")
