"""Which bodies a proposal names, and what each does: known ones in any form, unknown ones by their own words."""

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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            (
                'NVU "Plava kapija"\nUlica lipa 5, Kotor\nKotor, 25. novembar 2026.\nFondu "Dobra kuća"\n'
                "Predmet: pismo o namjerama\nPoštovani,\n"
                'obraćamo vam se s predlogom koji smo nazvali "Mirne obale".\nS poštovanjem,\nizvršna direktorica\n'
                'NVU "Plava kapija"'
            ),
            [("applicant", 'NVU "Plava kapija"'), ("funder", 'Fondu "Dobra kuća"')],
        ),
        (
            (
                "Здружение „Плав мост“ Охрид\nбр. 12/26\nДо: Фондација „Отворена врата“\nПредмет: барање за грант\n"
                "Почитувани,\nве молиме за поддршка.\nСо почит,\nпретседател\nЗдружение „Плав мост“"
            ),
            [("applicant", "Здружение „Плав мост“"), ("funder", "Фондација „Отворена врата“")],
        ),
        (
            (
                "Shoqata “Ura e Re”\nRruga e Dibrës, Tiranë\nDrejtuar: Fondacionit “Dritë”\n"
                "Lënda: kërkesë për financim\nTë nderuar,\nju paraqesim idenë tonë.\nMe respekt,\n"
                "Drejtori ekzekutiv\nShoqata “Ura e Re”"
            ),
            [("applicant", "Shoqata “Ura e Re”"), ("funder", "Fondacioni “Dritë”")],
        ),
        (
            (
                "Asociația „Podul Nou”\nstr. Florilor 4, Bălți\nCătre: Fundația „Lumină”\n"
                "Subiect: cerere de sprijin\nStimați colegi,\nvă prezentăm ideea noastră.\nCu respect,\nPreședinte\n"
                "Asociația „Podul Nou”"
            ),
            [("applicant", "Asociația „Podul Nou”"), ("funder", "Fundația „Lumină”")],
        ),
        (
            (
                "Σύλλογος «Νέα Γέφυρα»\nΟδός Ερμού 4, Ιωάννινα\nΠρος: Ίδρυμα «Φως»\nΘέμα: αίτηση χρηματοδότησης\n"
                "Αξιότιμοι κύριοι,\nσας υποβάλλουμε την πρότασή μας.\nΜε εκτίμηση,\nη πρόεδρος\n"
                "Σύλλογος «Νέα Γέφυρα»"
            ),
            [("applicant", "Σύλλογος «Νέα Γέφυρα»"), ("funder", "Ίδρυμα «Φως»")],
        ),
        (
            (
                "Сдружение „Нов мост“\nул. Дунав 4, Видин\nДо: Фондация „Светлина“\nОтносно: искане за подкрепа\n"
                "Уважаеми дами и господа,\nпредставяме ви нашата идея.\nС уважение,\nПредседател\n"
                "Сдружение „Нов мост“"
            ),
            [("applicant", "Сдружение „Нов мост“"), ("funder", "Фондация „Светлина“")],
        ),
        (
            (
                "Društvo Novi most, Kočevje\nZa: Sklad Svetloba\nZadeva: prošnja za podporo\nSpoštovani,\n"
                "predstavljamo vam zamisel.\nS spoštovanjem,\npredsednica\nDruštvo Novi most"
            ),
            [("applicant", "Društvo Novi"), ("funder", "Sklad Svetloba")],
        ),
        (
            (
                "Dear all,\nwe would like to share an idea for Bar.\nBest wishes,\nMaria\n"
                "Programme lead, Harbour Street Initiative\nwww.harbour.example"
            ),
            [("applicant", "Harbour Street Initiative")],
        ),
        ("Draga Ana,\nevo ideje za Bihać.\nPozdrav,\nMarko\nUdruga Zeleni val", [("applicant", "Udruga Zeleni val")]),
        (
            (
                "To whom it may concern,\n"
                "On behalf of the Danube Youth Council, I am writing to propose a course in Ruse."
            ),
            [("applicant", "Danube Youth Council")],
        ),
        ("U ime Udruženja Zeleni krug predlažem obuku u Nišu.", [("applicant", "Udruženja Zeleni krug")]),
        ("Во име на Здружението „Зелен круг“ предлагам обука.", [("applicant", "Здружение „Зелен круг“")]),
        ("Në emër të Shoqatës “Rrethi i Gjelbër” propozoj një trajnim.", [("applicant", "Shoqata “Rrethi i Gjelbër”")]),
        ("În numele Asociației „Cercul Verde” propun un curs.", [("applicant", "Asociația „Cercul Verde”")]),
        ("Εκ μέρους του Συλλόγου «Πράσινος Κύκλος» προτείνω σεμινάριο.", [("applicant", "Συλλόγου «Πράσινος Κύκλος»")]),
        ("Yeşil Halka Derneği adına bir eğitim öneriyorum.", [("applicant", "Yeşil Halka Derneği")]),
        ("От името на Сдружение „Зелен кръг“ предлагам обучение.", [("applicant", "Сдружение „Зелен кръг“")]),
        ("V imenu Društva Zeleni krog predlagam tečaj.", [("applicant", "Društva Zeleni krog")]),
        (
            "We are a small foundation called Open Harbour Foundation, based in Bar.",
            [("applicant", "Open Harbour Foundation")],
        ),
        ("The Open Harbour Foundation (OHF) proposes to train guards.", [("applicant", "Open Harbour Foundation")]),
        ("Mi smo Udruga Otvorena luka iz Zadra i želimo obučiti čuvare.", [("applicant", "Udruga Otvorena luka")]),
        (
            "Ne jemi Qendra për Paqe “Ylli” nga Peja dhe duam të trajnojmë roje.",
            [("applicant", "Qendra për Paqe “Ylli”")],
        ),
        ("Ние сме Сдружение „Отворено пристанище“ от Бургас.", [("applicant", "Сдружение „Отворено пристанище“")]),
        (
            ("Applicant: Association Zora\nWe will work together with the Harbour Academy and Signal Works Ltd."),
            [("partner", "Harbour Academy"), ("partner", "Signal Works Ltd")],
        ),
        (
            "Podnosilac: Udruženje Zora\nRadionice vode Pedagoški kolektiv Kamen i mreža Roditelji za mir.",
            [("partner", "Pedagoški kolektiv Kamen"), ("partner", "mreža Roditelji za mir")],
        ),
        (
            "Podnosilac: Udruženje Zora\nS nama rade Savez žena Sana i Radio Gora.",
            [("partner", "Savez žena Sana"), ("partner", "Radio Gora")],
        ),
        (
            "Podnosilac: Udruženje Zora\nProjekat tehničkog rješenja radi Arhitektonski kolektiv Kamen.",
            [("partner", "Arhitektonski kolektiv Kamen")],
        ),
        ("Podnosilac: Udruženje Zora\nPartner nam je firma Kod Data iz Tuzle.", [("partner", "firma Kod Data")]),
        (
            "Подносител: Здружение Зора\nПартнер ни е Правната клиника „Темел“.",
            [("partner", "Правната клиника „Темел“")],
        ),
        (
            "Подносител: Здружение Зора\nСо нас работат Сојузот на жени Вардар и Радио Гора.",
            [("partner", "Сојуз на жени Вардар"), ("partner", "Радио Гора")],
        ),
        (
            "Aplikanti: Shoqata Zora\nModulet i harton Akademia e Auditit “Jona”.",
            [("partner", "Akademia e Auditit “Jona”")],
        ),
        (
            "Aplikanti: Shoqata Zora\nMe ne punojnë Rrjeti i Grave “Lumi” dhe Radio Mali.",
            [("partner", "Rrjeti i Grave “Lumi”"), ("partner", "Radio Mali")],
        ),
        (
            "Solicitant: Asociația Zora\nModulele sunt scrise de Academia de Audit „Jiu”.",
            [("partner", "Academia de Audit „Jiu”")],
        ),
        (
            ("Solicitant: Asociația Zora\nLucrăm împreună cu Federația Părinților „Izvor” și cu firma Cod Date SRL."),
            [("partner", "Federația Părinților „Izvor”"), ("partner", "firma Cod Date SRL")],
        ),
        (
            "Φορέας: Σύλλογος Ζώρα\nΤεχνικός εταίρος είναι η Πολυτεχνική Σχολή «Ιόνιο».",
            [("partner", "Πολυτεχνική Σχολή «Ιόνιο»")],
        ),
        (
            "Φορέας: Σύλλογος Ζώρα\nΜαζί μας εργάζονται το Δίκτυο Γυναικών «Ακτή» και η εταιρεία Κώδικας ΑΕ.",
            [("partner", "Δίκτυο Γυναικών «Ακτή»"), ("partner", "εταιρεία Κώδικας ΑΕ")],
        ),
        (
            'Кандидат: Сдружение Зора\nАкадемия за одит "Дунав" осигурява преподавателите.',
            [("partner", 'Академия за одит "Дунав"')],
        ),
        (
            'Кандидат: Сдружение Зора\nС нас работят Съюз на жените "Янтра" и Радио Гора.',
            [("partner", 'Съюз на жените "Янтра"'), ("partner", "Радио Гора")],
        ),
        (
            ("Prijavitelj: Društvo Zora\nPri projektu sodelujeta Zadruga Poštena deska in Ljudska univerza Krka."),
            [("partner", "Zadruga Poštena deska"), ("partner", "Ljudska univerza Krka")],
        ),
        ("Prijavitelj: Društvo Zora\nPartner je podjetje Koda d.o.o.", [("partner", "podjetje Koda d")]),
        (
            "Applicant: Association Zora\nThe software is written by Northline Systems.",
            [("partner", "Northline Systems")],
        ),
        (
            ("Applicant: Association Zora\nAn evaluation will be done by the Institute for Public Policy Studies."),
            [("partner", "Institute for Public Policy Studies")],
        ),
        (
            "The equipment goes to the District Dental Clinic in Soroca.",
            [("receiver", "District Dental Clinic in Soroca")],
        ),
        ("The handbook will be owned by the Emergency Call Service.", [("receiver", "Emergency Call Service")]),
        (
            "Two hundred dispatchers of the Emergency Call Service attend a course.",
            [("receiver", "Emergency Call Service")],
        ),
        (
            "Forty officers from the Probation Service take part in five days of training.",
            [("receiver", "Probation Service")],
        ),
        ("The devices are handed over to the Border Police of Kukes.", [("receiver", "Border Police of Kukes")]),
        ("Lessons are handed over to the Bureau for Teachers.", [("receiver", "Bureau for Teachers")]),
        ("Podršku i materijal dobija Odjeljenje bezbjednosti Plav.", [("receiver", "Odjeljenje bezbjednosti Plav")]),
        ("Stručnu podršku dobija Centar za socijalni rad Zenica.", [("receiver", "Centar za socijalni rad Zenica")]),
        ("Četrdeset službenika Probacijske službe prolazi obuku.", [("receiver", "Probacijske službe")]),
        ("Oprema se predaje Gradskoj upravi Kikinda.", [("receiver", "Gradskoj upravi Kikinda")]),
        (
            "Uređaji se dodjeljuju Postaji granične policije Metković.",
            [("receiver", "Postaji granične policije Metković")],
        ),
        ("Opremu će koristiti Komunalna milicija Subotica.", [("receiver", "Komunalna milicija Subotica")]),
        (
            "Обуката ја добива и Центарот за социјална работа во Прилеп.",
            [("receiver", "Центар за социјална работа во Прилеп")],
        ),
        (
            "Форензичката лабораторија во Скопје ја добива опремата.",
            [("receiver", "Форензичката лабораторија во Скопје")],
        ),
        (
            "Педесет службеници на Управата за извршување на санкции поминуваат обука.",
            [("receiver", "Управа за извршување на санкции")],
        ),
        (
            'Обучават се разследващите от Служба "Трафик" към Министерство на вътрешните работи.',
            [("receiver", 'Служба "Трафик"')],
        ),
        ("Оборудването се предава на Районно управление Русе.", [("receiver", "Районно управление Русе")]),
        (
            "Trajnimi u jepet punonjësve të Agjencisë për Pasuritë e Sekuestruara.",
            [("receiver", "Agjencia për Pasuritë e Sekuestruara")],
        ),
        ("Pajisjet u vihen në dispozicion Prokurorisë së Fierit.", [("receiver", "Prokuroria e Fierit")]),
        (
            "Drejtoria Komunale e Arsimit në Prizren i merr në punë dy psikologë.",
            [("receiver", "Drejtoria Komunale e Arsimit")],
        ),
        (
            "Spitalul Județean „Sfânta Maria” din Buzău și Spitalul Dunărea din Galați primesc echipamentele.",
            [("receiver", "Spitalul Județean „Sfânta Maria”"), ("receiver", "Spitalul Dunărea")],
        ),
        (
            "Două sute de dispeceri ai Serviciului de Apeluri de Urgență parcurg un curs.",
            [("receiver", "Serviciului de Apeluri de Urgență")],
        ),
        (
            "Aparatele rămân la Inspectoratul Poliției de Frontieră Galați.",
            [("receiver", "Inspectoratul Poliției de Frontieră Galați")],
        ),
        ("Αποδέκτης του εξοπλισμού είναι η Υπηρεσία Λιμενικών Ελέγχων.", [("receiver", "Υπηρεσία Λιμενικών Ελέγχων")]),
        ("Ο εξοπλισμός παραδίδεται στην Ελληνική Αστυνομία.", [("receiver", "Ελληνική Αστυνομία")]),
        ("Εκπαιδεύονται ενενήντα στελέχη του Λιμενικού Σώματος.", [("receiver", "Λιμενικού Σώματος")]),
        (
            "Gaziantep Öğretmen Destek Merkezi’nin altmış rehberi eğitilir.",
            [("receiver", "Gaziantep Öğretmen Destek Merkezi")],
        ),
        (
            "Cihazlar Edirne Sınır Kapısı Müdürlüğü'ne teslim edilir.",
            [("receiver", "Cihazlar Edirne Sınır Kapısı Müdürlüğü")],
        ),
        ("Aile Müdürlüğü raporları kendi sistemine alacak.", [("receiver", "Aile Müdürlüğü")]),
        ("Štirideset uslužbencev Probacijske službe opravi usposabljanje.", [("receiver", "Probacijske službe")]),
        ("Opremo prevzame Policijska uprava Koper.", [("receiver", "Policijska uprava Koper")]),
        ("Za ostatak se obraćamo Fondaciji Mostarska vrata.", [("funder", "Fondacija Mostarska vrata")]),
        ("Od Fondacije Ravna tražimo 11 miliona.", [("funder", "Fondacija Ravna")]),
        ("За остатокот се обраќаме до Фондот „Јасен пат“.", [("funder", "Фонд „Јасен пат“")]),
        ('Исканата сума от Програма "Бял мост" е 208 хил. евро.', [("funder", 'Програма "Бял мост"')]),
        ("Koncept-ide drejtuar Programit „Drejtësi e Re“", [("funder", "Programi „Drejtësi e Re“")]),
        ("Submitted to the Open Doors Facility", [("funder", "Open Doors Facility")]),
        ("of which Quayside Trust would give 1.8 million lei", [("funder", "Quayside Trust")]),
        ("We ask the Nordwind Foundation for EUR 80,000.", [("funder", "Nordwind Foundation for EUR")]),
        ("Od Sklada Odprta vrata pričakujemo 70 %.", [("funder", "Sklada Odprta vrata")]),
        ("Solicităm de la Fundația Zorile 200.000 lei.", [("funder", "Fundația Zorile")]),
        ("Από το Ταμείο «Ανοιχτά Λιμάνια» ζητούμε 500.000 ευρώ.", [("funder", "Ταμείο «Ανοιχτά Λιμάνια»")]),
        ("Kuzey Fonu'ndan 300.000 avro istiyoruz.", [("funder", "Kuzey Fonu'ndan")]),
        ("Nga Fondacioni Lugina kërkojmë 19 milionë lekë.", [("funder", "Fondacioni Lugina")]),
        ("Od Fonda „Dobra voda“ očekujemo 60 hiljada eura.", [("funder", "Fonda „Dobra voda“")]),
        ("ΣΗΜΕΙΩΜΑ ΠΡΟΤΑΣΗΣ ΠΡΟΣ ΤΟ ΤΑΜΕΙΟ «ΝΕΑ ΛΙΜΑΝΙΑ»", [("funder", "ΤΑΜΕΙΟ «ΝΕΑ ΛΙΜΑΝΙΑ»")]),
        (
            (
                "Lead organisation | Association for Learning “Zora”\n"
                "Own contribution and others | MKD 1,480,000 (Municipality of Kumanovo: rooms)"
            ),
            [("funder", "Municipality of Kumanovo: rooms")],
        ),
        (
            (
                "bilješke, srijeda\n"
                "prisutni: Marta (mi), dvije kolegice iz Udruženja Povratni let, čovjek iz Fondacije Tisina\n"
                "- gdje: Zenica"
            ),
            [("applicant", "Udruženja Povratni let"), ("funder", "Fondacija Tisina")],
        ),
    ],
)
def test_bodies_are_read_from_letters_notes_and_sentences(text: str, found: list[tuple[str, str]]) -> None:
    facts = understand(f"A working title here\n{text}", today="2026-12").of(*ROLES)

    assert set(found) <= {(fact.name, fact.value) for fact in facts}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Each of the 60 inspectors belongs to the Labour Inspectorate of Skopje.",
            [("receiver", "Labour Inspectorate of Skopje")],
        ),
        (
            "The Coast Guard Command in Vlora has asked for the cameras and will run them.",
            [("receiver", "Coast Guard Command in Vlora")],
        ),
        (
            "Our counterpart is the Directorate for Cyber Security, whose staff joins every exercise.",
            [("receiver", "Directorate for Cyber Security")],
        ),
        (
            "The beneficiaries are the Prison Administration and the Probation Directorate.",
            [("receiver", "Prison Administration"), ("receiver", "Probation Directorate")],
        ),
        (
            "A mentor sits for six months in the Financial Intelligence Unit.",
            [("receiver", "Financial Intelligence Unit")],
        ),
        ("Fifty judges of the Basic Court in Prizren get the manual.", [("receiver", "Basic Court in Prizren")]),
        ("The drones become property of the Forest Police.", [("receiver", "Forest Police")]),
        ("Thirty teachers from the Secondary School “Vuk” are trained.", [("receiver", "Secondary School “Vuk”")]),
        ("Laptops for the Cyber Crime Department will be bought.", [("receiver", "Cyber Crime Department")]),
        ("Korisnik opreme bit će Carinska ispostava Metković.", [("receiver", "Carinska ispostava Metković")]),
        (
            "Obuka je namijenjena Obavještajno-sigurnosnoj agenciji.",
            [("receiver", "Obavještajno-sigurnosnoj agenciji")],
        ),
        ("Priručnik ostaje u Pravosudnoj akademiji Brčko.", [("receiver", "Pravosudnoj akademiji Brčko")]),
        ("Inspektori Uprave carina učit će rukovati skenerom.", [("receiver", "Inspektori Uprave carina učit")]),
        (
            "Softver se instalira u Upravi za indirektno oporezivanje.",
            [("receiver", "Upravi za indirektno oporezivanje")],
        ),
        ("Oprema pripada Vatrogasnoj brigadi Novi Pazar.", [("receiver", "Vatrogasnoj brigadi Novi Pazar")]),
        (
            "Tužitelji Županijskog državnog odvjetništva u Splitu pohađaju seminar.",
            [("receiver", "Tužitelji Županijskog državnog odvjetništva u Splitu")],
        ),
        ("Опремата се инсталира во Царинската управа.", [("receiver", "Царинската управа")]),
        (
            "Софтверот му се предава на Министерството за внатрешни работи.",
            [("receiver", "Министерство за внатрешни работи")],
        ),
        (
            "Корисници се Управата за извршување санкции и КПУ Идризово.",
            [("receiver", "Управа за извршување санкции"), ("receiver", "КПУ Идризово")],
        ),
        (
            "Вработените од Агенцијата за национална безбедност ќе бидат обучени.",
            [("receiver", "Агенција за национална безбедност")],
        ),
        (
            "Обуката е за инспекторите на Државниот инспекторат за труд.",
            [("receiver", "Државниот инспекторат за труд")],
        ),
        (
            "Ползватели са Главна дирекция „Изпълнение на наказанията“ и Затворът в Бобов дол.",
            [("receiver", "Главна дирекция „Изпълнение на наказанията“"), ("receiver", "Затвор в Бобов дол")],
        ),
        ("Оборудването остава в Агенция „Митници“.", [("receiver", "Агенция „Митници“")]),
        ("Ще бъдат обучени 80 служители на Дирекция „Миграция“.", [("receiver", "Дирекция „Миграция“")]),
        ("Софтуерът се внедрява в Института по криминалистика.", [("receiver", "Института по криминалистика")]),
        (
            "Përfituese është Drejtoria e Përgjithshme e Doganave.",
            [("receiver", "Drejtoria e Përgjithshme e Doganave")],
        ),
        ("Pajisjet instalohen në Laboratorin e Policisë Shkencore.", [("receiver", "Laboratori e Policisë Shkencore")]),
        ("Inspektorët e Inspektoratit të Punës trajnohen.", [("receiver", "Inspektorati i Punës")]),
        ("Manuali i mbetet Shkollës së Magjistraturës.", [("receiver", "Shkolla e Magjistraturës")]),
        (
            "Beneficiarii sunt Administrația Națională a Penitenciarelor și Penitenciarul Botoșani.",
            [("receiver", "Administrația Națională a Penitenciarelor"), ("receiver", "Penitenciarul Botoșani")],
        ),
        ("Echipamentul rămâne în dotarea Serviciului Vamal.", [("receiver", "Serviciului Vamal")]),
        ("Softul se instalează la Centrul de Expertize Judiciare.", [("receiver", "Centrul de Expertize Judiciare")]),
        (
            "Ωφελούμενος φορέας είναι η Γενική Γραμματεία Αντεγκληματικής Πολιτικής.",
            [("receiver", "Γενική Γραμματεία Αντεγκληματικής Πολιτικής")],
        ),
        (
            "Το λογισμικό εγκαθίσταται στη Διεύθυνση Εγκληματολογικών Ερευνών.",
            [("receiver", "Διεύθυνση Εγκληματολογικών Ερευνών")],
        ),
        (
            "Οι σωφρονιστικοί υπάλληλοι του Καταστήματος Κράτησης Ιωαννίνων εκπαιδεύονται.",
            [("receiver", "Καταστήματος Κράτησης Ιωαννίνων")],
        ),
        (
            "Yazılım Siber Suçlarla Mücadele Daire Başkanlığı'na kurulacak.",
            [("receiver", "Yazılım Siber Suçlarla Mücadele Daire Başkanlığı")],
        ),
        (
            "Eğitimlere Van Emniyet Müdürlüğü'nden 40 memur katılacak.",
            [("receiver", "Eğitimlere Van Emniyet Müdürlüğü'nden")],
        ),
        (
            "Oprema ostane Upravi za izvrševanje kazenskih sankcij.",
            [("receiver", "Upravi za izvrševanje kazenskih sankcij")],
        ),
        ("Usposabljanja se udeleži 30 carinikov Finančne uprave.", [("receiver", "Finančne uprave")]),
        (
            "Program bodo uporabljali kriminalisti Nacionalnega preiskovalnega urada.",
            [("receiver", "Nacionalnega preiskovalnega urada")],
        ),
    ],
)
def test_a_public_body_receives_where_something_is_given_or_taught(text: str, found: list[tuple[str, str]]) -> None:
    facts = understand(f"A working title here\n{text}", today="2026-12").of(*ROLES)

    assert set(found) <= {(fact.name, fact.value) for fact in facts}
