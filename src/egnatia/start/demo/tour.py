"""A guided tour for each of the demo's users: where the stories are played, and what to look at there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader
from egnatia.start.demo import reading

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SAFE_ONLINE = "safe-online-en.txt"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the tour. `paste` is the text of a proposal that is checked there, "" for a plain link."""

    label: str
    text: str
    url: str
    paste: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """A demo user as a visitor reads of him. `command` prints the code that he signs in with."""

    name: str
    command: str
    language: str


PLACES: "dict[str, tuple[_StrPromise, _StrPromise, str, tuple[str, ...], dict[str, str]]]" = {
    "overlaps": (
        _("Three partners, one prison service"),
        _("The same staff, the same months, three languages: open a match and read its sentence."),
        *("matching:matches", (), {"q": "correctional"}),
    ),
    "money": (
        _("One euro, four reports"),
        _("7.1 million in four projects, 4.0 million in one tree: each figure and each step can be opened."),
        *("matching:money", (), {"q": "arms", "economy": "MNE"}),
    ),
    "probation-mk": (
        _("Support after release in North Macedonia"),
        # What is done there depends on who reads: a partner sees its own plan, others regional support alone.
        _("A high need with its source and page: what is done about it?"),
        *("needs:cell", ("MKD", "2.3.2"), {}),
    ),
    "probation-me": (
        _("Support after release in Montenegro"),
        _("Is anything done, by whom, until when, who says that it is needed? Four lines answer it."),
        *("needs:cell", ("MNE", "2.3.2"), {}),
    ),
    "online-md": (
        _("Reports of terrorist content in Moldova"),
        _("A high need with its source and page: what is done about it?"),
        *("needs:cell", ("MDA", "2.2.1"), {}),
    ),
    "incidents-md": (
        _("Incident reporting in Moldova"),
        _("What the cell says before and after you add the law as an own measure."),
        *("needs:cell", ("MDA", "3.4.1"), {}),
    ),
    "announced": (
        _("What others say about your economy"),
        _("A law that the secretariat read of, and plans of partners: one word each."),
        *("needs:announced", (), {}),
    ),
    "proposal": (
        _("Check a proposal before it is signed"),
        _("“Safe Online” in three economies: whom to talk to, which needs it would answer, what may be wrong."),
        *("proposals:proposal", (), {}),
    ),
    "phase": (
        _("Move a phase to where it is needed"),
        _("Add what you plan for support after release, and see before you save who will read it."),
        *("activities:activity-new", (), {}),
    ),
    "agreed": (
        _("What two owners agreed"),
        _("Both said “we coordinate”, each in the own language."),
        *("matching:matches", (), {"view": "agreed"}),
    ),
    "batch": (
        _("Matches that wait for your word"),
        _("One sentence and one key each."),
        *("matching:match-batch", (), {}),
    ),
    "needs": (
        _("Needs that wait for your confirmation"),
        _("They were drafted for your economy; until you confirm them they stand in no figure."),
        *("needs:needs-waiting", (), {}),
    ),
    "column": (
        _("My economy in sentences"),
        _("Each objective that is needed or served, in one line, and the way to its page."),
        *("needs:my-economy", (), {}),
    ),
    "matrix": (
        _("The matrix"),
        _("What is needed, what is done about it, what is open; every figure can be opened."),
        *("needs:matrix", (), {}),
    ),
    "import": (
        _("Bring in a sheet or an IATI file"),
        _("A dry run, a report by row, and an undo."),
        *("activities:import-new", (), {}),
    ),
    "institution": (
        _("Who trains the same staff"),
        _("An institution's page: activities, training days, month by month."),
        *("activities:institutions", (), {}),
    ),
    "public": (
        _("What everybody may see"),
        _("The public activities, in the language that they were written in."),
        *("activities:activities", (), {}),
    ),
}
TOURS = {
    "secretariat": ("overlaps", "money", "matrix", "import"),
    "focal-al": ("needs", "column", "announced"),
    "focal-mk": ("probation-mk", "overlaps", "column"),
    "focal-md": ("announced", "online-md", "incidents-md"),
    "focal-me": ("probation-me", "money", "column"),
    "agency": ("batch", "money", "institution"),
    "partner": ("overlaps", "phase", "probation-mk"),
    "nordlys": ("overlaps", "probation-mk", "institution"),
    "lumina": ("proposal", "online-md", "matrix"),
    "civil": ("agreed", "overlaps", "proposal"),
    "member": ("public", "matrix", "proposal"),
    "": ("public", "proposal"),
}


def tour_for(reader: Reader) -> tuple[Stop, ...]:
    """The stops of a demo user, or of a visitor while the demo is there; nothing for anybody else. One query."""
    demo = Person.objects.filter(is_demo=True)
    if reader.is_anonymous:
        return tuple(map(_stop, TOURS[""])) if demo.exists() else ()
    name = demo.filter(pk=reader.person).values_list("username", flat=True).first()
    return tuple(map(_stop, TOURS.get(name or "nobody", ())))


def guests() -> Iterator[Guest]:
    """All demo users, in the order of the demo."""
    yield from (Guest(user.name, f"egnatia user code {user.username}", user.language) for user in reading.users())


def _stop(name: str) -> Stop:
    label, text, route, args, query = PLACES[name]
    url = reverse(route, args=args) + (f"?{urlencode(query)}" if query else "")
    return Stop(str(label), str(text), url, _pasted() if name == "proposal" else "")


def _pasted() -> str:
    return next(reading.proposal_text(each) for each in reading.proposals() if each.file == SAFE_ONLINE)
