"""When two names mean one organisation, and whose money it spends."""

import pytest
from benchmarks.organisations import Verdict, judged

from egnatia.overlap import OrganisationMention
from egnatia.overlap.organisations import home_of, known_as, names_of, names_of_all, shared
from egnatia.overlap.organisations.forms import stands_for
from egnatia.overlap.organisations.identifiers import identifier, tax_number
from egnatia.overlap.organisations.spelling import one_slip, spelled

ALIKE = [
    # (name, economy of its activity, name, economy of its activity)
    ("Ministry of Health", "", "The Health Ministry", ""),
    ("Dinara Engineering d.o.o.", "", "DINARA ENGINEERING", ""),
    ("Влада Данске", "", "Vlada Danske", ""),
    ("United Nations Development Programme", "", "UNDP", ""),
    ("Global Environment Facility (GEF)", "", "GEF", ""),
    ("GlobalEnvironmentFacility", "", "GEF", ""),
    ("Marine Training Centre (MTC)", "", "MTC", ""),
    ("Marine Training Centre - MTC", "", "MTC", ""),
    ("MTC (Marine Training Centre)", "", "Marine Training Center", ""),
    ("Marine Training Centre", "", "Marine Trainig Centre", ""),
    ("Kosovo", "", "Kosova", ""),
    ("Exteh (94167807411)", "", "Exteh", ""),
    ("Vodovod (94167807411)", "", "Waterworks of Brod (94167807411)", ""),
    # ministries and other public bodies, in the languages of the region
    ("Ministry of Interior of Albania", "", "Ministria e Brendshme", "ALB"),
    ("Министерство за внатрешни работи", "MKD", "Ministry of Interior of North Macedonia", ""),
    ("Ministry of Interior of the Republic of Serbia", "", "Министарство унутрашњих послова Републике Србије", ""),
    ("MUP Crne Gore", "", "Ministry of Interior", "MNE"),
    ("Υπουργείο Δικαιοσύνης", "GRC", "Ministry of Justice of Greece", ""),
    ("T.C. Adalet Bakanlığı", "TUR", "Turkish Ministry of Justice", ""),
    ("Ministerul Justiției", "MDA", "Ministry of Justice of the Republic of Moldova", ""),
    ("Ministarstvo vanjskih i europskih poslova Republike Hrvatske", "", "Croatian Ministry of Foreign Affairs", ""),
    ("Ministarstvo sigurnosti BiH", "", "Ministry of Security", "BIH"),
    ("Ministry of Fisheries", "ISL", "Icelandic Ministry of Fisheries", ""),
    ("Kosovo Police", "", "Policia e Kosovës", ""),
    ("Kosovo Police", "", "Police", "XKX"),
    ("Albanian State Police", "", "Policia e Shtetit", "ALB"),
    ("Drejtoria e Përgjithshme e Burgjeve", "ALB", "General Directorate of Prisons of Albania", ""),
    ("Управа за извршување на санкциите", "MKD", "Directorate for Execution of Sanctions", "MKD"),
    ("Главна дирекция „Изпълнение на наказанията“", "BGR", "General Directorate Execution of Sentences", "BGR"),
    (
        "Ministry of Justice - Directorate for Execution of Criminal Sanctions",
        "SRB",
        "Uprava za izvršenje krivičnih sankcija",
        "SRB",
    ),
    ("Републички завод за статистику", "SRB", "Statistical Office of the Republic of Serbia", ""),
    ("INSTAT", "ALB", "Institute of Statistics of Albania", ""),
    ("Ministry of Finance, Government of Mali", "", "MLI-Ministère des Finances", ""),
    ("Ministry of Health (Ministère de la Santé)", "", "Ministry of Health", ""),
    ("Ministry of Finance (SEFIN)", "", "Ministry of Finance", ""),
    ("Ministry of Environment - MMA", "", "Ministry of the Environment", ""),
    ("University Grants Commission, Ministry of Education", "", "University Grants Commission", ""),
    # offices, embassies, agencies
    ("U.N.D.P.", "", "UNDP Country Office Serbia", ""),
    ("PNUD", "", "UNDP (Belgrade office)", ""),
    ("OSCE Mission to Serbia", "", "OEBS", ""),
    ("Council of Europe Office in Belgrade", "", "Savet Evrope", ""),
    ("Delegation of the European Union to Bosnia and Herzegovina", "", "EU", ""),
    ("Regional Cooperation Council", "", "Savjet za regionalnu saradnju - RCC", ""),
    ("Embassy of Switzerland in Albania", "", "Swiss Embassy", "ALB"),
    ("Ambasada e Suedisë", "ALB", "Embassy of Sweden in Albania", ""),
    ("Government of Italy", "", "ITA", ""),
    ("United Kingdom (DFID)", "", "Foreign, Commonwealth &amp; Development Office", ""),
    ("U.S. Government - U.S. Agency for International Development", "", "USAID", ""),
    ("International Development Association (World Bank)", "", "World Bank", ""),
    ("Development Agency of Sweden (USAID)", "", "Development Agency of Sweden", ""),
    # legal forms and spellings
    ("Dinara shpk", "", "DINARA Sh.p.k.", ""),
    ("Ορίζων Α.Ε.", "", "Orizon", ""),
    ("Ufuk A.Ş.", "", "UFUK", ""),
    ("Хоризонт ООД", "", "Horizont", ""),
    ("S.C. Orizont S.R.L.", "", "SC Orizont SRL", ""),
    ("PT Horizon (Persero)", "", "Horizon", ""),
    ("UAT Orasul Cernavoda", "", "Primaria Orasului Cernavoda", ""),
    ("Unitatea Administrativ Teritoriala a Municipiului Deva", "", "Municipiul Deva", ""),
    ("Consiliul Local al Orasului Hateg", "", "Consiliul Local Hateg", ""),
    ("Lumina Foundation (Plovdiv Branch Office)", "", "Lumina Foundation", ""),
]
APART = [
    ("Ministry of Health", "", "Ministry of Justice", ""),
    ("Ministry of Education and Higher Education", "", "Ministry of Higher Education", ""),
    ("Centre North (serving schools)", "", "Serving schools", ""),
    ("None", "", "None", ""),
    ("NGOs", "", "NGOs", ""),
    ("Vodovod (94167807411)", "", "Vodovod", ""),
    ("British Council (00000000001)", "", "Lumina (00000000001)", ""),
    ("Ministry of Interior", "SRB", "Ministry of Interior", "ALB"),
    ("Ministry of Interior of Albania", "", "Ministry of Interior of Serbia", ""),
    ("Ministry of Energy (MoE)", "", "Ministry of Education (MoE)", ""),
    ("MUP Republike Srpske", "BIH", "MUP", "BIH"),
    ("Police Academy", "SRB", "Police", "SRB"),
    ("Council of Ministers", "", "Council of Ministers of Albania", ""),
    ("Embassy of Sweden in Albania", "", "Embassy of Sweden in Serbia", ""),
    ("Embassy of Sweden", "ALB", "SIDA", ""),
    ("Embassy of Sweden", "ALB", "Sweden", ""),
    ("Oxfam GB", "", "Oxfam Novib", ""),
    ("Save the Children Canada", "", "Save the Children", ""),
    ("Save the Children, Canada", "", "Save the Children", ""),
    ("UNICEF National Committee - Italy", "", "UNICEF National Committee - Japan", ""),
    ("V. gimnazija", "", "I. gimnazija", ""),
    ("Togo d.o.o.", "", "Togo", ""),
    ("HCR SRL", "", "UNHCR", ""),
    ("Institute of Public Administration (IPA)", "", "IPA", ""),
    ("Emergency Response Fund (OCHA)", "", "OCHA", ""),
    ("Lumina Foundation (District Education Office)", "", "Lumina Foundation", ""),
    ("Planning Unit, Ministry of Health", "", "Planning Unit", ""),
    ("Marine Training (AT)", "", "AT", ""),
    ("AT (Agricultural Training)", "", "AT", ""),
]


