"""Two rounds from the opening to what is published, played by whatever hands the people of the site have.

Thirteen economies: six state needs, four support, three observe; eight organisations, one of them without an account.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import openpyxl
import pypdfium2

from tests.journeys.hands import File, Hand, Typed

STATES = {
    "ALB": "focal-al",
    "BIH": "focal-bih",
    "MDA": "focal-md",
    "MNE": "focal-me",
    "MKD": "focal-mk",
    "SRB": "focal-srb",
}
NAMES = {
    "ALB": "Albania",
    "BIH": "Bosnia and Herzegovina",
    "MDA": "Moldova",
    "MNE": "Montenegro",
    "MKD": "North Macedonia",
    "SRB": "Serbia",
}
SUPPORTS = ("BGR", "HRV", "ROU", "SVN")
OBSERVES = ("GRC", "XKX", "TUR")
ORGANISATIONS = {
    "Nordlys Fund (demo)": "nordlys",
    "Alpine Cooperation (demo)": "partner",
    "Lumina Foundation (demo)": "lumina",
    "Tramuntana Development Agency (demo)": "tramuntana",
    "Seven Lakes Cooperation (demo)": "seven-lakes",
    "Kestrel Partnership (demo)": "kestrel",
    "Harbour Trust (demo)": "harbour",
}
WITHOUT_ACCOUNT = "Polder Institute (demo)"
DESK = "secretariat"
WORDS = "The board takes note of what is needed."
STILL_TRUE = "Still true"
CODE = re.compile(r"\b[0-9A-F]{4}(?:-[0-9A-F]{4}){3}\b")


@dataclass(slots=True)
class Table:
    """Everybody at it. Who has not come yet is called when they are needed."""

    call: Callable[[str], Hand]
    _there: dict[str, Hand] = field(default_factory=dict)

    def __getitem__(self, username: str) -> Hand:
        if username not in self._there:
            self._there[username] = self.call(username)
        return self._there[username]

    @property
    def desk(self) -> Hand:
        return self[DESK]

    def leave(self, username: str) -> None:
        self._there.pop(username, None)


def open_round(table: Table, kind: str, title: str, days: tuple[str, str]) -> None:
    """All thirteen and all eight see it; those are asked who state needs, or who support."""
    roles = dict.fromkeys(STATES, "states") | dict.fromkeys(SUPPORTS, "supports") | dict.fromkeys(OBSERVES, "observes")
    typed: dict[str, Typed] = {f"economy-{code}": role for code, role in roles.items()}
    if kind == "support":
        typed = dict.fromkeys(typed, "observes")
        typed["organisations"] = "\n".join((*ORGANISATIONS, WITHOUT_ACCOUNT))
    desk = table.desk
    desk.open("/rounds/new/")
    desk.press("Open the mapping round", {"kind": kind, "title": title, "opens": days[0], "closes": days[1], **typed})
    asked = len(STATES) if kind == "needs" else len(ORGANISATIONS) + 1
    assert f"0 of {asked} replies received" in desk.main()


def round_page(hand: Hand, title: str) -> None:
    hand.open("/rounds/")
    hand.follow(title)


def own_answers(hand: Hand, title: str) -> None:
    round_page(hand, title)
    hand.follow("All replies")


def state(hand: Hand, economy: str, objective: str, words: str) -> None:
    """A need that was not there."""
    hand.open("/needs/new/")
    hand.press("Save", {"economy": economy, "objective": objective, "words": words, "priority": "medium"})


def begin(hand: Hand, title: str) -> None:
    """The first time one begins; later one goes on."""
    round_page(hand, title)
    if hand.offers("Begin"):
        hand.press("Begin")


def answer_one_by_one(hand: Hand, title: str) -> int:
    """Everything is still true; how many questions that were."""
    begin(hand, title)
    own_answers(hand, title)
    hand.follow("Answer the next question")
    given = 0
    while hand.offers(STILL_TRUE):
        hand.press(STILL_TRUE, {"note": f"As in our plan, point {given + 1}."})
        given += 1
    return given


def answer_what_was_returned(hand: Hand, title: str, note: str) -> None:
    own_answers(hand, title)
    hand.follow("Edit the reply")
    hand.press(STILL_TRUE, {"note": note})


def answer_at_once(hand: Hand, title: str) -> None:
    """All of it is still true, on one page."""
    begin(hand, title)
    own_answers(hand, title)
    hand.follow("Answer several at once")
    hand.follow("Select all, then deselect what has changed")
    hand.press("Save as still true")


def answer_by_excel(hand: Hand, title: str) -> int:
    """The workbook goes out, each question gets an answer and a note in it, it comes back; how many."""
    begin(hand, title)
    own_answers(hand, title)
    book = openpyxl.load_workbook(io.BytesIO(hand.take("Download the questions (Excel)")))
    sheet = book["Questions"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value]
    for row in rows:
        sheet.cell(row, columns["Reply"], "still true")
        sheet.cell(row, columns["Note"], "Read once more by the ministry.")
    written = io.BytesIO()
    book.save(written)
    hand.follow("Import the completed file")
    hand.press("Preview changes", {"upload": File("round.xlsx", written.getvalue())})
    hand.press("Apply changes")
    return len(rows)


def clear(hand: Hand, title: str) -> None:
    own_answers(hand, title)
    hand.press("Clear the replies", {"consulted": "the ministries concerned (demo)"})
    assert hand.offers("Withdraw clearance")


def clear_on_paper(hand: Hand, title: str) -> None:
    """The draft is printed, signed, and comes back as a scan: the same page, for whoever signs leaves no bytes."""
    own_answers(hand, title)
    hand.follow("Use a signed form instead")
    draft = hand.take("Download the draft (PDF)")
    (code, *_rest) = CODE.findall(text_of(draft))
    signed = {"signed_by": "A. Signatory (demo)", "function": "State Secretary (demo)", "code": code}
    hand.press("Upload and clear the replies", {"upload": File("signed.pdf", draft), **signed})
    assert "A. Signatory (demo)" in hand.main()


def text_of(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def answers_of(table: Table, title: str, who: str) -> Hand:
    """The secretariat's page of one participant."""
    round_page(table.desk, title)
    table.desk.follow(who)
    return table.desk


