"""Which bodies a proposal names, and what each does: known ones in any form, unknown ones by their own words."""

import time

import pytest

from egnatia.proposals.extraction import OrganisationNames, understand
from egnatia.proposals.extraction.bodies import NOBODY
from egnatia.proposals.extraction.lines import lines_of
from egnatia.proposals.extraction.organisations import organisations

ROLES = ("applicant", "partner", "funder", "receiver", "implementer", "organisation")
KNOWN = OrganisationNames.of(
    [
        ("Ministry of Public Safety, Serbia (demo)", "Ministry of Public Safety, Serbia (demo)", "receiver"),
        ("Ministarstvo javne bezbednosti, Srbija (demo)", "Ministry of Public Safety, Serbia (demo)", "receiver"),
        ("Ministry of Public Safety, Croatia (demo)", "Ministry of Public Safety, Croatia (demo)", "receiver"),
        ("Youth Centre Dritarja (demo)", "Youth Centre Dritarja (demo)", ""),
        ("Qendra Rinore Dritarja (demo)", "Youth Centre Dritarja (demo)", ""),
        ("Nordlys Fund (demo)", "Nordlys Fund (demo)", "funder"),
        ("Fondi Nordlys (demo)", "Nordlys Fund (demo)", "funder"),
        ("NLF", "Nordlys Fund (demo)", "funder"),
        ("Centar Kompas (demo)", "Centre Kompas (demo)", ""),
        ("Казнено-поправна служба (demo)", "Correctional Service (demo)", "receiver"),
        ("Mreža Most (demo)", "Most Network (demo)", ""),
        ("Most", "Most Network (demo)", ""),
    ],
    {"grants.nordlys@example.org": "Nordlys Fund (demo)"},
)


def read(text: str) -> set[tuple[str, str]]:
    return {(fact.name, fact.value) for fact in understand(f"A working title\n{text}", KNOWN).of(*ROLES)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Partner: Qendrën Rinore Dritarja", "Youth Centre Dritarja (demo)"),
        ("Në partneritet me: Qendrës Rinore Dritarja", "Youth Centre Dritarja (demo)"),
        ("u saradnji sa Centrom Kompas", "Centre Kompas (demo)"),
        ("заједно са Центром Компас", "Centre Kompas (demo)"),
        ("Drejtuar: Fondit Nordlys", "Nordlys Fund (demo)"),
        ("paid by NLF", "Nordlys Fund (demo)"),
        ("обука за вработените во Казнено-поправната служба", "Correctional Service (demo)"),
        ("Ministarstvu javne bezbednosti, Srbija, isporučuje se oprema.", "Ministry of Public Safety, Serbia (demo)"),
    ],
)
def test_a_known_body_is_recognised_in_any_form_of_its_name(text: str, name: str) -> None:
    assert name in {value for _, value in read(text)}


def test_a_name_without_its_economy_is_that_of_the_proposals_economy() -> None:
    said = "training for the Ministry of Public Safety"

    assert read(f"Where: Croatia\n{said}") == {("receiver", "Ministry of Public Safety, Croatia (demo)")}
    assert read(f"Where: Serbia\n{said}") == {("receiver", "Ministry of Public Safety, Serbia (demo)")}
    assert read(f"Where: Romania\n{said}") == {("receiver", "Ministry of Public Safety")}


