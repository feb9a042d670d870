"""How much a file may ask of us. Real IATI files stay far below; the bombs of the tests are far above."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Bounds for reading one file. Sizes in bytes, times in seconds."""

    input_bytes: int = 1_000_000_000
    unpacked_bytes: int = 4_000_000_000
    ratio: int = 100  # unpacked to packed; XML of many equal elements reaches about 40
    ratio_from: int = 1_000_000  # below so many unpacked bytes the ratio is not looked at
    depth: int = 40  # IATI 2.03 nests 9 deep
    elements: int = 200_000_000
    elements_of_an_activity: int = 300_000
    element_bytes: int = 2_000_000  # one text or tag
    line_bytes: int = 8_000_000
    rejected: int = 10_000  # rows that cannot be used; beyond, the file is another than it seems
    memory_bytes: int = 256_000_000  # address space of the reading process
    cpu_seconds: int = 20  # and one more for each megabyte, see `seconds_for`
    idle_seconds: int = 30  # without a word from the reading process
    pages: int = 400
    characters: int = 4_000_000  # of a document's text
    markup_part: int = 8  # of what an Office file unpacks to, one part in so many may be markup
    rows: int = 60_000  # of all tables of a file
    cells: int = 1_500_000
    columns: int = 600

    def seconds_for(self, size: int) -> int:
        """CPU seconds for an input of `size` bytes: the slowest honest input takes a fifth of it."""
        return self.cpu_seconds + size // 1_000_000


ACTIVITIES = Limits()
DOCUMENTS = Limits(input_bytes=25_000_000, unpacked_bytes=100_000_000, cpu_seconds=10, idle_seconds=15, depth=200)
SHEETS = Limits(
    input_bytes=25_000_000, unpacked_bytes=200_000_000, markup_part=1, cpu_seconds=20, idle_seconds=25, depth=200
)
ATTACHMENTS = Limits(input_bytes=25_000_000, memory_bytes=1_200_000_000, cpu_seconds=20, idle_seconds=25, pages=1_000)
SCANS = Limits(input_bytes=10_000_000, pages=20, cpu_seconds=5, idle_seconds=10)
# Read once more, by the web process, for every Word file of a report: so a tenth of what a document may be.
TEMPLATES = Limits(input_bytes=5_000_000, unpacked_bytes=10_000_000, cpu_seconds=10, idle_seconds=15, depth=200)
