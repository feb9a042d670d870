"""Reading a document into drafts, and what a person decides about each."""

import io
import re
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

import docx
import pytest
from django.test import Client
from django.urls import reverse

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.outcome_documents import forms as reading
from egnatia.commitments.outcome_documents.actions import DocumentDetails, carry_out, read_outcome, save_for_later
from egnatia.commitments.outcome_documents.models import Outcome
from egnatia.commitments.outcome_documents.rules import KEEP, LEAVE, LINK, MERGE, ParagraphDraft, drafts_of
from egnatia.formats.documents.text import DocumentText
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Link, Person, Version
from egnatia.kernel.readers import reader_of
from egnatia.pages import documents
from tests import make
from tests.commitments.doing import WORDS, commitment, focal_point, secretariat
from tests.needs.needs.doing import need
from tests.visits import Answer, faults, forms, got, levels, of, reader_at, rows, shown, typed, words

pytestmark = pytest.mark.django_db
TEXT = """Conclusions
1. Buy lamps for the market place.
2. Whoever leaves prison is met within seven days of the release.
3. Hold a meeting every spring.
"""
TITLE = "Conclusions of Tirana (demo)"


@pytest.fixture
def desk() -> Reader:
    return secretariat()


def outcome(by: Reader, text: str = TEXT, language: str = "en") -> UUID:
    return read_outcome(DocumentDetails(TITLE, date(2026, 6, 1), language), drafts_of(text), by=by)


def sent(**more: str) -> dict[str, str]:
    """What the form sends back untouched, with the marking GREEN."""
    return {"version": "1", "marking-tlp": "1", **more}


def wrong_paragraphs(answer: Answer) -> list[int]:
    """The places of those that cannot be kept as they are."""
    assert answer.context["wrong"]
    return [part.place for part in answer.context["parts"] if part.fault]


def became(answer: Answer) -> list[str]:
    """What was decided about each paragraph, as far as the reader may know it."""
    return [draft.decision for draft in answer.context["outcome"].drafts]


def cells(answer: Answer) -> list[str]:
    """What the page says of it."""
    return [said for _number, _text, said in rows(answer)]


def test_a_pasted_text_becomes_drafts_that_only_ones_own_house_sees(desk: Reader) -> None:
    client = of(desk)
    assert got(client, "commitments:outcomes").context["rows"] == []

    answer = client.post(reverse("commitments:outcome-new"), {"title": TITLE, "text": TEXT, "agreed_on": "2026-06-01"})

    found = Outcome.objects.select_related("record").get()
    address = reverse("commitments:outcome", args=[found.pk])
    assert answer["Location"] == address
    assert found.record.marking == make.STRICT
    page = client.get(address)
    assert [part.draft.number for part in page.context["parts"]] == ["", "1", "2", "3"]
    assert typed(page)["number-4"] == ["3"]
    assert typed(page)["text-4"] == ["Hold a meeting every spring."]
    assert TITLE in shown(client, "commitments:outcomes")
    for other in (of(focal_point()), of(make.reader("weak", at=None, strong=False))):
        assert other.get(address).status_code == 404
    assert not Commitment.objects.exists()


def test_the_title_of_a_document_is_in_its_language(desk: Reader) -> None:
    found = outcome(desk, language="mk")

    assert '<h1 lang="mk">' in of(desk).get(reverse("commitments:outcome", args=[found])).text
    assert f'lang="mk">{TITLE}</a>' in of(desk).get(reverse("commitments:outcomes")).text


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_an_uploaded_document_becomes_drafts(desk: Reader, kind: str) -> None:
    content = TEXT.encode()
    if kind == "docx":
        written, document = io.BytesIO(), docx.Document()
        for line in TEXT.splitlines():
            document.add_paragraph(line)
        document.save(written)
        content = written.getvalue()
    file = io.BytesIO(content)
    file.name = f"conclusions.{kind}"

    of(desk).post(reverse("commitments:outcome-new"), {"title": TITLE, "upload": file})

    (found,) = Outcome.objects.all()
    assert [each["number"] for each in found.paragraphs] == ["", "1", "2", "3"]


