"""Where a proposal's work is done: in every spelling, script and form, and not where somebody only has a seat."""

import pytest

from egnatia.proposals.extraction import Fact, understand
from egnatia.proposals.extraction.gazetteer import gazetteer
from egnatia.proposals.extraction.lines import lines_of
from egnatia.proposals.extraction.places import places

FIRST = "A working title\n"


def read(text: str) -> tuple[list[str], list[str]]:
    """Economies and places of a text."""
    facts = list(places(lines_of(text)))
    return _values("economy", facts), _values("place", facts)


def _values(name: str, facts: list[Fact]) -> list[str]:
    return list(dict.fromkeys(fact.value for fact in facts if fact.name == name))


@pytest.mark.parametrize(
    ("text", "economy", "names"),
    [
        ("Projekat se sprovodi u Vranju, Nišu, Šapcu i Čačku.", "SRB", "Vranje, Niš, Šabac, Čačak"),
        ("Пројекат се спроводи у Врању, Зајечару и Новом Саду.", "SRB", "Vranje, Zaječar, Novi Sad"),
        ("Aktivnosti su u Banjoj Luci, Goraždu i Velikoj Kladuši.", "BIH", "Banja Luka, Goražde, Velika Kladuša"),
        ("Radimo na Cetinju, u Baru, u Beranama i u Bijelom Polju.", "MNE", "Cetinje, Bar, Berane, Bijelo Polje"),
        ("Обуката е во Струга, Охрид и во Скопје за сите.", "MKD", "Struga, Ohrid, Skopje"),
        ("Projekti zbatohet në Shkodër, Durrës dhe në bashkinë e Hasit.", "ALB", "Shkodër, Durrës, Has"),
        ("Puna bëhet në qytetet e Gjilanit, Ferizajt dhe Prizrenit.", "XKX", "Gjilan, Ferizaj, Prizren"),
        ("Проектът се изпълнява в Плевен, Враца и в община Лом.", "BGR", "Pleven, Vratsa, Lom"),
        ("Proiectul se desfășoară în București, Iași și Suceava.", "ROU", "București, Iași, Suceava"),
        ("Activitățile au loc la Bălți și în orașul Cahul.", "MDA", "Bălți, Cahul"),
        ("Το έργο θα γίνει στη Θεσσαλονίκη και στην Πάτρα.", "GRC", "Θεσσαλονίκη, Πάτρα"),
        ("Δράσεις στις πόλεις της Λάρισας και του Βόλου.", "GRC", "Λάρισα, Βόλος"),
        ("Proje Edirne'de ve Kırklareli'nde gençler için olacak.", "TUR", "Edirne, Kırklareli"),
        ("Projekt bo potekal v Kopru, Novi Gorici in na Ptuju.", "SVN", "Koper, Nova Gorica, Ptuj"),
        ("Radionice su u Splitu, Rijeci, Karlovcu i Vinkovcima.", "HRV", "Split, Rijeka, Karlovac, Vinkovci"),
    ],
)
def test_a_town_is_read_in_the_forms_of_the_language_and_tells_the_economy(text: str, economy: str, names: str) -> None:
    assert read(FIRST + text) == ([economy], names.split(", "))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Belgrade", "Beograd"), ("Beograd", "Beograd"), ("Београд", "Beograd"), ("Βελιγράδι", "Beograd"),
        ("Selanik", "Θεσσαλονίκη"), ("Solun", "Θεσσαλονίκη"), ("Солун", "Θεσσαλονίκη"), ("Üsküp", "Skopje"),
        ("Shkup", "Skopje"), ("Skoplje", "Skopje"), ("Shtip", "Štip"), ("Sofija", "Sofia"), ("Bükreş", "București"),
        ("Suva Reka", "Suharekë"), ("Uroševac", "Ferizaj"), ("Tivar", "Bar"), ("Одрин", "Edirne"), ("Lerin", "Φλώρινα"),
    ],
)  # fmt: skip
def test_names_in_other_languages_are_one_place(written: str, name: str) -> None:
    assert read(f"{FIRST}Where: {written}")[1] == [name]


def test_a_place_is_called_as_activities_call_it() -> None:
    assert understand(FIRST + "Where: Prishtina, Tirana and Mitrovica").values("place") == (
        "Prishtinë", "Tiranë", "Mitrovicë",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Operators in Serbia follow NIS2 and the NIS directive.",
        "The speakers are Ion Roman, Petar Bor and Ada Split.",
        "“Vranje” is the name of a film.",
        "The University of Tirana gives a lecture.",
        "We visited Ljubljana and learned from the example of Maribor.",
        "The work is in schools, not in Niš.",
        "From 2019 to 2021 a summer school was in Leskovac. The work is from 2027 to 2029, in Novi Sad.",
        "Funder: City of Zagreb",
    ],
)
def test_what_is_no_place_of_the_work_is_none(text: str) -> None:
    found = read(f"{FIRST}{text} And the work itself is done in Pirot.")[1]

    assert set(found) <= {"Pirot", "Novi Sad"}


