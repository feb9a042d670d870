"""Loading the demo's commitments and taking them away again, inside the transaction of the demo at large."""

from datetime import timedelta

from egnatia.commitments.commitments.actions import add_commitment
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.rules import Said
from egnatia.commitments.demo import reading
from egnatia.commitments.demo.reading import DemoCommitment, DemoFollowUp, Level
from egnatia.commitments.follow_ups.actions import follow_up
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import Said as SaidToIt
from egnatia.kernel import clock, records, tokens
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader, Seat, member
from egnatia.kernel.readers import reader_named

SECRETARIAT = "secretariat"
COMMUNITY = "focal-points"
FOCAL_POINTS = {"ALB": "focal-al", "MKD": "focal-mk", "MNE": "focal-me", "MDA": "focal-md"}


def stored() -> list[Record]:
    """The records of the demo's commitments and follow-ups, withdrawn ones included."""
    kinds = (Commitment.KIND, FollowUp.KIND)
    return list(Record.objects.filter(kind__in=kinds, provenance__has_key="demo"))


def install() -> int:
    """Make what is missing, restore what `remove` took away; how many records. A second run changes nothing."""
    known = {record.provenance["demo"]: record for record in stored()}
    officer = reader_named(SECRETARIAT)
    made = 0
    for each in reading.conclusions().commitments:
        if each.key not in known:
            record = add_commitment(_said(each), _marking(each.marking), by=officer, provenance={"demo": each.key})
            known[each.key] = Record.objects.get(pk=record)
            made += 1
    missing = [each for each in reading.conclusions().follow_ups if _key(each) not in known]
    for said in missing:
        _follow_up(said, known[said.on])
    return made + len(missing)


def restore() -> int:
    """Bring back what was withdrawn; how many records."""
    gone = [record for record in stored() if record.withdrawn_at]
    for record in sorted(gone, key=lambda each: each.kind != Commitment.KIND):
        records.restore(record, by=_originator(record))
    return len(gone)


def remove() -> int:
    """Withdraw them; how many. What hangs on a commitment goes first: it would not be seen afterwards.

    Where somebody has withdrawn or narrowed the commitment himself, what hangs on it is seen by none of its
    organisation: it stays as it is, and once the commitment is gone nobody sees it.
    """
    there = [record for record in stored() if record.withdrawn_at is None]
    return sum(_withdrawn(record) for record in sorted(there, key=lambda each: each.kind == Commitment.KIND))


def _withdrawn(record: Record) -> bool:
    try:
        records.withdraw(record, by=_originator(record))
    except NotFound:
        return False
    return True


def _key(said: DemoFollowUp) -> str:
    return f"{said.on}/{said.economy}"


def _said(each: DemoCommitment) -> Said:
    conclusions = reading.conclusions()
    return Said(
        source=conclusions.source,
        words=each.words,
        language="en",
        paragraph=each.paragraph,
        agreed_on=conclusions.agreed_on,
        objective=each.objective,
        topics=each.topics,
    )


def _follow_up(said: DemoFollowUp, on: Record) -> None:
    today, ago = clock.today(), said.reported_days_ago
    then = clock.now() - timedelta(days=ago or 0)
    content = SaidToIt(
        economy=said.economy,
        position=said.position,
        words={said.language: said.words},
        language=said.language,
        responsible=said.responsible,
        due=None if said.due_in_days is None else today + timedelta(days=said.due_in_days),
        recurrence=said.recurrence,
        note=said.note,
        evidence=said.evidence,
        reported_on=None if ago is None else today - timedelta(days=ago),
    )
    by = reader_named(FOCAL_POINTS[said.economy])
    with clock.time_from(lambda: then):
        follow_up(on.pk, content, _marking(said.marking), by=by, provenance={"demo": _key(said)})


def _marking(level: Level) -> Marking:
    """What is AMBER goes to the focal points."""
    if level != "AMBER":
        return Marking(Tlp[level.replace("+", "_")])
    return Marking(Tlp.AMBER, communities=frozenset({COMMUNITY}))


def _originator(record: Record) -> Reader:
    """Somebody of its organisation, or its author; the officer types for all in the demo."""
    return member(
        name="Demo",
        person=record.author,
        organisation=str(record.owner_id),
        seats=(Seat(COMMUNITY),),  # a follow-up is withdrawn by whoever sees its commitment too
        offices=frozenset({tokens.SECRETARIAT}),
        strong=True,
    )
