"""Paper is real: a draft to be signed, and the signed page, which counts as cleared."""

import re
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override
from lxml import html
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import WORDS, focal_point, need, said
from tests.rounds.rounds.doing import (
    TITLE,
    accept,
    answer,
    clear,
    give_back,
    opened,
    participant,
    stage,
    support_round,
)
from tests.scans import jpeg, png
from tests.visits import Answer, faults, got, of, offers, refused, words

from egnatia.formats import Refused
from egnatia.formats.scans import scan_of
from egnatia.formats.sentences import KINDS, PICTURES
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.pages.refusals import refusal_words
from egnatia.rounds.rounds.actions.clearance import take_back
from egnatia.rounds.rounds.labels import VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.rounds.rules import Invitee
from egnatia.rounds.signed_clearance import typeset
from egnatia.rounds.signed_clearance.actions import PaperUpload, PrintedOtherwise, Signing, clear_on_paper
from egnatia.rounds.signed_clearance.models import SignedPage, SignedPaper
from egnatia.rounds.signed_clearance.queries import draft_of, file_of, papers_of, to_sign
from egnatia.rounds.signed_clearance.rules import BROUGHT_BY_ACCOUNT, code_of, same_code
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

pytestmark = pytest.mark.django_db
STRICT = Marking(Tlp.AMBER_STRICT)


def code(by: Reader, who: UUID) -> str:
    return to_sign(by, Participant.objects.select_related("round").get(pk=who)).code


def sign(by: Reader, who: UUID, *, copied: str = "") -> UUID:
    signing = Signing("Drita Ura (demo)", "State Secretary", copied or code(by, who), "the prison service")
    return clear_on_paper(who, signing, PaperUpload("png", png()), by=by)


def draft(client: Client, who: UUID, **headers: str) -> str:
    """Everything that is printed, on one line."""
    answer = client.get(reverse("rounds:paper-draft", args=[who]), headers=headers)
    assert answer["Content-Type"] == "application/pdf"
    return printed(answer.content)


def printed(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.split())


def to_print(by: Reader, who: UUID) -> Any:  # noqa: ANN401 - words, and lists of words, by what they are
    return typeset.said(draft_of(RoundQuery(by, forum(), objectives()), who))


def unprinted(by: Reader, who: UUID) -> list[tuple[str, bool, bool]]:
    """What the page names as not printed, and whether the answer to it is sent, or stays."""
    page = got(of(by), "rounds:paper-signing", who)
    found = page.context["draft"].unprinted
    assert all(each.words in words(page.content) for each in found)
    return [(each.words, each.sent, each.stays) for each in found]


def brought(client: Client, who: UUID, content: bytes, **more: object) -> Answer:
    typed = {"signed_by": "Drita Ura (demo)", "function": "State Secretary", "consulted": "", **more}
    upload = SimpleUploadedFile("scan.exe", content)
    return client.post(reverse("rounds:paper-signing", args=[who]), {**typed, "upload": upload})


def test_the_draft_says_what_will_be_cleared_under_its_marking_with_a_code(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked, "changed", "Two more prisons since May; шест затвора; έξι.")

    text = draft(of(arta), who)

    printed = to_print(arta, who)
    assert printed["marking"].startswith("TLP:AMBER+STRICT – arta's house (demo), ")
    assert len(printed["marking"].split(", ")) == 3  # the house, the focal points, the secretariat
    assert printed["marking"] in text
    assert WORDS in text
    assert str(VERDICT["changed"]) in text
    assert "Two more prisons since May; шест затвора; έξι." in text
    assert TITLE in text
    assert code(arta, who) in text
    assert all(line in text for line in printed["sign"])


@pytest.mark.parametrize("language", ["mk", "sr"])
def test_the_line_for_whoever_signs_asks_for_the_name_of_a_person(
    desk: Reader, arta: Reader, asked: UUID, language: str
) -> None:
    with override(language):
        name_of_a_thing = gettext("Name")

    text = draft(of(arta), participant(opened(desk)), accept_language=language)

    assert name_of_a_thing == "Назив"
    assert name_of_a_thing not in text


def test_the_draft_is_the_same_to_the_byte_until_an_answer_is_another(desk: Reader, arta: Reader, asked: UUID) -> None:
    who, client = participant(opened(desk)), of(arta)
    answer(arta, who, asked)
    address = reverse("rounds:paper-draft", args=[who])
    first, second = client.get(address).content, client.get(address).content
    before = code(arta, who)

    answer(arta, who, asked, "gone", number=1)

    assert first == second
    assert client.get(address).content != first
    assert code(arta, who) != before


