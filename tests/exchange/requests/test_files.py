"""Files of requests and replies: sent in one form, read by exactly those who read what they are on."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from egnatia.exchange.requests import actions
from egnatia.exchange.requests.documents import compiled
from egnatia.exchange.requests.fields import RequestQuestion
from egnatia.exchange.requests.models import AnswerFile, InformationReply
from egnatia.exchange.requests.queries.detail import request_page
from egnatia.files.actions import FileUpload, attach
from egnatia.files.models import AttachedFile, FileVersion
from egnatia.formats.attachments.examination import Examined
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import remark
from tests import make
from tests.exchange.requests.asking import AL, ME, Asked, asks
from tests.visits import faults, got, of, offers, refused, shown

pytestmark = pytest.mark.django_db

ASKED = {
    "questions": (
        RequestQuestion("q1", "Please send the rules in force.", "file"),
        RequestQuestion("q2", "How many rooms are there?", "number"),
    )
}


def text(name: str, content: str = "The rules.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def upload(name: str) -> FileUpload:
    return FileUpload(name, b"Words", Examined("text"), "Words")


def replied(asked: Asked, by: Reader, token: str, **said: object) -> None:
    address = reverse("exchange:information-reply-new", args=[asked.id, asked.of(token)])
    sent = {"status": "full", "q2": "12", "audience": asked.audience, "note": "", **said}
    answer = of(by).post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors


def read_by(reader: Reader) -> set[str]:
    """The files that they get, by the page of each."""
    client = of(reader)
    there = AttachedFile.objects.all()
    got = {each.name: client.get(reverse("files:download", args=[each.pk])).status_code for each in there}
    return {name for name, status in got.items() if status == 200}


def test_a_file_answers_a_question_and_further_ones_come_in_the_same_form() -> None:
    asked = Asked(content=ASKED)
    address = reverse("exchange:information-reply-new", args=[asked.id, asked.of(AL)])

    missing = of(asked.al).post(address, {"status": "full", "q2": "12", "audience": "asker"})
    wrong = of(asked.al).post(address, {"status": "full", "q1": text("x.exe", "MZ\0"), "q2": "1", "audience": "asker"})
    replied(asked, asked.al, AL, q1=text("rules.txt"), attached=[text("map.txt", "A"), text("list.txt", "B")])
    page = request_page(asked.desk, asked.id).received[0].reply
    assert page
    replied(asked, asked.al, AL, q1=text("rules-2026.txt", "Other rules."))
    again = request_page(asked.desk, asked.id).received[0].reply
    assert again

    assert list(faults(missing)) == ["q1"]
    assert set(faults(wrong)) == {"q1", "__all__"}, "a browser does not keep what was chosen"
    assert [(each.key, each.text) for each in page.lines] == [("q1", "rules.txt"), ("q2", "12")]
    assert [each.name for each in page.files] == ["list.txt", "map.txt"]
    assert (again.lines[0].text, again.lines[0].file) == ("rules-2026.txt", page.lines[0].file)
    assert FileVersion.objects.filter(file=page.lines[0].file).count() == 2, "another file is the next version"
    assert offers(got(of(asked.desk), "exchange:information-request", asked.id), "files:file", page.lines[0].file)
    assert "rules-2026.txt" in shown(of(asked.desk), "exchange:information-request-answers", asked.id)


@pytest.mark.parametrize(
    ("audience", "of_me", "of_other"),
    [("asker", set(), set()), ("repliers", {"rules.txt"}, set()), ("readers", {"rules.txt"}, {"rules.txt"})],
)
def test_files_of_a_reply_are_read_by_those_who_read_the_reply(
    audience: str, of_me: set[str], of_other: set[str]
) -> None:
    asked = Asked(audience, content=ASKED, marking=make.amber("focal-points"))
    replied(asked, asked.al, AL, q1=text("rules.txt"))
    before = read_by(asked.me)
    asked.reply(ME, asked.me, status="nothing")

    assert read_by(asked.desk) == read_by(asked.al) == {"rules.txt"}
    assert before == of_other, "before they reply themselves"
    assert read_by(asked.me) == of_me
    assert read_by(asked.other) == of_other
    assert [bool(compiled(request_page(each, asked.id)).questions[0].answers) for each in (asked.me, asked.other)] == [
        bool(of_me),
        bool(of_other),
    ]
    actions.withdraw(asked.id, by=asked.desk)
    assert not any(map(read_by, (asked.desk, asked.al, asked.me, asked.other))), "with the request all are gone"


def test_files_change_by_their_own_people_until_the_request_is_closed() -> None:
    asked = Asked("readers", content=ASKED)
    replied(asked, asked.al, AL, q1=text("rules.txt"))
    reply = UUID(str(InformationReply.objects.get().pk))
    own = attach(asked.id, upload("annex.txt"), by=asked.desk)
    foreign = of(asked.me).get(reverse("files:new", args=[reply]))

    assert refused(foreign, "owner")
    assert of(asked.other).get(reverse("files:new", args=[reply])).status_code == 404
    assert read_by(asked.me) == {"annex.txt", "rules.txt"}
    assert offers(got(of(asked.me), "exchange:information-request", asked.id), "files:file", own)
    attach(reply, upload("map.txt"), by=asked.al)
    actions.close(asked.id, by=asked.desk)
    attach(asked.id, upload("handbook.txt"), by=asked.desk)
    with pytest.raises(NotAllowed, match="owner"):
        attach(reply, upload("late.txt"), by=asked.al)
    with pytest.raises(NotFound):
        attach(reply, upload("late.txt"), by=asked.other)
    assert AnswerFile.objects.count() == 1


def test_the_page_of_a_reply_lists_its_further_files_once_and_takes_more() -> None:
    asked = Asked("readers", content=ASKED)
    replied(asked, asked.al, AL, q1=text("rules.txt"), attached=[text("map.txt", "A")])
    reply = InformationReply.objects.get().pk

    for reader, adds in ((asked.al, 1), (asked.me, 0)):
        page = of(reader).get(reverse("exchange:information-reply", args=[reply])).content.decode()
        assert page.count("map.txt</a>") == 1
        assert page.count(reverse("files:new", args=[reply])) == adds


def test_files_of_a_draft_are_its_organisations_own() -> None:
    asked = Asked()
    draft = actions.draft(asks(), by=asked.desk)
    attach(draft, upload("annex.txt"), by=asked.desk)

    assert read_by(asked.desk) == {"annex.txt"}
    assert read_by(asked.me) == set()


def test_a_draft_is_not_marked_before_it_is_sent() -> None:
    asked = Asked()
    draft = actions.draft(asks(), by=asked.desk)

    with pytest.raises(NotAllowed, match="request-draft"):
        remark(Record.objects.get(pk=draft), make.GREEN, by=asked.desk)
