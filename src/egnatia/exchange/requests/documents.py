"""The compiled answers of one request: what its reader may read, and nothing else, as a page, a Word file, a PDF."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from egnatia.exchange.requests.queries.detail import AddresseeView, RequestView
from egnatia.formats.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Labels,
    Paragraph,
    ReportCell,
    Table,
    TitleLine,
    Words,
)
from egnatia.formats.reports.pdf import pdf
from egnatia.formats.reports.word import docx
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.pages.downloads import DOCX
from egnatia.taxonomy.forum import forum

FORMATS = ("docx", "pdf")
LEVELS = {tlp.words: tlp for tlp in Tlp}


@dataclass(frozen=True, slots=True)
class CompiledQuestion:
    """A question with what each of those who answered it says."""

    text: str
    answers: tuple[tuple[str, str, UUID | None], ...]  # who, what, and the file that it is


@dataclass(frozen=True, slots=True)
class CompiledAnswers:
    """`tlp` is the narrowest level of what it holds; `others` have said something other than answers."""

    questions: tuple[CompiledQuestion, ...]
    others: tuple[tuple[str, str, str], ...]
    files: tuple[tuple[str, str, UUID], ...]  # further ones of replies
    tlp: str

    @property
    def alone(self) -> bool:
        """Whether it is for its reader's organisation only."""
        return LEVELS[self.tlp] >= Tlp.AMBER


def compiled(page: RequestView) -> CompiledAnswers:
    """Of a page, which holds what its reader may read."""
    said = [(each.label, line) for each in page.received if each.reply for line in each.reply.lines]
    questions = tuple(
        CompiledQuestion(each.text, tuple((who, line.text, line.file) for who, line in said if line.key == each.key))
        for each in page.questions
    )
    files = tuple((each.label, file.name, file.id) for each in page.received if each.reply for file in each.reply.files)
    others = tuple(_other(each) for each in page.received if each.reply and (each.reply.note or not each.reply.lines))
    levels = [page.standing.marking.tlp, *(LEVELS[each.reply.tlp] for each in page.received if each.reply)]
    return CompiledAnswers(questions, others, files, max(levels).words)


def _other(each: AddresseeView) -> tuple[str, str, str]:
    assert each.reply
    return each.label, each.reply.status_words, each.reply.note


def file_with(request: RequestView, form: str) -> tuple[bytes, str]:
    """The answers as one of `FORMATS`: the bytes, and their media type."""
    found = document_of(request)
    return (docx(found), DOCX) if form == "docx" else (pdf(found), "application/pdf")


def document_of(page: RequestView) -> Document:
    """Dated by today; marked as narrowly as the narrowest of what it holds, for its reader's organisation alone."""
    found, lang = compiled(page), (get_language() or "en").split("-", maxsplit=1)[0]
    names = forum()
    return Document(
        title=Words(page.title.text, page.title.lang or lang),
        forum=names.name,
        marking=found.tlp,
        audience=_("for your organisation only") if found.alone else "",
        as_of=clock.today(),
        facts=_facts(page, lang),
        blocks=tuple(_blocks(page, found, lang)),
        footnote=names.footnote,
        lang=lang,
        brief=True,
        labels=_labels(lang),
    )


def _facts(page: RequestView, lang: str) -> tuple[TitleLine, ...]:
    told = (
        (_("Requested by"), page.asker),
        (_("Sent on"), date_format(page.sent_at.date()) if page.sent_at else _("not sent")),
        (_("Who reads the replies"), page.audience_words),
        (_("Replies included"), str(len(page.received))),
        (_("Contents"), _("Only what you may read on the day of this document.")),
    )
    return tuple(TitleLine(Words(label, lang), Words(value, lang)) for label, value in told)


def _labels(lang: str) -> Labels:
    return Labels(
        about=_("About"),
        digest=Words(_("Checksum"), lang),
        page=_("Page {n} of {m}"),
        contents=Words(_("Contents"), lang),
    )


def _blocks(page: RequestView, found: CompiledAnswers, lang: str) -> list[Block]:
    blocks: list[Block] = []
    if page.purpose.text:
        blocks.append(Paragraph(Words(page.purpose.text, page.purpose.lang or lang), "lead"))
    for number, each in enumerate(found.questions, 1):
        blocks.append(Heading(Words(each.text, page.title.lang or lang), 2))
        if not each.answers:
            blocks.append(Paragraph(Words(_("No replies to this question."), lang), "quiet"))
            continue
        columns = (Column(Words(_("Addressee"), lang), 1), Column(Words(_("Reply"), lang), 3))
        rows = tuple(_row((who, lang), (text, "")) for who, text, _file in each.answers)
        blocks.append(Table(f"q{number}", Words(_("Replies"), lang), columns, rows))
    if found.others:
        title = Words(_("Notes, and replies without answers"), lang)
        three = tuple(
            Column(Words(label, lang), share)
            for label, share in ((_("Addressee"), 1), (_("Status"), 1), (_("Note or reason"), 2))
        )
        rows = tuple(_row((who, lang), (status, lang), (note, "")) for who, status, note in found.others)
        blocks += [Heading(title, 2), Table("notes", Words(_("Replies"), lang), three, rows)]
    if found.files:
        two = (Column(Words(_("Addressee"), lang), 1), Column(Words(_("File"), lang), 3))
        rows = tuple(_row((who, lang), (name, "")) for who, name, _file in found.files)
        title = Words(_("Further files"), lang)
        blocks += [Heading(title, 2), Table("files", Words(_("Available on the page of the request"), lang), two, rows)]
    return blocks


def _row(*cells: tuple[str, str]) -> tuple[ReportCell, ...]:
    return tuple(ReportCell(Words(text, lang)) for text, lang in cells)
