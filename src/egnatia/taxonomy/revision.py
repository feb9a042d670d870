"""A table that comes back, read as a new version of a framework; or every cell that cannot be used. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from egnatia.taxonomy.document import SPOKEN, WRITTEN, FrameworkDocument, FrameworkItem, Labels, Scheme, in_both_scripts
from egnatia.taxonomy.sheet import CROSSWALK, FRAMEWORK, LEVELS, SCHEME, SCHEME_CODE, TERMS

LONGEST = 300
LONGEST_TERMS = 4_000
SHOWN = 80  # letters of a cell that a fault repeats
FORMULA = ("'=", "'+", "'-", "'@")
NUMBERED = re.compile(r"\d{1,3}(\.\d{1,3}){0,3}")
LISTED = re.compile(r"[;,\s]+")


@dataclass(frozen=True, slots=True)
class FrameworkSheetRow:
    """A row of a table: its number in the file, its cells by column, as text."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Without what a spreadsheet adds: blanks around, the mark before a formula."""
        plain = " ".join(self.cells.get(column, "").split())
        return plain[1:] if plain.startswith(FORMULA) else plain

    @property
    def is_empty(self) -> bool:
        return not any(map(self.cell, self.cells))


@dataclass(frozen=True, slots=True)
class FrameworkFault:
    """Why a table cannot be used: where, what was found, what was expected."""

    row: int
    column: str
    found: str
    expected: str


