"""The demo's commitments: the conclusions of an invented conference, what four economies said to them, all markings.

Everything in it is our own text. `commitments.json` says what was agreed and what was said to it; days are counted from
the day of loading. `outcome-2026.txt` is the document of the conference after it, for trying out the reading: five of
its paragraphs repeat earlier commitments, three in other words and two in other languages (`repeats.json`).
"""
