"""Whose name it is that stands in a field, and whose money: brackets, parts, houses, economies."""

import pytest

from egnatia.overlap import OrganisationMention
from egnatia.overlap.organisations import OrganisationKeys, known_as, names_of, names_of_all, shared
from egnatia.overlap.organisations.bodies import body_of
from egnatia.overlap.organisations.core_words import has_legal_form, without_legal_form
from egnatia.overlap.organisations.economies import economy_of
from egnatia.overlap.organisations.forms import stands_for, taken_apart
from egnatia.overlap.organisations.identifiers import identifier
from egnatia.overlap.organisations.spelling import one_slip, spelled, words_of
from egnatia.overlap.organisations.tables import words

OIB = "94167807411"
NUMBER = f"ref:hroib{OIB}"

ALIKE = [
    # a branch office, a role, a translation in brackets
    ("Lumina Foundation (Geneva Office)", "Lumina Foundation"),
    ("Lumina Foundation (Regional Office)", "Lumina Foundation"),
    ("Lumina Foundation (Lille Office)", "Lumina Foundation"),
    ("Lumina Foundation (Coordinator)", "Lumina Foundation"),
    ("Ministry of Health (Ministerium für Gesundheit)", "Ministry of Health"),
    # abbreviations
    ("MTC (Marine Training Centre)", "MTC"),
    ("MTC (Marine Training Centre))", "MTC"),
    ("Marine - Training Centre - MTC", "MTC"),
    ("Ministry of Finance (HaZi)", "Ministry of Finance"),
    ("Ministry of Finance (MINHACIENDAS)", "Ministry of Finance"),
    ("UN High Commission on Refugee Affairs (UNHCR)", "UNHCR"),
    ("Canadian Aid (CANAID)", "CANAID"),
    ("Swedish Embassy Tirana", "Embassy of Sweden"),
    ("Ministry of Justice, Ministry of Health", "Ministry of Health"),
]
APART = [
    ("Ministry of Health (Hospitals)", "Ministry of Health"),
    ("Government of Sweden (UNICEF)", "UNICEF"),
    ("UNICEF / EC", "EC"),
    ("Primaria Deva", "Deva"),
    # who is named before a ministry: two words, or an office of it, do not say enough alone
    ("Planning Board, Ministry of Education", "Planning Board"),
    ("Tree Planning Unit, Ministry of Education", "Tree Planning Unit"),
    ("Tree Planning Office, Ministry of Education", "Tree Planning Office"),
    # of several economies, or of more than its embassy
    ("Police of Serbia and Albania", "Serbian Police"),
    ("Embassy of Sweden in Albania and Serbia", "Embassy of Sweden"),
    ("Press Service of the Embassy of Sweden", "Embassy of Sweden"),
    ("Sweden, Tirana", "Embassy of Sweden"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_ways_to_write_a_name_meet(one: str, other: str) -> None:
    assert names_of(one).known_as & names_of(other).known_as


@pytest.mark.parametrize(("one", "other"), APART)
def test_a_name_with_more_in_it_is_another(one: str, other: str) -> None:
    assert not names_of(one).known_as & names_of(other).known_as


@pytest.mark.parametrize(
    ("name", "known", "money"),
    [
        ("Sweden (SIDA)", {"sida"}, {"gov:SWE"}),
        ("UNICEF (World Bank)", {"unicef"}, {"unicef", "world bank"}),
        ("UNICEF (UNDP)", {"unicef"}, {"unicef"}),  # an abbreviation in brackets may be another's
        ("Lumina Foundation (UNICEF)", {"foundation lumina"}, {"foundation lumina"}),
        ("Ministry of Justice, Police", {"police"}, {"justice ministry", "police"}),
        ("Ministry of Justice of Albania", {"justice ministry@ALB"}, {"justice ministry@ALB"}),
        ("Ministry of Foreign Affairs of Albania", {"foreign ministry@ALB"}, {"gov:ALB"}),
        ("Embassy of Sweden", {"embassy SWE"}, {"gov:SWE"}),
        ("Embassy of Sweden in Albania", {"embassy SWE@ALB"}, {"gov:SWE"}),
        ("Canadian Aid", {"@CAN aid"}, {"gov:CAN"}),
        ("Ministry of Seeds", {"ministry seed"}, {"ministry seed"}),
    ],
)
def test_an_agency_is_named_and_its_house_pays(name: str, known: set[str], money: set[str]) -> None:
    names = names_of(name)

    assert names.known_as == known
    assert names.money == money


def test_a_name_in_full_and_its_abbreviation_have_one_purse() -> None:
    names = names_of("MTC (Marine Training Centre)")

    assert names.money == names.known_as


def test_who_stands_alone_before_a_ministry_has_a_purse_of_its_own() -> None:
    money = names_of("University Grants Commission, Ministry of Education").money

    assert money & names_of("University Grants Commission").money
    assert not money & names_of("Ministry of Education").money


@pytest.mark.parametrize("name", ["Ministry of Health, Rural Projects", "Ministry of Health, General Rural Projects"])
def test_a_department_begins_with_the_word_for_it(name: str) -> None:
    assert not names_of(name).money & names_of("Ministry of Health").money


@pytest.mark.parametrize(
    ("name", "known", "money"),
    [
        ("MoJ (Ministry of Justice)", {"justice ministry@KOR"}, {"justice ministry@KOR"}),
        ("Ministry of Justice (Police)", {"justice ministry@KOR"}, {"justice ministry@KOR", "police@KOR"}),
        ("Ministry of Justice, Police", {"police@KOR"}, {"justice ministry@KOR", "police@KOR"}),
    ],
)
def test_a_register_of_public_bodies_counts_for_every_part_of_a_name(
    name: str, known: set[str], money: set[str]
) -> None:
    names = names_of(name, "KR-GOV-9", "ALB")

    assert names.known_as == known | {"ref:krgov9"}
    assert names.money == money | {"ref:krgov9"}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (f"Vodovod ({OIB})", {NUMBER}),
        (f"Vodovod 5 ({OIB})", {NUMBER}),
        (f"Antal ({OIB})", {NUMBER, "antal"}),  # rare enough a word
        (f"World Bank ({OIB})", {NUMBER, "world bank"}),
        (f"Ministry of Health ({OIB})", {NUMBER, "health ministry"}),
        (f"Ministry of Seeds ({OIB})", {NUMBER, "ministry seed"}),
    ],
)
def test_beside_its_tax_number_a_name_of_common_words_is_left_out(name: str, known: set[str]) -> None:
    assert names_of(name).known_as == known


