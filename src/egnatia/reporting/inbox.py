"""What waits in texts that circulate by silence: their word while they may object, or what somebody objected."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem, short
from egnatia.people.marking.words import economy_name
from egnatia.reporting.snapshots.queries.silence import Broken, objections_for, texts_for
from egnatia.taxonomy.forum import forum


def texts(reader: Reader) -> Iterator[InboxItem]:
    """Each text by itself."""
    for text in texts_for(reader):
        said = {"title": short(text.title), "day": date_format(text.last)}
        words = _("“%(title)s” will be adopted unless a participant objects by %(day)s") % said
        explained = _("If you cannot agree, submit an objection with your reasons by this date.")
        url = reverse("reporting:snapshot", args=[text.snapshot])
        yield InboxItem("text", 1, words, explained, url, _("Read the draft results"), each=2.0)
    for broken in objections_for(reader):
        words = _("%(who)s objects to “%(title)s”") % {"who": _who(broken), "title": short(broken.title)}
        explained = _(
            "The silence is broken and the results are not adopted. Read the reasons, then submit revised results."
        )
        url = reverse("reporting:snapshot", args=[broken.snapshot])
        yield InboxItem("objection", 1, words, explained, url, _("Read the objection"), each=2.0)


def _who(broken: Broken) -> str:
    if broken.economy:
        return economy_name(broken.economy, forum())
    return broken.organisation or _("another organisation")
