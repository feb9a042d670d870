"""What is understood of a text, each thing with the words that it was read from."""

import time

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