def test_a_short_alias_within_another_name_is_no_mention() -> None:
    assert read("Applicant: Udruženje „Most na Drini“") == {("applicant", "Udruženje „Most na Drini“")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Directorate for Execution of Sanctions will receive equipment.",
            "Directorate for Execution of Sanctions",
        ),
        ("Министарство унутрашњих послова добиће уређаје.", "Министарство унутрашњих послова"),
        ("Управата за извршување на санкции ќе добие обука.", "Управа за извршување на санкции"),
        ("Uprava za izvršenje krivičnih sankcija dobiće opremu.", "Uprava za izvršenje krivičnih sankcija"),
        ("Drejtoria e Përgjithshme e Burgjeve do të marrë pajisje.", "Drejtoria e Përgjithshme e Burgjeve"),
        ("Ministerul Afacerilor Interne va primi stații.", "Ministerul Afacerilor Interne"),
        ("Министерството на вътрешните работи ще получи софтуер.", "Министерство на вътрешните работи"),
        ("Η Ελληνική Αστυνομία θα λάβει εξοπλισμό.", "Ελληνική Αστυνομία"),
        ("Mersin Valiliği teslim alacak.", "Mersin Valiliği"),
        ("Uprava za izvrševanje kazenskih sankcij bo dobila opremo.", "Uprava za izvrševanje kazenskih sankcij"),
        ("Granična policija prima uređaje.", "Granična policija"),
        ("staff of the Tirana Municipality", "Tirana Municipality"),
    ],
)
def test_an_unknown_body_that_benefits_receives(text: str, found: str) -> None:
    assert read(text) == {("receiver", found)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Applicant: Bright Horizons, Skopje", "Bright Horizons"),
        ("Lead applicant | Tisa Institute for Social Research (TISR)", "Tisa Institute for Social Research"),
        ("Nositelj: Udruga za mir i ljudska prava, Vukovar", "Udruga za mir i ljudska prava"),
        ("Подносилац: Фондација „Заједно“, Ниш", "Фондација „Заједно“"),
        ("Solicitant: Asociația „Pas cu Pas”, Chișinău", "Asociația „Pas cu Pas”"),
        ("Φορέας: Σύλλογος «Ανοιχτή Πόρτα»", "Σύλλογος «Ανοιχτή Πόρτα»"),
        ("Başvuru sahibi: Umut Işığı Derneği, Van", "Umut Işığı Derneği"),
        ("Umut Işığı Derneği olarak öneriyoruz.", "Umut Işığı Derneği"),
        ("we, Association Zora, propose a course", "Association Zora"),
        ("mi (Udruženje Ulica sa pogledom)", "Udruženje Ulica sa pogledom"),
        ("Ne, Shoqata “Rrënjët”, propozojmë një projekt.", "Shoqata “Rrënjët”"),
        ("Chair of the Struma Growers' Association", "Struma Growers' Association"),
    ],
)
def test_who_applies_is_read_from_a_label_or_a_sentence(text: str, found: str) -> None:
    assert read(text) == {("applicant", found)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Partneri: Bashkinë Korçë", ("receiver", "Bashkia Korçë")),
        ("në bashkëpunim me Qendrën Sociale “Lisi”", ("partner", "Qendra Sociale “Lisi”")),
        ("финансирано от Фондът за мир", ("funder", "Фонд за мир")),
        ("Partner: Umut Derneği'nin", ("partner", "Umut Derneği")),
        ("Applicant: Martin House", ("applicant", "Martin House")),
    ],
)
def test_an_unknown_name_has_the_form_of_a_list_where_that_is_safe(text: str, found: tuple[str, str]) -> None:
    assert read(text) == {found}


@pytest.mark.parametrize(
    "cell", ["None", "Нема", "Not applicable", "n/a", "office@zora.example", "Tel. 044 123 456", "see Annex 2", "–"]
)
def test_a_cell_that_names_nobody_gives_no_partner(cell: str) -> None:
    assert read(f"Applicant: Bright Horizons\nPartners: {cell}") == {("applicant", "Bright Horizons")}


def test_a_row_that_asks_a_question_is_read_by_what_it_asks() -> None:
    assert read("Кои институции ќе имаат корист? | Биро за наставници") == {("receiver", "Биро за наставници")}
    assert read("Who receives the devices?\nCoast Police; Harbour Academy\nDuration: 2 months") == {
        ("receiver", "Coast Police"),
        ("receiver", "Harbour Academy"),
    }


def test_what_was_done_years_before_is_no_part_of_the_proposal() -> None:
    text = "A first phase was financed by the Sunrise Fund in 2021.\nDuration: March 2027 to May 2028"

    assert read(f"{text}\nDonor: Moon Fund") == {("funder", "Moon Fund")}


def test_a_cell_names_several_bodies_and_says_what_each_does() -> None:
    cell = (
        "1. Zeugma Collective • 2. Bashkia Has, Bashkia Dibër; 3. Signal Works (adviser) • Police Academy – no budget"
    )

    assert read(f"Partners | {cell}") == {
        ("partner", "Zeugma Collective"),
        ("receiver", "Bashkia Has"),
        ("receiver", "Bashkia Dibër"),
        ("partner", "Signal Works"),
        ("receiver", "Police Academy"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Justice was informed in writing.",
        "Министерството за правда е само известено и нема да спроведува активности.",
        "Ministarstvo pravde je samo upoznato.",
        "Prekršajni sud u Zadru ne sudjeluje u projektu.",
        "Η Διεύθυνση Υποδοχής ενημερώθηκε αλλά δεν συμμετέχει.",
        "Ministerul Justiției a fost consultat, fără rol în implementare.",
        "Emniyet Genel Müdürlüğü bilgilendirildi.",
        "We know of a course that is run by the Border Academy.",
        "Each school will receive a kit and every municipality a poster.",
    ],
)
def test_who_is_only_informed_or_does_other_work_has_no_role(text: str) -> None:
    assert read(text) == set()


def test_a_known_body_that_is_only_informed_is_named_without_a_role() -> None:
    assert read("Ministarstvo javne bezbednosti, Srbija (demo), samo je upoznato.") == {
        ("organisation", "Ministry of Public Safety, Serbia (demo)")
    }


