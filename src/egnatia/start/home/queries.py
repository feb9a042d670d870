"""What stands on a reader's home: for whom it is made, and what is new."""

from dataclasses import dataclass

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import first_rows
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import Organisation
from egnatia.kernel.request_cache import once_per_request
from egnatia.taxonomy.forum import EconomyName, ForumNames

SECRETARIAT, FOCAL_POINT, AGENCY, PARTNER, CIVIL, MEMBER, NEWCOMER = (
    "secretariat", "focal-point", "agency", "partner", "civil-society", "member", "newcomer",
)  # fmt: skip
BY_TYPE = {
    "government": AGENCY,
    "international": PARTNER,
    "donor": PARTNER,
    "implementer": PARTNER,
    "civil-society": CIVIL,
    "academia": CIVIL,
}


def kind_of(*, secretariat: bool, focal_point: bool, organisation_type: str, seated: bool) -> str:
    """For whom a home is made: by office, else by the sort of organisation; who sits nowhere is a member."""
    if secretariat:
        return SECRETARIAT
    if focal_point:
        return FOCAL_POINT
    return BY_TYPE.get(organisation_type, MEMBER) if seated else MEMBER


NEW = 6


@dataclass(frozen=True, slots=True)
class NewestActivities:
    """The newest activities: of one economy, or of everything that the reader sees."""

    economy: EconomyName | None
    rows: tuple[ActivityRow, ...]


def kind_for(reader: Reader) -> str:
    """For whom the home is made; whoever waits for a colleague's confirmation can look around and check a proposal."""
    if not reader.is_confirmed:
        return NEWCOMER
    organisation_type, _economy = _organisation(reader)
    return kind_of(
        secretariat=reader.is_secretariat,
        focal_point=bool(reader.focal_economies()),
        organisation_type=organisation_type,
        seated=bool(reader.seats),
    )


@once_per_request
def _organisation(reader: Reader) -> tuple[str, str]:
    """The type and the economy of the reader's organisation, each "" where there is none."""
    if not reader.organisation:
        return "", ""
    rows = Organisation.visible_to(reader).filter(pk=reader.organisation)
    kind, economy = rows.values_list("type", "economy").first() or ("", "")
    return kind, economy or ""


def news_for(reader: Reader, names: ForumNames) -> NewestActivities:
    """New in the economy that they are focal point of, else a member for, else that of their organisation; new at all
    where that is none or many.
    """
    own = reader.focal_economies() or reader.economies or {_organisation(reader)[1]} - {""}
    economy = names.economy(next(iter(own))) if len(own) == 1 else None
    filters = ActivityFilters(economy=economy.code) if economy else ActivityFilters(region=names.codes)
    return NewestActivities(economy, first_rows(reader, filters, most=NEW, names=names))


def public_count(reader: Reader) -> int:
    """How many activities the reader sees, capped."""
    return capped_count(Activity.visible_to(reader))