def give_back(table: Table, title: str, who: str, word: str) -> None:
    answers_of(table, title, who).press("Return with these comments", {"note": word})


def accept(table: Table, title: str, who: str) -> None:
    desk = answers_of(table, title, who)
    desk.press("Accept")
    assert desk.offers("Withdraw acceptance")


def circulate(table: Table, title: str) -> str:
    """What was accepted is frozen, and adopted unless somebody objects; the address of the snapshot."""
    desk = table.desk
    round_page(desk, title)
    desk.follow("Draft for the board")
    assert "Text to adopt" in desk.main()
    desk.follow("Submit for adoption")
    silence = {"way": "silence", "working_days": "5", "words": WORDS, "marking-tlp": "0"}
    desk.press("Preview", silence)
    desk.press("Submit for adoption")
    assert "Under silence procedure" in desk.main()
    return desk.address("Who can see this and why").split("/")[-2]


def reported(table: Table, snapshot: str, tlp: str) -> str:
    """A report on all needs in it for whoever reads that marking; its address."""
    desk = table.desk
    desk.open(f"/reports/new/{snapshot}/")
    desk.press("Preview", {"about": "needs", "second": "sq", "marking-tlp": tlp})
    desk.press("Create the report")
    return desk.address("PDF").rsplit("/", maxsplit=1)[0]


def hand_over(table: Table, economy: str, before: str, after: str) -> None:
    """The office of a focal point goes to a colleague."""
    desk = table.desk
    desk.open("/people/communities/focal-points/appointment/")
    desk.press("Save", {"person": desk.choice("person", f"({after})"), "economy": economy})
    desk.press(f"End the role {before}")


def ask_without_account(table: Table, name: str) -> str:
    """A personal link to hand over; where it leads."""
    desk = table.desk
    desk.open(f"/actors/?q={name.split(maxsplit=1)[0]}")
    desk.follow(name)
    desk.follow("Request an update")
    desk.press("Send the e-mail")
    desk.press("Create a link to share")
    (link,) = re.findall(r"http://localhost:\d+(/partners/link/\S+)", desk.main())
    return str(link)