def meet(one: str, here: str, other: str, there: str) -> bool:
    return bool(names_of(one, "", here).known_as & names_of(other, "", there).known_as)


@pytest.mark.parametrize(("one", "here", "other", "there"), ALIKE)
def test_two_names_of_one_organisation_meet(one: str, here: str, other: str, there: str) -> None:
    assert meet(one, here, other, there)


@pytest.mark.parametrize(("one", "here", "other", "there"), APART)
def test_other_names_do_not_meet(one: str, here: str, other: str, there: str) -> None:
    assert not meet(one, here, other, there)


def test_what_a_reader_called_two_is_hardly_ever_called_one() -> None:
    said = [each for each in judged() if each.verdict != "unclear" and known_as_one(each)]

    assert len(said) >= 640
    assert sum(each.verdict != "one" for each in said) <= 0.02 * len(said)


def test_one_money_is_said_of_one_purse() -> None:
    said = [each for each in judged() if each.verdict != "unclear" and of_one_purse(each)]

    assert len(said) >= 670
    assert sum(each.verdict == "two" for each in said) <= 0.015 * len(said)


def test_most_of_what_a_reader_called_one_is_found_but_bare_abbreviations() -> None:
    one = [each for each in judged() if each.verdict == "one" and each.stratum != "abbreviation"]

    assert sum(map(known_as_one, one)) >= 0.9 * len(one)


