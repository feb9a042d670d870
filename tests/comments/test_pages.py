"""Comments in the browser: under every record, one by one, edited, answered, withdrawn."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.comments.actions import comment
from egnatia.comments.models import CommentMention, RecordComment
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import markings
from egnatia.kernel.rooms import inbox_of
from tests import make
from tests.comments.test_comments import said
from tests.files.made import notice
from tests.people.accounts import browser
from tests.visits import of

pytestmark = pytest.mark.django_db


def test_a_comment_a_mention_an_answer_and_an_edit() -> None:
    """From the form under the record to the answer of the person who was mentioned."""
    house = make.organisation("Ministry (demo)")
    asker, asked = make.person("asker"), make.person("asked", at=house)
    for who in (asker, asked):
        make.seat(who, "arms")
    record = notice(reader_of(asked, strong=True), make.amber("arms"))
    page, form = reverse("exchange:notice", args=[record]), reverse("comments:new", args=[record])
    here, there = browser(asker), browser(asked)
    assert form in here.get(page).text
    assert "asked (demo)" in here.get(form).text

    sent = here.post(
        form, {"text": "Who takes part?", "readers": "same", "notify": [str(asked.pk)], "once": str(make.uuid(5))}
    )
    again = here.post(
        form, {"text": "Who takes part?", "readers": "same", "notify": [str(asked.pk)], "once": str(make.uuid(5))}
    )

    assert sent.headers["Location"] == again.headers["Location"] == f"{page}#comments"
    made = RecordComment.objects.get()
    link = reverse("comments:comment", args=[made.pk])
    assert [item.url for item in inbox_of(reader_of(asked, strong=True)) if item.sort == "mentions"] == [link]
    opened = there.get(link).text
    assert "Who takes part?" in opened
    assert CommentMention.objects.get().read_at
    answer = f"{form}?answers={made.pk}"
    assert answer in opened
    boxes = re.findall(r"<input[^>]*>", there.get(answer).text)
    assert ["checked" in box for box in boxes if 'name="notify"' in box and str(asker.pk) in box] == [True]
    there.post(answer, {"text": "Two trainers.", "readers": "same", "notify": [str(asker.pk)]})
    reply = RecordComment.objects.exclude(pk=made.pk).get()
    change = reverse("comments:comment-change", args=[reply.pk])
    assert here.get(change).status_code == 403
    there.post(change, {"text": "Three trainers.", "version": "1"})

    told = here.get(page).text
    assert told.index("Who takes part?") < told.index("Three trainers.")
    assert "Two trainers." not in told
    assert "Two trainers." in here.get(reverse("comments:comment", args=[reply.pk])).text
    there.post(reverse("comments:comment-withdrawal", args=[reply.pk]))
    assert "Three trainers." not in here.get(page).text


def test_a_form_that_names_others_than_readers_says_so_and_keeps_the_text() -> None:
    who = make.person("who")
    make.seat(who, "arms")
    record = notice(reader_of(who, strong=True), make.amber("arms"))
    form = reverse("comments:new", args=[record])
    typed = {"text": "Words that stay", "readers": "narrower", "marking-tlp": "1"}

    wider = browser(who).post(form, typed).text
    shown = browser(who).post(form, {**typed, "marking-tlp": "3", "preview": "1"}).text
    stranger = (
        browser(who).post(form, {"text": "Words that stay", "readers": "same", "notify": [str(make.uuid(3))]}).text
    )

    assert "A comment cannot have more readers than the record." in wider
    assert "Who will see this under TLP:AMBER+STRICT" in shown
    for page in (wider, shown, stranger):
        assert "Words that stay" in page
    assert not RecordComment.objects.exists()


def test_hidden_and_missing_are_the_same_and_visitors_see_nothing() -> None:
    owner, stranger = make.reader("owner"), make.person("stranger")
    record = notice(owner, make.CLEAR)
    made = comment(record, said("Among members"), by=owner)
    page = reverse("exchange:notice", args=[record])
    assert "Among members" in browser(stranger).get(page).text
    assert "omment" not in Client().get(page).text
    markings.remark(Record.objects.get(pk=record), make.STRICT, by=owner)

    for name in ("comment", "comment-change", "comment-withdrawal", "new", "preview"):
        hidden = reverse(f"comments:{name}", args=[record if name in ("new", "preview") else made])
        missing = reverse(f"comments:{name}", args=[make.uuid(9)])
        for method in ("get", "post"):
            answers = [getattr(browser(stranger), method)(each) for each in (hidden, missing)]
            assert answers[0].status_code == answers[1].status_code in (404, 405), name
            assert answers[0].content == answers[1].content
    assert Client().get(reverse("comments:comment", args=[made])).status_code == 302


def test_thirty_comments_in_an_hour_are_enough() -> None:
    who = make.person("who")
    record = notice(reader_of(who, strong=True), make.GREEN)
    form, client = reverse("comments:new", args=[record]), browser(who)
    answers = [client.post(form, {"text": f"Number {number}", "readers": "same"}).status_code for number in range(31)]

    assert answers[-2:] == [302, 429]
    assert RecordComment.objects.count() == 30
    page = client.get(reverse("exchange:notice", args=[record])).text
    assert "Number 29" in page
    assert "Number 9<" not in page
    assert "Number 9<" in client.get(form).text


def test_its_author_is_named_among_what_is_new_where_their_directory_is_open_and_nowhere_else() -> None:
    author, colleague = make.reader("author", seats=("arms",)), make.reader("colleague", seats=("arms",))
    outsider = make.reader("outsider")
    comment(notice(make.reader("owner"), make.GREEN), said("We can send two trainers."), by=author)

    for reader, named in ((colleague, True), (outsider, False)):
        news = of(reader).get(reverse("people:changes")).content.decode()
        assert "two trainers" in news
        assert (author.name in news) == named
