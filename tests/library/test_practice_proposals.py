"""Practices that organisations without an account propose, and those that come as a document."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from docx import Document

from egnatia.guests.public_forms import MOMENT, moment_of
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.library.jobs import send_reason
from egnatia.library.models import Practice, PracticeProposal
from egnatia.library.practices.queries import proposals_waiting
from egnatia.library.practices.reminders import proposals_received
from egnatia.library.practices.rules import fields_in
from tests import make
from tests.letters import mail_server, text_of
from tests.visits import Answer, got, of, rows, shown

pytestmark = pytest.mark.django_db

SAID: dict[str, Any] = {
    "organisation": "Ura pa llogari (demo)",
    "title": "Mentorim nga bashkëmoshatarët",
    "aim": "Të rinjtë kanë me kë të flasin.",
    "method": "Mentorët takohen me ta çdo javë.",
    "topics": ["youth"],
    "email": "ura@example.org",
}


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


@pytest.fixture
def letters() -> Iterator[list[Message]]:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with (
        mail_server() as post,
        override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False),
    ):
        yield post.letters


def word(*paragraphs: str) -> bytes:
    document, file = Document(), BytesIO()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(file)
    return file.getvalue()


def proposed(**more: object) -> Answer:
    made = moment_of("practice-proposal", clock.now() - timedelta(minutes=5))
    return Client().post(reverse("library:practice-proposal"), {**SAID, MOMENT: made, **more})


def test_a_stranger_proposes_a_practice_that_nobody_but_the_secretariat_sees(desk: Reader) -> None:
    answer = proposed()

    row = PracticeProposal.objects.get()
    assert answer.status_code == 302
    assert (row.organisation_name, row.email, row.said["topics"]) == (SAID["organisation"], SAID["email"], ["youth"])
    assert not Practice.objects.exists()
    assert SAID["title"] in shown(of(desk), "library:practice-proposals")
    assert SAID["method"] in shown(of(desk), "library:practice-proposal-record", row.pk)
    (item,) = proposals_waiting(desk)
    assert item.count == 1
    (told,) = proposals_received(desk, clock.now() - timedelta(days=2))
    assert (told.line.url, told.line.words) == (reverse("library:practice-proposals"), "")


def test_members_and_visitors_see_no_proposal(desk: Reader) -> None:
    proposed()
    row, member = PracticeProposal.objects.get(), make.reader("member")

    names = ("practice-proposal-record", "practice-proposal-acceptance")
    assert of(member).get(reverse("library:practice-proposals")).status_code == 403
    assert [of(member).get(reverse(f"library:{name}", args=[row.pk])).status_code for name in names] == [403, 403]
    assert [of(member).get(reverse(f"library:{name}", args=[make.uuid(1)])).status_code for name in names] == [403, 403]
    assert Client().get(reverse("library:practice-proposals")).status_code == 302
    assert not list(proposals_waiting(member))
    assert not list(proposals_received(member, clock.now() - timedelta(days=2)))
    assert of(desk).get(reverse("library:practice-proposal-record", args=[make.uuid(1)])).status_code == 404


def test_the_secretariat_turns_a_proposal_into_a_practice_of_an_organisation(desk: Reader) -> None:
    proposed()
    row, owner = PracticeProposal.objects.get(), make.reader("owner")
    address = reverse("library:practice-proposal-acceptance", args=[row.pk])

    form = of(desk).get(address).context["form"]
    typed = {name: form.initial[name] for name in ("title", "aim", "method", "topics")}
    typed |= {"language": "sq", "owner": owner.organisation_name, "marking-tlp": "0"}
    answer = of(desk).post(address, typed)

    assert answer.status_code == 302
    made = Practice.objects.select_related("record").get()
    row.refresh_from_db()
    assert (row.state, row.record_id, str(made.record.owner_id)) == ("accepted", made.pk, owner.organisation)
    assert made.content["title"]["texts"] == {"sq": SAID["title"]}
    assert SAID["title"] in shown(Client(), "library:practice", made.pk)
    assert of(desk).post(address, typed).status_code == 302
    assert Practice.objects.count() == 1


def test_a_declined_proposal_is_answered_once_to_the_address_that_was_given(
    desk: Reader, letters: list[Message]
) -> None:
    proposed()
    row = PracticeProposal.objects.get()

    of(desk).post(reverse("library:practice-proposal-refusal", args=[row.pk]), {"reason": "No method is described."})
    send_reason(proposal=str(row.pk))
    send_reason(proposal=str(row.pk))

    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "No method is described.")
    (letter,) = letters
    assert letter["To"] == SAID["email"]
    assert "No method is described." in text_of(letter)


def test_a_document_fills_in_the_form_and_stores_nothing() -> None:
    by = make.reader()
    text = "Mentoring\nAim\nYoung people have somebody to talk to.\n2. Method\nMentors meet them.\nEtika:\nNo names."
    file = SimpleUploadedFile("practice.docx", word(*text.split("\n")))

    page = of(by).post(reverse("library:practice-document"), {"upload": file})

    initial = page.context["form"].initial
    assert [initial[name] for name in ("title", "aim", "ethics")] == [
        "Mentoring",
        "Young people have somebody to talk to.",
        "No names.",
    ]
    assert not Practice.objects.exists()
    assert f'action="{reverse("library:practice-new")}"' in page.content.decode()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Qëllimi", "aim"),
        ("Циљ:", "aim"),
        ("Целта", "aim"),
        ("3) Metoda e punës", "method"),
        ("Метод", "method"),
        ("Докази", "evidence"),
        ("Вреднување", "evaluation"),
        ("Evaluimi", "evaluation"),
        ("Background", ""),
        ("Vlerësimi", "evaluation"),
        ("Етика и безбедност", "ethics"),
        ("Partnerët", "partners"),
    ],
)
def test_headings_in_several_languages_name_fields(heading: str, field: str) -> None:
    found = fields_in(["Title", heading, "The text"])

    assert found.get(field) == "The text" if field else set(found) == {"title"}


def test_a_sentence_with_a_colon_is_no_heading_unless_it_begins_like_one() -> None:
    found = fields_in(["Title", "Aim: to listen", "They meet: every week", "Method", "Mentors listen."])

    assert found == {"title": "Title", "aim": "to listen\nThey meet: every week", "method": "Mentors listen."}


def test_the_desk_lists_proposals_by_state(desk: Reader) -> None:
    proposed()

    assert len(rows(got(of(desk), "library:practice-proposals", state="new"))) == 1
    assert rows(got(of(desk), "library:practice-proposals", state="declined")) == []
