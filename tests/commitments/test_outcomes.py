"""Reading a document into drafts, and what a person decides about each."""

import io
from datetime import date
from uuid import UUID

import docx
import pytest
from django.test import Client
from django.urls import reverse

from egnatia.commitments.agreed.actions import ChangedMeanwhile
from egnatia.commitments.agreed.models import Commitment
from egnatia.commitments.outcomes.actions import Said, carry_out, read_outcome, save_for_later
from egnatia.commitments.outcomes.models import Outcome
from egnatia.commitments.outcomes.rules import LEAVE, LINK, MERGE, Draft, drafts_of
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Link
from egnatia.kernel.reader import Reader
from tests import make
from tests.commitments.doing import WORDS, commitment, focal_point, secretariat
from tests.mapping.activities.doing import of, reader_at, shown, words

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
    return read_outcome(Said(TITLE, date(2026, 6, 1), language), drafts_of(text), by=by)


def sent(**more: str) -> dict[str, str]:
    """What the form sends back untouched, with the marking GREEN."""
    return {"version": "1", "marking-tlp": "1", **more}


def test_a_pasted_text_becomes_drafts_that_only_ones_own_house_sees(desk: Reader) -> None:
    client = of(desk)
    assert "No document yet." in shown(client, "commitments:outcomes")

    answer = client.post(reverse("commitments:outcome-new"), {"title": TITLE, "text": TEXT, "agreed_on": "2026-06-01"})

    found = Outcome.objects.select_related("record").get()
    address = reverse("commitments:outcome", args=[found.pk])
    assert answer["Location"] == address
    assert found.record.marking == make.STRICT
    page = words(client.get(address).content)
    assert "4 paragraphs." in page
    assert "Paragraph 3" in page
    assert TITLE in shown(client, "commitments:outcomes")
    for other in (of(focal_point()), of(make.reader("weak", at=None, strong=False))):
        assert other.get(address).status_code == 404
    assert not Commitment.objects.exists()


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

    assert "Paste a text, or choose a file." in words(client.post(new, {"title": TITLE, "text": " "}).content)
    assert "picture.png" in words(client.post(new, {"title": TITLE, "upload": picture}).content)
    many = "\n".join(f"{number}. Train officers." for number in range(1, 252))
    assert "Found 251 paragraphs; expected at most 250" in words(
        client.post(new, {"title": TITLE, "text": many}).content
    )
    assert "Not saved yet" in words(client.post(new, {"text": TEXT}).content)
    assert of(make.reader("weak", strong=False)).get(new).status_code == 403
    assert Client().get(new).status_code == 302
    assert not Outcome.objects.exists()


def test_beside_a_paragraph_stands_what_says_the_same_among_what_the_reader_sees(desk: Reader) -> None:
    seen = commitment(desk)
    hidden = commitment(focal_point(), "Whoever leaves prison is met within seven days", marking=make.STRICT)
    record = outcome(desk)

    page = of(desk).get(reverse("commitments:outcome", args=[record]))

    main = words(page.content)
    assert "Beside 1 of them stands an earlier commitment" in main
    assert WORDS in main.partition("Paragraph 2")[2].partition("Paragraph 3")[0]
    assert str(seen) in page.content.decode()
    assert str(hidden) not in page.content.decode()


def test_a_person_keeps_merges_links_or_leaves_out(desk: Reader) -> None:
    earlier, other = commitment(desk), commitment(desk, "Hold a meeting every summer", paragraph="9")
    record = outcome(desk)
    decisions = {"decision-3": f"merge:{earlier}", "decision-4": f"link:{other}", "text-2": "Buy two lamps."}

    answer = of(desk).post(reverse("commitments:outcome", args=[record]), sent(**decisions), follow=True)

    page = words(answer.content)
    assert "Made 2 commitments." in page
    assert "repeats an earlier one" in page
    assert "left out" in page
    lamps = Commitment.objects.get(paragraph="1")
    assert (lamps.text, lamps.source, lamps.agreed_on) == ({"en": "Buy two lamps."}, TITLE, date(2026, 6, 1))
    assert lamps.record.marking == make.GREEN
    spring = Commitment.objects.get(source=TITLE, paragraph="3")
    links = {(link.left_id, link.right_id) for link in Link.objects.filter(relation="says again")}
    assert links == {(record, earlier), (spring.pk, other)}
    assert AuditEvent.objects.filter(verb="reviewed").count() == 1
    assert TITLE in shown(of(desk), "commitments:commitment", earlier)
    assert TITLE not in shown(of(focal_point()), "commitments:commitment", earlier)


