"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.changes import Telling
from egnatia.kernel.rooms import Inbox, Room
from egnatia.pages.changing import Saying, told_of
from egnatia.rounds import inbox
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries import search
from egnatia.rounds.rounds.queries.changing_steps import steps_moved, steps_told
from egnatia.rounds.rounds.queries.days import days_of
from egnatia.rounds.rounds.tables import ROUND
from egnatia.rounds.workbook.workbook import ROUND_SHEET


def _round(row: Round) -> Saying:
    return Saying(row.title)


ROOM = Room(
    name="rounds",
    inbox=(Inbox(50, inbox.rounds), Inbox(70, inbox.sections)),
    searchers=(search.SEARCHER,),
    tellings=(
        Telling(Round.KIND, _("Round"), _("Rounds"), told_of(Round, _round), history=True),
        Telling("round-step", _("Step of a round"), _("Steps of rounds"), steps_told, steps_moved),
    ),
    listings=(ROUND, ROUND_SHEET),
    days=(days_of,),
    refusals={
        "round-speaker": _("Only people of this economy or organisation answer for it."),
        "round-clearance": _("Only the focal point of this economy, or the organisation itself, clears its answers."),
        "round-stage": _("The answers are at another step by now, or the round is not open yet. Look at its page."),
        "round-not-asked": _("Nothing is asked of this participant in the round."),
        "round-nothing": _("Nothing was answered yet that can be handed in or cleared."),
        "round-no-seat": _("This economy has no focal point's office to hand in to. Write to the secretariat."),
        "round-read": _("The answers were changed since you opened the page. Read them again first."),
        "round-reason": _("Say why you return it: a word on the whole, or a comment on an item."),
        "round-begun": _("Somebody whom you leave out has begun to answer. Its answers stay: let it observe instead."),
        "section-empty": _("Nothing stands in this section that a colleague could be shown."),
        "section-nothing": _("Nothing was said yet, so there is nothing to hand in."),
        "section-account": _(
            "Whoever is asked with an account finds it on the start page: there is no link to hand over."
        ),
        "paper-printed": _("The signed page stays with those who may read all that is printed on it."),
    },
)
