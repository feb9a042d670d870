"""What reading a file can give: activities, rejected rows, a refused file, and the sums at its end."""

import msgspec

from egnatia.formats.activity import Parsed


class Rejected(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="rejected"):
    """One row that cannot be used, with its reason. `code` and `params` are for translation."""

    file: str
    element: int  # 1 for the first activity of the file
    line: int
    identifier: str  # "" where there is none
    code: str
    sentence: str  # English
    value: str = ""  # what was found, shortened
    params: dict[str, str] = {}


class Refused(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="refused"):
    """A whole file that is not used; nothing that was yielded from it before may be kept."""

    file: str
    code: str
    sentence: str  # English: names the file, what was found, what was expected
    params: dict[str, str] = {}


class Finished(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="finished"):
    """A file was read to its end."""

    file: str
    format: str  # iati or jsonl
    accepted: int
    rejected: int
    dropped: dict[str, int] = {}  # contact-info and other elements that are not kept, by name


class Progress(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="progress"):
    """How far the reading of a file is, in bytes of the file as it lies on disk."""

    file: str
    done: int
    total: int  # 0 where unknown


Outcome = Parsed | Rejected | Refused | Finished
