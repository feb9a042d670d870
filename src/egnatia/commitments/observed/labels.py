"""What the parts of a view are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels

FIELDS: Labels = {"words": _("Own words"), "language": _("Language")}


def told(body: Mapping[str, Any]) -> dict[str, str]:
    """A text for each field, empty where nothing is said."""
    said: Mapping[str, str] = body.get("words") or {}
    return {"words": "\n".join(text for _code, text in sorted(said.items())), "language": str(body.get("language", ""))}
