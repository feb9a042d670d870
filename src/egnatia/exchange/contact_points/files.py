"""The directory as files: vCards (RFC 2426) and a sheet to print, each of what its reader may know."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import vText
from icalendar.parser import Contentline

from egnatia.exchange.contact_points.queries import ContactDirectory, ContactRow
from egnatia.formats.reports.document import Column, Document, Labels, Paragraph, ReportCell, Table, Words
from egnatia.formats.reports.pdf import pdf
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.taxonomy.forum import forum, shows_asterisk

VCARD = "text/vcard; charset=utf-8"


def vcards(rows: Sequence[ContactRow]) -> bytes:
    """One card for each, in their order. Version 3.0, which mail programs and telephones read."""
    return b"".join(_folded(line) for row in rows for line in _card(row))


def _folded(line: str) -> bytes:
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]  # the library's own
    return folded + b"\r\n"


def _card(row: ContactRow) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:urn:uuid:{row.id}"
    yield f"FN:{_escaped(row.name.text)}"
    yield f"N:{_escaped(row.name.text)};;;;"
    told = {
        "ORG": row.organisation,
        "TITLE": row.role,
        "EMAIL;TYPE=INTERNET": row.mailbox,
        "TEL;TYPE=WORK,VOICE": row.telephone,
        "NOTE": "\n".join(_notes(row)),
    }
    yield from (f"{name}:{_escaped(text)}" for name, text in told.items() if text)
    yield f"REV:{row.changed_at:%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


def _notes(row: ContactRow) -> Iterator[str]:
    """What has no place of its own, the marking first: a card leaves with it."""
    yield row.marking
    told = (
        (_("Economy"), row.economy_name),
        (_("Topics"), row.topics),
        (_("Working hours"), row.hours),
        (_("Languages"), row.languages),
        (_("Deputy"), row.deputy),
        (_("Valid until"), date_format(row.valid_until) if row.valid_until else ""),
    )
    yield from (f"{label}: {text}" for label, text in told if text)


def _escaped(text: str) -> str:
    plain = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    return vText(plain).to_ical().decode()


def sheet(reader: Reader, found: ContactDirectory) -> bytes:
    """A PDF, marked like the most protected row on it; vacancies are listed as in the directory."""
    lang = get_language() or "en"

    def words(text: str) -> Words:
        return Words(text, lang)

    rows = [tuple(ReportCell(words(text)) for text in line) for line in _lines(found)]
    columns = tuple(Column(words(text), share) for text, share in _columns())
    shown = " ".join(cell.words.text for line in rows for cell in line)
    day = date_format(clock.today())
    as_of = _("As of %(day)s.") % {"day": day}
    if not reader.is_anonymous:
        as_of = _("As of %(day)s, printed for %(name)s.") % {"day": day, "name": reader.organisation_name}
    return pdf(
        Document(
            title=words(_("Contact points")),
            forum=forum().name,
            marking=max((row.tlp for row in found.rows), default=Tlp.CLEAR).words,
            audience="",
            as_of=clock.today(),
            facts=(),
            blocks=(
                Paragraph(words(as_of), "quiet"),
                Table("contact-points", words(_("Contact points by economy")), columns, tuple(rows)),
            ),
            footnote=forum().footnote if shows_asterisk(shown) else "",
            lang=lang,
            brief=True,
            labels=Labels(page=_("Page {n} of {m}"), digest=words(_("Checksum"))),
        )
    )


def _columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Economy"), 3),
        (_("Contact point"), 5),
        (_("Topics"), 4),
        (_("Contact details"), 5),
        (_("Working hours"), 4),
    )


def _lines(found: ContactDirectory) -> Iterator[tuple[str, ...]]:
    for part in found.parts:
        if not part.rows:
            yield (part.name, _("no contact point listed"), "", "", "")
        for row in part.rows:
            ways = "\n".join(each for each in (row.mailbox, row.telephone) if each)
            hours = "\n".join(each for each in (row.hours, row.languages) if each)
            yield (part.name, f"{row.name.text}\n{row.role}", row.topics, ways, hours)
