"""Loading the demo's commitments and taking them away again, inside the transaction of the demo at large."""

from datetime import timedelta

from egnatia.commitments.commitments.fields import COMMITMENT, CommitmentContent
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.demo import fixtures
from egnatia.commitments.demo.fixtures import DemoCommitment, DemoFollowUp, Level
from egnatia.commitments.follow_ups.fields import FOLLOW_UP, FollowUpContent
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel import clock, records
from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader, Seat, member
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage

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
    for each in fixtures.conclusions().commitments:
        if each.key not in known:
            told, marking = {"demo": each.key}, _marking(each.marking)
            record = lifecycle.create(COMMITMENT, _said(each), marking, by=officer, provenance=told)
            known[each.key] = Record.objects.get(pk=record)
            made += 1
    missing = [each for each in fixtures.conclusions().follow_ups if _key(each) not in known]
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

    Where somebody has withdrawn or narrowed the commitment themselves, what hangs on it is seen by none of its
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


def _said(each: DemoCommitment) -> CommitmentContent:
    conclusions = fixtures.conclusions()
    return CommitmentContent(
        source=conclusions.source,
        text=ByLanguage(each.words, "en"),
        paragraph=each.paragraph,
        agreed_on=conclusions.agreed_on,
        objective=each.objective,
        topics=each.topics,
    )


def _follow_up(said: DemoFollowUp, on: Record) -> None:
    today, ago = clock.today(), said.reported_days_ago
    then = clock.now() - timedelta(days=ago or 0)
    content = FollowUpContent(
        economy=said.economy,
        position=said.position,
        text=ByLanguage({said.language: said.words}, said.language),
        responsible=said.responsible,
        due=None if said.due_in_days is None else today + timedelta(days=said.due_in_days),
        recurrence=said.recurrence,
        note=said.note,
        evidence=said.evidence,
        reported_on=None if ago is None else today - timedelta(days=ago),
    )
    by = reader_named(FOCAL_POINTS[said.economy])
    with clock.time_from(lambda: then):
        told = {"demo": _key(said)}
        lifecycle.create(FOLLOW_UP, content, _marking(said.marking), by=by, on=on.pk, provenance=told)


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
