"""What each version of an organisation changed. Names that were added are no versions: they stay. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import OrganisationType
from egnatia.kernel.records.versions import VersionRow
from egnatia.pages.history import Edition, editions
from egnatia.pages.labels import Labels, label
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import ForumNames

FIELDS: Labels = {
    "name": _("Name"),
    "type": _("Type of organisation"),
    "economy": _("Economy"),
    "mailbox": _("Functional mailbox"),
    "reference": _("Identifier"),
}


def history_of(versions: Sequence[VersionRow], names: ForumNames) -> tuple[Edition, ...]:
    """The newest first."""

    def told(body: Mapping[str, Any]) -> dict[str, str]:
        economy, sort = str(body.get("economy") or ""), str(body.get("type") or "")
        plain = {name: str(body.get(name) or "") for name in ("name", "mailbox", "reference")}
        return {**plain, "type": label(dict(OrganisationType.choices), sort), "economy": economy_name(economy, names)}

    return editions(versions, FIELDS, told)
