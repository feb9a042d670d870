"""What waits for somebody's word: drafts of needs, rounds, questions about his organisation's activities, estimates."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.partners.queries.answers import waiting_for
from egnatia.kernel import clock
from egnatia.kernel.feed import COUNT_CAP, capped_count
from egnatia.kernel.forum import ForumNames, in_case
from egnatia.kernel.reader import Reader
from egnatia.language import Case
from egnatia.needs.frameworks.queries.estimated import waiting_count
from egnatia.needs.needs.queries.waiting import waiting_by_economy
from egnatia.needs.responses.queries.waiting import plans, reports, waiting_counts
from egnatia.people.marking.words import economy_name
from egnatia.proposals.queries.questions import asked_of_us
from egnatia.rounds.rounds.queries.waiting import Cleared, Unanswered, cleared_for, unanswered_by
from egnatia.rounds.rounds.returned import Returned
from egnatia.start.home.rules import Waiting
from egnatia.start.home.words import read_it, short

FRESH = timedelta(days=14)  # whoever asked has found another way by then


def needs(reader: Reader, names: ForumNames) -> Waiting:
    """The needs drafted for the economy whose focal point he is, as far as he can read them."""
    found = waiting_by_economy(reader)
    count = sum(found.values())
    text = ngettext(
        "Until you confirm it, it stands in no figure. One click, or your own words instead.",
        "Until you confirm them they stand in no figure. One click each, or your own words instead.",
        count,
    )
    economies = [economy_name(code, names) for code in sorted(found)]
    return Waiting("needs", count, _drafted(count, economies), text, reverse("needs:needs-waiting"), read_it(count))


def _drafted(count: int, economies: list[str]) -> str:
    if len(economies) == 1:
        said = ngettext(
            "%(count)s need drafted for %(economy)s waits for your confirmation",
            "%(count)s needs drafted for %(economy)s wait for your confirmation",
            count,
        )
        return said % {"count": count, "economy": in_case(economies[0], Case.FOR)}
    said = ngettext("%(count)s need waits for your confirmation", "%(count)s needs wait for your confirmation", count)
    return said % {"count": count}


def announced(reader: Reader, names: ForumNames) -> tuple[Waiting, Waiting]:
    """What partners plan for the economy whose focal point he is, and the measures that were read of there."""
    planned, measures = waiting_counts(reader)
    return _plans(planned, reader, names), _measures(measures, reader, names)


def _plans(count: int, reader: Reader, names: ForumNames) -> Waiting:
    url = reverse("needs:announced")
    text = _("Do you know of it, and does it fit? One word, read by members who see it.")
    if count == 1:
        (plan,) = plans(reader, names, most=1)
        title = short(plan.row.title)
        said = _("%(holder)s plans “%(title)s” in %(economy)s: confirm?")
        words = said % {"holder": plan.holder, "title": title, "economy": plan.economy.inside}
    else:
        said = ngettext("%(count)s plan waits for your word", "%(count)s plans wait for your word", count)
        words = said % {"count": f"{COUNT_CAP}+" if count > COUNT_CAP else count}
    return Waiting("plans", count, words, text, url, read_it(count))


def _measures(count: int, reader: Reader, names: ForumNames) -> Waiting:
    url = reverse("needs:announced")
    text = ngettext(
        "The secretariat read of it. It stands in no figure until you add it.",
        "The secretariat read of them. They stand in no figure until you add them.",
        count,
    )
    if count == 1:
        (report,) = reports(reader, names, most=1)
        title = short(report.title)
        words = _("“%(title)s”: add as own measure?") % {"title": title}
    else:
        said = ngettext(
            "%(count)s measure was read of: add it as your own?",
            "%(count)s measures were read of: add them as your own?",
            count,
        )
        words = said % {"count": f"{COUNT_CAP}+" if count > COUNT_CAP else count}
    return Waiting("measures", count, words, text, url, _("Look at it"))


def questions(reader: Reader) -> Waiting:
    """The questions of the last two weeks about activities that his organisation holds."""
    since = clock.now() - FRESH
    count = sum(question.asked_at >= since for question in asked_of_us(reader))
    said = ngettext(
        "%(count)s question about an activity of yours waits",
        "%(count)s questions about activities of yours wait",
        count,
    )
    text = _("Somebody plans something like it. Whoever asks does not know whether there is anybody to ask.")
    return Waiting("questions", count, said % {"count": count}, text, reverse("proposals:questions"), read_it(count))


def rounds(reader: Reader) -> Iterator[Waiting]:
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
            yield Waiting("round-clearing", 1, words, text, url, _("Read them"))
    for cleared in cleared_for(reader):
        yield _cleared(cleared)


def _returned(each: Unanswered, back: Returned) -> Waiting:
    words = _("“%(title)s”: the answers were returned") % {"title": each.title}
    url = reverse("rounds:round-answers", args=[each.participant])
    return Waiting("round-clearing", 1, words, back.words, url, _("Read them"))


def _unanswered(each: Unanswered) -> Waiting:
    said = ngettext(
        "“%(title)s”: %(count)s question waits for an answer",
        "“%(title)s”: %(count)s questions wait for an answer",
        each.left,
    )
    text = _("One at a time: still true, changed, done, no longer so. Saved at once; you can stop and go on later.")
    url = reverse("rounds:round-question", args=[each.participant])
    return Waiting("round", each.left, said % {"title": each.title, "count": each.left}, text, url, _("Begin"))


def _cleared(each: Cleared) -> Waiting:
    said = ngettext(
        "“%(title)s”: %(count)s participant has cleared its answers",
        "“%(title)s”: %(count)s participants have cleared their answers",
        each.count,
    )
    text = _("Accept them, or return them with a comment on single items.")
    url = reverse("rounds:round", args=[each.round])
    words = said % {"title": each.title, "count": each.count}
    return Waiting("round-accepting", each.count, words, text, url, _("Read them"))


def answers(reader: Reader) -> Waiting:
    """What was entered on behalf of organisations without an account and waits for his confirmation."""
    count = capped_count(waiting_for(reader))
    said = ngettext(
        "%(count)s answer was entered on behalf of an organisation",
        "%(count)s answers were entered on behalf of organisations",
        count,
    )
    text = ngettext(
        "It came through a personal link. You see the difference first; until you confirm, nothing changes.",
        "They came through a personal link. You see the difference first; until you confirm, nothing changes.",
        count,
    )
    number = f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
    return Waiting(
        "answers", count, said % {"count": number}, text, reverse("activities:partner-answers"), read_it(count)
    )


def estimates(reader: Reader) -> Waiting:
    """The activities that he can answer for and whose objectives are only estimated; those left for later are not."""
    count = waiting_count(reader)
    said = ngettext(
        "%(count)s activity has estimated objectives only",
        "%(count)s activities have estimated objectives only",
        count,
    )
    text = _("One key each: confirm, take another objective, or none of these. Until then figures say “estimated”.")
    number = f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
    return Waiting("estimates", count, said % {"count": number}, text, reverse("needs:aims"), _("Begin"))
