"""Whether answers stand returned: by whom, when, why, and how many items have a comment. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.rounds.rounds.models import RoundStep

ASIDE = frozenset({RoundStep.Verb.STARTED, RoundStep.Verb.RECAST})  # these move nothing to or from the secretariat


@dataclass(frozen=True, slots=True)
class Returned:
    """The answers came back and were not cleared since. `comments` counts the items that have one for the reader."""

    by: str
    organisation: str
    at: datetime
    note: str
    comments: int

    @property
    def words(self) -> str:
        who = ", ".join(filter(None, (self.by, self.organisation)))
        said = _("Returned on %(day)s by %(who)s.") % {"day": date_format(timezone.localtime(self.at)), "who": who}
        if not self.comments:
            return said
        counted = ngettext("%(count)s reply has a comment.", "%(count)s replies have a comment.", self.comments)
        return f"{said} {counted % {'count': self.comments}}"


def returned(steps: Iterable[RoundStep], comments: Iterable[Iterable[datetime]]) -> Returned | None:
    """From the steps of a participant, the newest first, and when the comments on each item were written."""
    moves = [step for step in steps if step.verb not in ASIDE]
    if not moves or moves[0].verb != RoundStep.Verb.RETURNED:
        return None
    last, *before = moves
    since = before[0].at if before else None  # it was cleared then: a comment is older than the step that it goes with
    fresh = sum(any(since is None or at > since for at in each) for each in comments)
    return Returned(last.by, last.organisation, last.at, last.note, fresh)
