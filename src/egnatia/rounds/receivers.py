"""A signed page is never opened to more people than may read all that is printed on it."""

from django.dispatch import receiver

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Record, covering
from egnatia.kernel.records.markings import record_marked
from egnatia.rounds.signed_clearance.models import PrintedRecord, SignedPaper
from egnatia.rounds.signed_clearance.queries import marking_of


@receiver(record_marked)
def on_marked(*, record: Record, **_rest: object) -> None:
    """Raises NotAllowed("paper-printed"), which undoes the marking. Narrowing the page is always allowed."""
    paper = SignedPaper.objects.select_related("participant").filter(pk=record.pk).first()
    if paper is None:
        return
    usual = marking_of(paper.participant).tokens(owner=str(record.owner_id), author=record.author)
    if record.tlp == Tlp.RED or covers(usual, record.tokens):  # persons who are named see it if they read it all
        return
    printed = PrintedRecord.objects.filter(paper=paper)
    if printed.exclude(covering(record.tokens, "about")).exists():
        raise NotAllowed("paper-printed")
