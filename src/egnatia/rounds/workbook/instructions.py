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
    yield _("Reply by %(day)s. Replies are accepted after this date too.") % {"day": date_format(about.closes)}
    yield _("Downloaded on %(day)s.") % {"day": date_format(clock.today())}
    if narrowest:
        yield _(
            "Each row shows who can see it. The most restrictive marking is %(marking)s; handle the file accordingly."
        ) % {"marking": narrowest}
    if about.instructions:
        yield ""
        yield _("Instructions from the secretariat:")
        yield about.instructions
    yield ""
    yield from _how(found.round.sort)


def _how(sort: str) -> Iterator[str]:
    yield _("How to complete this file")
    yield _("Each row of the second sheet is one question. In the column “Reply”, select what applies today.")
    if sort == NEEDS:
        yield _("“Changed”: edit the cells of the row, or describe the change in the note.")
        yield _(
            "To state a new need, use an empty row. Enter an objective and the original text; leave the "
            "identifier empty."
        )
    else:
        yield _(
            "“Changed”: describe the change in the note, or edit the activity on the platform. Do not "
            "edit its other cells."
        )
        yield _("Add new activities on the platform, not here.")
    yield _("Rows without a reply and rows that you delete stay unchanged. Nothing is withdrawn.")
    yield _("You may move columns and rename the sheet. Keep the column headings and the hidden columns.")
    yield _("For formulas, the last saved value is used.")
    yield _(
        "You can upload the file as often as needed. You see a preview first and can download the "
        "file with errors marked."
    )
    yield _("Changes made by others since your download are not overwritten. These rows are listed in the preview.")
    yield _("Do not enter names of persons.")
