"""Words of the former private dialect of the product, and what a reader knows the thing as."""

import re
from collections.abc import Iterator

# As a term was used -> what pages, mails, files and the manual say instead.
SAID_BEFORE = {
    r"\bletters?\b": "e-mails, e-mail notifications",
    r"\bsheets?\b": "spreadsheet; import a file",
    r"\bmatrix\b|^needs and activities$": "Needs and support",
    r"\bmatches\b(?!\.csv)|\b(?:a|the|this|one|each) match\b": "overlaps",
    r"money counted once": "funding without double counting",
    r"\b(?:an|the|this|prepare) extracts?\b|\bextracts\b": "publications; publish a summary",
    r"\bsnapshots?\b|\bfro?zen?\b|\bfreeze (?:it|the)\b|have it adopted": "adopted results; submit for adoption",
    r"what the board would get": "draft for the board",
    r"who are not done": "send a reminder",
    r"room to coordinate": "opportunities to coordinate",
    r"who works here": "who is active where",
    r"what (?:has been|was) agreed\b(?! at)": "objective; agreed text",
    r"unknown names|\bqueues?\b": "names to identify",
    r"asked without an account": "requests to partners",
    r"tell an economy": "suggest a measure to a focal point",
    r"\bfour questions\b": "follow-up overview",
    r"read a document": "extract commitments from a document",
    r"\bdesks?\b": "handover notes; secretariat",
    r"found a (?:community|group)": "create a group",
    r"\bforum\b": "name and settings; network",
    r"\bseats?\b|\bwho sits\b|\bto sit in\b": "role; members",
    r"second (?:step|factor)": "two-step verification",
    r"make an address": "create a private calendar link",
    r"\bfigures?\b": "is not counted; total",
    r"answers that changed|\bone word\b|\bhis word\b|the word of": "reply, position, comment",
    r"^(?:reports it|pays for it|carries it out)$": "reported by, funded by, implemented by",
    r"for the good of": "intended for",
    r"\bits load\b": "workload",
    r"\bsort: ": "type",
    r"\bnot said\b|(?:^|: )not stated": "not specified",
    r"look once more|see what would happen": "preview",
    r"\brecall it\b": "withdraw (a report), recall (from people who received it)",
    r"\bthings?\b": "tasks",
    r"no view yet|no owner has said": "awaiting comment",
    r"both speak of|both stand under|\bboth offer\b": "both mention, both are classified as, both provide",
    r"\brests? on\b|^made for\b|digest of the content": "based on, distribution, checksum",
    r"nobody at present": "awaiting the board",
    r"not for you to change": "you do not have access to this page",
    r"look the same to everybody": "for confidentiality, we do not say which",
    r"\b(?:he|his|him|himself|whoever)\b": "you, they",
    r"do it now|\bcarry (?:this|it) out\b|put it away": "a button says what happens",
    r"\(optional\)": "required fields are marked, for the choice made",
}
# Said so for a reason: no other term is meant.
KEPT = {
    r"lower-case letters|Latin letters|three-letter code": "of an alphabet",
    r"(?:hidden|second|one|rename the|name of a) sheets?|sheet renamed": "the sheets of one workbook",
    r"(?:matches|matrix)\.csv": "files of `egnatia analyse`, which scripts know by their names",
    r"desk\.\w+@example\.org": "addresses of the demo",
    r"(?:prevention|incident|tracing|joint|help|one|small) desk|swap desks": "bodies and activities of the demo",
    r"Civil Society Forum|Forum theatre|teatër forum|Youth forum": "a body and activities of the demo",
    r"partner's letter|rating sheet": "what activities of the demo speak of",
}
REPEATED = re.compile("as far as you can see|that you can see", re.IGNORECASE)  # said once, at the head of a page
_BEFORE = re.compile("|".join(f"(?:{each})" for each in SAID_BEFORE), re.IGNORECASE | re.MULTILINE)
_KEPT = re.compile("|".join(KEPT), re.IGNORECASE)
_NAMES = re.compile(r"%\(\w+\)[a-z]|\{+ ?\w+ ?\}+")  # of what is put into a text


def former(text: str) -> Iterator[str]:
    """The words of a text that belong to the former dialect."""
    plain = _KEPT.sub("…", _NAMES.sub("…", text))
    yield from (hit.group() for hit in _BEFORE.finditer(plain))
