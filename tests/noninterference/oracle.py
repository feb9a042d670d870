"""Who may know of which operation: the access rule a third time, written apart from the product, in the stage's terms.

World A runs all operations. World B leaves out, or masks, what the observer may not know of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from egnatia.kernel.access.marking import Tlp
from tests.contracts.registered import WORLDS
from tests.noninterference import bulk, comments, information_requests, partners, rounds
from tests.noninterference.bringing import row_of
from tests.noninterference.needs import need_economy
from tests.noninterference.operations import DRAFT, Names, Operation
from tests.noninterference.recalls import ASK_WIDER, RECALL
from tests.noninterference.speaking import ASK
from tests.noninterference.stage import Profile

WRITTEN = {f"write {world.kind}": world.kind for world in WORLDS}
SAID = ("store", "need", "store reported", *WRITTEN)
COPIES = ("publish", "freeze")
FROZEN = (*COPIES, "make report")
AGREES = ("commit", "commit again", "follow", "outcome", "file view")
WEEK_NOTE = "write week note"
VISITOR_MESSAGE, PROPOSED = "visitor writes", "visitor proposes a practice"
REVIEW, USE = "review practice", "use practice"
PUBLIC_REVIEWS = (0, 3)  # of four variants; the others are seen by few
ALONE = ("announce", "open round", "note", "save filter", WEEK_NOTE, VISITOR_MESSAGE, PROPOSED)
STARTS = (*SAID, *FROZEN, *ALONE, *AGREES, *information_requests.ASKED)
KINDS = {
    "store": "activity",
    "need": "need",
    "store reported": "reported",
    "publish": "publication",
    "announce": "announcement",
    "open round": "round",
    "commit": "commitment",
    "commit again": "commitment",
    "follow": "follow-up",
    "outcome": "outcome",
    "freeze": "snapshot",
    "make report": "board report",
    "note": "note",
    WEEK_NOTE: "week note",
    VISITOR_MESSAGE: "message of a visitor",
    PROPOSED: "proposal of a visitor",
    "save filter": "filter",
    "file view": "view of civil society",
    **dict.fromkeys(information_requests.ASKED, "request"),
    **WRITTEN,
}
HELD = ("activity", "reported")  # what a question reaches
BROUGHT = ("import", "sheet", "keep mapping", "keep source")
ATTACH, DOWNLOAD = "attach file", "download file"  # of `files`, which this module is asked by
DRAFTED = tuple(f"write {world.kind}" for world in WORLDS if world.drafted)
REWRITTEN = tuple(f"rewrite {world.kind}" for world in WORLDS)
FOLLOWED = ("follow", "change follow-up")
AGREED = ("commit", "change commitment", *FOLLOWED)
CONTENT = (*SAID, "change", "change need", "confirm partner", *AGREED, *REWRITTEN)
MARKS = (*STARTS, "release", "narrow")
ANSWERS = ("confirm need", "decline need")
CHECKED = ("check contact", "confirm contact")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one record: whose it is and how it stands at the end."""

    house: str
    author: str
    names: Names
    withdrawn: bool = False
    recalled: bool = False
    economy: str = ""  # of a need or an announced measure: its focal point answers
    kind: str = "activity"
    about: str = ""  # of an answer in a round: the need; of a follow-up or a view on one: what it hangs on


def reads(who: Profile, fate: Fate) -> bool:
    """Whether `who` may read a record that stands like this."""
    names = fate.names
    if fate.withdrawn:
        return False
    if names.tlp == Tlp.CLEAR or who.anonymous:
        return names.tlp == Tlp.CLEAR
    if names.tlp == Tlp.GREEN and (not names.communities or names.communities & communities(who)):
        return True
    if not who.strong:
        return False
    if names.tlp == Tlp.RED:
        return who.username in {fate.author} | names.persons
    return who.house == fate.house or _by_office(who, names) or _by_name(who, names)


def knows_of(who: Profile, fate: Fate) -> bool:
    """Whether they may know that there is such a record: they read it, or their house withdrew it and they read it
    before, or it was recalled and they read it then."""
    was = replace(fate, withdrawn=False)
    own = fate.withdrawn and (who.house == fate.house or fate.recalled) and not who.anonymous
    return reads(who, fate) or (own and reads(who, was))


def communities(who: Profile) -> frozenset[str]:
    return who.communities | ({"focal-points"} if who.focal_point_of else set())


def _by_office(who: Profile, names: Names) -> bool:
    if "S" in names.offices and who.secretariat:
        return True
    return f"F:focal-points:{who.focal_point_of}" in names.offices


