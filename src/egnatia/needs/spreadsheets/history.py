"""What each version of a kept mapping changed: column by column, and what is true of every row. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from egnatia.kernel.records.versions import VersionRow
from egnatia.pages.history import Edition, editions

SETTINGS = ("rows", "source", "language", "currency", "day_first", "decimal", "tables", "title_of", "always")


def history_of(versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """The newest first."""
    kept = [_mapping(version.content) for version in versions]
    columns = dict.fromkeys(use["column"] for mapping in kept for use in mapping.get("columns", ()))
    fields = {f"column {name}": _("Column “%(name)s”") % {"name": name} for name in columns}
    fields |= {name: _("Setting “%(name)s”") % {"name": name} for name in SETTINGS}

    def told(body: Mapping[str, Any]) -> dict[str, str]:
        mapping = _mapping(body)
        said = dict.fromkeys(fields, "")
        said |= {f"column {use['column']}": _use(use) for use in mapping.get("columns", ())}
        return said | {name: _words(mapping[name]) for name in SETTINGS if name in mapping}

    return editions(versions, fields, told)


def _mapping(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = body.get("mapping", {})
    return found


def _use(use: Mapping[str, Any]) -> str:
    """Its field, and what its values mean: "yes = ALB, MNE"."""
    values = use.get("values", {})
    return "; ".join([str(use["field"]), *(f"{said} = {_words(codes)}" for said, codes in sorted(values.items()))])


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} = {_words(each)}" for name, each in sorted(value.items()))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