def test_only_public_bodies_are_those_of_the_economy_around_them() -> None:
    assert names_of("Arms Hub", "", "SRB") == names_of("Arms Hub")
    assert names_of("Ministry", "", "SRB") == names_of("Ministry")
    assert names_of("Ministry of Foreign Affairs", "", "SRB").known_as == {"foreign ministry"}


def test_where_an_embassy_says_that_it_is_it_is_not_elsewhere() -> None:
    assert names_of("Embassy of Sweden in Albania", "", "SRB").known_as == {"embassy SWE@ALB"}


def test_a_public_body_of_no_stated_economy_is_known_by_its_kind() -> None:
    assert body_of(words_of("Police")).key == "police"


def test_the_code_before_a_name_is_read_as_its_economy() -> None:
    assert taken_apart("MLI-Ministère des Finances").outside == "republic of mali Ministère des Finances"


@pytest.mark.parametrize(
    ("written", "left"),
    [("pt horizon", "horizon"), ("pt ooo", "pt"), ("doo", "doo"), ("primaria deva", "primaria deva"),
     ("unitatea administrativ teritoriala deva noua", "deva noua")],
)  # fmt: skip
def test_a_legal_form_is_left_out_where_a_name_remains(written: str, left: str) -> None:
    assert without_legal_form(written.split()) == left.split()


@pytest.mark.parametrize("written", ["doo", "sh p k"])
def test_a_legal_form_alone_is_no_company(written: str) -> None:
    assert not has_legal_form(written.split())


def test_a_public_body_of_one_economy_is_none_of_another() -> None:
    directorate = "Directorate for European Integration"

    assert "european integration directorate@BIH" in names_of(directorate, "", "BIH").known_as
    assert names_of(directorate, "", "SRB") == names_of(directorate)


def test_the_short_form_of_a_name_may_be_a_public_bodys_of_the_economy_around_it() -> None:
    authority, office = names_of("Inland Statistics (INSTAT)", "", "ALB"), names_of("INSTAT", "", "ALB")

    assert authority.known_as & office.known_as


def test_organisations_are_known_and_pay_where_their_activity_is() -> None:
    ministry = [OrganisationMention("Ministry of Justice")]

    assert known_as(ministry) == names_of_all(ministry).money == {"justice ministry"}
    assert known_as(ministry, "SRB") == names_of_all(ministry, "SRB").money == {"justice ministry@SRB"}


def test_money_goes_by_name_and_by_identifier() -> None:
    assert names_of_all([OrganisationMention("Lumina (demo)", "XM-1")]).money >= {"ref:xm1"}
    assert names_of_all([OrganisationMention("SIDA")]).money == {"gov:SWE"}
    agency = [OrganisationMention("", "US-GOV-1")]
    assert known_as(agency) == {"usaid"}
    assert names_of_all(agency).money == {"gov:USA"}


def test_several_organisations_are_known_and_pay_by_all_their_names_and_none_by_nothing() -> None:
    several = [OrganisationMention("", "US-GOV-1"), OrganisationMention("Ministry of Justice")]

    assert names_of_all(several, "SRB") == OrganisationKeys(
        frozenset({"usaid", "justice ministry@SRB"}), frozenset({"gov:USA", "justice ministry@SRB"})
    )
    assert names_of_all([], "SRB") == OrganisationKeys(frozenset(), frozenset())