def _by_name(who: Profile, names: Names) -> bool:
    if names.tlp == Tlp.AMBER_STRICT:
        return who.house in names.houses
    if names.tlp != Tlp.AMBER or not names.communities & communities(who):
        return False
    everybody = not names.economies and not names.houses
    return everybody or who.economy in names.economies or who.house in names.houses


def fates(operations: Sequence[Operation]) -> dict[str, Fate]:  # noqa: C901 - one case for each sort of verb
    """How every record stands after the operations."""
    found: dict[str, Fate] = {}
    for operation in operations:
        if operation.verb in STARTS:
            economy = need_economy(operation.variant) if operation.verb in ("need", "announce") else ""
            made = _new(operation, operation.names, KINDS[operation.verb], economy or _follows_for(operation))
            found[operation.key] = replace(made, about=operation.other)
        elif operation.verb in MARKS:
            assert operation.names
            found[operation.key] = replace(found[operation.key], names=operation.names)
        elif operation.verb in ("withdraw", "forget mapping", RECALL, comments.WITHDRAW):
            gone = replace(found[operation.key], withdrawn=True, recalled=operation.verb == RECALL)
            found[operation.key] = gone
        elif operation.verb in information_requests.HUNG:
            made = _new(operation, Names(Tlp.AMBER_STRICT), information_requests.HUNG[operation.verb])
            found.setdefault(operation.key, replace(made, about=operation.other))
        elif operation.verb == comments.COMMENT:
            found[operation.key] = _commented(operation, found[operation.other])
        elif operation.verb in ("object", comments.EDIT):
            continue
        elif operation.verb in rounds.ABOUT_ROUNDS:
            found |= _in_rounds(operation, found)
        else:
            found |= _brought(operation, found)
    marked = information_requests.reply_names(operations)
    return found | {key: replace(found[key], names=names) for key, names in marked.items()}


def _commented(operation: Operation, about: Fate) -> Fate:
    """A comment has its record's readers of that moment, or is its author's house's; both as they see the record."""
    house, names = (operation.by.house, operation.names) if operation.names else (about.house, None)
    same = names or comments.same_names(about.names, about.author)
    return Fate(house, operation.by.username, same, kind="comment", about=operation.other)


def _follows_for(operation: Operation) -> str:
    """The economy that a follow-up is for: "" for the organisation itself. Three variants take turns."""
    return ("", "ALB", "MNE")[operation.variant % 3] if operation.verb == "follow" else ""


def _in_rounds(operation: Operation, found: dict[str, Fate]) -> dict[str, Fate]:
    """An answer is its house's, until they hand in or clear what they see of their house's."""
    economy = need_economy(operation.variant)
    if operation.verb == "answer":
        made = _new(operation, Names(Tlp.AMBER_STRICT), "answer", economy)
        return {operation.key: replace(made, about=operation.other)}
    if operation.verb == "ask section":
        made = _new(operation, Names(Tlp.AMBER_STRICT), "section", economy)
        return {rounds.section_of(operation.variant): made}
    if operation.verb not in ("hand in answers", *rounds.CLEARED):
        return {}
    offices = rounds.opened_to(operation)
    signed = _new(operation, Names(Tlp.AMBER_STRICT, offices=offices), "paper", economy)
    paper = {rounds.paper_of(operation.variant): signed} if operation.verb == "clear on paper" else {}
    answers = {key: fate for key, fate in found.items() if fate.kind == "answer"}
    return paper | {
        key: replace(fate, names=replace(fate.names, offices=fate.names.offices | offices))
        for key, fate in answers.items()
        if (fate.house, fate.economy) == (operation.by.house, economy) and reads(operation.by, found[fate.about])
    }


def _brought(operation: Operation, found: dict[str, Fate]) -> dict[str, Fate]:
    """An import is its house's until it is stored, then whoever's its activity is; a mapping stays its house's."""
    key, row = operation.key, row_of(operation.key)
    if operation.verb == "carry out":
        return {made_of(key): _new(operation, operation.names, "commitment")} if operation.names else {}
    if operation.verb in BROUGHT:
        red = operation.names is not None and operation.names.tlp == Tlp.RED
        return {key: _new(operation, Names(Tlp.RED if red else Tlp.AMBER_STRICT), operation.verb)}
    if operation.verb == "store import":
        return {key: _new(operation, operation.names, "import"), row: _new(operation, operation.names, "activity")}
    if operation.verb == "undo import":
        return {row: replace(found[row], withdrawn=True)}
    return {}


def _new(operation: Operation, names: Names | None, kind: str, economy: str = "") -> Fate:
    assert names
    return Fate(operation.by.house, operation.by.username, names, economy=economy, kind=kind)