def test_what_cannot_be_read_is_said(desk: Reader) -> None:
    client, new = of(desk), reverse("commitments:outcome-new")
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(100))
    picture.name = "picture.png"

    assert faults(client.post(new, {"title": TITLE, "text": " "})).keys() == {"text"}
    assert "picture.png" in words(client.post(new, {"title": TITLE, "upload": picture}).content)
    many = "\n".join(f"{number}. Train officers." for number in range(1, 252))
    too_many = client.post(new, {"title": TITLE, "text": many})
    (sentence,) = too_many.context["form"].errors["text"]
    assert re.findall(r"\d+", sentence) == ["251", "250"]
    assert sentence in words(too_many.content)
    assert faults(client.post(new, {"text": TEXT})) == {"title": ["required"]}
    assert of(make.reader("weak", strong=False)).get(new).status_code == 403
    assert Client().get(new).status_code == 302
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        (f"1. {'word ' * 1_001}", "text", ("“1 word word", "5,004", "5,000")),
        ("1. Begin,\n" + "go on and\n" * 600, "text", ("“1 Begin, go on", "6,006", "5,000")),
        ("1. Short.\n" * 19_000 + "1. Train officers.\n" * 1_000, "upload", ("200,000",)),
    ],
)
def test_no_text_of_a_document_is_dropped_silently(desk: Reader, text: str, field: str, said: tuple[str, ...]) -> None:
    client, new = of(desk), reverse("commitments:outcome-new")
    file = io.BytesIO(text.encode())
    file.name = "conclusions.txt"

    page = client.post(new, {"title": TITLE, "upload": file})
    assert faults(page).keys() == {field}
    (sentence,) = page.context["form"].errors[field]
    assert sentence in words(page.content)
    assert all(each in sentence for each in said)
    assert not Outcome.objects.exists()


def test_pages_without_text_are_named(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    found = DocumentText("pdf", ("1. Train officers of all prisons.",), silent_pages=(2, 5))
    monkeypatch.setattr(documents, "document_text", lambda *_file, **_limits: found)
    file = io.BytesIO(b"%PDF")
    file.name = "conclusions.pdf"

    page = of(desk).post(reverse("commitments:outcome-new"), {"title": TITLE, "upload": file}, follow=True)

    assert levels(page) == ["warning"]
    (message,) = map(str, page.context["messages"])
    assert "2, 5" in message
    assert message in words(page.content)


def test_as_much_text_as_may_be_read_comes_back_from_the_review(desk: Reader) -> None:
    text = "\n".join(f"{number}. {'ж' * 4_990}." for number in range(1, 41))
    assert len(text) < reading.MOST_TEXT < len(text) + 500
    record = outcome(desk, text, "mk")
    texts = {f"text-{place}": "ж" * 4_990 for place in range(1, 41)}

    answer = of(desk).post(
        reverse("commitments:outcome", args=[record]),
        urlencode(sent(later="1", **texts)),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 302


def test_a_paragraph_that_grew_too_long_is_refused_and_not_cut(desk: Reader) -> None:
    address = reverse("commitments:outcome", args=[outcome(desk)])

    page = of(desk).post(address, sent(**{"text-2": "a\r\n" * 2_500 + "b"}))

    assert wrong_paragraphs(page) == [2]
    fault = page.context["parts"][1].fault
    assert re.findall(r"[\d,]+", fault) == ["5,001", "5,000"]
    assert fault in words(page.content)
    assert of(desk).post(address, sent(**{"text-2": "a\r\n" * 2_499 + "bc"})).status_code == 302


def test_beside_a_paragraph_stands_what_says_the_same_among_what_the_reader_sees(desk: Reader) -> None:
    seen = commitment(desk)
    hidden = commitment(focal_point(), "Whoever leaves prison is met within seven days", marking=make.STRICT)
    record = outcome(desk)

    page = of(desk).get(reverse("commitments:outcome", args=[record]))

    assert page.context["suggested"] == 1
    assert page.context["parts"][2].draft.number == "2"
    assert WORDS in page.text.partition('id="part-3"')[2].partition('id="part-4"')[0]
    assert str(seen) in page.content.decode()
    assert str(hidden) not in page.content.decode()


def test_a_person_keeps_merges_links_or_leaves_out(desk: Reader) -> None:
    earlier, other = commitment(desk), commitment(desk, "Hold a meeting every summer", paragraph="9")
    record = outcome(desk)
    decisions = {"decision-3": f"merge:{earlier}", "decision-4": f"link:{other}", "text-2": "Buy two lamps."}

    answer = of(desk).post(reverse("commitments:outcome", args=[record]), sent(**decisions), follow=True)

    assert levels(answer) == ["success"]
    assert Commitment.objects.filter(source=TITLE).count() == 2
    assert became(answer) == [LEAVE, KEEP, MERGE, LINK]
    left, kept, merged, _linked = cells(answer)
    assert WORDS in merged
    assert "Buy two lamps." in kept
    assert WORDS not in left
    lamps = Commitment.objects.get(paragraph="1")
    said = COMMITMENT.said(lamps)
    assert (said.text.texts, said.source, said.agreed_on) == ({"en": "Buy two lamps."}, TITLE, date(2026, 6, 1))
    assert lamps.record.marking == make.GREEN
    spring = Commitment.objects.get(source=TITLE, paragraph="3")
    links = {(link.left_id, link.right_id) for link in Link.objects.filter(relation="says again")}
    assert links == {(record, earlier), (spring.pk, other)}
    assert AuditEvent.objects.filter(verb="reviewed").count() == 1
    assert TITLE in shown(of(desk), "commitments:commitment", earlier)
    assert TITLE not in shown(of(focal_point()), "commitments:commitment", earlier)


def test_a_document_tells_nobody_of_commitments_that_he_does_not_see(desk: Reader) -> None:
    """Shared with everybody once it was carried out: its readers learn of what they read, in every place."""
    seen, hidden = commitment(desk), commitment(desk, "Undercover work", marking=make.RED)
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])
    decided = {"decision-2": f"link:{hidden}", "decision-3": f"merge:{hidden}", "decision-4": f"link:{seen}"}
    of(desk).post(address, sent(**decided))
    of(desk).post(reverse("people:marking", args=[record]), {"marking-tlp": "0"})

    for other in (of(focal_point()), of(reader_at(desk, "colleague"))):
        answer = other.get(address)
        assert became(answer) == [LEAVE, KEEP, LEAVE, LINK]
        assert cells(answer)[2] == cells(answer)[0]
        assert str(hidden) not in answer.content.decode()
        assert {draft.other for draft in answer.context["outcome"].drafts} == {"", str(seen)}
    own = of(desk).get(address)
    assert became(own) == [LEAVE, LINK, MERGE, LINK]
    assert cells(own)[2] != cells(own)[0]
    assert str(hidden) in own.text
    assert all(str(hidden) not in str(version.content) for version in Version.objects.filter(record=record))


