"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.files.queries import files_of
from egnatia.kernel.changes import Telling
from egnatia.kernel.lists import RecallKind
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.pages.changes import RecordLabel, told_of
from egnatia.rounds import inbox
from egnatia.rounds.rounds.actions.lifecycle import withdraw_round
from egnatia.rounds.rounds.actions.reminders import REMINDER
from egnatia.rounds.rounds.models import Round, uncleared_replies
from egnatia.rounds.rounds.queries import search
from egnatia.rounds.rounds.queries.lists import days_of
from egnatia.rounds.rounds.queries.step_changes import steps_moved, steps_told, subjects
from egnatia.rounds.rounds.tables import ROUND
from egnatia.rounds.workbook.workbook import ROUND_SHEET


def _round(row: Round) -> RecordLabel:
    return RecordLabel(row.title)


ROOM = Room(
    name="rounds",
    menu=(MenuEntry(_("Mapping rounds"), "rounds:rounds", "rounds", 10),),
    inbox=(Inbox(50, inbox.rounds), Inbox(70, inbox.sections)),
    searchers=(search.SEARCHER,),
    tellings=(
        Telling(Round.KIND, _("Round"), _("Mapping rounds"), told_of(Round, _round), history=True),
        Telling(
            "round-step",
            _("Step of a mapping round"),
            _("Steps of mapping rounds"),
            steps_told,
            steps_moved,
            subjects=subjects,
        ),
    ),
    listings=(ROUND, ROUND_SHEET),
    files=(files_of(Round, "rounds:round"),),
    recalls={Round.KIND: RecallKind(withdraw_round)},
    notifications=(REMINDER, *inbox.NOTIFICATIONS),
    replies=(uncleared_replies,),
    days=(days_of,),
    refusals={
        "round-speaker": _("Only representatives of this economy or organisation can reply on its behalf."),
        "round-clearance": _(
            "Only the focal point of this economy, or the organisation itself, can clear the replies."
        ),
        "round-stage": _(
            "The replies have moved to another stage, or the round is not open yet. Check the page of the round."
        ),
        "round-not-asked": _("This participant is not asked to reply in this round."),
        "round-nothing": _("There are no replies to submit or clear yet."),
        "round-unwritten": _(
            "A reply says “changed” but not what has changed. Edit the text of the record, or add a note."
        ),
        "round-no-seat": _("This economy has no focal point role to submit to. Contact the secretariat."),
        "round-read": _("The replies have changed since you opened the page. Read them again first."),
        "round-reason": _("Give a reason for returning the replies: a general comment or a comment on a reply."),
        "round-begun": _(
            "A participant that you removed has already started to reply. Keep it in the "
            "round, for example as “Observer”."
        ),
        "section-empty": _("This section has no questions that can be shared with a colleague."),
        "section-nothing": _("There are no replies to submit yet."),
        "section-account": _(
            "Colleagues with an account find the request on their home page. There is no link to share."
        ),
        "paper-printed": _(
            "The signed clearance form can be visible only to those who may see everything printed on it."
        ),
    },
    help={"rounds:": "rounds", "rounds:section": "delegation-and-clearance"},
)
