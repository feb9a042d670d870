"""Codes: "2" heading, "2.3" priority, "2.3.2" objective, "2.3.2.1" measure; "oc:1.2" in another framework."""

HEADING, PRIORITY, OBJECTIVE, MEASURE = 1, 2, 3, 4


def level_of(code: str) -> int:
    """How deep a code lies: 1 for a heading."""
    return code.count(".") + 1


def cut(code: str, level: int = OBJECTIVE) -> str:
    """The code at `level` that `code` lies under; a code above that level stays as it is."""
    return ".".join(code.split(".")[:level])