def test_what_was_chosen_is_kept_for_later(desk: Reader) -> None:
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])

    of(desk).post(address, sent(later="1", **{"decision-1": "keep", "decision-2": "leave", "text-3": "Anew.\0"}))

    assert not Commitment.objects.exists()
    paragraphs = Outcome.objects.get().paragraphs
    assert [each["decision"] for each in paragraphs] == ["keep", "leave", "keep", "keep"]
    assert "Anew." in words(of(reader_at(desk, "colleague")).get(address).content)
    again = of(desk).post(address, sent(later="1"), follow=True)
    assert "Somebody else saved this document meanwhile" in words(again.content)


def test_a_preview_and_a_fault_keep_what_was_typed(desk: Reader) -> None:
    address = reverse("commitments:outcome", args=[outcome(desk)])
    client = of(desk)

    previewed = client.post(address, sent(preview="1", **{"text-2": "Typed so far", "decision-2": "nonsense:x"}))
    assert "All members of the platform" in words(previewed.content)
    assert "Typed so far" in words(previewed.content)
    empty = words(client.post(address, sent(**{"text-2": " ", "text-3": "Typed so far"})).content)
    assert "It has no text" in empty
    assert "Typed so far" in empty
    unmarked = words(client.post(address, {"version": "1", "marking-tlp": "2"}).content)
    assert "Choose at least one community" in unmarked
    assert not Commitment.objects.exists()


def test_nothing_is_decided_twice(desk: Reader) -> None:
    record = outcome(desk)
    address = reverse("commitments:outcome", args=[record])

    of(desk).post(address, sent())
    again = of(desk).post(address, sent(version="2"), follow=True)

    assert "Somebody else saved this document meanwhile" in words(again.content)
    assert Commitment.objects.count() == 3


def test_only_its_house_decides_and_withdraws(desk: Reader) -> None:
    record = outcome(desk)
    Outcome.objects.get()
    arta = focal_point()
    shared = reverse("people:marking", args=[record])
    of(desk).post(shared, {"marking-tlp": "1"})

    address = reverse("commitments:outcome", args=[record])
    assert "wait for a person of the organisation" in words(of(arta).get(address).content)
    assert of(arta).post(address, sent()).status_code == 403
    withdrawal = reverse("commitments:outcome-withdrawal", args=[record])
    assert of(arta).get(withdrawal).status_code == 403
    assert of(arta).post(withdrawal).status_code == 403
    assert "Withdraw this document?" in words(of(desk).get(withdrawal).content)
    assert of(desk).post(withdrawal).status_code == 302
    assert of(desk).get(address).status_code == 404


def test_actions_refuse_what_no_page_would_send(desk: Reader) -> None:
    record = outcome(desk)
    drafts = tuple(Draft(str(number), "Text", LEAVE) for number in range(4))

    with pytest.raises(NotFound):
        carry_out(record, (*drafts[:3], Draft("4", "Text", MERGE, str(make.uuid(5)))), make.GREEN, expected=1, by=desk)
    with pytest.raises(NotFound):
        carry_out(record, (*drafts[:3], Draft("4", "Text", LINK, str(make.uuid(5)))), make.GREEN, expected=1, by=desk)
    with pytest.raises(ChangedMeanwhile):
        save_for_later(record, drafts[:3], expected=1, by=desk)
    with pytest.raises(NotAllowed):
        read_outcome(Said(TITLE), drafts, by=make.reader("weak", strong=False))
