"""The pages of reports: choose, look once more, make; read, fetch, recall; the template."""

import io
import re
from uuid import UUID

import docx as word
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html
from tests import make
from tests.needs.matrix.doing import need, work
from tests.reporting.reports.conftest import ALBANIA, EVERYBODY, FOCAL
from tests.reporting.reports.doing import FOCAL_POINTS, made
from tests.reporting.snapshots.doing import accepted_round, frozen, read, said
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant, support_round
from tests.visits import Answer, faults, forms, got, levels, links, of, offers, typed, words

from egnatia.formats import Refused
from egnatia.formats.reports.templates import shipped
from egnatia.formats.sheets import read_tables
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Organisation, Record
from egnatia.pages.listings import listing_of
from egnatia.reporting.reports.actions import drop_template, put_template, recall_report
from egnatia.reporting.reports.labels import REPORT, TITLE
from egnatia.reporting.reports.models import Report, ReportTemplate
from egnatia.reporting.reports.presenters import OmittedRecords
from egnatia.reporting.reports.queries import TemplateInUse, snapshot_read_by, subjects_of, template_for
from egnatia.reporting.snapshots.actions import freeze
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.rules import Silence

pytestmark = pytest.mark.django_db
GREEN = {"marking-tlp": "1"}


def once_of(look: Answer) -> str:
    (once,) = typed(look)["once"]
    return once


def numbers_left_out(look: Answer) -> list[str]:
    """How many records are left out, or are over, as the page says it."""
    _preview, told, *_boxes = html.document_fromstring(look.text).iterfind(".//main//div[@class='notice']")
    return re.findall(r"\d+", "".join(map(str, told.itertext())))


def makes_reports_of(answer: Answer) -> list[UUID]:
    """The snapshots that a page leads to making a report of."""
    return [
        each for each in Snapshot.objects.values_list("pk", flat=True) if offers(answer, "reporting:report-new", each)
    ]


def economies_offered(desk: Reader, snapshot: UUID) -> list[str]:
    values = [value for _group, options in subjects_of(read(desk, snapshot)) for value, _words in options]
    return [value.partition(":")[2] for value in values if value.startswith("economy:")]


@pytest.fixture
def office(desk: Reader) -> Client:
    return of(desk)


@pytest.fixture
def browser(member: Reader) -> Client:
    return of(member)


class TestTheWayThere:
    """Whoever may make a report finds that where the round was adopted, and nobody else is sent there."""

    @pytest.fixture(params=["snapshot", "round"])
    def page(self, request: pytest.FixtureRequest, snapshot: UUID, accepted: UUID) -> str:
        there = snapshot if request.param == "snapshot" else accepted
        return reverse("reporting:snapshot" if there == snapshot else "rounds:round", args=[there])

    def test_the_secretariat_is_led_to_make_one(self, page: str, office: Client, snapshot: UUID) -> None:
        there = reverse("reporting:report-new", args=[snapshot])

        assert f'href="{there}"' in office.get(page).text
        assert office.get(there).status_code == 200

    def test_others_are_not(self, page: str, arta: Reader) -> None:
        assert makes_reports_of(of(arta).get(page)) == []

    def test_a_round_leads_to_what_was_adopted_last(self, office: Client, desk: Reader, accepted: UUID) -> None:
        start = reverse("reporting:report-new", args=[UUID(int=0)]).partition(str(UUID(int=0)))[0]
        before = got(office, "rounds:round", accepted)
        assert not [each for each in links(before) if each.startswith(start)]
        frozen(accepted, desk)
        last = frozen(accepted, desk)
        frozen(accepted, desk, way=Silence(5))

        after = got(office, "rounds:round", accepted)

        assert makes_reports_of(after) == [last]
        assert [each for each in links(after) if each.startswith(start)] == [f"{start}{last}/"]


