"""A guided tour for each of the demo's users: where the stories are played, and what to look at there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.start.demo import fixtures

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
class DemoGuest:
    """A demo user as a visitor reads of them. `command` prints the code that they sign in with."""

    name: str
    command: str
    language: str


PLACES: "dict[str, tuple[_StrPromise, _StrPromise, str, tuple[str, ...], dict[str, str]]]" = {
    "overlaps": (
        _("Three partners, one prison service"),
        _("The same staff, the same months, three languages. Open an overlap to see the reasons."),
        *("matching:matches", (), {"q": "correctional"}),
    ),
    "money": (
        _("One euro, four reports"),
        _("7.1 million in four projects, 4.0 million without double counting. You can open each amount and each step."),
        *("matching:money", (), {"q": "arms", "economy": "MNE"}),
    ),
    "probation-mk": (
        _("Support after release in North Macedonia"),
        # What is done there depends on who reads: a partner sees its own plan, others regional support alone.
        _("A high-priority need with its source and page. What support exists?"),
        *("needs:cell", ("MKD", "2.3.2"), {}),
    ),
    "probation-me": (
        _("Support after release in Montenegro"),
        _("Four lines show what is being done, by whom, until when, and who stated the need."),
        *("needs:cell", ("MNE", "2.3.2"), {}),
    ),
    "online-md": (
        _("Reports of terrorist content in Moldova"),
        _("A high-priority need with its source and page. What support exists?"),
        *("needs:cell", ("MDA", "2.2.1"), {}),
    ),
    "incidents-md": (
        _("Incident reporting in Moldova"),
        _("Compare the cell before and after you add the law as the economy's own measure."),
        *("needs:cell", ("MDA", "3.4.1"), {}),
    ),
    "announced": (
        _("Plans and suggested measures for your economy"),
        _("Measures suggested by the secretariat and activities planned by partners. Reply to each with one click."),
        *("needs:announced", (), {}),
    ),
    "proposal": (
        _("Check a proposal before it is signed"),
        _("“Safe Online” in three economies: whom to contact, which needs it would address and what to check."),
        *("proposals:proposal", (), {}),
    ),
    "phase": (
        _("Move a phase to where it is needed"),
        _("Add your planned support after release, and check who can see it before you save."),
        *("activities:activity-new", (), {}),
    ),
    "agreed": (
        _("What two owners agreed"),
        _("Both chose “we coordinate”, each in their own language."),
        *("matching:matches", (), {"view": "agreed"}),
    ),
    "batch": (
        _("Overlaps awaiting your position"),
        _("Read one sentence and press one key for each overlap."),
        *("matching:match-batch", (), {}),
    ),
    "needs": (
        _("Needs awaiting your confirmation"),
        _("They were drafted for your economy. They are not counted until you confirm them."),
        *("needs:needs-waiting", (), {}),
    ),
    "column": (
        _("My economy in brief"),
        _("One line for each objective with needs or support, with a link to its page."),
        *("needs:my-economy", (), {}),
    ),
    "matrix": (
        _("Needs and support"),
        _("Needs, support and open needs. You can open every total."),
        *("needs:matrix", (), {}),
    ),
    "import": (
        _("Import a file"),
        _("A preview, a report for each row, and undo."),
        *("activities:import-new", (), {}),
    ),
    "institution": (
        _("Who trains the same staff"),
        _("The page of an institution: activities and training days by month."),
        *("activities:institutions", (), {}),
    ),
    "public": (
        _("What everyone can see"),
        _("Public activities in their original language."),
        *("activities:activities", (), {}),
    ),
}
TOURS = {
    "secretariat": ("overlaps", "money", "matrix", "import"),
    "focal-al": ("needs", "column", "batch"),
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


def guests() -> Iterator[DemoGuest]:
    """All demo users, in the order of the demo."""
    yield from (DemoGuest(user.name, f"egnatia user code {user.username}", user.language) for user in fixtures.users())


def _stop(name: str) -> Stop:
    label, text, route, args, query = PLACES[name]
    url = reverse(route, args=args) + (f"?{urlencode(query)}" if query else "")
    return Stop(str(label), str(text), url, _pasted() if name == "proposal" else "")


def _pasted() -> str:
    return next(fixtures.proposal_text(each) for each in fixtures.proposals() if each.file == SAFE_ONLINE)