def known_as_one(each: Verdict) -> bool:
    one, other = (named.names.known_as for named in each.pair)
    return bool(one & other)


def of_one_purse(each: Verdict) -> bool:
    one, other = (named.names.money for named in each.pair)
    return bool(one & other)


@pytest.mark.parametrize(
    ("ref", "key"),
    [
        ("xm-1", "ref:xm1"),
        ("XM-DAC-41114", "ref:dac41114"),
        ("41114", "ref:dac41114"),
        ("41AAA", "ref:dac41aaa"),
        ("44000", "ref:dac44000"),  # the World Bank, though it looks like a sort of body
        ("22000", ""),  # "donor country-based NGO"
        ("XM-DAC-51000", ""),
        ("298", ""),  # a register's own number
        ("awf", ""),
        ("", ""),
        ("GB-COH-213890", "ref:gbcoh213890"),
        ("CH-FDJP-CHE106823242", "ref:chfdjpche106823242"),
        ("XX-7", "ref:xx7"),
    ],
)
def test_an_identifier_is_one_under_every_way_to_write_it(ref: str, key: str) -> None:
    assert identifier(ref).key == key


def test_an_identifier_is_a_name_too() -> None:
    assert known_as([OrganisationMention("Hub", "XM-1")]) & known_as([OrganisationMention("Нешто друго", "xm-1")])
    assert known_as([OrganisationMention("", "XM-DAC-41114")]) == {"undp"}


def test_the_code_of_a_donor_says_whose_money_but_not_which_agency() -> None:
    agency, bank = names_of("KfW", "DE-1"), names_of("Auswärtiges Amt", "DE-1")

    assert agency.money & bank.money == {"gov:DEU"}
    assert not agency.known_as & bank.known_as
    assert names_of("Ministry of Foreign Affairs", "XM-DAC-7").money == {"foreign ministry"}
    assert names_of("Centre for Disease Research", "US-USAGOV").money >= {"gov:USA"}


def test_a_register_of_public_bodies_says_of_which_economy_they_are() -> None:
    theirs = names_of("Ministry of Foreign Affairs", "KR-GOV-050", "ALB")

    assert "foreign ministry@KOR" in theirs.known_as
    assert "gov:KOR" in theirs.money
    assert not theirs.known_as & names_of("Ministry of Foreign Affairs", "", "ALB").known_as


def test_a_foreign_ministry_without_economy_is_hardly_the_one_of_where_it_works() -> None:
    assert names_of("Ministry of Foreign Affairs", "", "ALB") == names_of("Ministry of Foreign Affairs")


def test_an_agency_and_an_embassy_spend_their_governments_money() -> None:
    assert (
        names_of_all([OrganisationMention("Embassy of Sweden")]).money
        == names_of_all([OrganisationMention("SIDA")]).money
    )
    assert (
        names_of_all([OrganisationMention("Canadian Aid")]).money == names_of_all([OrganisationMention("CIDA")]).money
    )
    assert not known_as([OrganisationMention("Canadian Aid")]) & known_as([OrganisationMention("CIDA")])
    assert not known_as([OrganisationMention("Embassy of Sweden")]) & known_as([OrganisationMention("SIDA")])


