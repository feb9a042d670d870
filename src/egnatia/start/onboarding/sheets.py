"""People and organisations in a spreadsheet: its columns, and what each row asks for. Nothing is stored here.

Each row is judged by what its sender sees: an organisation that is hidden from them is one that does not exist.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.activities.organisations.actions import OrganisationDetails
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import Organisation, OrganisationType
from egnatia.pages.sheets import Fault, canonical
from egnatia.people.invitations.actions import Guest
from egnatia.people.invitations.queries import invitations_seen_by
from egnatia.people.marking.queries import organisations_named
from egnatia.taxonomy.forum import community_names, forum

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_ROWS = 500
LONGEST = {"name": 150, "organisation": 300, "identifier": 100}
SECRETARIAT, ADMINISTRATOR = "secretariat", "administrator"
ROLES = {SECRETARIAT: gettext_lazy("secretariat"), ADMINISTRATOR: gettext_lazy("administrator")}
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RequestedRow:
    """A row as it was sent, and what it asks for: whom to invite in which language, or an organisation; None where it
    has faults."""

    number: int
    labelled: tuple[tuple[str, str], ...]  # the label of each column with its cell
    faults: tuple[Fault, ...] = ()
    guest: Guest | None = None
    language: str = ""
    organisation: OrganisationDetails | None = None

    @property
    def is_good(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True, eq=False)
class SheetKind:
    """`columns` by code, the first of which no row may lack; `needed` may not be missing in the file."""

    code: str
    title: "_StrPromise"
    columns: "Mapping[str, _StrPromise]"
    needed: tuple[str, ...]
    planned: Callable[[Sequence[Row], Reader], tuple[RequestedRow, ...]]

    def header(self) -> list[str]:
        return [str(label) for label in self.columns.values()]

    def codes_of(self, words: Sequence[str]) -> list[str]:
        """The code of each column, whichever of our languages its header is in; "" for one that is not ours."""
        known: dict[str, str] = {}
        for language, _name in settings.LANGUAGES_OF_MEMBERS:
            with translation.override(language):
                known |= {folded(str(label)): code for code, label in self.columns.items()}
        return [known.get(folded(each), "") for each in words]


def folded(words: str) -> str:
    """As names are compared: without blanks around and capitals."""
    return " ".join(words.split()).casefold()


def languages() -> dict[str, str]:
    """Those of the site by code, each as it calls itself."""
    return {code: translation.get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES_OF_MEMBERS}


def _email(found: str) -> bool:
    try:
        validate_email(found)
    except ValidationError:
        return False
    return True


class _Checked:
    """The cells of a row by column; `fault` keeps what is wrong with one."""

    def __init__(self, kind: SheetKind, row: Row) -> None:
        self.kind, (self.number, cells) = kind, row
        self.by_code = dict(zip(kind.columns, map(canonical, cells), strict=True))
        self.labelled = tuple((str(kind.columns[code]), cell) for code, cell in self.by_code.items())
        self.faults: list[Fault] = []

    def fault(self, column: str, expected: str) -> None:
        self.faults.append(Fault(self.number, str(self.kind.columns[column]), self.by_code[column], expected))

    def text(self, column: str, longest: int, *, needed: bool = True) -> str:
        found = self.by_code[column]
        if needed and not found:
            self.fault(column, _("a value"))
        if len(found) > longest:
            self.fault(column, _("at most %(count)s characters") % {"count": longest})
        return found

    def email(self, column: str, *, needed: bool) -> str:
        found = self.by_code[column]
        if (found or needed) and not _email(found):
            self.fault(column, _("an e-mail address"))
        return found

    def choice(self, column: str, known: Mapping[str, str], shown: Sequence[str], default: str = "") -> str:
        """The code of what was chosen, by any of its names."""
        found = self.by_code[column]
        if not found:
            return default
        code = known.get(folded(found))
        if code is None:
            self.fault(column, _("one of these: %(names)s") % {"names": ", ".join(shown)})
        return code or default

    def once(self, column: str, before: dict[str, int]) -> None:
        key = folded(self.by_code[column])
        if key and key in before:
            self.fault(column, _("a value that no row above has (see row %(row)s)") % {"row": before[key]})
        before.setdefault(key, self.number)


def _named(choices: "Mapping[str, str | _StrPromise]") -> dict[str, str]:
    """Codes by their names in every language, and by themselves."""
    found = {folded(code): code for code in choices}
    for language, _name in settings.LANGUAGES_OF_MEMBERS:
        with translation.override(language):
            found |= {folded(str(words)): code for code, words in choices.items()}
    return found


def people_planned(rows: Sequence[Row], reader: Reader) -> tuple[RequestedRow, ...]:
    groups = dict(community_names())
    roles = _named(ROLES) | _named(groups)
    shown = [*map(str, ROLES.values()), *groups.values()]
    spoken = _named(languages())
    invited = {folded(each.email) for each in invitations_seen_by(reader) if each.state in ("waiting", "accepted")}
    bodies: dict[str, tuple[str, ...]] = {}
    before: dict[str, int] = {}
    found = []
    for row in rows:
        cells = _Checked(PEOPLE, row)
        name = cells.text("name", LONGEST["name"])
        email = cells.email("email", needed=True)
        cells.once("email", before)
        if email and folded(email) in invited:
            cells.fault("email", _("an address that was not invited before"))
        house = _house(cells, reader, bodies)
        role = cells.choice("role", roles, shown)
        if role == ADMINISTRATOR and not reader.administrator:
            cells.fault("role", _("a role that you may give: only an administrator invites another one"))
        language = cells.choice("language", spoken, list(languages().values()), translation.get_language() or "en")
        guest = Guest(
            name=name,
            organisation=house,
            email=email,
            places=_places(role, house, reader) if role in groups else (),
            secretariat=role == SECRETARIAT,
            administrator=role == ADMINISTRATOR,
        )
        good = not cells.faults
        found.append(
            RequestedRow(row[0], cells.labelled, tuple(cells.faults), guest if good else None, language if good else "")
        )
    return tuple(found)


def _house(cells: _Checked, reader: Reader, known: dict[str, tuple[str, ...]]) -> str:
    """The identifier of the organisation that bears this name, of those that the sender sees."""
    name = cells.text("organisation", LONGEST["organisation"])
    if name and name not in known:
        known[name] = tuple(option.value for option in organisations_named(reader, name))
    found = known.get(name, ())
    if name and len(found) != 1:
        cells.fault("organisation", _("the full name of one organisation, as listed under Organisations"))
    return found[0] if len(found) == 1 else ""


def _places(group: str, house: str, reader: Reader) -> tuple[ProposedSeat, ...]:
    """A seat in the group: for the economy of the organisation, where it has one."""
    rows = Organisation.visible_to(reader).filter(pk=house or None).values_list("economy_id", flat=True)
    return (ProposedSeat(group, next(iter(rows), None) or ""),)


def organisations_planned(rows: Sequence[Row], reader: Reader) -> tuple[RequestedRow, ...]:
    types = dict(OrganisationType.choices)
    economies = {each.code: each.name for each in forum().economies}
    labels = {folded(each.label): each.code for each in forum().economies}
    before: dict[str, int] = {}
    found = []
    for row in rows:
        cells = _Checked(ORGANISATIONS, row)
        details = OrganisationDetails(
            name=cells.text("name", LONGEST["organisation"]),
            type=cells.choice("type", _named(types), [str(words) for words in types.values()], "other"),
            economy=cells.choice("economy", labels | _named(economies), list(economies.values())),
            mailbox=cells.email("mailbox", needed=False),
            reference=cells.text("identifier", LONGEST["identifier"], needed=False),
        )
        cells.once("name", before)
        if details.name and organisations_named(reader, details.name):
            cells.fault("name", _("an organisation that is not listed yet"))
        good = not cells.faults
        found.append(RequestedRow(row[0], cells.labelled, tuple(cells.faults), organisation=details if good else None))
    return tuple(found)


_COLUMNS_OF_PEOPLE: "dict[str, _StrPromise]" = {
    "name": gettext_lazy("Name or function"),
    "email": gettext_lazy("E-mail"),
    "organisation": gettext_lazy("Organisation"),
    "role": gettext_lazy("Role"),
    "language": gettext_lazy("Language"),
}
_COLUMNS_OF_ORGANISATIONS: "dict[str, _StrPromise]" = {
    "name": gettext_lazy("Name"),
    "type": gettext_lazy("Type"),
    "economy": gettext_lazy("Economy"),
    "mailbox": gettext_lazy("Functional mailbox"),
    "identifier": gettext_lazy("Organisation identifier"),
}


PEOPLE = SheetKind(
    code="people",
    title=gettext_lazy("People to invite"),
    columns=_COLUMNS_OF_PEOPLE,
    needed=("name", "email", "organisation"),
    planned=people_planned,
)
ORGANISATIONS = SheetKind(
    code="organisations",
    title=gettext_lazy("Organisations to add"),
    columns=_COLUMNS_OF_ORGANISATIONS,
    needed=("name",),
    planned=organisations_planned,
)
KINDS = {kind.code: kind for kind in (PEOPLE, ORGANISATIONS)}
