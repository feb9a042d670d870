"""The first sheet of a workbook: what it is, how it is filled in, and what happens with it. In the language at hand."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.rules import NEEDS


def instructions_for(found: Participant, name: str, questions: int, narrowest: str) -> Iterator[str]:
    """Line by line. `narrowest` is the marking of what is hardest to share in it."""
    about = found.round
    yield f"{about.title} – {name}"
    yield ngettext("%(count)s question.", "%(count)s questions.", questions) % {"count": questions}
    yield _("Answers by %(day)s; they are taken after that day too.") % {"day": date_format(about.closes)}
    yield _("Taken on %(day)s.") % {"day": date_format(clock.today())}
    if narrowest:
        yield _("Who sees a row stands in it; the narrowest is %(marking)s. Handle the file as that says.") % {
            "marking": narrowest
        }
    if about.instructions:
        yield ""
        yield _("The secretariat writes:")
        yield about.instructions
    yield ""
    yield from _how(found.round.sort)


def _how(sort: str) -> Iterator[str]:
    yield _("How to fill it in")
    yield _("On the second sheet each row is one question. Choose in the column “Answer” what is true today.")
    if sort == NEEDS:
        yield _("“Changed”: write what is different into its cells. Or leave them, and say it in the note.")
        yield _(
            "A new need goes into an empty row: an objective and your own words are enough. Leave its identifier empty."
        )
    else:
        yield _(
            "“Changed”: say in the note what is different, or change the activity on its page. Its cells only read."
        )
        yield _("A new activity is entered on its own page, not here.")
    yield _("A row without an answer stays without one. A row that you take out stays as it is: nothing is withdrawn.")
    yield _("Columns may be moved and the sheet renamed; keep the words above them, and the hidden columns.")
    yield _("Of a formula the value that was last saved is read.")
    yield _("Upload the file as often as you like: you see first what would change, and mistakes come back marked.")
    yield _("What somebody changed since you took the file is not overwritten: that row is shown to you.")
    yield _("Never write names of persons.")
