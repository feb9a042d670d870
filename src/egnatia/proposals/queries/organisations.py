"""The organisations that an asker can see: their names as a text may say them, and how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, OrganisationName, OrganisationType
from egnatia.proposals.extraction import OrganisationNames

USUAL: dict[str, str] = {OrganisationType.GOVERNMENT.value: "receiver", OrganisationType.DONOR.value: "funder"}


@dataclass(frozen=True, slots=True)
class OrganisationContact:
    """An organisation with its functional mailbox, "" where one asks through the secretariat."""

    id: str
    name: str
    mailbox: str


def known_to(reader: Reader) -> OrganisationNames:
    """Names and aliases of the organisations that `reader` sees. Two queries."""
    organisations = {pk: (name, USUAL.get(kind, "implementer")) for pk, name, kind in _rows(reader)}
    names = [(name, name, role) for name, role in organisations.values()]
    aliases = OrganisationName.objects.filter(organisation__in=Organisation.visible_to(reader).values("pk")).order_by(
        "pk"
    )
    for organisation, alias in aliases.values_list("organisation_id", "name"):
        names.append((alias, *organisations[organisation]))
    return OrganisationNames.of(names)


def _rows(reader: Reader) -> Iterable[tuple[object, str, str]]:
    return Organisation.visible_to(reader).order_by("name", "pk").values_list("pk", "name", "type")


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


def own_mailbox(reader: Reader) -> str:
    """The functional mailbox of the reader's own organisation, "" where it has none."""
    row = (
        Organisation.visible_to(reader).filter(pk=reader.organisation or None).values_list("mailbox", flat=True).first()
    )
    return row or ""