class TestMaking:
    def test_it_is_chosen_looked_at_and_made(self, office: Client, snapshot: UUID) -> None:
        address = reverse("reporting:report-new", args=[snapshot])
        chosen = {"about": "support", "second": "sq", **GREEN}

        assert {"about", "second", "marking-tlp"} <= typed(office.get(address)).keys()
        looked = office.post(address, chosen)
        assert EVERYBODY in looked.text
        assert FOCAL not in str(looked.context["document"])
        assert {FOCAL, ALBANIA} == {line.title for line in looked.context["omitted"].left_out}
        assert looked.context["left_out"] == OmittedRecords(activities=2, needs=0, over=0)
        assert numbers_left_out(looked) == ["2"]
        assert Report.objects.count() == 0

        answer = office.post(address, {**chosen, "make": "1"})

        (report,) = Report.objects.all()
        assert answer.headers["Location"] == reverse("reporting:report", args=[report.pk])

    def test_a_need_that_is_over_by_an_answer_few_read_stands_in_it_and_that_is_said(
        self, office: Client, desk: Reader, arta: Reader
    ) -> None:
        over = [need(arta, objective=code, words=f"Words about {code}") for code in ("2.3.1", "2.3.2")]
        hidden = need(arta, objective="2.3.3", marking=FOCAL_POINTS)
        record = opened(desk)
        who = participant(record)
        for each in over:
            answer(arta, who, each, "done")
        answer(arta, who, hidden)
        clear(who, by=arta)
        accept(who, by=desk)
        address = reverse("reporting:report-new", args=[frozen(record, desk)])

        looked = office.post(address, {"about": "needs", "second": "", **GREEN})

        assert looked.context["left_out"] == OmittedRecords(activities=0, needs=1, over=2)
        assert numbers_left_out(looked) == ["1", "2"]
        assert "Words about 2.3.1" in looked.text

    def test_what_is_left_out_of_a_brief_counts_that_brief_only(
        self, office: Client, desk: Reader, arta: Reader, mira: Reader
    ) -> None:
        for economy, by in (("ALB", arta), ("MNE", mira)):
            need(by, economy=economy, objective="2.3.1")
        hidden = need(arta, objective="2.3.2", marking=FOCAL_POINTS)
        over = need(arta, objective="2.3.3")
        work("Hidden", by=arta, economies=("ALB",), marking=FOCAL_POINTS)
        record = opened(desk)
        who = participant(record)
        answer(arta, who, over, "done")
        answer(arta, who, hidden)
        clear(who, by=arta)
        accept(who, by=desk)
        address = reverse("reporting:report-new", args=[frozen(record, desk)])

        albania, montenegro = (
            office.post(address, {"about": f"economy:{economy}", "second": "", **GREEN}) for economy in ("ALB", "MNE")
        )

        assert albania.context["left_out"] == OmittedRecords(activities=1, needs=1, over=1)
        assert numbers_left_out(albania) == ["1", "1", "1"]
        assert montenegro.context["left_out"] == OmittedRecords(activities=0, needs=0, over=0)
        assert numbers_left_out(montenegro) == []

    def test_what_differs_from_the_results_is_named_for_its_maker_and_can_be_changed_there(
        self, office: Client, desk: Reader, member: Reader, snapshot: UUID
    ) -> None:
        report = made(snapshot, desk)

        page = got(office, "reporting:report", report)
        others = got(of(member), "reporting:report", report)

        (hidden,) = (line for line in page.context["omitted"].left_out if line.title == FOCAL)
        assert {hidden.url, hidden.marking_url} <= links(page)
        read, document = snapshot_read_by(desk, snapshot), page.context["report"]
        assert len(read.works) == len(document.frozen.works) + len(page.context["omitted"].left_out)
        assert others.context["omitted"] is None
        assert FOCAL not in others.text

    def test_a_brief_is_listed_by_its_subject(self, office: Client, desk: Reader, snapshot: UUID) -> None:
        for about in ("economy:ALB", "objective:2.3.1"):
            made(snapshot, desk, about)

        named = {words for _row, words in got(office, "reporting:reports").context["rows"]}

        assert any(words.endswith(": Albania") for words in named)
        assert any(": 2.3.1 " in words for words in named)

    def test_pressed_twice_it_is_made_once(self, office: Client, desk: Reader, snapshot: UUID) -> None:
        address = reverse("reporting:report-new", args=[snapshot])
        chosen = {"about": "support", "second": "sq", **GREEN}
        once = once_of(office.post(address, chosen))
        pressed = {**chosen, "once": once, "make": "1"}

        first, second = office.post(address, pressed), office.post(address, pressed)

        assert first.headers["Location"] == second.headers["Location"]
        (report,) = Report.objects.all()
        assert once_of(office.post(address, {**chosen, "once": once})) != once  # another look, another report
        recall_report(report.pk, by=desk)
        assert office.post(address, pressed).status_code == 409

    def test_words_wait_until_somebody_keeps_them(self, office: Client, desk: Reader, arta: Reader) -> None:
        risky = need(arta, words="Our country has a gap")
        snapshot = frozen(accepted_round(desk, arta, risky), desk)
        address = reverse("reporting:report-new", args=[snapshot])
        chosen = {"about": "needs", "second": "", **GREEN, "make": "1"}

        waiting = office.post(address, chosen)

        assert waiting.status_code == 200
        assert levels(waiting) == ["warning"]
        assert offers(waiting, "needs:need", risky)
        kept = re.findall(r'name="keep"\s+value="(\w+)"', waiting.text)
        assert len(kept) == 2
        assert office.post(address, {**chosen, "keep": kept[:1]}).status_code == 200
        assert office.post(address, {**chosen, "keep": kept}).status_code == 302

    def test_an_audience_beyond_the_snapshot_is_said_at_the_form(
        self, office: Client, desk: Reader, arta: Reader, asked: UUID
    ) -> None:
        narrow = frozen(accepted_round(desk, arta, asked, marking=FOCAL_POINTS), desk, marking=FOCAL_POINTS)

        page = office.post(
            reverse("reporting:report-new", args=[narrow]), {"about": "needs", "second": "", **GREEN, "make": "1"}
        )

        assert faults(page).keys() == {"__all__"}
        assert Report.objects.count() == 0

    def test_what_was_chosen_is_still_there_after_going_back_and_after_a_preview(
        self, office: Client, snapshot: UUID
    ) -> None:
        address = reverse("reporting:report-new", args=[snapshot])

        for button in ("back", "preview"):
            page = office.post(address, {"about": "economy:ALB", "second": "mk", **GREEN, button: "1"}).text
            assert '<option value="economy:ALB" selected>' in page
            assert '<option value="mk" selected>' in page

    @pytest.mark.parametrize("about", ["", "x", "economy:", "economy:XXX", "partner:0", "needs:1"])
    def test_what_is_not_offered_is_refused(self, office: Client, snapshot: UUID, about: str) -> None:
        page = office.post(reverse("reporting:report-new", args=[snapshot]), {"about": about, **GREEN, "make": "1"})

        assert page.status_code == 200
        assert faults(page) == {"about": ["invalid_choice" if about else "required"]}
        assert Report.objects.count() == 0

    def test_names_sources_and_the_title_of_the_snapshot_wait_too(
        self, office: Client, desk: Reader, arta: Reader
    ) -> None:
        stated = need(arta, words="Staff", source="Strategy of Kosovo")
        work("Aftercare", by=arta, economies=("ALB",), partners=("Most Makedonija (demo)",))
        record = accepted_round(desk, arta, stated)
        snapshot = freeze(record, said(title="Our country"), make.GREEN, by=desk)

        page = office.post(
            reverse("reporting:report-new", args=[snapshot]), {"about": "support", "second": "", **GREEN, "make": "1"}
        ).text

        assert re.findall(r"<mark>(.*?)</mark>", page) == ["country", "Kosovo", "Makedonija"]
        assert reverse("reporting:snapshot", args=[snapshot]) in page

    def test_others_are_refused(self, browser: Client, snapshot: UUID) -> None:
        assert browser.get(reverse("reporting:report-new", args=[snapshot])).status_code == 403
        assert browser.get(reverse("reporting:report-template")).status_code == 403

    def test_briefs_are_offered_about_what_its_maker_reads(self, desk: Reader, snapshot: UUID) -> None:
        offered = {value: words for _group, options in subjects_of(read(desk, snapshot)) for value, words in options}

        assert {"needs", "support", "open", "economy:ALB", "objective:2.3.2"} <= set(offered)
        partners = [words for value, words in offered.items() if value.startswith("partner:")]
        assert partners == ["Most (demo)", "Ura (demo)"]

    def test_no_brief_is_offered_on_an_economy_that_states_no_need_in_a_round_of_needs(
        self, desk: Reader, arta: Reader, asked: UUID
    ) -> None:
        work("Beside it", by=arta, economies=("ALB", "MDA"))
        work("There alone", by=arta, economies=("MDA",))
        snapshot = frozen(accepted_round(desk, arta, asked), desk)

        assert economies_offered(desk, snapshot) == ["ALB"]
        refused = of(desk).post(
            reverse("reporting:report-new", args=[snapshot]), {"about": "economy:MDA", "second": "", **GREEN}
        )
        assert faults(refused) == {"about": ["invalid_choice"]}

    def test_in_a_round_of_support_one_is_offered_wherever_something_is_done_for_it_alone(
        self, desk: Reader, arta: Reader
    ) -> None:
        work("There alone", by=arta, economies=("MDA",))
        work("Regional", by=arta, economies=("MNE", "SRB", "GRC", "BGR", "ROU"))
        house = Organisation.objects.get(pk=UUID(arta.organisation))

        assert economies_offered(desk, frozen(support_round(desk, house), desk)) == ["MDA"]


