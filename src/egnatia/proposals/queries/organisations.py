"""The organisations that an asker can see: their names as a text may say them, and how to reach them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Office, Organisation, OrganisationName, OrganisationType
from egnatia.kernel.readers import holding_on
from egnatia.proposals.extraction import OrganisationNames
from egnatia.proposals.rules import MOST_FIRST
from egnatia.taxonomy.forum import EconomyName

USUAL: dict[str, str] = {OrganisationType.GOVERNMENT.value: "receiver", OrganisationType.DONOR.value: "funder"}


@dataclass(frozen=True, slots=True)
class OrganisationContact:
    """An organisation with its functional mailbox, "" where one asks through the secretariat."""

    id: str
    name: str
    mailbox: str


def known_to(reader: Reader) -> OrganisationNames:
    """Names, aliases and mailboxes of the organisations that `reader` sees. Two queries."""
    visible = Organisation.visible_to(reader)
    rows = list(visible.order_by("name", "pk").values_list("pk", "name", "type", "mailbox"))
    organisations = {pk: (name, USUAL.get(kind, "")) for pk, name, kind, _ in rows}
    names = [(name, name, role) for name, role in organisations.values()]
    aliases = OrganisationName.objects.filter(organisation__in=visible.values("pk")).order_by("pk")
    for organisation, alias in aliases.values_list("organisation_id", "name"):
        names.append((alias, *organisations[organisation]))
    return OrganisationNames.of(names, {mailbox.lower(): name for _, name, _, mailbox in rows if mailbox})


def bodies_named(reader: Reader, names: Iterable[str]) -> dict[str, OrganisationContact]:
    """Folded name -> the organisation that is called so, among those that `reader` sees. Two queries."""
    wanted = sorted({folded_name(name) for name in names} - {""})
    visible = Organisation.visible_to(reader).order_by("-name", "-pk")
    aliases = OrganisationName.objects.filter(folded__in=wanted, organisation__in=visible.order_by().values("pk"))
    by_alias: dict[object, list[str]] = {}
    for organisation, folded in aliases.values_list("organisation_id", "folded"):
        by_alias.setdefault(organisation, []).append(folded)
    found: dict[str, OrganisationContact] = {}
    for pk, name, mailbox in visible.values_list("pk", "name", "mailbox"):
        for folded in {folded_name(name), *by_alias.get(pk, ())}:
            found[folded] = OrganisationContact(str(pk), name, mailbox)
    return {folded: found[folded] for folded in wanted if folded in found}


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Whom to ask first: the focal point of an economy, by name where the reader has their directory, else the
    secretariat, for which `economy` is None."""

    economy: EconomyName | None
    people: tuple[str, ...]
    mailbox: str
    organisation: str = ""  # the secretariat's own


def first_contacts(reader: Reader, economies: Sequence[EconomyName]) -> tuple[FirstContact, ...]:
    """The focal point of each economy; where the reader knows that nobody holds the role, or no economy is said, the
    secretariat. Two queries."""
    known = {seat.community for seat in reader.seats} if reader.strong else set()
    holding = Office.objects.filter(holding_on(clock.today()), kind=Office.Kind.FOCAL_POINT, person__is_active=True)
    rows = holding.filter(economy__in=[each.code for each in economies], community__in=known).order_by("deputy", "pk")
    people: dict[str | None, list[str]] = {}
    for code, name in rows.values_list("economy_id", "person__name"):
        if name not in people.setdefault(code, []):
            people[code].append(name)
    found = [
        FirstContact(each, tuple(people.get(each.code, ())), "")
        for each in economies[:MOST_FIRST]
        if not known or each.code in people
    ]
    if len(found) == len(economies[:MOST_FIRST]) and found:
        return tuple(found)
    desk = Organisation.visible_to(reader).filter(is_secretariat=True).values_list("pk", "mailbox").first()
    return (*found, FirstContact(None, (), desk[1] if desk else "", str(desk[0]) if desk else ""))


def own_mailbox(reader: Reader) -> str:
    """The functional mailbox of the reader's own organisation, "" where it has none."""
    row = (
        Organisation.visible_to(reader).filter(pk=reader.organisation or None).values_list("mailbox", flat=True).first()
    )
    return row or ""