@pytest.mark.parametrize("ref", ["XM-DAC-928", "41143", "XM-DAC-41702"])
def test_a_well_known_body_is_known_by_each_of_its_identifiers(ref: str) -> None:
    assert known_as([OrganisationMention("", ref)]) == {"who"}


def test_an_identifier_may_say_no_more_than_whose_aid_it_is() -> None:
    aid = [OrganisationMention("", "US-1")]

    assert not known_as(aid)
    assert names_of_all(aid).money == {"gov:USA"}


def test_an_identifier_of_no_economy_leaves_a_ministry_where_its_activity_is() -> None:
    assert known_as([OrganisationMention("Ministry of Justice", "XX-7")], "SRB") == {"justice ministry@SRB", "ref:xx7"}


def test_what_brackets_add_to_a_name_is_part_of_it() -> None:
    assert names_of("Lumina Hub (Storage) Lille").known_as == names_of("Lumina Hub Lille Storage").known_as
    assert names_of("Lumina Hub (Storage)").known_as == {"hub lumina storage"}


def test_words_that_say_nothing_more_say_nothing_however_many_they_are() -> None:
    government, embassy, role = (" ".join(sorted(words(sort))) for sort in ("government", "embassy", "role"))

    assert names_of(f"Serbia {government}").known_as == {"gov:SRB"}
    assert names_of(f"Sweden {embassy}").known_as == {"embassy SWE"}
    assert names_of(f"Arms Hub ({role})").known_as == {"arms hub"}


def test_a_sentence_is_no_name() -> None:
    longest = "lumin " * 26 + "hill"  # 160 letters

    assert names_of(longest).known_as
    assert names_of(f"{longest}s") == names_of("")


def test_what_is_shared_may_be_said_by_the_place_or_the_identifier_of_the_other_side() -> None:
    here, there = OrganisationMention("Ministry of Justice of Albania"), OrganisationMention("Ministria e Drejtësisë")
    hub, other = OrganisationMention("Arms Hub", "XM-1"), OrganisationMention("Нешто друго", "xm-1")

    assert shared([here], [there], ("", "ALB")) == [(here, there)]
    assert shared([hub], [other]) == [(hub, other)]


def test_letters_and_digits_together_say_their_register() -> None:
    assert identifier("XMDAC928").key == identifier("XM-DAC-928").key == "ref:xmdac928"


@pytest.mark.parametrize(
    ("text", "economy"),
    [
        ("Serbia", "SRB"),
        ("Serbian", "SRB"),
        ("Armenian", "ARM"),
        ("Republikës së Shqipërisë", "ALB"),
        ("MLI", "MLI"),
        ("Lumina", ""),
        ("Perun", ""),  # a god, not of Peru
    ],
)
def test_an_economy_is_read_from_its_code_its_names_and_their_adjectives(text: str, economy: str) -> None:
    assert economy_of(text) == economy


@pytest.mark.parametrize(
    ("short", "full"),
    [("MF", "Ministry of Finance"), ("FM", "Fisheries Museum"),
     ("MinFinHouEnv", "Ministry of Finance, Housing and Environment")],
)  # fmt: skip
def test_an_abbreviation_has_two_to_twelve_letters(short: str, full: str) -> None:
    assert stands_for(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [("M", "Ministry of Finance"), ("MinFinHousEnv", "Ministry of Finance, Housing and Environment"),
     ("MINISF", "Ministry of Finance"), ("FA", "Ministry of Finance and Accounts"), ("X F", "Xenia Foundation")],
)  # fmt: skip
def test_too_few_or_many_letters_or_later_words_alone_are_no_abbreviation(short: str, full: str) -> None:
    assert not stands_for(short, full)


@pytest.mark.parametrize(
    ("name", "words"),
    [("V. gimnazija", ["5", "gimnazija"]), ("XIV. gimnazija", ["xiv", "gimnazija"]),
     ("U. N. D. P. Serbia", ["undp", "serbia"]), ("S.C. Orizont S.R.L.", ["orizont", "srl"]),
     ("Lumina_U.N.D.P.", ["lumina", "undp"]), ("Lumina Co-operation", ["lumina", "cooperation"]),
     ("GlobalEnvironmentFacility", ["global", "environment", "facility"]), ("LuminaHouse", ["luminahouse"])],
)  # fmt: skip
def test_dots_strokes_and_capitals_are_read_as_names_have_them(name: str, words: list[str]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("word", "meant"),
    [("governmnt", "government"), ("niversity", "university"), ("xglobal", "global"), ("globla", "global"),
     ("instituet", "institute"), ("sociel", "social"), ("shool", "shool"), ("jobs", "jobs"), ("mines", "mine")],
)  # fmt: skip
def test_long_words_are_mended_and_lose_their_plural(word: str, meant: str) -> None:
    assert spelled(word) == meant


def test_two_other_letters_are_no_slip() -> None:
    assert not one_slip("gxxbal", "global")