def test_the_code_is_another_after_another_text_of_a_need_or_a_new_need(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    first = code(arta, who)
    lifecycle.change(NEED, asked, said("Tjetër gjë"), expected=1, by=arta)
    second = code(arta, who)
    need(arta, objective="2.3.1")

    assert len({first, second, code(arta, who)}) == 3


def test_the_code_is_another_once_something_printed_is_narrowed(desk: Reader, arta: Reader, asked: UUID) -> None:
    other = need(arta, objective="2.3.1", words="Përsëri")
    who = participant(opened(desk))
    answer(arta, who, asked)
    new = need(arta, objective="2.3.1", words="I ri")
    given = RoundAnswer.objects.get(about=asked)
    codes = [code(arta, who)]

    for record, marking in ((other, STRICT), (new, STRICT), (given.pk, Marking(Tlp.RED))):
        remark(Record.objects.get(pk=record), marking, by=arta)
        codes.append(code(arta, who))
        with pytest.raises(PrintedOtherwise):
            sign(arta, who, copied=codes[-2])

    assert len(set(codes)) == len(codes)
    assert stage(who) == "started"


def test_the_code_is_another_once_somebody_else_will_read_the_page(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    make.community("other-seats")
    before = code(arta, who)

    make.office(make.person("zana"), "F", where="other-seats", economy="ALB")

    assert code(arta, who) != before


def test_an_answer_that_clearing_does_not_send_is_not_printed_and_the_page_says_so(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    make.community("arms", accepts=True)
    kept = need(arta, objective="2.3.1", words="Përsëri")
    who = participant(opened(desk))
    answer(arta, who, asked)
    answer(arta, who, kept, "gone", "Said among us")
    given = RoundAnswer.objects.get(about=kept)
    remark(given.record, Marking(Tlp.GREEN, communities=frozenset({"arms"})), by=arta)

    assert "Said among us" not in draft(of(arta), who)
    assert unprinted(arta, who) == [("Përsëri", False, True)]
    assert got(of(arta), "rounds:round-answers", who).context["answers"].staying == {kept}
    sign(arta, who)
    given.refresh_from_db()
    assert not given.cleared


def test_what_is_not_printed_though_its_answer_goes_is_named_on_the_page(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    kept = need(arta, objective="2.3.1", marking=make.STRICT, words="Vetëm brenda shtëpisë")
    who = participant(opened(desk))
    answer(arta, who, kept)

    assert unprinted(arta, who) == [("Vetëm brenda shtëpisë", True, False)]
    sign(arta, who)
    assert RoundAnswer.objects.get(about=kept).cleared


def test_a_signed_page_is_gone_with_anything_that_is_printed_on_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)
    new = need(arta, objective="2.3.1")
    remark(Record.objects.get(pk=new), STRICT, by=arta)  # not printed: no matter
    assert file_of(desk, record)
    assert papers_of(desk, who)

    remark(Record.objects.get(pk=asked), STRICT, by=arta)

    with pytest.raises(NotFound):
        file_of(desk, record)
    assert papers_of(desk, who) == ()
    assert of(desk).get(reverse("people:marking", args=[record])).status_code == 404
    assert file_of(arta, record)
    records.withdraw(Record.objects.get(pk=asked), by=arta)
    with pytest.raises(NotFound):
        file_of(arta, record)


def test_a_signed_page_is_gone_with_an_answer_that_is_printed_on_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    deputy = focal_point("ALB", "besa")
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)
    assert file_of(deputy, record)

    remark(RoundAnswer.objects.get().record, Marking(Tlp.RED), by=arta)

    for reader in (deputy, desk):
        with pytest.raises(NotFound):
            file_of(reader, record)


def test_a_signed_page_is_opened_to_nobody_who_may_not_read_what_is_printed_on_it(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    stranger = make.reader("stranger")
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)

    told = of(arta).post(reverse("people:marking", args=[record]), {"marking-tlp": "1"})

    assert refused(told, "paper-printed")
    with pytest.raises(NotFound):
        file_of(stranger, record)
    assert Record.objects.get(pk=record).tlp == Tlp.AMBER_STRICT


def test_a_signed_page_is_opened_to_whoever_reads_all_that_is_printed_on_it(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    stranger = make.reader("stranger")
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)
    remark(RoundAnswer.objects.get().record, make.GREEN, by=arta)

    remark(Record.objects.get(pk=record), make.GREEN, by=arta)

    assert file_of(stranger, record).content == png()


def test_a_code_is_copied_by_people(desk: Reader) -> None:
    found = code_of(["answer 1", "answer 2"])

    assert re.fullmatch(r"([0-9A-F]{4}-){3}[0-9A-F]{4}", found)
    assert found == code_of(["answer 2", "answer 1"])
    assert same_code(f"  {found.lower().replace('-', ' ')} ", found)
    assert same_code("ol0-1", "0101")
    assert not same_code(found[:-1], found)
    assert not same_code("", found)


def test_the_draft_prints_the_footnote_where_a_name_needs_it(desk: Reader) -> None:
    other = focal_point("XKX", "blerta")
    who = participant(opened(desk, participants=(Invitee("states", economy="XKX"),)), "XKX")
    need(other, economy="XKX")

    text = draft(of(other), who)

    assert "Kosovo*" in text
    assert text.count("UNSC 1244") == 1


def test_the_draft_speaks_the_language_of_whoever_prints_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))

    for language in ("en", "sq"):
        with override(language):
            (line,) = to_print(arta, who)["lines"]
        assert line["verdict"] in draft(of(arta), who, **{"Accept-Language": language})
    assert draft(of(arta), who, **{"Accept-Language": "sq"}) != draft(of(arta), who)


