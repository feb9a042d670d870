"""What stands on a reader's home: for whom it is made, and what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class HomeStep:
    """Something that one comes here to do."""

    label: str
    text: str
    url: str


STEPS: "dict[str, tuple[_StrPromise, _StrPromise, str, str]]" = {
    "proposal": (
        _("Check a proposal"),
        _("Whom to contact, which needs it would address and where it may overlap. Nobody else is informed."),
        *("proposals:proposal", ""),
    ),
    "add": (
        _("Add an activity"),
        _("A project, an event or an economy's own measure. It takes about two minutes; you choose who can see it."),
        *("activities:activity-new", ""),
    ),
    "need": (
        _("State a need"),
        _("Describe a need under one objective. A need that you state yourself is confirmed."),
        *("needs:need-new", ""),
    ),
    "needs": (
        _("Needs"),
        _("Needs of the economies. Draft a need for an economy, or import a file."),
        *("needs:needs", ""),
    ),
    "rounds": (
        _("Mapping rounds"),
        _("Collect needs from economies or support from organisations, and see who acts next."),
        *("rounds:rounds", ""),
    ),
    "own-rounds": (
        _("Mapping rounds"),
        _("Your questions in each round, and who acts next."),
        *("rounds:rounds", ""),
    ),
    "reports": (
        _("Reports"),
        _("Needs, support and open needs as files for your audience, based on the results of a round."),
        *("reporting:reports", ""),
    ),
    "key-numbers": (
        _("Key numbers"),
        _("For the director: replies, needs, overlaps and funding on one screen and one printed page."),
        *("reporting:key-numbers", ""),
    ),
    "support": (
        _("Needs and support"),
        _("What each economy needs, which support is reported and which needs are open."),
        *("needs:matrix", ""),
    ),
    "announce": (
        _("Suggest a measure to a focal point"),
        _("A law or strategy that you read about. The focal point can add it with one click."),
        *("needs:announced-new", ""),
    ),
    "import": (
        _("Import a file"),
        _("IATI, a spreadsheet, Word or PDF, with a preview, a report for each row and undo."),
        *("activities:import-new", ""),
    ),
    "partners": (
        _("Requests to partners"),
        _("A personal link for an organisation to update its activities. Changes apply only after you confirm them."),
        *("activities:partner-requests", ""),
    ),
    "open": (
        _("Open overlaps"),
        _("One owner has taken a position, the other has not. See where you can help."),
        *("matching:matches", "?view=open"),
    ),
    "matches": (
        _("Overlaps"),
        _("Activities that may concern the same work, and why."),
        *("matching:matches", ""),
    ),
    "money": (
        _("Funding without double counting"),
        _("The reported total, and the total without double reports and passed-on funding."),
        *("matching:money", ""),
    ),
    "agreed": (
        _("Commitments"),
        _("Positions of each economy, commitments without funding, and the next document to review."),
        *("commitments:table", ""),
    ),
    "own-agreed": (
        _("Our follow-up to commitments"),
        _("Your economy's page: commitments with a report, and commitments without a position."),
        *("commitments:own", ""),
    ),
    "desk": (
        _("Handover notes"),
        _("The next dates, whom to call, what was promised and what happened, also for printing."),
        *("start:desk", ""),
    ),
    "unreported": (
        _("Supported, no report yet"),
        _("Commitments supported since 2017 with no later report."),
        *("commitments:unreported", ""),
    ),
    "funded": (
        _("No report yet, partner-funded"),
        _("Activities that implement commitments, and who funds them."),
        *("commitments:funded", ""),
    ),
    "agenda": (
        _("For the next agenda"),
        _("Outstanding reports, and positions still under consideration."),
        *("commitments:agenda", ""),
    ),
    "changed": (
        _("Changed positions"),
        _("Positions on commitments now and a year ago."),
        *("commitments:changed", ""),
    ),
    "start": (
        _("First steps"),
        _("From a new installation to an adopted mapping round: what is done and what comes next."),
        *("start:start", ""),
    ),
    "people": (_("People"), _("Groups, roles and members."), "people:directory", ""),
    "activities": (_("Activities"), _("All activities, with filters."), "activities:activities", ""),
}


def steps_for(kind: str, *, without: str = "") -> tuple[HomeStep, ...]:
    """The next steps of each kind of reader, the likeliest first. `without`: one that their home offers above these."""
    order = {
        "secretariat": (
            *("import", "rounds", "reports", "key-numbers", "needs", "partners", "announce", "agreed"),
            *("unreported", "funded", "agenda", "changed", "open", "money", "people", "desk", "start"),
        ),
        "focal-point": (
            *("need", "add", "own-agreed", "proposal", "own-rounds", "reports"),
            *("matches", "money", "desk"),
        ),
        "agency": ("add", "proposal", "support", "activities"),
        "partner": ("proposal", "support", "import", "add", "own-rounds", "reports", "matches", "money"),
        "civil-society": ("add", "proposal", "support", "activities"),
        "newcomer": ("activities", "proposal"),
        "member": ("activities", "support", "proposal", "add"),
    }
    known = dict(_steps())
    return tuple(known[name] for name in order[kind] if name != without)


def _steps() -> Iterator[tuple[str, HomeStep]]:
    for name, (label, text, route, query) in STEPS.items():
        yield name, HomeStep(str(label), str(text), reverse(route) + query)
