"""What a round is opened with: frameworks in use, organisations by their names."""

from collections.abc import Sequence

from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.needs.frameworks.queries.versions import frameworks_in_use


def frameworks_offered() -> tuple[tuple[str, str], ...]:
    """("slug version", title) of each in use that has objectives."""
    return tuple((f"{row.slug} {row.version}", row.title) for row in frameworks_in_use() if row.objectives)


def organisations_named(reader: Reader, names: Sequence[str]) -> dict[str, str]:
    """Identifiers by name, of those names that exactly one organisation has that he sees. One query."""
    rows = Organisation.visible_to(reader).filter(name__in=list(names)).values_list("name", "pk")
    found: dict[str, list[str]] = {}
    for name, pk in rows:
        found.setdefault(name, []).append(str(pk))
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}
