"""Who would see a record under a marking that is not saved yet."""

from dataclasses import dataclass

from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.reader import Reader
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.rules import nobody_besides

ASKED = "preview"  # the name of the button "Show who will see this"


@dataclass(frozen=True, slots=True)
class MarkingPreview:
    """The audience of what stands in the form; `valid` is False where the form says what is wrong instead.

    `alone`: of a record that exists, where nobody else would read it.
    """

    words: str = ""
    groups: tuple[Group, ...] = ()
    valid: bool = True
    alone: bool = False


def preview_of(form: MarkingForm, *, asker: Reader, owner: str = "", author: str = "") -> MarkingPreview:
    """`owner` and `author` of the record; the asker's own where it is new."""
    if form.is_bound:
        if not form.is_valid():
            return MarkingPreview(valid=False)
        marking = form.marking()
    elif form.start is None:
        return MarkingPreview(valid=False)
    else:
        marking = form.start
    groups = audience_of(marking, owner=owner or asker.actor, author=author or asker.person, asker=asker)
    return MarkingPreview(marking.tlp.words, groups, alone=bool(owner) and nobody_besides(asker.name, groups))