@pytest.mark.parametrize(
    ("department", "house"),
    [
        ("Ministry of Finance - General Directorate of Accounts", "Ministry of Finance"),
        ("Department of Accounts, Ministry of Finance", "Ministry of Finance"),
        ("European Commission - Directorate-General for Energy", "EU"),
        ("USAID - Bureau for Africa, Division for Seeds", "USAID"),
        ("DG NEAR", "European Commission"),
    ],
)
def test_a_department_is_known_by_its_own_name_and_spends_its_houses_money(department: str, house: str) -> None:
    mine, theirs = names_of(department), names_of(house)

    assert mine.money & theirs.money
    assert not mine.known_as & theirs.known_as


def test_what_a_ministry_is_for_is_no_department_of_another() -> None:
    assert not names_of("Ministry of Finance, Social Services").money & names_of("Ministry of Finance").money


def test_two_bodies_on_both_sides_of_a_stroke_are_both_named() -> None:
    both = names_of("UNDP / UNICEF")

    assert both.known_as == {"undp", "unicef"}
    assert names_of("UNDP / a").known_as == {"undp"}
    assert names_of("Ministry of Justice / Police", "", "SRB").known_as == {"justice ministry@SRB", "police@SRB"}


@pytest.mark.parametrize("name", ["Ministry of Justice / Serbian Police", "Serbian Police / Ministry of Justice"])
def test_the_one_economy_of_a_name_is_that_of_all_its_parts_in_either_order(name: str) -> None:
    assert names_of(name, "", "ALB").known_as == {"justice ministry@SRB", "police@SRB"}


def test_a_sentence_in_a_names_field_is_no_name() -> None:
    assert known_as([OrganisationMention("The client is a company that was founded " * 6)]) == frozenset()


def test_only_one_economy_is_a_home() -> None:
    assert home_of(frozenset({"ALB"})) == "ALB"
    assert home_of(frozenset({"ALB", "MKD"})) == ""
    assert home_of(frozenset({"balkans"})) == ""
    assert home_of(()) == ""


def test_organisations_in_common_are_paired_once() -> None:
    hub, other = OrganisationMention("Arms Hub"), OrganisationMention("ARMS HUB")

    assert shared([hub], [other, hub]) == [(hub, hub)]
    assert shared([hub, other], [other]) == [(other, other)]


def test_a_ministry_is_shared_where_both_work_in_its_economy() -> None:
    here, there = OrganisationMention("Ministria e Drejtësisë"), OrganisationMention("Ministry of Justice of Albania")

    assert shared([here], [there], ("ALB", "")) == [(here, there)]
    assert shared([here], [there], ("XKX", "")) == []


@pytest.mark.parametrize(
    ("short", "full"),
    [("KIHASA", "Korea Institute for Health and Social Affairs"), ("MINFIN", "Ministry of Finance"),
     ("DoR&D", "Department of Resources and Development"), ("S.D.C.", "The Swiss Development Cooperation")],
)  # fmt: skip
def test_an_abbreviation_is_made_of_beginnings(short: str, full: str) -> None:
    assert stands_for(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [("SEFIN", "Ministry of Finance"), ("M F", "Ministry of Finance"), ("MF", "Ministry"),
     ("M!F", "Ministry of Finance"), ("OFM", "Ministry of Finance")],
)  # fmt: skip
def test_other_letters_are_no_abbreviation(short: str, full: str) -> None:
    assert not stands_for(short, full)


def test_a_tax_number_is_known_by_its_check_digit() -> None:
    assert tax_number("94167807411") == "ref:hroib94167807411"
    assert tax_number("94167807412") == ""
    assert tax_number("9416780741") == ""
    assert tax_number("00000000001") == ""


def test_one_slip_of_the_pen_is_mended_where_one_word_is_near() -> None:
    assert spelled("minsitry") == "ministry"
    assert spelled("glabal") == "global"
    assert spelled("develpoment") == "development"
    assert spelled("minority") == "minority"  # a word of its own
    assert spelled("kosova") == "kosova"
    assert spelled("bridges") == "bridge"
    assert spelled("press") == "press"


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [("glabal", "global", True), ("globl", "global", True), ("gloobal", "global", True), ("golbal", "global", True),
     ("globals", "global", True), ("global", "global", False), ("goblal", "global", False), ("gl", "global", False)],
)  # fmt: skip
def test_a_slip_is_one_letter_or_two_that_changed_places(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is slip
