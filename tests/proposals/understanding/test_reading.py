"""What is understood of a text, each thing with the words that it was read from."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from egnatia.proposals.extraction import Fact, OrganisationNames, activity_of, understand

KNOWN = OrganisationNames.of(
    [
        ("Correctional Service (demo)", "Correctional Service (demo)", "receiver"),
        ("Shërbimi i Burgjeve", "Correctional Service (demo)", "receiver"),
        ("Nordlys Fund (demo)", "Nordlys Fund (demo)", "funder"),
        ("NLF", "Nordlys Fund (demo)", "funder"),
        ("Ura", "Ura Foundation (demo)", ""),
        ("of", "Nobody", ""),
        ("xy", "Too short", ""),
    ]
)


def read(line: str, *names: str) -> list[tuple[str, str, str]]:
    """The facts of these names in a text with this line."""
    understood = understand(f"A working title\n{line}", KNOWN)
    return [(fact.name, fact.value, fact.quote) for fact in understood.of(*names)]


def values(line: str, *names: str) -> list[str]:
    return [value for _, value, _ in read(line, *names)]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("It runs from March to June 2026.", "2026-03", "2026-06"),
        ("од март до јуни 2026 година", "2026-03", "2026-06"),
        ("mars-qershor 2026", "2026-03", "2026-06"),
        ("Periudha: mars 2026 – janar 2027", "2026-03", "2027-01"),
        ("od juna 2026. do maja 2027. godine", "2026-06", "2027-05"),
        ("од јуна 2026. до маја 2027. године", "2026-06", "2027-05"),
        ("od rujna 2026. do ožujka 2027.", "2026-09", "2027-03"),
        ("2026-27", "2026", "2027"),
        ("2026/27", "2026", "2027"),
        ("2026–2028", "2026", "2028"),
        ("between November and March 2027", "2026-11", "2027-03"),
        ("1 March 2026 - 15.06.2027", "2026-03-01", "2027-06-15"),
        ("March 17, 2026 to April 2, 2026", "2026-03-17", "2026-04-02"),
        ("1st March 2026 until 1. juna 2026", "2026-03-01", "2026-06-01"),
        ("03/2026 to 12/2027", "2026-03", "2027-12"),
        ("2026-03-01 to 2026-05-31", "2026-03-01", "2026-05-31"),
        ("2026-03 to 2026-11", "2026-03", "2026-11"),
        ("18 months from January 2026", "2026-01", "2027-06"),
        ("Trajanje: 6 meseci, od marta 2026", "2026-03", "2026-08"),
        ("until June 2027", "", "2027-06"),
        ("Starting from May 2026", "2026-05", ""),
        ("A workshop in March 2026", "2026-03", "2026-03"),
        ("When: 2026", "2026", "2026"),
        ("since 31.02.2026 and until further notice", "2026-02", ""),
    ],
)
def test_months_and_dates_are_read_in_every_language_of_the_region(line: str, start: str, end: str) -> None:
    understood = understand(f"A working title\n{line}")

    assert (understood.first("start"), understood.first("end")) == (start, end)


@pytest.mark.parametrize("line", ["It ran in 12 towns.", "Phone 2026 99 12", "From June 2027 to March 2026", "13/2026"])
def test_what_is_no_period_is_none(line: str) -> None:
    assert "2026-99" not in values(line, "start", "end")
    assert values("From June 2027 to March 2026", "end") != ["2026-03"]


def test_a_line_that_says_when_goes_before_what_stands_earlier() -> None:
    text = "Title of it\nThe last phase ran from May 2019 to June 2021.\nWhen: 2026 to 2027"

    assert understand(text).first("start") == "2026"


@pytest.mark.parametrize(
    ("line", "amount", "currency"),
    [
        ("Budget: 180k", "180000", ""),
        ("about 1.5m EUR", "1500000", "EUR"),
        ("ukupno 180.000 eura", "180000", "EUR"),
        ("Shuma: 1,2 milion euro", "1200000", "EUR"),
        ("€ 250 000 for two years", "250000", "EUR"),
        ("EUR 1.2 million", "1200000", "EUR"),
        ("180 илјади евра", "180000", "EUR"),
        ("140.000 evra", "140000", "EUR"),
        ("2,5 milijarde dinara", "2500000000", "RSD"),
        ("US$ 75,500.50", "75500.50", "USD"),
        ("300.000 KM", "300000", "BAM"),
        ("20.000 EUR of 90.000 EUR", "90000", "EUR"),
        ("2 bn EUR", "2000000000", "EUR"),
    ],
)
def test_amounts_are_read_in_either_tradition(line: str, amount: str, currency: str) -> None:
    understood = understand(f"A working title\n{line}")

    assert (understood.first("amount"), understood.first("currency")) == (amount, currency)


@pytest.mark.parametrize(
    ("line", "band"),
    [
        ("50-250k EUR", "50-250k"),
        ("Budget: 1 to 3 million", "1-5m"),
        ("6–9m EUR", ">5m"),
        ("10.000 do 20.000 eura", "<50k"),
    ],
)
def test_a_span_of_amounts_is_a_band(line: str, band: str) -> None:
    assert values(line, "band", "amount") == [band]


def test_a_number_that_is_no_money_is_no_amount() -> None:
    assert values("We train 1.200 teachers in 30 towns for 5 EUR.", "amount") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("u Crnoj Gori i Srbiji", [("MNE", "Crnoj Gori"), ("SRB", "Srbiji")]),
        ("na Kosovu* i Metohiji", [("XKX", "Kosovu*")]),
        ("në Shqipëri dhe në Maqedoninë e Veriut", [("ALB", "Shqipëri"), ("MKD", "Maqedoninë e Veriut")]),
        ("во Северна Македонија", [("MKD", "Северна Македонија")]),
        ("у Босни и Херцеговини", [("BIH", "Босни и Херцеговини")]),
        ("in Bosnia and Herzegovina only", [("BIH", "Bosnia and Herzegovina")]),
        ("Where: Albania. Lessons are from Croatia", [("ALB", "Albania")]),
        ("în România și în Moldova", [("ROU", "România"), ("MDA", "Moldova")]),
        ("nothing of a mal i zi in small letters", []),
    ],
)
def test_economies_are_read_in_declined_forms(line: str, found: list[tuple[str, str]]) -> None:
    assert [(value, quote) for _, value, quote in read(line, "economy")] == found


def test_where_a_line_says_where_only_its_economies_count() -> None:
    text = "A working title\nIt was tried in Slovenia.\nWhere: Montenegro"

    assert understand(text).values("economy") == ("MNE",)


def test_the_western_balkans_are_six() -> None:
    assert values("Regional: Western Balkans", "economy") == ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"]


def test_towns_tell_the_economy_where_nothing_else_does() -> None:
    assert read("u Leskovcu i Vranju", "economy", "place") == [
        ("economy", "SRB", "Leskovcu"),
        ("place", "Leskovac", "Leskovcu"),
        ("place", "Vranje", "Vranju"),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Training for the Correctional Service (demo).", ("receiver", "Correctional Service (demo)")),
        ("Stafi i Shërbimi i Burgjeve", ("receiver", "Correctional Service (demo)")),
        ("paid by NLF", ("funder", "Nordlys Fund (demo)")),
        ("Implementing partner: Nordlys Fund", ("partner", "Nordlys Fund (demo)")),
        ("as Ura told us", ("organisation", "Ura Foundation (demo)")),
        ("Implemented by Save the Friends Foundation.", ("implementer", "Save the Friends Foundation")),
        ("zbatuar nga Qendra e Re", ("implementer", "Qendra e Re")),
        ("Projekt finansira Fond za Mir.", ("funder", "Fond za Mir")),
        ("Donor: Agency for Good Works", ("funder", "Agency for Good Works")),
        ("with the staff of the Border Academy", ("receiver", "Border Academy")),
    ],
)
def test_organisations_are_read_with_what_they_do(line: str, found: tuple[str, str]) -> None:
    names = ("receiver", "funder", "partner", "implementer", "organisation")

    assert [(name, value) for name, value, _ in read(line, *names)] == [found]


def test_a_name_that_the_asker_cannot_see_is_not_known() -> None:
    assert understand("A working title\nas Ura told us").of("organisation", "implementer") == ()


def test_types_groups_and_sectors_come_with_their_words() -> None:
    line = "Obuka zatvorskog osoblja i nabavka opreme za zatvore, sa kampanjom."

    assert ("type", "training", "Obuka") in read(line, "type")
    assert ("group", "prison-and-probation", "zatvorskog osoblja") in read(line, "group")
    assert ("sector", "DAC:15137", "zatvorskog") in read(line, "sector")


def test_services_are_told_from_training() -> None:
    assert values("We open a helpline and a shelter.", "type") == ["direct-service"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Concept note\n# Exit support in prisons\nWhere: Albania", "Exit support in prisons"),
        ("Project proposal\nTitle: Exit support\nSomething else here", "Exit support"),
        ("Propozim: Mbështetje pas burgut", "Mbështetje pas burgut"),
        ("1. " + "word " * 60, "word " * 39 + "word…"),
        ("Naslov\nPodrška posle zatvora", "Podrška posle zatvora"),
        ("Word", ""),
        ("", ""),
    ],
)
def test_the_title_is_found(text: str, title: str) -> None:
    assert understand(text).first("title") == title


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The training of the staff is for all of them.", "en"),
        ("Trajnimi i stafit është për të gjithë dhe nga të gjithë.", "sq"),
        ("Obuka je za osoblje i za sve koji se bave time.", "hbs"),
        ("Обука је за све који се баве тиме, ђаци и ћерке.", "hbs"),
        ("Обуката е за сите кои ќе работат со нив и се од градот.", "mk"),
        ("Обучението е за всички, които са във връзка със съда и ще работят.", "bg"),
        ("Обука за људе и за све на терену, у школи и на послу.", "mk"),
        ("Tr", ""),
    ],
)
def test_the_language_is_told_from_small_words_and_letters(text: str, language: str) -> None:
    assert understand(text).first("language") == language


def test_the_description_is_what_tells_of_the_work() -> None:
    work = "Guards learn to see early signs and to write them down without labels."
    before = "Background of the thing that is told in many words before it."
    text = f"A working title\n{before}\nSummary\n{work}\nBudget: 5k EUR"

    facts = activity_of(understand(text))

    assert facts.descriptions[0].text.startswith(work)
    assert "Budget" not in facts.descriptions[0].text


def test_an_activity_holds_all_that_was_understood() -> None:
    text = "Exit support in prisons\nWhere: Albania, Tirana\nWhen: 2026\nBudget: 90k EUR\nas Ura told us, paid by NLF"

    facts = activity_of(understand(text, KNOWN))

    assert facts.economies == {"ALB"}
    assert facts.places == {"Tiranë"}
    assert (facts.start, facts.end, facts.amount, facts.currency) == ("2026", "2026", 90_000.0, "EUR")
    assert [body.name for body in facts.funders] == ["Nordlys Fund (demo)"]
    assert [body.name for body in facts.implementers] == ["Ura Foundation (demo)"]


def test_nothing_is_understood_of_nothing() -> None:
    facts = activity_of(understand(" \n "))

    assert (facts.titles, facts.descriptions, facts.economies) == ((), (), frozenset())


def test_a_fact_stands_once() -> None:
    assert understand("In Albania\nand in Albania again").of("economy") == (Fact("economy", "ALB", "Albania"),)


def test_a_line_of_a_thousand_dates_is_read_in_the_time_of_one_line() -> None:
    begun = time.process_time()

    understand("1 000 000 EUR 2024 " * 2_000)

    assert time.process_time() - begun < 5  # CPU seconds; each date read the whole line again: it took 20


@pytest.mark.parametrize(
    ("line", "start", "end", "months"),
    [
        ("The project will last 14 months from the signature of the contract.", "", "", "14"),
        ("Projekat traje 18 mjeseci od potpisivanja ugovora.", "", "", "18"),
        ("Trajanje: 12 meseci od dana potpisivanja ugovora", "", "", "12"),
        ("Kohëzgjatja: 15 muaj nga nënshkrimi i kontratës", "", "", "15"),
        ("Времетраење: 20 месеци од потпишување на договорот", "", "", "20"),
        ("Продължителност: 10 месеца от подписване на договора", "", "", "10"),
        ("Durata: 16 luni de la semnarea contractului", "", "", "16"),
        ("Διάρκεια: 18 μήνες από την υπογραφή της σύμβασης", "", "", "18"),
        ("Süre: sözleşmenin imzalanmasından itibaren 12 ay", "", "", "12"),
        ("Trajanje: 9 mesecev od podpisa pogodbe", "", "", "9"),
        ("Krećemo u proljeće 2027. i radimo godinu dana.", "2027-03", "2028-02", ""),
        ("Od proljeća 2027. do jeseni 2028.", "2027-03", "2028-11", ""),
        ("od proleća 2027. do kraja 2028. godine", "2027-03", "2028-12", ""),
        ("Nga pranvera 2027 deri në fund të vitit 2028", "2027-03", "2028-12", ""),
        ("от пролетта на 2027 до края на 2028 г.", "2027-03", "2028-12", ""),
        ("од пролетта 2027 до есента 2028 година", "2027-03", "2028-11", ""),
        ("din primăvara anului 2027 până în toamna lui 2028", "2027-03", "2028-11", ""),
        ("από την άνοιξη του 2027 έως το φθινόπωρο του 2028", "2027-03", "2028-11", ""),
        ("2027 baharından 2028 sonbaharına kadar", "2027-03", "2028-11", ""),
        ("od pomladi 2027 do konca leta 2028", "2027-03", "2028-12", ""),
        ("from spring 2027 to autumn 2028", "2027-03", "2028-11", ""),
        ("Start: Q2 2027\nDuration: 18 months", "2027-04", "2028-09", ""),
        ("Početak: II kvartal 2027.\nTrajanje: 12 mjeseci", "2027-04", "2028-03", ""),
        ("Q1 2027 – Q4 2028", "2027-01", "2028-12", ""),
        ("трето тримесечие на 2027 – второ тримесечие на 2028", "2027-07", "2028-06", ""),
        ("Τρίτο τρίμηνο 2027 έως δεύτερο τρίμηνο 2028", "2027-07", "2028-06", ""),
        ("2027 yılının ikinci çeyreğinden 2028 yılının son çeyreğine kadar", "2027-04", "2028-12", ""),
        ("We must be finished by 31 October 2028.", "", "2028-10-31", ""),
        ("Projektet skal do të përfundojë më 30 qershor 2028", "", "2028-06-30", ""),
        ("Mora biti gotovo do 30. 6. 2028.", "", "2028-06-30", ""),
        ("Треба да заврши до 31 мај 2028.", "", "2028-05-31", ""),
        ("School year 2027/2028", "2027-09", "2028-06", ""),
        ("tokom školske 2027/28. godine", "2027-09", "2028-06", ""),
        ("u školskoj godini 2027/2028", "2027-09", "2028-06", ""),
        ("во учебната 2027/2028 година", "2027-09", "2028-06", ""),
        ("през учебната 2027/2028 г.", "2027-09", "2028-06", ""),
        ("gjatë vitit shkollor 2027-2028", "2027-09", "2028-06", ""),
        ("în anul școlar 2027-2028", "2027-09", "2028-06", ""),
        ("κατά το σχολικό έτος 2027-2028", "2027-09", "2028-06", ""),
        ("2027-2028 eğitim öğretim yılında", "2027-09", "2028-06", ""),
        ("v šolskem letu 2027/28", "2027-09", "2028-06", ""),
        ("The work takes eighteen months, beginning on 1 March 2027.", "2027-03-01", "2028-08", ""),
        ("Fillimi: 1 prill 2027; kohëzgjatja 14 muaj", "2027-04-01", "2028-05", ""),
        ("Početak 01.04.2027, trajanje 14 mjeseci", "2027-04-01", "2028-05", ""),
        ("Planirani početak: 15. 3. 2027. Trajanje: 20 mj.", "2027-03-15", "2028-10", ""),
        ("Започваме през март 2027 г. и приключваме след 18 месеца.", "2027-03", "2028-08", ""),
        ("Почнуваме во март 2027 и траеме 18 месеци.", "2027-03", "2028-08", ""),
        ("Ξεκινάμε τον Μάρτιο του 2027 και διαρκεί 18 μήνες.", "2027-03", "2028-08", ""),
        ("Mart 2027'de başlayıp 18 ay sürecek.", "2027-03", "2028-08", ""),
        ("Mart 2027 - Ağustos 2028", "2027-03", "2028-08", ""),
        ("1 Mart 2027 – 31 Ağustos 2028 tarihleri arasında", "2027-03-01", "2028-08-31", ""),
        ("Începem în martie 2027, pentru 18 luni.", "2027-03", "2028-08", ""),
        ("Začnemo marca 2027 in končamo avgusta 2028.", "2027-03", "2028-08", ""),
        ("Nisim në mars 2027 dhe mbarojmë në gusht 2028.", "2027-03", "2028-08", ""),
        ("Počinjemo u ožujku 2027. i završavamo u kolovozu 2028.", "2027-03", "2028-08", ""),
        ("Krećemo marta 2027, a završavamo u avgustu 2028.", "2027-03", "2028-08", ""),
        ("Between 03.2027 and 08.2028", "2027-03", "2028-08", ""),
        ("03/27 – 08/28", "2027-03", "2028-08", ""),
        ("03.2027–08.2028", "2027-03", "2028-08", ""),
        ("01.03.2027 – 31.08.2028", "2027-03-01", "2028-08-31", ""),
        ("2027-03-01/2028-08-31", "2027-03-01", "2028-08-31", ""),
        ("1/3/2027 - 31/8/2028", "2027-03-01", "2028-08-31", ""),
        ("01-03-2027 to 31-08-2028", "2027-03-01", "2028-08-31", ""),
        ("March through November 2027", "2027-03", "2027-11", ""),
        ("in the course of 2027 and 2028", "2027", "2028", ""),
        ("tokom 2027. i 2028. godine", "2027", "2028", ""),
        ("during the first half of 2027", "2027-01", "2027-06", ""),
        ("u prvoj polovini 2027. godine", "2027-01", "2027-06", ""),
        ("во втората половина на 2027 година", "2027-07", "2027-12", ""),
        ("through the second half of 2027", "2027-07", "2027-12", ""),
        ("Timeframe: two years from mid-2027", "2027-06", "2029-05", ""),
        ("Duration: 1.5 years, starting January 2027", "2027-01", "2028-06", ""),
        ("Trajanje: 1,5 godina od januara 2027.", "2027-01", "2028-06", ""),
        ("Duration: 24 months (M1 = April 2027)", "2027-04", "2029-03", ""),
        ("a 15-month project starting 1 May 2027", "2027-05-01", "2028-07", ""),
        ("18-mesečni projekat koji počinje u maju 2027.", "2027-05", "2028-10", ""),
        ("18-month action from May 2027", "2027-05", "2028-10", ""),
        ("një projekt 18-mujor nga maji 2027", "2027-05", "2028-10", ""),
        ("Period: 18 months\nStart of activities: 1 September 2027", "2027-09-01", "2029-02", ""),
        ("ten months, ending in December 2028", "2028-03", "2028-12", ""),
        ("The course runs from the first of September to the end of June 2028.", "2027-09", "2028-06", ""),
        ("Dates: 1 September 2027 until the end of May 2028", "2027-09-01", "2028-05", ""),
        ("Afati: shtator 2027 – qershor 2028", "2027-09", "2028-06", ""),
        ("Kohëzgjatja | 12 muaj (prill 2027 – mars 2028)", "2027-04", "2028-03", ""),
        ("Perioada: aprilie 2027 – martie 2028", "2027-04", "2028-03", ""),
        ("Рок: април 2027 – март 2028", "2027-04", "2028-03", ""),
        ("IV.2027 – III.2028", "2027-04", "2028-03", ""),
        ("Termin: april do oktober 2027", "2027-04", "2027-10", ""),
        ("Start date | 01/06/2027\nEnd date | 30/11/2028", "2027-06-01", "2028-11-30", ""),
        ("Duration in months | 18\nExpected start | June 2027", "2027-06", "2028-11", ""),
        ("Duration (months): 18", "", "", "18"),
        ("six-month pilot from 1 October 2027", "2027-10-01", "2028-03", ""),
        ("half a year, from October 2027", "2027-10", "2028-03", ""),
        ("Od septembra 2027, 10 meseci", "2027-09", "2028-06", ""),
        ("We need 14 months; the earliest start is 1 June 2027.", "2027-06-01", "2028-07", ""),
        ("Најран почеток: јуни 2027. Времетраење: 14 месеци.", "2027-06", "2028-07", ""),
        ("24 ay (Ocak 2027 - Aralık 2028)", "2027-01", "2028-12", ""),
        ("Ocak 2027'den Aralık 2028'e kadar", "2027-01", "2028-12", ""),
        ("Од 1 април 2027 година, 18 месеци", "2027-04-01", "2028-09", ""),
        ("Do konca junija 2028", "", "2028-06", ""),
        ("deri në fund të qershorit 2028", "", "2028-06", ""),
        ("до края на юни 2028 г.", "", "2028-06", ""),
        ("do kraja juna 2028. godine", "", "2028-06", ""),
        ("până la sfârșitul lunii iunie 2028", "", "2028-06", ""),
        ("μέχρι το τέλος Ιουνίου 2028", "", "2028-06", ""),
        ("Haziran 2028 sonuna kadar", "", "2028-06", ""),
    ],
)
def test_a_period_is_read_as_people_write_it(line: str, start: str, end: str, months: str) -> None:
    understood = understand(f"A working title\n{line}", today="2026-12")

    assert [understood.first(name) for name in ("start", "end", "months")] == [start, end, months]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            (
                "Ministria e Punëve të Brendshme\nRruga X 3\nTiranë, 3 nëntor 2026\n\n"
                "Lënda: Kërkesë për mbështetje për projektin “Hapa të sigurt në Lezhë”\n\nTë nderuar,\n"
                "Ju shkruajmë në lidhje me ..."
            ),
            "Hapa të sigurt në Lezhë",
        ),
        (
            (
                "Subject: Proposal for safer river crossings on the lower Drina\n\nDear colleagues,\n"
                "We, the Association Plava voda, would like to propose work along the river from May 2027."
            ),
            "Proposal for safer river crossings on the lower Drina",
        ),
        (
            (
                "Predmet: Prijedlog projekta „Tihe granice“\n\nPoštovani,\n"
                "u ime Udruge Mir dostavljamo prijedlog projekta."
            ),
            "Tihe granice",
        ),
        (
            "Предмет: Барање за поддршка на проектот „Безбедни патишта до училиште“\n\nПочитувани,\nВи се обраќаме",
            "Безбедни патишта до училиште",
        ),
        (
            "Θέμα: Πρόταση έργου «Ασφαλή λιμάνια του Ιονίου»\n\nΑξιότιμοι κύριοι,\nσας υποβάλλουμε",
            "Ασφαλή λιμάνια του Ιονίου",
        ),
        (
            "Относно: Проектно предложение „Чист въздух над границата“\n\nУважаеми дами и господа,",
            "Чист въздух над границата",
        ),
        ("Konu: “Güvenli Kıyılar” projesi için destek talebi\n\nSayın yetkili,", "Güvenli Kıyılar"),
        ("Zadeva: Predlog projekta »Varne poti čez Kolpo«\n\nSpoštovani,", "Varne poti čez Kolpo"),
        ("Subiect: Propunere de proiect „Vămi fără hârtie”\n\nStimați colegi,", "Vămi fără hârtie"),
        (
            (
                "CONCEPT NOTE\n\nWatching the Water\nA proposal for joint river patrols on the Sava\n\n"
                "Submitted by: Sava Forum\n1 October 2026\n\nBackground\nThe river is a border."
            ),
            "Watching the Water",
        ),
        (
            (
                "RIVERSIDE FORUM\nStreet 3, Brčko\n\nCONCEPT NOTE\n\n"
                "Joint patrols on the Sava river between three towns\n\nPrepared by: Riverside Forum\n\n"
                "1. Background\nThe river is a border."
            ),
            "Joint patrols on the Sava river between three towns",
        ),
        (
            (
                "Project proposal\n\nTogether against scams: teaching older people in Istria\n"
                "to recognise fraud on the phone and online\n\nApplicant: Udruga Ruka"
            ),
            "Together against scams: teaching older people in Istria to recognise fraud on the phone and online",
        ),
        (
            (
                "Hi Mira,\n\n"
                "as promised a few lines on what we have in mind. We call it “Second Watch”: a year of patrols.\n\n"
                "Best,\nAna"
            ),
            "Second Watch",
        ),
        (
            (
                "Draga Jelena,\n\n"
                "evo kako smo zamislili projekat koji smo nazvali „Druga straža“. Trajao bi godinu dana.\n\n"
                "Pozdrav, Ana"
            ),
            "Druga straža",
        ),
        (
            "Projektideja „Mreža bez rupa“ nastala je na sastanku u Mostaru. Cilj je obučiti službenike.",
            "Mreža bez rupa",
        ),
        ("Проектот „Мирна ноќ“ ќе се спроведува во Битола од март 2027.\nЌе се обучат полицајци.", "Мирна ноќ"),
        ("Projekti me titull “Nata e qetë” do të zbatohet në Korçë.", "Nata e qetë"),
        ("Το έργο «Ήσυχη νύχτα» θα υλοποιηθεί στη Φλώρινα.", "Ήσυχη νύχτα"),
        ("“Sessiz Gece” başlıklı proje Edirne'de uygulanacaktır.", "Sessiz Gece"),
        ("Proiectul „Noapte liniștită” va fi implementat la Galați.", "Noapte liniștită"),
        ("Projekt »Mirna noč« bomo izvajali v Kopru.", "Mirna noč"),
        ("Проект „Тиха нощ“ ще се изпълнява в Русе.", "Тиха нощ"),
        ("The project 'Quiet Night' will be carried out in Ruse.\nIt trains officers.", "Quiet Night"),
        (
            "I write about our idea, Quiet Night, for the ferry ports.\nProject name – Quiet Night for Ferry Ports\n",
            "Quiet Night for Ferry Ports",
        ),
        (
            "Title: Quiet Night –\nsafer ferry ports in the southern Adriatic\nApplicant: X",
            "Quiet Night – safer ferry ports in the southern Adriatic",
        ),
        (
            "1. Title of the project\nQuiet Night: safer ferry ports\nin the southern Adriatic\n2. Applicant\nUdruga X",
            "Quiet Night: safer ferry ports in the southern Adriatic",
        ),
        (
            "1.1 Naziv projekta: Mirna noć u\nlukama južnog Jadrana\n1.2 Podnositelj: Udruga X",
            "Mirna noć u lukama južnog Jadrana",
        ),
        (
            "Naziv projekta\n(najviše 15 riječi)\nMirna noć u lukama južnog Jadrana\nPodnositelj\nUdruga X",
            "Mirna noć u lukama južnog Jadrana",
        ),
        (
            "Acronym | QUIET\nTitle | Quiet Night in the ports of the southern Adriatic",
            "Quiet Night in the ports of the southern Adriatic",
        ),
        ("Zapisnik sa sastanka\nTema: Zajedničke patrole na Drini\nPrisutni: ...", "Zajedničke patrole na Drini"),
        (
            (
                "From: Ana <ana@example.org>\nTo: Mira <mira@example.org>\nSent: Monday\nSubject: idea\n\n"
                "Dear Mira,\n"
                "here is what we want: the working title is Safe Ferries for All. It would run in Bar."
            ),
            "Safe Ferries for All",
        ),
        (
            (
                "PROJECT SUMMARY SHEET\nProgramme: Small Grants 2027\n"
                "Project: Quiet ports of the southern Adriatic\nLead: Port Authority Bar"
            ),
            "Quiet ports of the southern Adriatic",
        ),
        ("Projekat: Mirne luke južnog Jadrana\nNosilac: NVO Luka", "Mirne luke južnog Jadrana"),
        ("Projekti: Porte të qeta në Adriatikun e jugut\nAplikanti: OJQ Porti", "Porte të qeta në Adriatikun e jugut"),
        ("Проект: Тихи пристанища на Черно море\nКандидат: Сдружение Бряг", "Тихи пристанища на Черно море"),
        ("Έργο: Ήσυχα λιμάνια του Ιονίου\nΦορέας: Σύλλογος Ακτή", "Ήσυχα λιμάνια του Ιονίου"),
        ("Proiect: Porturi liniștite la Dunăre\nSolicitant: Asociația Mal", "Porturi liniștite la Dunăre"),
        ("Prijedlog za saradnju – obuka carinika u Bihaću\n\nPoštovani,\n", "obuka carinika u Bihaću"),
        (
            (
                "The Prespa Letters. Teaching young people from three countries to recognise hate speech\n"
                "A concept by the Prespa Institute\nNovember 2026"
            ),
            "The Prespa Letters. Teaching young people from three countries to recognise hate speech",
        ),
        (
            (
                "Date: 3 November 2026\nRef: 03-11/26\nTo: Regional Fund\n"
                "Re: Application for the project Safe Bridges over the Drina\nDear Sir or Madam,"
            ),
            "Safe Bridges over the Drina",
        ),
        ("Re: Funding request – Safe Bridges over the Drina\n\nDear Sir or Madam,\nwe", "Safe Bridges over the Drina"),
        (
            "Broj: 12/26\nPredmet: Zahtjev za sufinanciranje projekta Sigurni mostovi preko Drine\n\nPoštovani,",
            "Sigurni mostovi preko Drine",
        ),
        ("Lënda: Propozim për projektin Ura të sigurta mbi Drin\n\nI nderuar zotëri,", "Ura të sigurta mbi Drin"),
        ("Subject: Application\n\nPROJECT “SAFE BRIDGES”\n\nDear Sir", "SAFE BRIDGES"),
    ],
)
def test_the_title_is_the_projects_in_letters_mails_covers_and_forms(text: str, title: str) -> None:
    assert understand(text).first("title") == title


@pytest.mark.parametrize("paper", json.loads(Path(__file__).with_name("papers.json").read_text(encoding="utf-8")))
def test_an_invented_paper_is_understood(paper: dict[str, Any]) -> None:
    facts = understand(paper["text"], today="2026-12-01").facts

    assert {(name, value) for name, value in paper["understood"]} <= {(fact.name, fact.value) for fact in facts}
