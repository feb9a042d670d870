"""Drafts of needs, what partners plan, measures that were read of, and objectives that are only estimated."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.forum import ForumNames, forum, in_case
from egnatia.kernel.inbox import InboxItem, counted, read_it, short
from egnatia.kernel.reader import Reader
from egnatia.language import Case
from egnatia.needs.frameworks.queries.estimated import waiting_count
from egnatia.needs.needs.queries.visible import waiting_by_economy
from egnatia.needs.responses.queries import plans, reports, waiting_counts
from egnatia.people.marking.words import economy_name


def announced(reader: Reader) -> tuple[InboxItem, InboxItem]:
    """What partners plan for the economy whose focal point he is, and the measures that were read of there."""
    planned, measures = waiting_counts(reader)
    return _plans(planned, reader, forum()), _measures(measures, reader, forum())


def _plans(count: int, reader: Reader, names: ForumNames) -> InboxItem:
    url = reverse("needs:announced")
    text = _("Do you know of it, and does it fit? One word, read by members who see it.")
    if count == 1:
        (plan,) = plans(reader, names, most=1)
        title = short(plan.row.title)
        said = _("%(holder)s plans “%(title)s” in %(economy)s: confirm?")
        words = said % {"holder": plan.holder, "title": title, "economy": plan.economy.inside}
    else:
        said = ngettext("%(count)s plan waits for your word", "%(count)s plans wait for your word", count)
        words = said % {"count": counted(count)}
    return InboxItem("plans", count, words, text, url, read_it(count), each=2.0)


def _measures(count: int, reader: Reader, names: ForumNames) -> InboxItem:
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
        words = said % {"count": counted(count)}
    return InboxItem("measures", count, words, text, url, _("Look at it"), each=2.0)


def needs(reader: Reader) -> Iterator[InboxItem]:
    """The needs drafted for the economy whose focal point he is, as far as he can read them."""
    found = waiting_by_economy(reader)
    count = sum(found.values())
    text = ngettext(
        "Until you confirm it, it stands in no figure. One click, or your own words instead.",
        "Until you confirm them they stand in no figure. One click each, or your own words instead.",
        count,
    )
    economies = [economy_name(code, forum()) for code in sorted(found)]
    yield InboxItem(
        "needs", count, _drafted(count, economies), text, reverse("needs:needs-waiting"), read_it(count), each=1.0
    )


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


def estimates(reader: Reader) -> Iterator[InboxItem]:
    """The activities that he can answer for and whose objectives are only estimated; those left for later are not."""
    count = waiting_count(reader)
    said = ngettext(
        "%(count)s activity has estimated objectives only",
        "%(count)s activities have estimated objectives only",
        count,
    )
    text = _("One key each: confirm, take another objective, or none of these. Until then figures say “estimated”.")
    yield InboxItem(
        "estimates", count, said % {"count": counted(count)}, text, reverse("needs:aims"), _("Begin"), each=0.25
    )
