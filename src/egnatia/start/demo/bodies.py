"""The demo's organisations and communities. Each exists once, however often it is asked for."""

from uuid import UUID

from egnatia.activities.organisations.actions import OrganisationDetails
from egnatia.activities.organisations.rules import Name, names_to_keep
from egnatia.kernel import ids, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader, member
from egnatia.kernel.models import Community, Grant, Organisation, OrganisationName, Record, Version
from egnatia.start.demo import fixtures
from egnatia.start.demo.fixtures import DemoOrganisation

SECRETARIAT = "secretariat"
ASK = "ask through the secretariat"
INTERFACE = {"sr-Latn": "sr-latn", "sr-Cyrl": "sr"}  # how Django names the languages of labels


def natural_key(key: str) -> str:
    """What a record of the demo is found again by."""
    return f"demo:{key}"


def organisations() -> dict[str, UUID]:
    """The demo's organisations that exist: key -> identifier."""
    found = Record.objects.filter(kind=Organisation.KIND, natural_key__startswith=natural_key(""))
    return {record.natural_key.removeprefix(natural_key("")): record.pk for record in found if record.natural_key}


def found_organisations() -> int:
    """Make the organisations that are missing; how many. Each owns its own entry."""
    known = organisations()
    missing = [organisation for organisation in fixtures.organisations() if organisation.key not in known]
    if not missing:
        return 0
    new = {organisation.key: ids.new_id() for organisation in missing}
    secretariat = {**known, **new}[SECRETARIAT]
    founder = member(name="Egnatia (demo)", person=str(ids.new_id()), organisation=str(secretariat), strong=True)
    _found([(organisation, new[organisation.key]) for organisation in missing], by=founder)
    return len(missing)


def _found(organisations: list[tuple[DemoOrganisation, UUID]], *, by: Reader) -> None:
    """All at once: envelopes, entries, names, grants, first versions."""
    rows = [(each, _described(each), _envelope(each, own, by=by)) for each, own in organisations]
    is_first = not Organisation.objects.filter(is_secretariat=True).exists()
    found = [
        Organisation(
            record=record,
            name=described.name,
            type=described.type,
            economy_id=organisation.economy,
            mailbox=described.mailbox,
            is_secretariat=is_first and organisation.key == SECRETARIAT,
        )
        for organisation, described, record in rows
    ]
    Record.objects.bulk_create(record for _, _, record in rows)
    Organisation.objects.bulk_create(found)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=row, name=name.name, language=name.language, folded=folded)
        for (_, described, _), row in zip(rows, found, strict=True)
        for name, folded in names_to_keep(described.name, described.names)
    )
    Grant.objects.bulk_create(grant for _, _, record in rows for grant in records.grants_of(record))
    Version.objects.bulk_create(
        Version(**records.version_of(record, described.content, by=by)) for _, described, record in rows
    )
    for _, described, record in rows:
        records.index(record, described.content.search)


def _envelope(organisation: DemoOrganisation, own: UUID, *, by: Reader) -> Record:
    content, key = _described(organisation).content, natural_key(organisation.key)
    record = records.unsaved(Organisation.KIND, content, Marking(Tlp.CLEAR), by=by, owner=str(own), natural_key=key)
    record.pk = own
    return record


def _described(organisation: DemoOrganisation) -> OrganisationDetails:
    translated = labels({language: name for language, name in organisation.names.items() if language != "en"})
    return OrganisationDetails(
        name=organisation.names["en"],
        type=organisation.type,
        economy=organisation.economy or "",
        mailbox="" if organisation.mailbox == ASK else organisation.mailbox,
        names=(
            *(Name(name, language) for language, name in translated.items()),
            *(Name(alias) for alias in organisation.aliases),
        ),
    )


def labels(by_language: dict[str, str]) -> dict[str, str]:
    """Texts by the names that the interface gives to languages."""
    return {INTERFACE.get(language, language): text for language, text in by_language.items()}


def found_communities() -> int:
    """Make the communities that are missing; how many."""
    known = set(Community.objects.values_list("slug", flat=True))
    new = [
        Community(
            slug=community.key,
            names=labels(community.names),
            purpose=labels(community.purpose),
            closed=community.closed,
            accepts_submissions=community.accepts_submissions,
            order=order,
        )
        for order, community in enumerate(fixtures.communities())
        if community.key not in known
    ]
    Community.objects.bulk_create(new)
    return len(new)