def test_what_was_made_for_few_is_nothing_to_the_others(desk: Reader) -> None:
    """The commitments of a document may be narrower than it, and stand beside others that everybody sees."""
    seen = commitment(desk)
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])
    of(desk).post(address, sent(**{"marking-tlp": "4", "decision-2": f"link:{seen}"}))
    of(desk).post(reverse("people:marking", args=[record]), {"marking-tlp": "1"})

    answer = of(focal_point()).get(address)

    assert became(answer) == [LEAVE] * 4
    assert len(set(cells(answer))) == 1
    assert str(seen) not in answer.content.decode()
    assert became(of(desk).get(address)) == [LEAVE, LINK, KEEP, KEEP]


def test_a_choice_of_what_a_colleague_does_not_see_is_not_made_for_them(desk: Reader) -> None:
    hidden = commitment(desk, "Undercover work", marking=make.RED)
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])
    chosen = {"decision-1": f"merge:{hidden}", "decision-3": f"merge:{hidden}"}
    of(desk).post(address, sent(later="1", **chosen))

    answer = of(reader_at(desk, "colleague")).post(address, sent(version="2"), follow=True)

    assert levels(answer) == ["success"]
    assert Commitment.objects.filter(source=TITLE).count() == 3


@pytest.mark.parametrize("what", ["hidden", "itself", "need", "nothing"])
@pytest.mark.parametrize("decision", ["merge", "link"])
def test_only_a_commitment_that_one_sees_is_repeated(desk: Reader, what: str, decision: str) -> None:
    record = outcome(desk)
    others = {
        "hidden": lambda: commitment(focal_point(), "Undercover work", marking=make.STRICT),
        "itself": lambda: record,
        "need": lambda: need(focal_point()),
        "nothing": lambda: make.uuid(5),
    }
    address = reverse("commitments:outcome", args=[record])
    chosen = {"decision-3": f"{decision}:{others[what]()}", "text-2": "Typed so far"}
    before = Commitment.objects.count()

    page = of(desk).post(address, sent(**chosen))

    assert levels(page) == ["error"]
    assert typed(page)["version"] == ["1"], "nobody else saved it"
    assert typed(page)["text-2"] == ["Typed so far"]
    assert Commitment.objects.count() == before
    assert not Link.objects.exists()


def test_what_was_chosen_is_kept_for_later(desk: Reader) -> None:
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])

    of(desk).post(address, sent(later="1", **{"decision-1": "keep", "decision-2": "leave", "text-3": "Anew."}))

    assert not Commitment.objects.exists()
    paragraphs = Outcome.objects.get().paragraphs
    assert [each["decision"] for each in paragraphs] == ["keep", "leave", "keep", "keep"]
    assert "Anew." in words(of(reader_at(desk, "colleague")).get(address).content)
    again = of(desk).post(address, sent(later="1", **{"text-2": "Typed at the same time"}))
    assert levels(again) == ["error"]
    assert not again.context["outcome"].done
    assert typed(again)["version"] == ["2"]
    assert typed(again)["text-2"] == ["Typed at the same time"]
    assert of(desk).post(address, sent(later="1", version="2")).status_code == 302


