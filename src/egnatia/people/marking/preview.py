"""Who would see a record under a marking that is not saved yet."""

from dataclasses import dataclass

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import Group, audience_of
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.queries import MarkedRecord
from egnatia.people.marking.rules import nobody_besides

ASKED = "preview"  # the name of the button "Show who will see this"


@dataclass(frozen=True, slots=True)
class MarkingPreview:
    """The audience of what stands in the form; `valid` is False where the form says what is wrong instead.

    `waits`: a second person would have to agree first.
    `alone`: of a record that exists, where nobody else would read it.
    """

    words: str = ""
    groups: tuple[Group, ...] = ()
    valid: bool = True
    waits: bool = False
    alone: bool = False


def preview_of(form: MarkingForm, *, asker: Reader, record: MarkedRecord | None = None) -> MarkingPreview:
    """For the record; for a new one of the asker's own without."""
    if form.is_bound:
        if not form.is_valid():
            return MarkingPreview(valid=False)
        marking = form.marking()
    elif form.start is None:
        return MarkingPreview(valid=False)
    else:
        marking = form.start
    owner = record.owner if record else asker.organisation
    author = (record and record.author) or asker.person  # what no person wrote has no author
    groups = audience_of(marking, owner=owner, author=author, asker=asker)
    waits = record is not None and record.waits(marking)
    alone = record is not None and nobody_besides(asker.name, groups)
    return MarkingPreview(marking.tlp.words, groups, waits=waits, alone=alone)