def test_the_seat_of_the_applicant_counts_only_where_nothing_else_is_named() -> None:
    seat = "Applicant: Association Dawn, Prizren\n"

    assert read(f"{FIRST}{seat}Where: Gjakova and Peja") == (["XKX"], ["Gjakovë", "Pejë"])
    assert read(f"{FIRST}{seat}A shelter for sixty children.") == (["XKX"], ["Prizren"])


def test_what_a_line_that_says_where_leaves_out_is_left_out() -> None:
    assert read(FIRST + "Where: Tirana. Durrës is not included.") == (["ALB"], ["Tiranë"])


def test_a_name_that_no_list_has_is_read_among_places() -> None:
    assert read(FIRST + "Location: Tabanovce, Quxvale and Kumanovo (North Macedonia)")[1] == [
        "Tabanovce", "Quxvale", "Kumanovo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("beside", "economy"), [("Kosovo*", "XKX"), ("Bosnia and Herzegovina", "BIH"), ("Serbia", "SRB")]
)
def test_a_name_of_several_economies_is_of_the_one_that_is_named(beside: str, economy: str) -> None:
    assert read(f"{FIRST}The police of {beside} works in Gračanica.")[0] == [economy]


@pytest.mark.parametrize(
    ("text", "economies"),
    [
        ("Stronger prisons in Moldova's north", ["MDA"]),
        ("Forcimi i policisë shqiptare. Trajnim në gjuhën serbe.", ["ALB"]),
        ("Jačanje crnogorskih institucija; obuka na srpskom i na albanskom jeziku.", ["MNE"]),
        ("Поддршка на македонските училишта, на албански и на турски јазик.", ["MKD"]),
        ("Za bosanskohercegovačke sudove i tužilaštva", ["BIH"]),
        ("Podrška kosovskim opštinama i školama", ["XKX"]),
        ("In Vojvodina and in schools of the plain", ["SRB"]),
        ("U Zeničko-dobojskom kantonu i u školama", ["BIH"]),
        ("The work follows lessons from Croatia and is done in Albania.", ["ALB"]),
        ("Where: Albania\nThe guests come from Serbia and Greece.", ["ALB"]),
        ("Funder: Ministry of Aid, Slovenia\nThe work is in Montenegro.", ["MNE"]),
    ],
)
def test_economies_are_those_of_the_work(text: str, economies: list[str]) -> None:
    assert read(FIRST + text)[0] == economies


@pytest.mark.parametrize(("economy", "municipalities"), [("ALB", 61), ("XKX", 38), ("MNE", 25), ("MKD", 81)])
def test_every_municipality_of_the_economy_is_known(economy: str, municipalities: int) -> None:
    known = gazetteer()
    rows = {row for found in known.single.values() for row in found}
    rows |= {row for found in known.longer.values() for _, row in found}

    assert sum(row.startswith((f"{economy}\t4\t", f"{economy}\t4?\t")) for row in rows) >= municipalities


@pytest.mark.parametrize(
    ("text", "economies"),
    [
        ("Исто оружје\n\nЛабораторијата ја прима опремата.\nВкупно: 18.450.000 денари\n", ("MKD",)),
        ("Ista puška\n\nLaboratorija prima opremu.\nUkupno: 8.450.000 RSD\n", ("SRB",)),
        ("Исто оружје\n\nОсуммина одат на стаж во Љубљана.\nВкупно: 18.450.000 денари\n", ("MKD",)),
    ],
)
def test_the_currency_names_the_economy_where_nothing_says_where(text: str, economies: tuple[str, ...]) -> None:
    assert understand(text).values("economy") == economies


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Tiha mreža\nGde: Zaječar i Bor • Pravo učešća: opštine u Srbiji; poziv nije otvoren za Bosnu\n",
            ("Zaječar", "Bor"),
        ),
        ("Mreža\nGdje i kada\nTravnik, Zenica i Bihać. Počinjemo u maju 2027.\n", ("Travnik", "Zenica", "Bihać")),
        (
            "Probe care rezistă în instanță\nCursuri pentru procurori\nUnde\nCraiova, Bacău, Oradea\n(NU București)\n",
            ("Craiova", "Bacău", "Oradea"),
        ),
        ("Plan\nUnde: Spitalul Dunărea din Galați\n", ("Galați",)),
        ("Ide\n\nPunojmë në Durrës dhe në Shkodër.\nQendra, Rruga e Ullinjve 7, Vlorë\n", ("Durrës", "Shkodër")),
        ("Идеја\n\nВи пишуваме за средбата во Охрид. Работиме во Битола и во Прилеп.\n", ("Bitola", "Prilep")),
    ],
)
def test_what_stands_around_a_name_tells_whether_it_is_where(text: str, places: tuple[str, ...]) -> None:
    assert understand(text).values("place") == places