def known_to(who: Profile, operations: Sequence[Operation]) -> list[Operation]:
    """The operations of world B: what `who` may know of, with texts masked that they may not have read."""
    end = fates(operations)
    told = [_as_decided(who, operation, end) for operation in operations]
    known = [
        rounds.as_counted(who, _without_answer(who, operation)) for operation in told if _known(who, operation, end)
    ]
    heard = [_as_known(who, operation, operations) for operation in known if _heard(who, operation, operations)]
    return heard if heard == list(operations) else _with_reports(heard, operations)


def _with_reports(known: list[Operation], operations: Sequence[Operation]) -> list[Operation]:
    """That a need was reported as done is known to whoever knows of the need, once it is cleared; not the reply."""
    needs = {operation.key for operation in known if operation.verb == "need"}
    reported = rounds.reports_in(operations, lambda step, need: reads(step.by, _fate_at(step.number, need, operations)))
    told = [operation for operation in reported if operation.key in needs]
    last = {"accept round", "return round", *rounds.CLEARED}
    return sorted([*known, *told], key=lambda each: (each.number, each.verb == rounds.REPORT, each.verb in last))


def made_of(outcome: str) -> str:
    """The commitment that was made of a document."""
    return f"made of {outcome}"


def _as_decided(who: Profile, operation: Operation, end: dict[str, Fate]) -> Operation:
    """Of a document they know what was decided as far as they read the commitments; without it, those alone. Of a
    clearance on paper without the paper, that it was cleared.
    """
    if operation.verb == bulk.SEVERAL:
        return bulk.as_known(operation, lambda key: knows_of(who, end[key]))
    if operation.verb == "clear on paper" and not reads(who, end[rounds.paper_of(operation.variant)]):
        return replace(operation, verb="clear round")
    if operation.verb != "carry out":
        return operation
    made = made_of(operation.key)
    other = operation.other if operation.other and reads(who, end[operation.other]) else ""
    names = operation.names if made in end and knows_of(who, end[made]) else None
    if not reads(who, end[operation.key]) and names:
        return replace(operation, verb="commit again", key=made, names=names, other=other)
    return replace(operation, names=names, other=other)


def _known(who: Profile, operation: Operation, end: dict[str, Fate]) -> bool:
    if operation.verb == bulk.SEVERAL:
        return bool(operation.key)
    if operation.verb == ASK:
        return may_have_heard(who, operation.by, end)
    if operation.key == rounds.SNAPSHOT:  # whoever reads the round read it when it was frozen
        return reads(who, end[rounds.ROUND])
    if operation.verb in information_requests.ABOUT_TIME:
        told = information_requests.told_of_time(who, operation, end[operation.key].house)
        return told and _knows_its_records(who, operation, end)
    return _knows_its_records(who, operation, end) and _may_know_of_it(who, operation, end)


def _knows_its_records(who: Profile, operation: Operation, end: dict[str, Fate]) -> bool:
    keys = [key for key in (operation.key, operation.other) if key]
    if end[operation.key].kind == "view of civil society":
        keys.append(end[operation.other].about)  # the commitment, which the follow-up hangs on
    hangs = operation.other or operation.verb == "word"
    own = [key for key in keys if end[key].kind == "follow-up" and key == operation.key]  # they can bring it back
    return all(reads(who, end[key]) if hangs and key not in own else knows_of(who, end[key]) for key in keys)


def _may_know_of_it(who: Profile, operation: Operation, end: dict[str, Fate]) -> bool:
    if operation.verb in rounds.ABOUT_ROUNDS:
        return reads(who, end[rounds.ROUND]) and rounds.knows(who, operation)
    if operation.verb == "widen":  # a wish that waits is its owner's own
        return who.strong and who.house == end[operation.key].house
    if operation.verb in ("view", "word"):  # an economy's word is for members, a view as it is marked
        return reads(who, Fate(operation.by.house, operation.by.username, operation.names or Names(Tlp.GREEN)))
    if operation.verb in ("desk", DOWNLOAD, ASK_WIDER, REVIEW):
        return _done_by_few(who, operation, end)
    if operation.verb in partners.ASKED:  # whoever hears an answer knows that it was asked for
        return partners.asks(who) or (reads(who, end[operation.key]) and partners.hears(who, operation.variant))
    # Of a contact point that they see, members know whether it answered.
    return operation.verb not in CHECKED or not who.anonymous


def _done_by_few(who: Profile, operation: Operation, end: dict[str, Fate]) -> bool:
    """About a match, what the secretariat does is its own; of a download, and of a request to widen, the house of the
    record knows, and whoever did it."""
    if operation.verb == "desk":
        return who.secretariat and who.strong
    if operation.verb == REVIEW:
        return _knows_review(who, operation, end[operation.key])
    mine = who.username == operation.by.username
    return (mine or who.house == end[operation.key].house) and not who.anonymous