class TestReading:
    def test_the_page_shows_what_the_files_say(self, browser: Client, desk: Reader, snapshot: UUID) -> None:
        report = made(snapshot, desk)

        page = got(browser, "reporting:report", report)

        assert EVERYBODY in page.text
        assert FOCAL not in page.text
        assert "TLP:GREEN" in page.text
        assert not offers(page, "reporting:report-recall", report)
        assert offers(got(of(desk), "reporting:report", report), "reporting:report-recall", report)

    @pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
    def test_a_file_is_made_for_whoever_asks(
        self, browser: Client, desk: Reader, snapshot: UUID, form: str, begins: bytes
    ) -> None:
        address = reverse("reporting:report-download", args=[made(snapshot, desk, "open"), form])

        first, second = browser.get(address), browser.get(address)

        assert first.content.startswith(begins)
        assert first.content == second.content
        assert first.headers["Content-Disposition"] == f'attachment; filename="report-open.{form}"'

    def test_a_workbook_that_is_brought_back_is_known_as_a_report(
        self, browser: Client, desk: Reader, snapshot: UUID
    ) -> None:
        content = browser.get(reverse("reporting:report-download", args=[made(snapshot, desk, "open"), "xlsx"])).content

        tables = read_tables(content)

        assert not isinstance(tables, Refused)
        assert listing_of(tables) is REPORT

    @pytest.mark.parametrize("form", ["", "pdf", "docx", "xlsx"])
    def test_the_visitor_reads_what_is_public_and_finds_nothing_else(
        self, client: Client, desk: Reader, arta: Reader, asked: UUID, form: str
    ) -> None:
        work("Public work", by=arta, economies=("ALB",), marking=make.CLEAR)
        work("For members", by=arta, economies=("ALB",))
        snapshot = frozen(accepted_round(desk, arta, asked, marking=make.CLEAR), desk, marking=make.CLEAR)
        put_template("ours.docx", shipped(), by=desk)

        def address(record: UUID) -> str:
            name = "reporting:report-download" if form else "reporting:report"
            return reverse(name, args=[record, form] if form else [record])

        public, hidden = (client.get(address(made(snapshot, desk, marking=each))) for each in (make.CLEAR, make.GREEN))

        assert public.status_code == 200
        assert (hidden.status_code, hidden.content) == (404, client.get(address(make.uuid(7))).content)
        if not form:
            assert "Public work" in public.text
            assert "For members" not in public.text
            assert f'href="{reverse("reporting:reports")}"' not in public.text

    def test_the_list_is_for_members(self, client: Client) -> None:
        assert client.get(reverse("reporting:reports")).status_code == 302

    def test_no_other_form_is_there(self, browser: Client, desk: Reader, snapshot: UUID) -> None:
        assert browser.get(reverse("reporting:report-download", args=[made(snapshot, desk), "odt"])).status_code == 404

    def test_the_list_shows_a_report_to_its_audience_alone(
        self, browser: Client, office: Client, desk: Reader, snapshot: UUID
    ) -> None:
        assert links(got(browser, "reporting:reports")) == {reverse("rounds:rounds")}
        report = made(snapshot, desk, "needs", marking=FOCAL_POINTS)

        assert links(got(browser, "reporting:reports")) == {reverse("rounds:rounds")}
        listed = got(office, "reporting:reports")
        assert str(TITLE["needs"]) in words(listed.content)
        assert offers(listed, "reporting:report", report)
        assert offers(listed, "reporting:report-new", snapshot)

    def test_recalling_asks_first(self, office: Client, browser: Client, desk: Reader, snapshot: UUID) -> None:
        report = made(snapshot, desk)
        address = reverse("reporting:report-recall", args=[report])

        assert forms(office.get(address)) == {""}
        assert browser.get(address).status_code == 403
        assert office.post(address).status_code == 302
        assert browser.get(reverse("reporting:report", args=[report])).status_code == 404

    @pytest.mark.parametrize("second", ["", "sq", "sr-latn", "sr", "mk"])
    def test_headings_stand_in_both_languages(self, browser: Client, desk: Reader, snapshot: UUID, second: str) -> None:
        page = browser.get(reverse("reporting:report", args=[made(snapshot, desk, "open", second=second)])).text

        assert str(TITLE["open"]) in page
        assert f'href="{reverse("reporting:reports")}"' in page
        assert (f'lang="{second}"' in page) == bool(second) or not second


