"""What others announce to an economy waits for its focal point: a partner's plan, a law that was read of."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.matrix.doing import focal_point, need, secretariat
from tests.visits import got, of, offers, reader_at, rows, shown, typed, words

from egnatia.activities.activities.labels import label
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Organisation
from egnatia.needs.matrix.labels import REASON
from egnatia.needs.responses.actions import Announced, announce_measure, answer_plan, decline_measure
from egnatia.needs.responses.models import EconomyWord, MeasureReport
from egnatia.needs.responses.queries import SAID_OF_PLANS, plans, reports, words_about
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db
LAW = "Ligji për raportimin e incidenteve"
AGREED = EconomyWord.Verdict.AGREED


def plan(  # what is said of it may be of any type
    title: str = "Safe online",
    *,
    by: Reader,
    marking: Marking = make.GREEN,
    status: str = "pipeline",
    sort: str = "project",
    shares: dict[str, float] | None = None,
    **more: Any,  # noqa: ANN401 - any field of the facts
) -> Activity:
    fields = Fields(status=status, sort=sort, shares=shares or {})
    told = {"economies": frozenset({"ALB"}), "reporters": "Lumina (demo)", **more}
    return activity(title, by=by, marking=marking, fields=fields, **told)


def law(desk: Reader, *, economy: str = "ALB", marking: Marking = make.GREEN) -> UUID:
    said = Announced(economy, "law", LAW, "sq", "2.3.2", "2026-09-15", "Gazette 214, page 3")
    return announce_measure(said, marking, by=desk)


def waiting(reader: Reader) -> tuple[list[str], list[str]]:
    names = forum()
    return [each.row.title for each in plans(reader, names)], [each.title for each in reports(reader, names)]


def test_a_plan_of_another_organisation_and_a_reported_law_wait_for_the_focal_point_alone() -> None:
    desk, partner, focal = secretariat(), make.reader("partner"), focal_point()
    plan(by=partner)
    law(desk)

    assert waiting(focal) == (["Safe online"], [LAW])
    for other in (desk, partner, focal_point("MNE", "mira"), make.reader("member")):
        assert waiting(other) == ([], [])


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "implementation"},
        {"sort": "event"},
        {"economies": frozenset({"MNE"})},
        {"economies": frozenset({"ALB", "MNE", "SRB", "BIH"})},
        {"end": "2020-01-01"},
        {"marking": make.STRICT},
    ],
    ids=["runs", "is an event", "is elsewhere", "is regional", "is over", "is hidden"],
)
def test_what_is_no_plan_for_this_economy_does_not_wait(changed: dict[str, Any]) -> None:
    plan(by=make.reader("partner"), **changed)

    assert waiting(focal_point()) == ([], [])


def test_a_plan_for_many_economies_waits_where_it_says_how_much_of_it_is_theirs() -> None:
    everywhere = frozenset({"ALB", "MNE", "SRB", "BIH"})
    plan(by=make.reader("partner"), economies=everywhere, shares={"ALB": 40.0})

    (found,) = plans(focal_point(), forum())

    assert (found.share, found.holder, found.economy.code) == (40.0, "Lumina (demo)", "ALB")


def test_what_a_body_of_the_economy_plans_is_no_news_to_it() -> None:
    partner, focal = make.reader("partner"), focal_point()
    plan(by=partner)
    Organisation.objects.filter(pk=UUID(partner.organisation)).update(economy="ALB")

    assert waiting(focal) == ([], [])


def test_without_a_second_factor_nobody_is_asked() -> None:
    plan(by=make.reader("partner"), marking=make.CLEAR)
    weak = make.reader("weak", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"), strong=False)

    assert waiting(weak) == ([], [])


def test_the_home_names_the_plan_and_the_law_and_how_long_both_take() -> None:
    desk, focal = secretariat(), focal_point()
    plan(by=make.reader("partner"))
    law(desk)

    page = got(of(focal), "start:home")

    planned, measure = page.context["waiting"]
    assert [(each.sort, each.count) for each in (planned, measure)] == [("plans", 1), ("measures", 1)]
    assert page.context["minutes"] == 4
    assert all(data in planned.sentence for data in ("Lumina (demo)", "“Safe online”", "Albania"))
    assert f"“{LAW}”" in measure.sentence
    said = words(page.content)
    assert all(each in said for each in (planned.sentence, measure.sentence))
    assert re.search(r"\b2\b.*\b4\b", said.partition(planned.sentence)[0])


def test_many_are_counted() -> None:
    desk, partner, focal = secretariat(), make.reader("partner"), focal_point()
    for number in range(2):
        plan(f"Plan {number}", by=partner)
        law(desk)

    page = got(of(focal), "start:home")

    waiting = page.context["waiting"]
    assert [(each.sort, each.count, each.sentence[:2]) for each in waiting] == [
        ("plans", 2, "2 "),
        ("measures", 2, "2 "),
    ]
    assert all(each.sentence in words(page.content) for each in waiting)


def test_an_economy_is_named_in_the_form_that_the_sentence_asks_for() -> None:
    desk, partner, focal = secretariat(), make.reader("partner"), focal_point()
    plan(by=partner, shares={"ALB": 40})
    law(desk)
    client = of(focal)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sr"

    assert "„Safe online” у Албанији: да ли сте упознати с тим?" in shown(client, "start:home")
    page = shown(client, "needs:announced")
    assert "планира активност у Албанији" in page
    assert "40 % за Албанију" in page
    assert "Да ли је ово мера Албаније?" in page


def say(reader: Reader, record: UUID, verdict: str, note: str = "") -> Any:  # noqa: ANN401 - the client's answer
    data = {"verdict": verdict, "note": note}
    return of(reader).post(reverse("needs:announced-word", args=[record]), data)


def test_a_word_is_kept_read_by_members_who_see_the_plan_and_asked_for_once() -> None:
    partner, focal = make.reader("partner"), focal_point()
    planned = plan(by=partner)

    assert say(focal, planned.pk, "agreed", "With the police school.").url == reverse("needs:announced")

    assert waiting(focal) == ([], [])
    page = shown(of(partner), "activities:activity", planned.pk)
    assert f"Albania: {AGREED.label} – With the police school. arta (demo)" in page
    assert say(focal, planned.pk, "unknown").status_code == 404
    assert EconomyWord.objects.count() == 1


def test_whoever_knows_of_a_plan_and_does_not_agree_yet_asks() -> None:
    partner, focal = make.reader("partner"), focal_point()
    planned = plan(by=partner)

    say(focal, planned.pk, "question", "Which schools?")

    (word,) = words_about(partner, [planned.pk], forum())[planned.pk]
    assert (word.verdict, word.note) == ("question", "Which schools?")
    assert f"Albania: {word.said} – Which schools?" in shown(of(partner), "activities:activity", planned.pk)
    assert waiting(focal) == ([], [])


def test_whoever_does_not_see_the_plan_does_not_see_the_word_on_it() -> None:
    partner, focal = make.reader("partner"), focal_point()
    make.seat(make.person("other"), "focal-points")
    planned = plan(by=partner, marking=Marking(Tlp.AMBER_STRICT, offices=frozenset({"F:focal-points:ALB"})))
    answer_plan(planned.pk, "agreed", "", by=focal)

    assert words_about(partner, [planned.pk], forum())
    assert not words_about(make.reader("stranger"), [planned.pk], forum())
    assert not words_about(Reader(), [planned.pk], forum())


def test_the_word_stands_in_the_cell_beside_the_plan() -> None:
    focal = focal_point()
    need(focal)
    planned = plan(by=make.reader("partner"), objectives=frozenset({"2.3.2"}))
    answer_plan(planned.pk, "agreed", "", by=focal)

    page = got(of(focal), "needs:cell", "ALB", "2.3.2")

    assert page.context["figure"].reason == label(REASON, "planned-only")
    (section,) = page.context["sections"]
    ((_planned, word),) = (entry.notes for entry in section.entries)
    assert word == f"Albania: {AGREED.label}"
    assert word in rows(page)[0][3]


@pytest.mark.parametrize("verdict", ["added", "declined", "", "nothing"])
def test_a_plan_is_not_answered_with_what_is_said_of_a_law(verdict: str) -> None:
    planned = plan(by=make.reader("partner"))

    assert say(focal_point(), planned.pk, verdict).status_code == 404
    assert not EconomyWord.objects.exists()


@pytest.mark.parametrize("who", ["other", "member", "desk"])
def test_nobody_else_speaks_for_the_economy(who: str) -> None:
    desk = secretariat()
    planned, report = plan(by=make.reader("partner")).pk, law(desk)
    reader = {"other": focal_point("MNE", "mira"), "member": make.reader("member"), "desk": desk}[who]

    assert say(reader, planned, "agreed").status_code == 404
    assert of(reader).get(reverse("needs:announced-addition", args=[report])).status_code == 404
    with pytest.raises(NotFound):
        decline_measure(report, "", by=reader)
    assert not EconomyWord.objects.exists()


def test_a_law_is_added_by_a_form_that_is_filled_already_and_counts_from_then_on() -> None:
    desk, focal = secretariat(), focal_point()
    need(focal)
    report = law(desk)
    address = reverse("needs:announced-addition", args=[report])
    assert got(of(focal), "needs:cell", "ALB", "2.3.2").context["figure"].state == "open"
    filled = typed(got(of(focal), "needs:announced-addition", report))
    for value in (LAW, "Gazette 214, page 3", "2026-09-15"):
        assert [value] in filled.values()

    said = {"economy": "ALB", "measure": "law", "title": LAW, "language": "sq", "start": "2026-09-15"}
    sent = {**said, "objective": "2.3.2", "status": "implementation", "text": "Gazette 214", "marking-tlp": "1"}
    answer = of(focal).post(address, sent)

    added = Activity.visible_to(focal).get()
    assert answer.url == reverse("activities:activity", args=[added.pk])  # type: ignore[attr-defined]  # a redirect
    assert (added.sort, added.measure, str(added.record.owner_id)) == ("own-measure", "law", focal.organisation)
    assert got(of(focal), "needs:cell", "ALB", "2.3.2").context["figure"].state == "reported"
    assert waiting(focal) == ([], [])
    assert of(focal).post(address, sent).status_code == 404


def test_a_preview_or_a_fault_adds_nothing() -> None:
    desk, focal = secretariat(), focal_point()
    address = reverse("needs:announced-addition", args=[law(desk)])

    preview = of(focal).post(address, {"preview": "1", "marking-tlp": "1"}).context["preview"]
    assert (preview.words, preview.valid) == ("TLP:GREEN", True)
    assert of(focal).post(address, {"title": "", "marking-tlp": "1"}).status_code == 200
    assert not EconomyWord.objects.exists()


def test_a_law_of_somebody_else_is_set_aside() -> None:
    desk, focal = secretariat(), focal_point()
    report = law(desk)

    of(focal).post(reverse("needs:announced-refusal", args=[report]), {"note": "Not adopted yet"})

    assert waiting(focal) == ([], [])
    assert EconomyWord.objects.get().verdict == "declined"


def test_a_deputy_finds_what_their_colleague_has_answered() -> None:
    focal = focal_point()
    planned = plan(by=make.reader("partner"))
    answer_plan(planned.pk, "unknown", "", by=focal)
    colleague = reader_at(focal, "deputy")

    assert waiting(colleague) == ([], [])


def test_the_secretariat_announces_by_a_form_and_nobody_else_does() -> None:
    desk = secretariat()
    client, said = of(desk), {"economy": "ALB", "measure": "law", "title": LAW, "marking-tlp": "1"}
    address = reverse("needs:announced-new")

    assert LAW in client.post(address, {**said, "preview": "1"}).content.decode()
    assert typed(got(client, "needs:announced-new"))["economy"] == [""]
    assert client.post(address, {**said, "title": ""}).status_code == 200
    assert not MeasureReport.objects.exists()
    client.post(address, said)
    assert MeasureReport.objects.get().title == LAW
    assert of(make.reader("partner")).get(address).status_code == 403
    with pytest.raises(NotAllowed):
        law(make.reader("member"))


def test_the_page_says_when_nothing_waits() -> None:
    page = got(of(make.reader("reader")), "needs:announced")
    assert (page.context["plans"], page.context["reports"]) == ((), [])
    assert "/account/login/" in Client().get(reverse("needs:announced")).url  # type: ignore[attr-defined]  # a redirect


def test_the_page_shows_each_with_its_buttons() -> None:
    desk, focal = secretariat(), focal_point()
    planned = plan(
        by=make.reader("partner"),
        economies=frozenset({"ALB", "MNE"}),
        shares={"ALB": 40.0},
        amount=1_500_000.0,
        currency="EUR",
    )
    report = law(desk)

    answer = got(of(focal), "needs:announced")

    (shown_plan,) = answer.context["plans"]
    assert (shown_plan.holder, shown_plan.economy.code, shown_plan.share) == ("Lumina (demo)", "ALB", 40.0)
    ((shown_report, _kind),) = answer.context["reports"]
    assert (shown_report.id, shown_report.economy.code) == (report, "ALB")
    of_plan, _, of_report = words(answer.content).partition(LAW)
    assert re.search(r"Lumina \(demo\) .*Albania Safe online", of_plan)
    assert re.search(r"40 % .*Albania", of_plan)
    assert "1.5 million EUR" in of_plan
    assert "Albania" in of_report
    assert "15 September 2026" in of_report
    assert offers(answer, "needs:announced-word", planned.pk)
    assert {f'value="{verdict}"' in answer.text for verdict in SAID_OF_PLANS} == {True}
    assert offers(answer, "needs:announced-addition", report)
    assert offers(answer, "needs:announced-refusal", report)
