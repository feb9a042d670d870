import io
import re
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.imports.doing import imported, titles, tried, undone
from tests.activities.imports.files import activity, iati, jsonl, row
from tests.formats.sheets import templates
from tests.needs.spreadsheets.doing import workbook
from tests.visits import Answer, faults, got, levels, links, offers, rows, typed

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.forms import ALONE
from egnatia.activities.imports.jobs import carry_out
from egnatia.activities.imports.models import Import, ImportPiece
from egnatia.activities.imports.sentences import STAYED
from egnatia.formats.sentences import IATI_OR_JSONL, KINDS, SENTENCES
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN

pytestmark = pytest.mark.django_db


def signed_in(client: Client, who: Person, *, strong: bool = True) -> Reader:
    client.force_login(who)
    if strong:
        session = client.session
        session[SECOND_FACTOR_SHOWN] = True
        session.save()
    return reader_of(who, strong=strong)


@pytest.fixture
def officer(client: Client) -> Reader:
    return signed_in(client, make.person("officer"))


def sent(client: Client, *contents: bytes, tlp: int = 1, **fields: str) -> Answer:
    files = [io.BytesIO(content) for content in contents]
    for number, file in enumerate(files):
        file.name = fields.get("name", f"file{number}.xml")
    return client.post(reverse("activities:import-new"), {"marking-tlp": tlp, "upload": files, **fields})


def the_import() -> UUID:
    return UUID(str(Import.objects.get().pk))


def page(client: Client, made: UUID, **query: str) -> str:
    return text_of(got(client, "activities:import", made, **query).content)


def sums(client: Client, made: UUID) -> dict[str, int]:
    """The figures on the page of an import, each of which leads to its rows."""
    answer = got(client, "activities:import", made)
    found = answer.context["found"]
    what, counts = ("undone", found.undone) if found.state == "undone" else ("outcome", found.outcomes)
    said = {code: count for code, count in counts.items() if count}
    assert {f"?{what}={code}" for code in said} == {each for each in links(answer) if each.startswith(f"?{what}=")}
    for each in answer.context["sums"]:
        assert str(said[each.query.partition("=")[2]]) in each.words
        assert each.words in text_of(answer.content)
    return said


def waits_for_its_turn(client: Client, made: UUID) -> bool:
    """Whether the page of an import says so, and nothing else of what becomes of it."""
    answer = got(client, "activities:import", made)
    label = answer.context["progress"]["label"]
    return answer.context["found"].progress.phase == "waiting" and bool(label) and label in answer.text


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


@pytest.mark.parametrize(
    ("content", "next_step"),
    [
        (iati(activity("XM-1")), "activities:import"),
        (jsonl(row()), "activities:import"),
        (b"Title,Place\nPatrol training,Vlore\n", "needs:wizard"),
        (workbook(["Title", "Place"], ["Patrol training", "Vlore"]), "needs:wizard"),
        (templates.nested_headings(), "needs:wizard"),
        (b'[["Title"], ["#activity"], ["Patrol training"]]', "needs:wizard"),
    ],
    ids=["IATI", "JSON lines", "CSV", "workbook", "Word", "HXL"],
)
def test_one_entry_leads_each_kind_of_file_to_its_next_step(
    client: Client, officer: Reader, content: bytes, next_step: str
) -> None:
    answer = sent(client, content, name="whatever.bin")

    assert answer.headers["Location"] == reverse(next_step, args=[the_import()])


def test_a_spreadsheet_is_imported_by_itself(client: Client, officer: Reader) -> None:
    answer = sent(client, iati(activity("XM-1")), b"Title,Place\nPatrol training,Vlore\n")

    (sentence,) = answer.context["form"].errors["upload"]
    assert sentence == str(ALONE) % {"name": "file1.xml"}
    assert not Import.objects.exists()