@dataclass(slots=True)
class FrameworkSheetParser:
    """`before` is the version that the table was taken from: columns that the table has not are as they were there."""

    before: FrameworkDocument
    title: Labels = field(default_factory=dict)
    aims: dict[str, FrameworkItem] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    labels: dict[str, dict[str, Labels]] = field(default_factory=lambda: defaultdict(dict))
    leads: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    faults: list[FrameworkFault] = field(default_factory=list)

    def read(self, rows: Sequence[FrameworkSheetRow]) -> FrameworkDocument | list[FrameworkFault]:
        """The next version, or the faults."""
        for row in rows:
            if not row.is_empty:
                self._row(row)
        if not self.aims and not self.faults:
            self._fault(FrameworkSheetRow(0, {}), "code", _("at least one row with an objective"))
        return self.faults or in_both_scripts(self._document({column for row in rows[:1] for column in row.cells}))

    def _document(self, columns: Collection[str]) -> FrameworkDocument:
        before = self.before
        absent = {name for name in before.schemes if CROSSWALK + name not in columns}
        kept = {name: before.schemes[name] for name in absent - set(self.schemes)}
        named = {name: Scheme(scheme.title, self.labels.get(name, {})) for name, scheme in self.schemes.items()}
        schemes = dict(sorted((kept | named).items()))
        return FrameworkDocument(
            slug=before.slug,
            version=before.version + 1,
            title=self.title or before.title,
            objectives=tuple(self.aims.values()),
            prefix=before.prefix,
            schemes=schemes,
            crosswalks={name: self._walk(name, as_before=name in absent) for name in schemes},
        )

    def _walk(self, scheme: str, *, as_before: bool) -> dict[str, tuple[str, ...]]:
        leads: Mapping[str, Iterable[str]] = self.leads.get(scheme, {})
        if as_before:
            leads = self.before.crosswalks.get(scheme, {})
        there = {code: tuple(aim for aim in aims if aim in self.aims) for code, aims in sorted(leads.items())}
        return {code: aims for code, aims in there.items() if aims}

    def _row(self, row: FrameworkSheetRow) -> None:
        level = row.cell("level").casefold()
        readers = {FRAMEWORK: self._framework, SCHEME: self._scheme, SCHEME_CODE: self._scheme_code}
        levels = {name: number for number, name in LEVELS.items()}
        if level in readers:
            readers[level](row)
        elif level in levels:
            self._aim(row, levels[level])
        else:
            self._fault(row, "level", _("one of: %(levels)s") % {"levels": ", ".join((*levels, *readers))})

    def _framework(self, row: FrameworkSheetRow) -> None:
        if row.cell("code") != self.before.slug:
            self._fault(row, "code", _("“%(slug)s”, the framework that you are updating") % {"slug": self.before.slug})
        self.title = self._labels(row, self.before.title)

    def _aim(self, row: FrameworkSheetRow, level: int) -> None:
        code = row.cell("code")
        prefix = f"{self.before.prefix}:" if self.before.prefix else ""
        bare = code.removeprefix(prefix)
        aim = FrameworkItem(code, level, self._labels(row, self._known.get(code, {})), self._terms(row, code))
        if not code.startswith(prefix) or not NUMBERED.fullmatch(bare) or bare.count(".") != level - 1:
            numbers = ".".join("2312"[:level])
            self._fault(
                row,
                "code",
                _("a code of this level (%(level)s), such as %(code)s")
                % {"level": LEVELS[level], "code": prefix + numbers},
            )
        elif code in self.aims:
            self._fault(row, "code", _("each code only once"))
        elif aim.above and aim.above not in self.aims:
            self._fault(row, "code", _("a row for %(code)s above this row") % {"code": aim.above})
        else:
            self.aims[code] = aim
            self._crosswalks(row, aim)

    def _terms(self, row: FrameworkSheetRow, code: str) -> Labels:
        """What proposals are read by; where the table has no column for a language, as before."""
        before = self.before.terms.get(code, {})
        found = {}
        for language in SPOKEN:
            column = TERMS + language
            text = row.cell(column) if column in row.cells else before.get(language, "")
            if len(text) > LONGEST_TERMS:
                self._fault(row, column, _("at most %(number)s characters") % {"number": LONGEST_TERMS})
            if text:
                found[language] = text
        return found

    @property
    def _known(self) -> dict[str, Labels]:
        return {aim.code: aim.labels for aim in self.before.objectives}

    def _crosswalks(self, row: FrameworkSheetRow, aim: FrameworkItem) -> None:
        """Columns of crosswalks; where the table has none for a scheme, those of before."""
        for column in row.cells:
            if column.startswith(CROSSWALK):
                name = column.removeprefix(CROSSWALK)
                self.schemes.setdefault(name, self.before.schemes.get(name, Scheme({"en": name})))
                codes = [code for code in LISTED.split(row.cell(column)) if code]
                if codes and aim.level != 3:
                    self._fault(row, column, _("an empty cell (only objectives have crosswalks)"))
                for code in dict.fromkeys(codes):
                    self.leads[name][code].append(aim.code)

    def _scheme(self, row: FrameworkSheetRow) -> None:
        name = row.cell("code")
        known = self.before.schemes.get(name, Scheme({}))
        self.schemes[name] = Scheme(self._labels(row, known.title))

    def _scheme_code(self, row: FrameworkSheetRow) -> None:
        name, _colon, code = row.cell("code").partition(":")
        if name not in self.schemes or not code:
            expected = _("a scheme listed above, a colon and a code, such as %(code)s")
            self._fault(row, "code", expected % {"code": f"{next(iter(sorted(self.schemes)), 'DAC')}:1"})
            return
        known = self.before.schemes.get(name, Scheme({})).labels.get(code, {})
        self.labels[name][code] = self._labels(row, known)

    def _labels(self, row: FrameworkSheetRow, before: Labels) -> Labels:
        found: Labels = {}
        for language in WRITTEN:
            text = row.cell(language) if language in row.cells else before.get(language, "")
            if len(text) > LONGEST:
                self._fault(row, language, _("at most %(number)s characters") % {"number": LONGEST})
            if text:
                found[language] = text
        if "en" not in found:
            self._fault(row, "en", _("a label in English (other languages are optional)"))
        return found

    def _fault(self, row: FrameworkSheetRow, column: str, expected: str) -> None:
        self.faults.append(FrameworkFault(row.number, column, row.cell(column)[:SHOWN], expected))
