"""What waits in sections of rounds: a colleague asks the reader, or what he asked for came back."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.queries.requests import asked_of_me, came_back
from egnatia.start.home.rules import Waiting
from egnatia.start.home.words import read_it


def sections(reader: Reader) -> Iterator[Waiting]:
    """Each request by itself."""
    for asks in asked_of_me(reader):
        words = _("%(who)s asks you for one section of a round") % {"who": asks.asked_by}
        text = _("A few questions, one at a time. What you say goes to your colleague, who decides what is said.")
        url = reverse("rounds:section-beginning", args=[asks.request])
        yield Waiting("section", 1, words, text, url, _("Begin"))
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
        yield Waiting("section-back", back.count, said % {"count": back.count}, text, url, read_it(back.count))