def test_what_not_all_may_read_who_read_the_page_is_on_no_paper(desk: Reader, arta: Reader, asked: UUID) -> None:
    need(arta, objective="2.3.1", marking=make.RED, words="Vetëm për një person")
    need(arta, objective="2.3.1", marking=make.STRICT, words="Vetëm brenda shtëpisë")
    who = participant(opened(desk))
    answer(arta, who, asked)
    need(arta, objective="2.3.1", marking=make.RED, words="I ri dhe vetëm për një")

    text, before = draft(of(arta), who), code(arta, who)

    assert "Vetëm" not in text
    assert "vetëm" not in text
    hidden = unprinted(arta, who)
    assert [(sent, stays) for _words, sent, stays in hidden] == [(False, False)] * 3, "none of these was answered"
    assert {name for name, _sent, _stays in hidden} == {
        "Vetëm për një person",
        "Vetëm brenda shtëpisë",
        "I ri dhe vetëm për një",
    }
    for record in Record.objects.filter(kind=Need.KIND).exclude(pk=asked):
        records.withdraw(record, by=arta)
    assert draft(of(arta), who).replace(code(arta, who), before) == text, "the paper does not say how many there are"


def test_an_organisation_prints_its_activities(desk: Reader) -> None:
    ura = make.organisation("Ura (demo)")
    by = make.reader("ura", at=ura)
    mine = activity("Safe storage rooms", by=by)
    who = Participant.objects.get(round=support_round(desk, ura)).pk
    answer(by, who, mine.pk, "done")

    text = draft(of(by), who)

    marking = to_print(by, who)["marking"]
    assert marking.startswith("TLP:AMBER+STRICT – Ura (demo), ")
    assert len(marking.split(", ")) == 2  # the house, the secretariat
    assert marking in text
    assert "Safe storage rooms" in text
    assert str(VERDICT_OF_SUPPORT["done"]) in text
    assert sign(by, who)


def test_the_signed_page_counts_as_cleared(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    client = of(arta)
    assert offers(got(client, "rounds:round-answers", who), "rounds:paper-signing", who)

    done = brought(client, who, jpeg(), code=code(arta, who).lower())

    assert done.status_code == 302
    assert stage(who) == "cleared"
    for reader in (arta, desk):
        (paper,) = papers_of(reader, who)
        assert (paper.signed_by, paper.function, paper.by) == ("Drita Ura (demo)", "State Secretary", "arta (demo)")
        page: Any = html.document_fromstring(got(of(reader), "rounds:round-answers", who).text)
        file = reverse("rounds:paper-file", args=[paper.id])
        (line,) = (each.text_content() for each in page.iter("li") if each.xpath(f'.//a[@href="{file}"]'))
        assert all(part in line for part in (paper.signed_by, paper.function, paper.by))
    accept(who, by=desk)
    assert stage(who) == "accepted"
    assert [event.verb for event in AuditEvent.objects.filter(target=str(SignedPaper.objects.get().pk))] == [
        "kept signed page"
    ]


def test_the_file_is_given_as_it_was_brought_and_never_shown_inside_a_page(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)

    found = of(desk).get(reverse("rounds:paper-file", args=[record]))

    assert found.content == png()
    assert found["Content-Type"] == "image/png"
    assert re.fullmatch(r'attachment; filename="signed-\d{4}-\d\d-\d\d\.png"', found["Content-Disposition"])
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Cache-Control"] == "private, no-store"


def test_the_signed_page_is_read_by_whoever_reads_the_cleared_answers(
    desk: Reader, arta: Reader, asked: UUID, police: Reader
) -> None:
    deputy, stranger = focal_point("ALB", "besa"), focal_point("MNE", "mila")
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)

    for reader in (arta, desk, deputy):
        assert file_of(reader, record).content == png()
        assert len(papers_of(reader, who)) == 1
        assert offers(got(of(reader), "rounds:round-answers", who), "rounds:paper-file", record)
    for reader in (police, stranger, make.reader("weak", secretariat=True, strong=False)):
        with pytest.raises(NotFound):
            file_of(reader, record)
        assert papers_of(reader, who) == ()
    page = got(of(police), "rounds:round-answers", who)
    assert not offers(page, "rounds:paper-file", record)
    assert "Drita Ura (demo)" not in words(page.content)


