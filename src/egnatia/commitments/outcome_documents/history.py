"""What each version of a document changed: its title and day, and the words of its paragraphs. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from egnatia.kernel.records.versions import VersionRow
from egnatia.pages.history import Edition, editions
from egnatia.pages.labels import language_name


def history_of(versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """The newest first. What was decided about a paragraph is no part of a version."""
    most = max((len(_paragraphs(version.content)) for version in versions), default=0)
    fields = {"title": _("Title"), "agreed_on": _("Agreed on"), "language": _("Language")}
    fields |= {
        f"paragraph {place}": _("Paragraph in position %(place)s") % {"place": place + 1} for place in range(most)
    }

    def told(body: Mapping[str, Any]) -> dict[str, str]:
        said = dict.fromkeys(fields, "")
        said |= {"title": body.get("title", ""), "agreed_on": body.get("agreed_on", "")}
        said["language"] = language_name(body.get("language", ""))
        texts = (" ".join(filter(None, (each["number"], each["text"]))) for each in _paragraphs(body))
        return said | {f"paragraph {place}": text for place, text in enumerate(texts)}

    return editions(versions, fields, told)


def _paragraphs(body: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    found: Sequence[Mapping[str, str]] = body.get("paragraphs", ())
    return found
