"""Questions of rounds, answers to clear or to accept, sections of a colleague."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.inbox import InboxItem, read_it
from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.queries.requests import asked_of_me, came_back
from egnatia.rounds.rounds.queries.waiting import Cleared, Unanswered, cleared_for, unanswered_by
from egnatia.rounds.rounds.returned import Returned


def rounds(reader: Reader) -> Iterator[InboxItem]:
    """Questions of rounds, answers to clear, answers to accept: each round by itself."""
    for each in unanswered_by(reader):
        if each.returned and (each.clears or each.returned.comments):
            yield _returned(each, each.returned)
        if each.left:
            yield _unanswered(each)
        elif each.clears and not each.returned:
            text = (
                _("Every question has an answer. Look through them; cleared, the secretariat reads them.")
                if each.answered
                else _("Nothing that you can see is asked about. Cleared, the secretariat knows that it need not wait.")
            )
            words = _("“%(title)s”: clear the answers?") % {"title": each.title}
            url = reverse("rounds:round-answers", args=[each.participant])
            yield InboxItem("round-clearing", 1, words, text, url, _("Read them"), each=2.0)
    for cleared in cleared_for(reader):
        yield _cleared(cleared)


def _returned(each: Unanswered, back: Returned) -> InboxItem:
    words = _("“%(title)s”: the answers were returned") % {"title": each.title}
    url = reverse("rounds:round-answers", args=[each.participant])
    return InboxItem("round-clearing", 1, words, back.words, url, _("Read them"), each=2.0)


def _unanswered(each: Unanswered) -> InboxItem:
    said = ngettext(
        "“%(title)s”: %(count)s question waits for an answer",
        "“%(title)s”: %(count)s questions wait for an answer",
        each.left,
    )
    text = _("One at a time: still true, changed, done, no longer so. Saved at once; you can stop and go on later.")
    url = reverse("rounds:round-question", args=[each.participant])
    return InboxItem(
        "round", each.left, said % {"title": each.title, "count": each.left}, text, url, _("Begin"), each=0.5
    )


def _cleared(each: Cleared) -> InboxItem:
    said = ngettext(
        "“%(title)s”: %(count)s participant has cleared its answers",
        "“%(title)s”: %(count)s participants have cleared their answers",
        each.count,
    )
    text = _("Accept them, or return them with a comment on single items.")
    url = reverse("rounds:round", args=[each.round])
    words = said % {"title": each.title, "count": each.count}
    return InboxItem("round-accepting", each.count, words, text, url, _("Read them"), each=5.0)


def sections(reader: Reader) -> Iterator[InboxItem]:
    """Each request by itself."""
    for asks in asked_of_me(reader):
        words = _("%(who)s asks you for one section of a round") % {"who": asks.asked_by}
        text = _("A few questions, one at a time. What you say goes to your colleague, who decides what is said.")
        url = reverse("rounds:section-beginning", args=[asks.request])
        yield InboxItem("section", 1, words, text, url, _("Begin"), each=2.0)
    for back in came_back(reader):
        said = ngettext(
            "%(count)s answer of a colleague awaits your confirmation",
            "%(count)s answers of a colleague await your confirmation",
            back.count,
        )
        text = ngettext(
            "You asked for a section. Until you take it over, it counts for nothing.",
            "You asked for a section. Until you take them over, they count for nothing.",
            back.count,
        )
        url = reverse("rounds:section-request", args=[back.request])
        yield InboxItem(
            "section-back", back.count, said % {"count": back.count}, text, url, read_it(back.count), each=1.0
        )