def test_a_narrowed_page_is_gone_at_the_next_request(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = sign(arta, who)
    assert of(desk).get(reverse("rounds:paper-file", args=[record])).status_code == 200

    remark(Record.objects.get(pk=record), Marking(Tlp.AMBER_STRICT), by=arta)

    assert of(desk).get(reverse("rounds:paper-file", args=[record])).status_code == 404
    assert of(arta).get(reverse("rounds:paper-file", args=[record])).status_code == 200


def test_a_page_that_signs_other_answers_is_refused_and_a_new_draft_offered(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    before = code(arta, who)
    answer(arta, who, asked, "gone", number=1)

    told = brought(of(arta), who, png(), code=before)

    assert faults(told).keys() == {"code"}
    assert told.context["form"].errors["code"][0] in words(told.content)
    assert offers(told, "rounds:paper-draft", who)
    assert "Drita Ura (demo)" in told.text  # nothing typed is lost
    assert stage(who) == "started"
    assert not SignedPage.objects.exists()
    with pytest.raises(PrintedOtherwise):
        sign(arta, who, copied=before)


@pytest.mark.parametrize(
    ("content", "refusal", "named"),
    [
        (b"MZ\x90\0\0\0", "wrong-kind", KINDS["binary"]),
        (png()[:30], "broken-document", PICTURES["PNG"]),
        (b"<html><script>alert(1)</script></html>", "wrong-kind", KINDS["html"]),
        (b"\0" * 10_000_001, "too-big", "10 MB"),
    ],
)
def test_a_file_that_is_no_page_is_refused_in_a_sentence(
    desk: Reader, arta: Reader, asked: UUID, content: bytes, *, refusal: str, named: str
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)

    told = brought(of(arta), who, content, code=code(arta, who))

    found = scan_of(content, "scan.exe")
    assert isinstance(found, Refused)
    assert found.code == refusal
    assert told.context["form"].errors == {"upload": [refusal_words(found)]}
    assert all(part in refusal_words(found) for part in ("scan.exe", named))
    assert refusal_words(found) in words(told.content)
    assert stage(who) == "started"


def test_whoever_may_not_clear_gets_no_draft_and_brings_no_page(
    desk: Reader, arta: Reader, asked: UUID, police: Reader
) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked)
    stranger = focal_point("MNE", "mila")

    for reader, status in ((police, 403), (desk, 403), (stranger, 404)):
        client = of(reader)
        assert client.get(reverse("rounds:paper-draft", args=[who])).status_code == status
        assert client.get(reverse("rounds:paper-signing", args=[who])).status_code == status
        assert brought(client, who, png(), code=code(arta, who)).status_code == status
    with pytest.raises(NotAllowed, match="round-clearance"):
        sign(police, who)
    with pytest.raises(NotAllowed, match="round-not-asked"):
        sign(focal_point("BGR", "boris"), participant(record, "BGR"))
    assert Client().get(reverse("rounds:paper-draft", args=[who])).status_code == 302


def test_what_is_cleared_is_not_signed_again_and_is_returned_like_any_clearance(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    first = sign(arta, who)
    with pytest.raises(NotAllowed, match="round-stage"):
        sign(arta, who)

    give_back(who, "Which prisons?", {}, by=desk)
    answer(arta, who, asked, "changed", "Fier", number=1)
    second = sign(arta, who)
    take_back(who, by=arta)
    clear(who, by=arta)

    assert [row.id for row in papers_of(arta, who)] == [second, first]


def test_uploads_of_one_account_are_limited(desk: Reader, arta: Reader, asked: UUID) -> None:
    who, client = participant(opened(desk)), of(arta)
    answers = [brought(client, who, b"x", code="x").status_code for _ in range(BROUGHT_BY_ACCOUNT.most + 1)]

    assert set(answers[:-1]) == {200}
    assert answers[-1] == 429


def test_the_number_of_queries_does_not_grow_with_the_papers(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    counts = []
    for _ in range(3):
        sign(arta, who)
        client = of(arta)
        with CaptureQueriesContext(connection) as asked_for:
            client.get(reverse("rounds:round-answers", args=[who]))
        counts.append(len(asked_for))
        take_back(who, by=arta)

    assert len(set(counts)) == 1
