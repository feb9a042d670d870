"""The terms that activities are described with, and their labels. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels by code, in order, in the reader's language."""

    types: dict[str, str]
    works_with: dict[str, str]
    good_of: dict[str, str]
    objectives: dict[str, str]
    sectors: dict[str, str]

    def grouped(self) -> Iterator[tuple[str, list[Option]]]:
        """Objectives and sectors as groups of options of one filter."""
        yield _("Objectives"), [(f"objective:{code}", f"{code} {words}") for code, words in self.objectives.items()]
        wide = {code: words for code, words in self.sectors.items() if len(code) == len("DAC:152")}
        yield _("Sectors"), [(f"sector:{code.removeprefix('DAC:')}", words) for code, words in wide.items()]

    def leaf_sectors(self) -> list[str]:
        """Those that an activity is described with; categories are for filters."""
        return [code for code in self.sectors if len(code) > len("DAC:152")]

    def leaf_objectives(self) -> list[Option]:
        """Those that an activity is described with, by code and words."""
        return [(code, f"{code} {words}") for code, words in self.objectives.items() if code.count(".") == 2]

    def objectives_in_groups(self) -> Iterator[tuple[str, list[Option]]]:
        """The same under their priorities, for one choice."""
        leaves = self.leaf_objectives()
        for code, words in self.objectives.items():
            below = [option for option in leaves if option[0].startswith(f"{code}.")]
            if code.count(".") == 1 and below:
                yield f"{code} {words}", below

    def group_label(self, code: str) -> str:
        return self.works_with.get(code) or self.good_of.get(code, code)

    def sector_label(self, code: str) -> str:
        """The label of a stored sector, of its category where it has none, or the code or text as stored."""
        number = code.removeprefix("DAC:")
        if code in self.sectors:
            return f"{self.sectors[code]} ({number})"
        wider = self.sectors.get(code[:7]) if code != number else None
        return f"{wider} ({number})" if wider else code

    def objective_label(self, code: str) -> str:
        words = self.objectives.get(code)
        return f"{code} {words}" if words else code