def test_whose_form_it_is_pays() -> None:
    text = "Regional Dialogue Fund · Application form 7\nTitle: Something new\nApplicant: Bright Horizons"

    found = {(fact.name, fact.value) for fact in understand(text, KNOWN).of(*ROLES)}

    assert found == {("funder", "Regional Dialogue Fund"), ("applicant", "Bright Horizons")}


def test_to_whom_a_mail_is_sent_pays_and_who_wrote_it_first_applies() -> None:
    text = """From: desk@fund.example
To: grants.nordlys@example.org
Subject: An idea
We got this.
From: Association Zora <office@zora.example>
Date: 3 December 2026
Subject: An idea
Dear all, this is about a course in Bar."""

    found = {(fact.name, fact.value) for fact in understand(text, KNOWN).of(*ROLES)}

    assert found == {("funder", "Nordlys Fund (demo)"), ("applicant", "Association Zora")}


def test_a_word_of_a_name_is_no_target_group() -> None:
    understood = understand("A working title\nPartner: Youth Police Academy\nA course on maps.", KNOWN)

    assert understood.values("group") == ()
    assert understand("A working title\nA course on maps for the police.", KNOWN).values("group") != ()


def test_one_body_has_one_role_and_a_public_applicant_receives_too() -> None:
    own = "Applicant: Border Directorate\nThe Border Directorate trains with us."
    text = f"{own}\nPartner: Centar Kompas\nCentar Kompas helps."

    assert read(text) == {
        ("applicant", "Border Directorate"),
        ("receiver", "Border Directorate"),
        ("partner", "Centre Kompas (demo)"),
    }


def test_twenty_pages_with_three_thousand_known_names_are_read_at_once() -> None:
    kinds = ("Ministry of {} Affairs, Serbia", "Udruženje {} iz Niša", "Drejtoria e {} Publike", "{} Foundation")
    names = [kinds[at % 4].format(f"Zora{chr(97 + at % 26)}{at}") for at in range(3000)]
    known = OrganisationNames.of([(name, name, "") for name in names])
    sentence = "The staff of the Ministry of Justice and the Youth Centre Krug will receive training in Bar and Kotor. "
    text = "A working title\n" + "\n".join(sentence * 5 for _ in range(100))
    understand("A working title", known)
    begun = time.process_time()
    understand(text, OrganisationNames())
    without = time.process_time() - begun

    begun = time.process_time()
    understand(text, known)

    assert time.process_time() - begun < without + 0.3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Управа за казне | Ко прима опрему", ("receiver", "Управа за казне")),
        ("NVU Plavi talas, Ulcinj | Podnosilac", ("applicant", "NVU Plavi talas")),
        ("Restul îl acoperă Fundația Nistru.", ("funder", "Fundația Nistru")),
        ("20.000 KM od Fondacije Neretva.", ("funder", "Fondacija Neretva")),
        ("Kalanını Deniz Vakfı karşılayacak.", ("funder", "Deniz Vakfı")),
        ("Царинската управа ги презема уредите.", ("receiver", "Царинската управа")),
        ("Η Διεύθυνση Φυλακών παραλαμβάνει το εγχειρίδιο.", ("receiver", "Διεύθυνση Φυλακών")),
        ("Martı Yazılım A.Ş. eğitim vermek istiyor.", ("applicant", "Martı Yazılım A.Ş")),
        ("Društvo „Ključ“ želi pomagati. Pravna fakulteta posodi učilnico.", ("partner", "Pravna fakulteta")),
        ("Studio „Kamen“ d.o.o. želi obučiti redare.", ("applicant", "Studio „Kamen“")),
        ("Prisutni: Udruga Most mladih (UMM)\nUMM priprema prijedlog.", ("applicant", "Udruga Most mladih")),
        ("Shënim\nKërkojmë 5 €.\nMe respekt,\ndrejtori i Qendrës Horizonti", ("applicant", "Qendra Horizonti")),
        ("Full legal name | Riverside Cooperative Ltd", ("applicant", "Riverside Cooperative Ltd")),
    ],
)
def test_a_body_is_read_in_a_style_that_no_form_has(text: str, found: tuple[str, str]) -> None:
    facts = organisations(lines_of(text), NOBODY)

    assert found in [(fact.name, fact.value) for fact in facts]


@pytest.mark.parametrize(
    "text",
    [
        "Lead applicant | A one-page narrative is attached.",
        "Başvuran kuruluş | En fazla 200 kelime yazınız.",
        "Lokalna policija prima opremu.",
    ],
)
def test_an_instruction_and_a_kind_of_body_name_nobody(text: str) -> None:
    assert not list(organisations(lines_of(text), NOBODY))
