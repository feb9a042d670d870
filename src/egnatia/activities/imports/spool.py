"""Activities between reading and storing: on disk without a name, so that they are gone with the process."""

from array import array
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from egnatia.formats import Parsed

BUFFER = 1 << 20


class Spool:
    """Holds any number of activities in little memory."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 - closed by `__exit__`
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, parsed: Parsed) -> int:
        """Its place."""
        text = parsed.to_json()
        self._file.write(text)
        self._ends.append(self._ends[-1] + len(text))
        return len(self) - 1

    def take(self, places: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """(place, activity as JSON) in the order asked for; quickest where that is the order of adding."""
        here = -1
        for place in places:
            start, end = self._ends[place], self._ends[place + 1]
            if start != here:
                self._file.seek(start)
            here = end
            yield place, self._file.read(end - start)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
