"""Forms as round templates have them: a question on the left, its answer on the right; each form is one row."""

import re
from collections.abc import Iterator

from egnatia.formats.sheets.inference import field_named
from egnatia.formats.sheets.tables import HEADING, Grid, folded

_NUMBERED = re.compile(r"\(?(\d{1,3})(?:[.)]|\.\d+[.)]?)\s*(.+)", re.DOTALL)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d+)?[.)]?")
_LONGEST_QUESTION = 300
_FEWEST = 3  # questions
_KNOWN = 0.5  # of the questions are numbered, end in a colon, or are ours


def gathered(grids: list[Grid]) -> Iterator[Grid]:
    """Forms with the same questions become one grid with a row for each; other grids stay."""
    waiting: list[tuple[Grid, list[tuple[str, str]]]] = []
    for grid in grids:
        pairs = _pairs(grid)
        if waiting and (not pairs or _questions(pairs) != _questions(waiting[0][1])):
            yield _together(waiting)
            waiting = []
        if pairs:
            waiting.append((grid, pairs))
        else:
            yield grid
    if waiting:
        yield _together(waiting)


def _pairs(grid: Grid) -> list[tuple[str, str]]:
    """Questions with their answers, or nothing where the grid is no form."""
    rows = [[cell for cell in row if cell] for row in grid.cells if any(row)]
    rows = [row[1:] if len(row) > 1 and _NUMBER.fullmatch(row[0]) else row for row in rows]
    rows = [row for row in rows if len(row) > 1 or _looks_asked(row[0])]
    if len(rows) < _FEWEST or any(len(row) > 2 for row in rows) or max(map(len, grid.cells)) > 3:
        return []
    questions = [row[0] for row in rows]
    plain = [plain_question(question) for question in questions]
    if len(set(map(folded, plain))) < len(questions) or any(len(each) > _LONGEST_QUESTION for each in questions):
        return []
    known = sum(1 for each in questions if _looks_asked(each) or field_named(plain_question(each)))
    return (
        [(question, row[1] if len(row) > 1 else "") for question, row in zip(plain, rows, strict=True)]
        if known >= _KNOWN * len(rows)
        else []
    )


def _looks_asked(question: str) -> bool:
    return bool(_NUMBERED.fullmatch(question)) or question.endswith((":", "?"))


def plain_question(question: str) -> str:
    """Without its number and colon."""
    found = _NUMBERED.fullmatch(question)
    return (found[2] if found else question).strip().rstrip(":").strip()


def _questions(pairs: list[tuple[str, str]]) -> list[str]:
    return [folded(question) for question, _ in pairs]


def _together(forms: list[tuple[Grid, list[tuple[str, str]]]]) -> Grid:
    deepest = max(len(grid.context) for grid, _ in forms)
    header = [question for question, _ in forms[0][1]] + [f"{HEADING} {level}" for level in range(1, deepest + 1)]
    rows = [
        [*(answer for _, answer in pairs), *grid.context, *[""] * (deepest - len(grid.context))]
        for grid, pairs in forms
    ]
    return Grid(forms[0][0].name, [header, *rows])


def answers_of(paragraphs: list[str]) -> Iterator[Grid]:
    """Numbered questions with their answers below or behind a colon, without any table: 1 begins another form."""
    forms: list[dict[str, str]] = []
    question = ""
    for text in filter(None, paragraphs):
        found = _NUMBERED.fullmatch(text)
        if found:
            if found[1] == "1" or not forms:
                forms.append({})
            question, _, answer = found[2].partition(":")
            question = question.strip()
            forms[-1][question] = answer.strip()
        elif forms and question:
            forms[-1][question] = f"{forms[-1][question]}\n{text}".strip()
    header = list(dict.fromkeys(question for form in forms for question in form))
    if len(header) >= _FEWEST and any(map(field_named, header)):
        yield Grid("", [header, *([form.get(question, "") for question in header] for form in forms)])
