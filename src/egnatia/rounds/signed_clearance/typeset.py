"""The draft as a PDF. Typst gets what is printed as data and never as text of its own: nothing in it is read as markup.

The wheel's own fonts have Latin, Cyrillic and Greek; nothing is fetched and no file is read.
"""

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.rounds.signed_clearance.queries import ClearanceDraft, PrintedLine
from egnatia.taxonomy.forum import shows_asterisk

SOURCE = files("egnatia.rounds.signed_clearance").joinpath("draft.typ").read_bytes()


def pdf_of(draft: ClearanceDraft) -> bytes:
    """In the reader's language; equal drafts of one day give equal bytes."""
    written = typst.compile(SOURCE, sys_inputs={"said": json.dumps(said(draft))})
    assert isinstance(written, bytes)
    return written


def said(draft: ClearanceDraft) -> Mapping[str, object]:
    """Everything that is printed, in words."""
    body = {
        "lang": (get_language() or "en").split("-", maxsplit=1)[0],
        "marking": _marking(draft),
        "heading": _("Draft for signature"),
        "title": f"{draft.name}: {draft.title}",
        "facts": _facts(draft),
        "lead": _lead(draft),
        "answers": _("Replies"),
        "lines": [_line(line) for line in draft.lines],
        "nothing": _("No questions visible to the person who clears."),
        "new": _("New needs since the round opened"),
        "stated": [_line(line, asked=False) for line in draft.new],
        "sign": [pgettext("of a person", "Name"), _("Function"), _("Date"), _("Signature and stamp")],
        "signature": _("Cleared by"),
        "code_label": _("Code of this draft"),
        "code": draft.code,
        "code_help": _("Enter this code when uploading the signed form. It changes with every change to the content."),
        "page": _("page"),
    }
    footnoted = shows_asterisk(json.dumps(body, ensure_ascii=False))
    return {**body, "footnote": f"* {draft.footnote}" if footnoted and draft.footnote else ""}


def _marking(draft: ClearanceDraft) -> str:
    """As the answers will be marked: nothing on the paper is marked narrower."""
    seen = [draft.organisation, *([_("focal points")] if draft.offices else []), _("the secretariat")]
    return f"{Tlp.AMBER_STRICT.words} – {', '.join(seen)}"


def _facts(draft: ClearanceDraft) -> Sequence[tuple[str, str]]:
    return (
        (_("Participant"), draft.name),
        (_("Round"), draft.title),
        (_("Framework"), draft.framework),
        (_("Printed on"), date_format(clock.today())),
        (_("Answered"), f"{draft.answered} / {len(draft.lines)}"),
    )


def _lead(draft: ClearanceDraft) -> str:
    if draft.sort == "needs":
        return _(
            "By this signature, the replies below are cleared and sent to the secretariat as the "
            "replies of the participant."
        )
    return _(
        "By this signature, the replies below are cleared and sent to the secretariat as the "
        "replies of the organisation."
    )


def _line(line: PrintedLine, *, asked: bool = True) -> Mapping[str, str]:
    return {
        "about": line.about,
        "words": line.words,
        "lang": line.lang.split("-", maxsplit=1)[0],
        "verdict": line.verdict or (_("no reply") if asked else ""),
        "note": line.note,
        "by": line.by,
        "remark": _remark(line),
    }


def _remark(line: PrintedLine) -> str:
    if line.unwritten:
        return _("The text of the record has not been updated yet.")
    if line.moved:
        return _("The record has changed since this reply.")
    return ""