def test_from_a_file_to_visible_activities(client: Client, officer: Reader) -> None:
    member = make.reader("member")

    answer = sent(client, iati(activity("XM-1", "Patrol training")))
    made = the_import()
    assert answer.headers["Location"] == reverse("activities:import", args=[made])
    assert sums(client, made) == {"accepted": 1}
    tried_out = got(client, "activities:import", made)
    assert tried_out.context["found"].state == "tried"
    assert offers(tried_out, "activities:import-confirmation", made)
    assert not offers(tried_out, "activities:import-undoing", made)
    assert titles(member) == []

    client.post(reverse("activities:import-confirmation", args=[made]))
    carry_out(made, officer.person)

    assert titles(member) == ["Patrol training"]
    assert offers(got(client, "activities:import", made), "activities:import-undoing", made)


def test_undone_from_its_page(client: Client, officer: Reader) -> None:
    made = imported(officer, iati(activity("XM-1")))

    client.post(reverse("activities:import-undoing", args=[made]))
    assert waits_for_its_turn(client, made)
    carry_out(made, officer.person)

    assert sums(client, made) == {"withdrawn": 1}
    assert titles(officer) == []


def test_whoever_does_not_see_the_import_gets_the_page_of_a_missing_one(client: Client) -> None:
    made = tried(make.reader("importer"), iati())
    signed_in(client, make.person("member"))

    hidden = client.get(reverse("activities:import", args=[made]))
    missing = client.get(reverse("activities:import", args=[make.uuid(7)]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_a_visitor_is_led_to_the_sign_in(client: Client) -> None:
    assert client.get(reverse("activities:imports")).status_code == 302


def test_a_reader_of_another_organisation_sees_the_report_and_no_buttons(client: Client) -> None:
    made = imported(make.reader("importer"), iati(activity("XM-1")), marking=make.GREEN)
    signed_in(client, make.person("member"))

    said = got(client, "activities:import", made)

    assert "XM-1" in said.text
    assert not offers(said, "activities:import-undoing", made)
    assert client.post(reverse("activities:import-undoing", args=[made])).status_code == 403


def test_a_row_of_a_record_that_the_reader_sees_no_longer_is_not_there_for_them(client: Client) -> None:
    importer = make.reader("importer")
    made = imported(importer, iati(activity("XM-1"), activity("XM-2", "Secret")), marking=make.GREEN)
    from egnatia.kernel.records.markings import remark

    remark(Activity.objects.select_related("record").get(identifier="XM-2").record, make.STRICT, by=importer)
    signed_in(client, make.person("member"))

    said = page(client, made)

    assert sums(client, made) == {"accepted": 1}
    assert "XM-1" in said
    assert "XM-2" not in said


def test_the_list_names_files_states_and_markings(client: Client, officer: Reader) -> None:
    imported(officer, iati(activity("XM-1"), activity("")))

    ((files, state, *_numbers, marking, _by),) = rows(got(client, "activities:imports"))

    assert files == "file0.xml"
    assert state == str(Import.State.STORED.label)
    assert "TLP:GREEN" in marking


def test_a_source_that_is_called_like_its_file_is_named_once(client: Client, officer: Reader) -> None:
    sent(client, iati(activity("XM-1")), source="file0.xml")

    assert text_of(client.get(reverse("activities:imports")).content).count("file0.xml") == 1


def test_the_old_address_for_spreadsheets_leads_to_the_one_entry(client: Client, officer: Reader) -> None:
    assert client.get(reverse("needs:wizard-new")).headers["Location"] == reverse("activities:import-new")


def test_an_empty_list_says_what_to_do_next(client: Client, officer: Reader) -> None:
    answer = got(client, "activities:imports")

    assert answer.context["listing"].rows == ()
    empty = answer.text.partition('<div class="empty">')[2].partition("</div>")[0]
    assert f'href="{reverse("activities:import-new")}"' in empty


def test_the_report_can_be_narrowed_to_rejected_rows_and_says_why(client: Client, officer: Reader) -> None:
    made = tried(officer, iati(activity("XM-1"), activity("")))

    said = page(client, made, outcome="rejected")

    assert SENTENCES["no-identifier"].format(element=2, file="file0.xml", line=1) in said
    assert "XM-1" not in said


@pytest.mark.parametrize("query", [{"outcome": "nonsense"}, {"after": "x"}, {"before": "-1"}, {"file": "9"}])
def test_an_address_that_says_nonsense_shows_the_page_all_the_same(
    client: Client, officer: Reader, query: dict[str, str]
) -> None:
    page(client, tried(officer, iati(), iati(activity("XM-2"))), **query)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_report_can_be_downloaded_as_it_is_filtered(client: Client, officer: Reader, ending: str) -> None:
    made = tried(officer, iati(activity("XM-1"), activity("")))

    answer = client.get(reverse(f"activities:import-rows-{ending}", args=[made]), {"outcome": "rejected"})

    assert answer.status_code == 200
    if ending == "csv":
        lines = answer.content.decode().splitlines()
        assert len(lines) == 2
        assert SENTENCES["no-identifier"].format(element=2, file="file0.xml", line=1) in lines[1]


def test_more_bytes_than_allowed_are_refused_before_any_is_read(client: Client, officer: Reader) -> None:
    class Unread(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - as a stream is read
            raise AssertionError("somebody read the body")

    said = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": reverse("activities:import-new"),
        "CONTENT_LENGTH": "2000000000",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Unread(),
    }
    answer = client.request(**said)

    assert answer.status_code == 413


def test_a_form_without_its_token_is_refused(officer: Reader) -> None:
    client = Client(enforce_csrf_checks=True)
    signed_in(client, Person.objects.get(username="officer"))

    assert sent(client, iati()).status_code == 403


def test_a_form_without_a_file_keeps_what_was_typed(client: Client, officer: Reader) -> None:
    answer = sent(client, source="Our sheet")

    assert faults(answer) == {"upload": ["required"]}
    assert answer.context["form"].errors["upload"][0] in text_of(answer.content)
    assert typed(answer)["source"] == ["Our sheet"]


def test_who_will_see_it_is_shown_before_saving_without_javascript(client: Client, officer: Reader) -> None:
    answer = sent(client, iati(), preview="1")

    assert "members" in [each.code for each in answer.context["preview"].groups]
    assert '<ul class="audience">' in answer.text
    assert "(file0.xml)" in text_of(answer.content)
    assert not Import.objects.exists()


def test_without_a_second_factor_the_page_says_what_is_needed(client: Client) -> None:
    signed_in(client, make.person("officer"), strong=False)

    answer = got(client, "activities:import-new")
    assert answer.context["page"].second_factor_url in links(answer)
    assert '<div class="notice warning">' in answer.text
    assert sent(client, iati()).status_code == 403
    assert not Import.objects.exists()


def test_large_files_are_looked_at_in_a_job_that_can_be_left(
    client: Client, officer: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egnatia.activities.imports.actions.storage.SMALL", 10)

    sent(client, iati(activity("XM-1")))
    made = the_import()

    assert waits_for_its_turn(client, made)
    fragment = client.get(reverse("activities:import-progress", args=[made]))
    assert "HX-Refresh" not in fragment.headers
    carry_out(made, officer.person)
    assert sums(client, made) == {"accepted": 1}
    assert client.get(reverse("activities:import-progress", args=[made])).headers["HX-Refresh"] == "true"


def test_a_large_file_that_cannot_be_used_is_named_in_the_report(
    client: Client, officer: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egnatia.activities.imports.actions.storage.SMALL", 10)
    sent(client, b"<html>no</html>")
    made = the_import()
    carry_out(made, officer.person)

    said = got(client, "activities:import", made)

    assert SENTENCES["wrong-kind"].format(file="file0.xml", found=KINDS["html"], expected=IATI_OR_JSONL) in said.text
    assert offers(said, "activities:import-dismissal", made)
    assert not offers(said, "activities:import-confirmation", made)
    listed = got(client, "activities:imports")
    (line,) = listed.context["listing"].rows
    assert line.state == "tried"
    assert line.state_words in text_of(listed.content)
    assert str(Import.State.TRIED.label) not in text_of(listed.content)
    assert client.post(reverse("activities:import-confirmation", args=[made])).status_code == 403


def test_what_was_looked_at_can_be_discarded(client: Client, officer: Reader) -> None:
    made = tried(officer, iati())

    client.post(reverse("activities:import-dismissal", args=[made]))

    assert not ImportPiece.objects.exists()
    answer = got(client, "activities:import", made)
    assert levels(answer) == ["success"]
    assert answer.context["found"].state == "discarded"
    assert not offers(answer, "activities:import-confirmation", made)


def test_an_undone_import_lists_what_stayed_and_why(client: Client, officer: Reader) -> None:
    made = imported(officer, iati(activity("XM-1")))
    from egnatia.activities.activities import storage
    from egnatia.activities.activities.entries import facts_of

    edited = Activity.objects.select_related("record").get()
    storage.update(edited, facts_of(edited.facts, edited.pk), by=officer)
    undone(made, officer)

    assert str(STAYED["edited"]) in page(client, made, undone="stayed")


def test_no_upload_leaves_a_file_behind(client: Client, officer: Reader, tmp_path: Path, settings: object) -> None:
    import tempfile

    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path)
    try:
        sent(client, iati(activity("XM-1", "x" * 100_000)))
    finally:
        tempfile.tempdir = before

    assert list(tmp_path.iterdir()) == []


def test_too_many_files_at_a_time_are_said_to_be_too_many(client: Client, officer: Reader) -> None:
    answer = sent(client, *[iati()] * 61)

    assert faults(answer).keys() == {"upload"}
    (sentence,) = answer.context["form"].errors["upload"]
    assert "60" in sentence
    assert sentence in text_of(answer.content)


def test_an_upload_that_breaks_off_stores_nothing(client: Client, officer: Reader) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="upload"; filename="a.xml"\r\n\r\n' + iati()[:50]

    answer = client.generic(
        "POST",
        reverse("activities:import-new"),
        body,
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 200
    assert not Import.objects.exists()


def test_a_length_that_is_no_number_is_refused(client: Client, officer: Reader) -> None:
    assert client.post(reverse("activities:import-new"), {}, CONTENT_LENGTH="x").status_code == 413


def test_a_report_is_walked_through_forwards_and_back(
    client: Client, officer: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egnatia.activities.imports.queries.rows.PAGE", 2)
    made = tried(officer, iati(*(activity(f"XM-{number}") for number in range(1, 6))))
    address = reverse("activities:import", args=[made])

    def walked(**query: str) -> tuple[list[str], dict[str, str]]:
        said = client.get(address, query).content.decode()
        ways = re.findall(r'rel="(prev|next)"\s+href="[?](?:\w+=\w*&amp;)*((?:before|after)=\d+)', said)
        return re.findall(r"XM-(\d)", said.partition('id="rows"')[2]), dict(ways)

    first, ways = walked()
    second, onwards = walked(after="2")
    third, ends = walked(after="4")
    back, both = walked(before="5")
    start, only = walked(before="3")

    assert (first, ways) == (["1", "2"], {"next": "after=2"})
    assert (second, onwards) == (["3", "4"], {"prev": "before=3", "next": "after=4"})
    assert (third, ends) == (["5"], {"prev": "before=5"})
    assert (back, both) == (["3", "4"], {"prev": "before=3", "next": "after=4"})
    assert (start, only) == (["1", "2"], {"next": "after=2"})
    assert walked(after="9")[0] == []
