"""Reads a text file in one of the encodings that the region's computers write."""

import sys

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import document, whole
from egnatia.formats.inflate import Meter

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The letters that are frequent in the languages written in each; those of the others come out as rare ones.
_USUAL = {
    "cp1250": "čćžšđČĆŽŠĐăâîşţĂÂÎŞŢëçËÇáéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "cp1251": "аоеинтсрвлкмдпуяѓќљњџјћђѕ",
    "cp1253": "αοιετσνηυρπκμλςάέήίόύώ",
    "cp1254": "ğışöüçİĞŞÖÜÇâîû",
}


def read_plain(job: Job, meter: Meter, wire: Wire) -> None:
    content = whole(meter)
    encoding = encoding_of(content)
    lines = content.decode(encoding, "replace").splitlines()
    wire.tell(document("txt", lines, job.limits, encoding=encoding))


def encoding_of(content: bytes) -> str:
    """What the content is written in: by its mark, as UTF-8 where it is that, else the likeliest of the region's."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    try:
        content.decode()
    except UnicodeDecodeError:
        return max(_USUAL, key=lambda encoding: _likelihood(content[:200_000], encoding))
    return "utf-8"


def _likelihood(content: bytes, encoding: str) -> float:
    """The share of the usual letters among those beyond ASCII."""
    beyond = [letter for letter in content.decode(encoding, "replace") if letter > "\x7f"]
    usual = _USUAL[encoding]
    return sum(letter in usual for letter in beyond) / len(beyond)


if __name__ == "__main__":
    run(read_plain, sys.argv[1])
