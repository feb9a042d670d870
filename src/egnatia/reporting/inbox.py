"""What waits in texts that circulate by silence: his word while he may object, or what somebody objected."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from egnatia.kernel.forum import forum
from egnatia.kernel.inbox import InboxItem, short
from egnatia.kernel.reader import Reader
from egnatia.people.marking.words import economy_name
from egnatia.reporting.snapshots.queries.waiting import Broken, objections_for, texts_for


def texts(reader: Reader) -> Iterator[InboxItem]:
    """Each text by itself."""
    for text in texts_for(reader):
        said = {"title": short(text.title), "day": date_format(text.last)}
        words = _("“%(title)s” is adopted unless somebody objects by %(day)s") % said
        explained = _("Read it. If you cannot agree, object by then and say why.")
        url = reverse("reporting:snapshot", args=[text.snapshot])
        yield InboxItem("text", 1, words, explained, url, _("Read it"), each=2.0)
    for broken in objections_for(reader):
        words = _("%(who)s objects to “%(title)s”") % {"who": _who(broken), "title": short(broken.title)}
        explained = _("The silence is broken: nothing is adopted. Read the reason, and have it adopted anew.")
        url = reverse("reporting:snapshot", args=[broken.snapshot])
        yield InboxItem("objection", 1, words, explained, url, _("Read it"), each=2.0)


def _who(broken: Broken) -> str:
    if broken.economy:
        return economy_name(broken.economy, forum())
    return broken.organisation or _("another organisation")
