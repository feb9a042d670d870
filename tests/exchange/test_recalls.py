"""Recall, receipts, files and requests to share more widely, for every kind of record."""

from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.urls import reverse

from egnatia.comments.actions import comment
from egnatia.comments.fields import CommentContent
from egnatia.exchange.receipts.actions import recall, recall_file
from egnatia.exchange.receipts.models import Receipt, WideningRequest
from egnatia.exchange.receipts.queries.overview import overview_for, recalls
from egnatia.files.actions import note_download
from egnatia.files.queries import file_kinds, stored_part
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.rooms import inbox_of, tellings
from egnatia.people.addresses import page_of
from tests import make
from tests.contracts.kinds import KindWorld
from tests.contracts.registered import WITH_WORLDS_OF_THEIR_OWN, WORLDS
from tests.contracts.test_record_pages import written
from tests.exchange.alerts import focal_point
from tests.files import made
from tests.matching.doing import activity
from tests.reminders.doing import sent
from tests.visits import of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
GROUP = make.amber("focal-points")
REASON, COPIES = "Sent by mistake", "Shred all printouts"


def activity_of(by: Reader, **said: Any) -> UUID:  # noqa: ANN401 - fields of its facts
    made: UUID = activity(by, compare=False, **said).pk
    return made


def page(reader: Reader, record: UUID) -> str:
    answer = of(reader).get(page_of(Record.objects.get(pk=record).kind, record))
    return words(answer.content) if answer.status_code == 200 else str(answer.status_code)


def news(reader: Reader) -> str:
    return words(of(reader).get(reverse("people:changes")).content)


def test_openings_are_kept_of_every_kind_above_green_and_of_no_other(desk: Reader, arta: Reader) -> None:
    above = [
        activity_of(desk, marking=GROUP),
        *(written(each, desk, GROUP) for each in (*WORLDS, WITH_WORLDS_OF_THEIR_OWN[0])),
    ]
    below = [
        activity_of(desk, marking=make.GREEN),
        written(WORLDS[1], desk, make.GREEN),
        written(WORLDS[1], desk, make.CLEAR),
    ]
    for record in (*above, *below):
        assert ("It is noted that you opened this page." in page(arta, record)) == (record in above)
        assert "It is noted" not in page(desk, record)
        of(arta).head(page_of(Record.objects.get(pk=record).kind, record))

    assert set(Receipt.objects.values_list("record", "person")) == {(each, UUID(arta.person)) for each in above}
    assert "Opening a record above TLP:GREEN is noted" in of(arta).get(reverse("people:account")).content.decode()
    counted = overview_for(desk, above[0]).every
    assert (counted.people, counted.opened) == (1, 1)
    with pytest.raises(NotFound):
        overview_for(desk, below[0])
    for stranger in (arta, make.reader("stranger")):
        assert of(stranger).get(reverse("exchange:receipts", args=[above[0]])).status_code == 404


@pytest.mark.parametrize("world", [*WORLDS, *WITH_WORLDS_OF_THEIR_OWN], ids=lambda world: world.kind)
def test_records_of_every_kind_have_files(world: KindWorld, desk: Reader, arta: Reader) -> None:
    record = written(world, desk)
    assert "Add a file" in page(desk, record)
    assert "Add a file" not in page(arta, record)

    file = made.attached(record, desk)

    assert "notes.txt" in page(arta, record)
    assert of(arta).get(reverse("files:download", args=[file])).status_code == 200
    with pytest.raises(NotAllowed):
        made.attached(record, arta)


def test_all_kinds_with_pages_have_files_and_can_be_recalled() -> None:
    kinds = {
        "activity",
        "need",
        "commitment",
        "follow-up",
        "observation",
        "outcome",
        "round",
        "notice",
        "contact-point",
    }
    assert kinds | {"organisation"} <= set(file_kinds())
    assert kinds | {"information-request"} <= set(recalls())


def test_a_file_recalled_after_download_is_gone_for_all_and_its_downloads_stay_with_the_owner(
    desk: Reader, arta: Reader
) -> None:
    besa, record = focal_point("besa", "MNE"), activity_of(desk, marking=GROUP)
    file, other = made.attached(record, desk), made.attached(record, desk, b"Agenda", "agenda.txt")
    note_download(stored_part(arta, file).version, by=arta)

    answer = of(desk).post(
        reverse("exchange:file-recall", args=[file]), {"number": "0", "reason": REASON, "copies": COPIES}
    )

    assert answer.headers["Location"] == reverse("exchange:file-receipts", args=[file])
    for reader in (arta, besa, desk):
        for name in ("files:file", "files:download", "files:preview"):
            assert of(reader).get(reverse(name, args=[file])).status_code == 404
        assert of(reader).get(reverse("files:download", args=[other])).status_code == 200
        assert "notes.txt" not in of(reader).get(reverse("public:search") + "?q=Undercover").content.decode()
    assert sent() == [f"{arta.person[:8]}@example.org"]
    (item,) = (each for each in inbox_of(arta) if each.sort == "recalls")
    assert "recalls" not in [each.sort for each in inbox_of(besa)]
    shown = words(of(arta).get(item.url).content)
    assert REASON in shown
    assert COPIES in shown
    assert "notes.txt, version 1: downloaded or previewed on" in shown
    assert of(besa).get(item.url).status_code == 404
    of(arta).post(item.url)
    owner = words(of(desk).get(reverse("exchange:file-receipts", args=[file])).content)
    assert f"{arta.name}: acknowledged on" in owner
    assert f"{arta.name}: downloaded version 1" in owner
    recall(record, REASON, COPIES, by=desk)
    assert f"{arta.name}: downloaded version 1" in words(
        of(desk).get(reverse("exchange:file-receipts", args=[file])).content
    ), "also after the record itself was recalled"
    assert of(arta).get(reverse("exchange:file-receipts", args=[file])).status_code == 404