def _knows_review(who: Profile, operation: Operation, practice: Fate) -> bool:
    """A positive one as its practice; else its reviewer, the secretariat and, once given, the practice's house."""
    way = operation.variant % 4
    if way in PUBLIC_REVIEWS or (who.secretariat and who.strong):
        return True
    return who.house in ((operation.by.house, practice.house) if way == 1 else (operation.by.house,))


def _without_answer(who: Profile, operation: Operation) -> Operation:
    """A confirmed answer is a change for everybody who reads the activity; what was handed in is known to few."""
    if operation.verb != "confirm partner" or partners.hears(who, operation.variant):
        return operation
    return partners.as_plain_change(operation)


def _heard(who: Profile, operation: Operation, operations: Sequence[Operation]) -> bool:
    """An answer is given to what a need says then: once that was replaced, it is read where that may be read."""
    if operation.verb == "reply":  # given in confidence, it stays so whatever becomes of the view
        return reads(who, _fate_at(operation.number, operation.key, operations))
    if operation.verb not in ANSWERS:
        return True
    said = [other for other in operations if other.key == operation.key and other.verb in CONTENT]
    answered = [other for other in said if other.number < operation.number][-1]
    return answered == said[-1] or _met(who, answered, operations)


def _met(who: Profile, said: Operation, operations: Sequence[Operation]) -> bool:
    """Whether they may know what was said there: they meet its marking, or read a publication or a snapshot made of it.

    Both keep what a record said, for whoever reads them and could read the record on that day.
    """
    if reads(who, _fate_at(said.number, said.key, operations)) or _met_as_published(who, said, operations):
        return True
    end = fates(operations)
    replaced = [other.number for other in operations if _says_anew(other, said)]
    return any(
        reads(who, end[copy.key]) and reads(who, _fate_at(copy.number, said.key, operations))
        for copy in operations
        if copy.verb in COPIES and said.number < copy.number < min(replaced, default=len(operations))
    )


def _met_as_published(who: Profile, said: Operation, operations: Sequence[Operation]) -> bool:
    """Whether a draft was published with it, for them among others: it is said anew there, under that marking."""
    steps = [other for other in operations if other.key == said.key and other.verb in (*CONTENT, "release")]
    if steps[0].verb not in DRAFTED or steps[0].names != DRAFT:
        return False
    published = next((number for number, step in enumerate(steps) if step.verb == "release"), 0)
    with_it = published > 0 and steps[published - 1] == said
    return with_it and reads(who, _fate_at(steps[published].number, said.key, operations))


def _fate_at(number: int, key: str, operations: Sequence[Operation]) -> Fate:
    return fates([other for other in operations if other.number <= number])[key]


def _says_anew(other: Operation, said: Operation) -> bool:
    return other.key == said.key and other.verb in CONTENT and other.number > said.number


def _same_file(other: Operation, said: Operation) -> bool:
    return (other.verb, other.key) == (ATTACH, said.key)


def may_have_heard(who: Profile, asker: Profile, end: dict[str, Fate]) -> bool:
    """A question is its house's own. It reaches holders of what the asker does not see, who read what they hold."""
    held = [fate for fate in end.values() if fate.kind in HELD and not reads(asker, fate)]
    return who.strong and (who.house == asker.house or any(reads(who, fate) for fate in held)) and not who.anonymous


def may_answer(who: Profile, fate: Fate) -> bool:
    """The focal point of the economy, where they read the need and have shown their second factor."""
    return who.strong and bool(fate.economy) and who.focal_point_of == fate.economy and reads(who, fate)


def may_state(who: Profile, economy: str) -> bool:
    """Whoever sits for the economy, and the secretariat for all."""
    return who.strong and (who.secretariat or economy in (who.economy, who.focal_point_of))


def _as_known(who: Profile, operation: Operation, operations: Sequence[Operation]) -> Operation:
    """Masked where it was said under a marking that `who` does not meet, and something else has been said since."""
    if operation.verb == ATTACH:
        again = any(_same_file(other, operation) and other.number > operation.number for other in operations)
        met = reads(who, _fate_at(operation.number, operation.key, operations))
        return replace(operation, masked=again and not met)
    if operation.verb not in CONTENT:
        return operation
    later = any(_says_anew(other, operation) for other in operations)
    masked = later and not _met(who, operation, operations)
    return replace(operation, masked=masked, undated=operation.verb in FOLLOWED and not _knows_days(who, operation))


def _knows_days(who: Profile, operation: Operation) -> bool:
    """When a report is due is between the organisation that gives it and the secretariat."""
    return who.strong and (who.secretariat or who.house == operation.by.house)