def test_a_preview_and_a_fault_keep_what_was_typed(desk: Reader) -> None:
    address = reverse("commitments:outcome", args=[outcome(desk)])
    client = of(desk)

    previewed = client.post(address, sent(preview="1", **{"text-2": "Typed so far", "decision-2": "nonsense:x"}))
    assert "members" in {group.code for group in previewed.context["preview"].groups}
    assert typed(previewed)["text-2"] == ["Typed so far"]
    empty = client.post(address, sent(**{"text-2": " ", "text-3": "Typed so far"}))
    assert wrong_paragraphs(empty) == [2]
    assert empty.context["parts"][1].fault in words(empty.content)
    assert typed(empty)["text-3"] == ["Typed so far"]
    unmarked = client.post(address, {"version": "1", "marking-tlp": "2"})
    assert faults(unmarked, "marking").keys() == {"communities"}
    assert not Commitment.objects.exists()


def test_nothing_is_decided_twice(desk: Reader) -> None:
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])

    of(desk).post(address, sent())
    again = of(desk).post(address, sent(version="2", **{"text-2": "Typed too late"}))

    assert levels(again) == ["error"]
    assert again.context["outcome"].done
    assert typed(again)["text-2"] == ["Typed too late"]
    assert Commitment.objects.count() == 3


def test_only_its_house_decides_and_withdraws(desk: Reader) -> None:
    record = outcome(desk)
    Outcome.objects.get()
    arta = focal_point()
    shared = reverse("people:marking", args=[record])
    of(desk).post(shared, {"marking-tlp": "1"})

    address = reverse("commitments:outcome", args=[record])
    seen = of(arta).get(address)
    assert (seen.context["outcome"].done, seen.context["outcome"].writable) == (False, False)
    assert forms(seen) == {reverse("exchange:widening", args=[record])}
    assert {len(row) for row in rows(seen)} == {2}, "nothing became of a paragraph yet"
    assert of(arta).post(address, sent()).status_code == 403
    withdrawal = reverse("commitments:outcome-withdrawal", args=[record])
    assert of(arta).get(withdrawal).status_code == 403
    assert of(arta).post(withdrawal).status_code == 403
    asks = of(desk).get(withdrawal)
    assert forms(asks) == {""}
    assert TITLE in words(asks.content)
    assert Outcome.visible_to(desk).filter(pk=record).exists()
    weak = reader_of(Person.objects.get(pk=desk.person), strong=False)
    assert of(weak).get(withdrawal).status_code == 403
    assert of(weak).post(withdrawal).status_code == 403
    assert of(desk).post(withdrawal).status_code == 302
    assert of(desk).get(address).status_code == 404


def test_actions_refuse_what_no_page_would_send(desk: Reader) -> None:
    record = outcome(desk)
    drafts = tuple(ParagraphDraft(str(number), "Text", LEAVE) for number in range(4))

    with pytest.raises(NotFound):
        carry_out(
            record,
            (*drafts[:3], ParagraphDraft("4", "Text", MERGE, str(make.uuid(5)))),
            make.GREEN,
            expected=1,
            by=desk,
        )
    with pytest.raises(NotFound):
        carry_out(
            record, (*drafts[:3], ParagraphDraft("4", "Text", LINK, str(make.uuid(5)))), make.GREEN, expected=1, by=desk
        )
    with pytest.raises(ChangedMeanwhile):
        save_for_later(record, drafts[:3], expected=1, by=desk)
    with pytest.raises(NotAllowed):
        read_outcome(DocumentDetails(TITLE), drafts, by=make.reader("weak", strong=False))


def test_its_history_shows_the_paragraphs_that_were_corrected(desk: Reader) -> None:
    record = outcome(desk)
    page = of(desk).get(reverse("commitments:outcome", args=[record]))
    assert [edition.number for edition in page.context["outcome"].history] == [1]
    paragraphs = Outcome.objects.get(pk=record).paragraphs
    drafts = [
        ParagraphDraft(**{**each, "text": "Corrected by hand" if not place else each["text"]})
        for place, each in enumerate(paragraphs)
    ]

    save_for_later(record, drafts, expected=1, by=desk)

    page = got(of(desk), "commitments:outcome", record)
    newest, first = page.context["outcome"].history
    assert (newest.number, first.number) == (2, 1)
    (change,) = newest.changes
    assert (change.before, change.after) == ("Conclusions", "Corrected by hand")
    assert "1" in change.label
    for said in (change.label, "Corrected by hand"):
        assert said in words(page.content).partition(paragraphs[3]["text"])[2]