def answer_without_account(table: Table, link: str, title: str) -> None:
    """Whoever holds the link adds what was missing and hands it in; the desk confirms it."""
    guest = table[""]
    guest.open(link)
    guest.press("Begin")
    guest.follow("Add a missing activity")
    guest.press("Save and continue", {"title": title})
    guest.press("Submit")
    desk = table.desk
    desk.open("/partners/answers/")
    assert title in desk.main()
    desk.press("Confirm")


def adopted_by_silence(table: Table, title: str, wait: Callable[[], None]) -> str:
    snapshot = circulate(table, title)
    wait()
    table.desk.open(f"/snapshots/{snapshot}/")
    assert "Adopted" in table.desk.main()
    return snapshot


def play(table: Table, pass_days: Callable[[int], None]) -> None:
    """Both rounds. `pass_days` lets so many days pass since the beginning."""
    first = first_round(table, "Needs of the region, first round (demo)", pass_days)
    member = table["member"]
    member.open(reported(table, first, "0") + "/")
    assert "Needs report" in member.main()
    support_round(table, "Support in the region (demo)")
    hand_over(table, "ALB", "Focal point, Albania (demo)", "focal-al-next")
    table["focal-al-next"].open("/handover/")
    assert "Needs of the region, first round (demo)" in table["focal-al-next"].main()
    second_round(table, "Needs of the region, second round (demo)", pass_days)


def first_round(table: Table, title: str, pass_days: Callable[[int], None]) -> str:
    """Answered by page, workbook and paper; one is returned; silence is broken once. The address of what is adopted."""
    open_round(table, "needs", title, ("2026-11-20", "2026-12-20"))
    assert answer_by_excel(table["focal-srb"], title) > 3
    clear(table["focal-srb"], title)
    answer_at_once(table["focal-me"], title)
    clear_on_paper(table["focal-me"], title)
    assert answer_one_by_one(table["focal-mk"], title) > 3
    clear(table["focal-mk"], title)
    state(table["focal-md"], "MDA", "3.2.1", "Officers at two crossings need access to the database (demo).")
    for economy in ("ALB", "BIH", "MDA"):
        answer_at_once(table[STATES[economy]], title)
        clear(table[STATES[economy]], title)
    give_back(table, title, NAMES["MKD"], "Which towns?")
    answer_what_was_returned(table["focal-mk"], title, "Two towns in the north (demo).")
    clear(table["focal-mk"], title)
    for name in NAMES.values():
        accept(table, title, name)
    snapshot = circulate(table, title)
    table["focal-srb"].open(f"/snapshots/{snapshot}/objection/")
    table["focal-srb"].press("Submit an objection", {"reason": "One figure is not ours (demo)."})
    table.desk.open(f"/snapshots/{snapshot}/")
    assert "Silence broken" in table.desk.main()
    return adopted_by_silence(table, title, lambda: pass_days(20))


def support_round(table: Table, title: str) -> None:
    """Seven organisations answer; the eighth has no account and gets a link."""
    open_round(table, "support", title, ("2026-12-10", "2027-01-20"))
    for name, username in ORGANISATIONS.items():
        answer_at_once(table[username], title)
        clear(table[username], title)
        accept(table, title, name)
    answer_without_account(table, ask_without_account(table, WITHOUT_ACCOUNT), "A study of release from prison (demo)")


def second_round(table: Table, title: str, pass_days: Callable[[int], None]) -> None:
    """Prefilled from the first; a successor answers; what changed since is told."""
    open_round(table, "needs", title, ("2026-12-12", "2027-01-20"))
    for economy, username in (STATES | {"ALB": "focal-al-next"}).items():
        answer_at_once(table[username], title)
        clear(table[username], title)
        accept(table, title, NAMES[economy])
    round_page(table.desk, title)
    table.desk.follow("Changes since the last round")
    assert NAMES["MDA"] in table.desk.main()
    adopted_by_silence(table, title, lambda: pass_days(60))