class TestTemplate:
    def upload(self, client: Client, content: bytes) -> Answer:
        file = SimpleUploadedFile("ours.docx", content)
        return client.post(reverse("reporting:report-template"), {"upload": file}, follow=True)

    def own(self) -> bytes:
        template = word.Document(io.BytesIO(shipped()))
        template.add_paragraph("Office of the Board (demo)")
        written = io.BytesIO()
        template.save(written)
        return written.getvalue()

    def test_word_files_are_made_of_it_from_then_on(
        self, office: Client, browser: Client, desk: Reader, snapshot: UUID
    ) -> None:
        own = self.own()
        assert "ours.docx" in self.upload(office, own).text

        made_of = browser.get(reverse("reporting:report-download", args=[made(snapshot, desk), "docx"])).content

        texts = [paragraph.text for paragraph in word.Document(io.BytesIO(made_of)).paragraphs]
        assert texts[-1] == "Office of the Board (demo)"
        assert office.get(reverse("reporting:report-template-file")).content == own

    def test_one_that_cannot_be_used_is_refused_in_a_sentence(self, office: Client) -> None:
        bare = io.BytesIO()
        word.Document().save(bare)

        answer = self.upload(office, bare.getvalue())

        (fault,) = answer.context["form"].errors["upload"]
        assert all(told in fault for told in ("ours.docx", "{{ body }}", "exactly once"))
        assert fault in answer.text
        assert ReportTemplate.objects.count() == 0

    def test_it_is_dropped_for_the_one_before(self, office: Client, desk: Reader) -> None:
        put_template("first.docx", shipped(), by=desk)
        put_template("second.docx", shipped(), by=desk)

        assert self.dropped(office, desk).name == "first.docx"
        assert self.dropped(office, desk).record is None
        assert office.post(reverse("reporting:report-template-drop")).status_code == 302

    def dropped(self, client: Client, desk: Reader) -> TemplateInUse:
        """What is in use once the one that the page shows is dropped."""
        page = client.get(reverse("reporting:report-template")).text
        (shown,) = re.findall(r'name="record" value="([^"]+)"', page)
        client.post(reverse("reporting:report-template-drop"), {"record": shown})
        return template_for(desk)

    def test_one_that_a_colleague_put_since_stays(self, office: Client, desk: Reader) -> None:
        shown = put_template("first.docx", shipped(), by=desk)
        put_template("second.docx", shipped(), by=desk)

        for sent in ({"record": str(shown)}, {"record": "x"}, {}):
            assert levels(office.post(reverse("reporting:report-template-drop"), sent, follow=True)) == ["warning"]
        assert template_for(desk).name == "second.docx"

    def test_only_the_secretariat_puts_and_drops_one(self, desk: Reader, member: Reader) -> None:
        record = put_template("ours.docx", shipped(), by=desk)

        with pytest.raises(NotAllowed, match="secretariat"):
            put_template("theirs.docx", shipped(), by=member)
        with pytest.raises(NotAllowed, match="secretariat"):
            drop_template(record, by=member)
        with pytest.raises(NotFound):
            drop_template(make.uuid(3), by=desk)
        assert Record.objects.filter(kind="report-template").count() == 1