def test_one_version_of_a_file_is_recalled(desk: Reader, arta: Reader) -> None:
    record = activity_of(desk, marking=make.GREEN)
    file = made.attached(record, desk, b"Wrong annex", "annex.txt")

    recall_file(file, 1, REASON, COPIES, by=desk)

    assert "This version was recalled." in words(of(arta).get(reverse("files:file", args=[file])).content)
    for name, args in (("files:download", [file]), ("files:version-download", [file, 1])):
        assert of(arta).get(reverse(name, args=args)).status_code == 404
    assert (
        "annex"
        not in of(arta)
        .get(reverse("public:search") + "?q=annex")
        .content.decode()
        .partition("<main")[2]
        .partition("search-results")[2]
    )
    with pytest.raises(NotFound):
        recall_file(file, 1, REASON, COPIES, by=desk)
    with pytest.raises(NotAllowed):
        recall_file(made.attached(record, desk), 0, REASON, COPIES, by=arta)


def test_a_recall_is_offered_where_the_kind_can_be_recalled_and_nowhere_else(desk: Reader) -> None:
    record = activity_of(desk, marking=GROUP)
    remark = comment(record, CommentContent(ByLanguage({"en": "Which unit?"}, "en")), by=desk)

    for each, status in ((record, 200), (remark, 404)):
        there = reverse("exchange:recall", args=[each])
        shown = of(desk).get(reverse("exchange:receipts", args=[each])).content.decode()
        assert (there in shown) == (status == 200)
        assert of(desk).get(there).status_code == status


def test_whoever_could_read_a_record_finds_its_recall_under_whats_new_and_nobody_else(
    desk: Reader, arta: Reader
) -> None:
    record = activity_of(desk, title="Undercover work", marking=GROUP)
    stranger = make.reader("stranger")
    before = news(stranger)

    answer = of(desk).post(reverse("exchange:recall", args=[record]), {"reason": REASON, "copies": COPIES})

    late = make.reader("late", seats=("focal-points",))
    assert answer.status_code == 302
    assert "A record that you could read was recalled" in news(arta)
    assert "Undercover" not in news(arta)
    assert news(stranger) == before
    assert "recalled" not in news(late), "who came later could never read it"
    (telling,) = (each for each in tellings() if each.kind == "recall")
    assert not telling.told(stranger, [record])
    assert not telling.told(late, [record])
    for reader in (stranger, late):
        nothing = of(reader).get(reverse("exchange:recalled", args=[make.uuid(9)]))
        assert of(reader).get(reverse("exchange:recalled", args=[record])).content == nothing.content
    assert page(desk, record) == "404"
    assert REASON in words(of(desk).get(reverse("exchange:receipts", args=[record])).content)
    assert not mail.outbox, "nobody opened it"
    assert of(desk).post(reverse("activities:activity-restoration", args=[record])).status_code == 404
    assert "Undercover" not in of(desk).get(reverse("activities:activities-withdrawn")).content.decode()
    assert Record.objects.get(pk=record).withdrawn_at


def test_after_a_recall_those_who_never_opened_it_stay_listed(desk: Reader, arta: Reader) -> None:
    record = activity_of(desk, marking=GROUP)
    besa = focal_point("besa", "MNE")
    page(arta, record)
    before = overview_for(desk, record)

    recall(record, REASON, COPIES, by=desk)

    after = overview_for(desk, record)
    assert (after.every.people, after.every.opened) == (before.every.people, before.every.opened) == (2, 1)
    assert besa.name in [each.name for each in after.named]


def test_a_reader_asks_to_widen_and_the_owner_declines(desk: Reader, arta: Reader) -> None:
    record = activity_of(desk, marking=GROUP)
    assert "Ask the owner to share this more widely" in page(arta, record)
    assert "Ask the owner" not in page(desk, record)

    for _ in range(2):
        of(arta).post(reverse("exchange:widening", args=[record]))

    (item,) = (each for each in inbox_of(desk) if each.sort == "widening")
    assert arta.name in words(of(desk).get(item.url).content)
    assert of(arta).get(item.url).status_code == 404
    assert of(arta).post(item.url, {"agree": "1"}).status_code == 404
    of(desk).post(item.url, {"decline": "1", "answer": "The source does not agree."})
    shown = page(arta, record)
    assert "The owner declined" in shown
    assert "The source does not agree." in shown
    assert Record.objects.get(pk=record).marking == GROUP
    request = WideningRequest.objects.get()
    assert (request.agreed, request.answered_by) == (False, desk.name)
    stranger = make.reader("stranger")
    assert of(stranger).post(reverse("exchange:widening", args=[record])).status_code == 404
    assert of(desk).post(reverse("exchange:widening", args=[record])).status_code == 403


def test_who_asks_to_widen_is_named_where_the_owner_may_see_their_directory(desk: Reader, arta: Reader) -> None:
    outsider = make.reader("outsider")
    for owner, named in ((desk, True), (outsider, False)):
        of(arta).post(reverse("exchange:widening", args=[activity_of(owner, marking=make.GREEN)]))

        (item,) = (each for each in inbox_of(owner) if each.sort == "widening")
        assert (arta.name in words(of(owner).get(item.url).content)) == named
