"""Objectives, types of support and groups are known by their terms, in the language of the proposal."""

from pathlib import Path

import pytest
from msgspec import structs

from egnatia.proposals.extraction import Fact, objectives, understand
from egnatia.taxonomy.document import SPOKEN, shipped

REFERENCE = next(iter(shipped()))


def table(name: str) -> list[list[str]]:
    rows = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")]


def aims(text: str) -> list[Fact]:
    return list(objectives(understand(text), REFERENCE.terms))


def first(text: str) -> str:
    return next((fact.value for fact in aims(text)), "")


def values(text: str, name: str) -> tuple[str, ...]:
    return understand(text).values(name)


def test_every_objective_has_terms_in_every_language_of_the_region() -> None:
    assert {aim.code: [each for each in SPOKEN if not aim.terms.get(each)] for aim in REFERENCE.leaves} == {
        aim.code: [] for aim in REFERENCE.leaves
    }


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Beyond the gate: mentors for persons after release in four towns", "2.3.2"),
        ("Mbështetje për të liruarit: shërbimi i provës dhe mentorët në tri qytete", "2.3.2"),
        ("Program postpenalnog prihvata u saradnji sa probacijom", "2.3.2"),
        ("Подршка по отпуштање од затвор за педесет лица", "2.3.2"),
        ("Пробационни служители: обучение за работа след освобождаване", "2.3.2"),
        ("Consilieri de probațiune: sprijin după eliberare", "2.3.2"),
        ("Στήριξη μετά την αποφυλάκιση σε δύο πόλεις", "2.3.2"),
        ("Denetimli serbestlik personelinin eğitimi", "2.3.2"),
        ("Probacijski svetovalci in pomoč po odpustu", "2.3.2"),
        ("Border guards learn to spot forged passports and false identity cards", "3.2.2"),
        ("Ispitivanje falsifikovanih isprava na aerodromu", "3.2.2"),
        ("Verificarea documentelor false la frontieră", "3.2.2"),
        ("Uništavanje viškova municije i oduzetog oružja", "3.3.4"),
        ("Asgjësimi i municioneve të tepërta", "3.3.4"),
        ("Καταστροφή πλεονάζοντος οπλισμού και πυρομαχικών", "3.3.4"),
        ("Повеќе од пароли: медиумска писменост во основните училишта", "2.1.2"),
        ("Okullarda medya okuryazarlığı ve eleştirel düşünme", "2.1.2"),
        ("Dorëzimi vullnetar i armëve pa leje në fshatra", "3.3.3"),
        ("Kibernetski incidenti: odzivanje občin", "3.4.1"),
        ("Подкрепа за пострадали от терористични атаки", "4.4.2"),
        ("Zamrzavanje imovine i sprečavanje finansiranja terorizma", "4.1.2"),
    ],
)
def test_the_objective_is_known_by_the_title_in_any_language(title: str, code: str) -> None:
    assert first(title) == code


@pytest.mark.parametrize(
    "text",
    [
        "Cellars without borders: a wine route for young guides\nWe train 60 young people; the police know of it.",
        "Bletaria për familjet e kthyera\nTrajnim për 40 bletarë dhe koshere për familjet e kthyera në fshat.",
        "Ελαιόλαδο ποιότητας\nΕκπαίδευση νέων παραγωγών ελαιολάδου και επισκέψεις σε σχολεία.",
        "Asfaltiranje lokalnih puteva\nRekonstrukcija puta od škole do policijske stanice.",
        "A kindergarten for the village\nTeachers and municipal staff furnish two rooms.",
        "Reabilitarea drumului județean\nSe asfaltează drumul până la punctul de trecere.",
    ],
)
def test_other_fields_of_work_have_no_objective(text: str) -> None:
    assert aims(text) == []


def test_the_words_of_the_text_are_the_evidence() -> None:
    fact = aims(
        "A first home\nSummary: Mentors visit inmates and stay with them after release, with probation officers."
    )[0]

    assert fact.value == "2.3.2"
    assert {"after release", "probation"} <= set(fact.quote.split(" · "))


def test_at_most_three_objectives_are_proposed_and_the_best_comes_first() -> None:
    text = (
        "Safer arms\nSummary: Destruction of surplus ammunition. Safe storage of weapons and marking of firearms. "
        "Voluntary surrender of illegal weapons. Tracing of seized firearms. Export control of arms transfers. "
        "We destroy weapons and demilitarise ammunition."
    )

    found = [fact.value for fact in aims(text)]

    assert found[0] == "3.3.4"
    assert 1 < len(found) <= 3


def test_what_a_proposal_says_it_is_not_proposes_nothing() -> None:
    assert first("Quiet shelves\nSummary: Destruction of surplus ammunition is not part of this action.") == ""


def test_a_term_that_speaks_against_an_objective_sends_it_behind() -> None:
    terms = {"1.1.1": {"en": "prison*|-release"}, "1.1.2": {"en": "release + prison*"}}

    found = list(objectives(understand("Release from prison"), terms))

    assert [fact.value for fact in found] == ["1.1.2"]


def test_terms_of_another_language_are_not_read() -> None:
    assert (
        list(objectives(understand("Kontroll i armëve dhe i dokumenteve për të rinjtë në qytet"), {"1": {"tr": "i"}}))
        == []
    )


@pytest.mark.parametrize(
    ("line", "types"),
    [
        ("Type of action: ☒ training ☐ equipment ☐ small grants", ("training",)),
        ("Summary: We equip three posts with scanners and train the officers.", ("equipment-or-it", "training")),
        ("Summary: Equipment is not part of this action. Officers attend a training.", ("training",)),
        ("Përmbledhje: Trajnim i punonjësve dhe blerje pajisjesh.", ("equipment-or-it", "training")),
        ("Povzetek: Usposabljanje uslužbencev in nakup opreme.", ("equipment-or-it", "training")),
        ("Резюме: Информационна кампания в шест общини.", ("communication",)),
        ("Özet: Mağdurlar için ücretsiz hukuki destek ve psikolojik danışmanlık.", ("direct-service",)),
        ("Περίληψη: Εκστρατεία ενημέρωσης σε πέντε δήμους.", ("communication",)),
        ("Rezumat: Granturi mici pentru asociații locale.", ("small-grants",)),
    ],
)
def test_types_of_support_are_known_by_what_is_done(line: str, types: tuple[str, ...]) -> None:
    assert tuple(sorted(values(f"A working title\n{line}", "type"))) == types


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("Target groups: prosecutors and judges; customs officers", ("border-and-customs", "prosecutors-and-judges")),
        ("Grupet e synuara: mësues dhe punonjës socialë", ("teachers-social-health",)),
        ("Ciljne grupe: službenici opštinske uprave", ("local-authorities",)),
        ("Целни групи: ученици од средните училишта", ("young-people",)),
        ("Целеви групи: прокурори и съдии", ("prosecutors-and-judges",)),
        ("Grup țintă: polițiști de frontieră", ("border-and-customs",)),
        ("Hedef grup: öğretmenler", ("teachers-social-health",)),
        ("Ciljne skupine: občani in prebivalci vasi", ("communities-civil-society",)),
    ],
)
def test_groups_are_known_by_who_takes_part(line: str, groups: tuple[str, ...]) -> None:
    assert tuple(sorted(values(f"A working title\n{line}", "group"))) == groups


def test_a_word_in_the_name_of_a_body_is_no_target_group() -> None:
    text = "A working title\nSummary: Teachers learn from the House of Young People. Teachers meet monthly."

    assert values(text, "group") == ("teachers-social-health",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Somebody at the prison gate\nVolunteers help with a flat and a job in the first year.", "2.3.2"),
        ("Suvo i zaključano\nRešetke i alarm za sobe u kojima stoji oduzeto oružje.", "3.3.2"),
        ("Gazetarë në klasë\nNxënësit verifikojnë një lajm çdo javë.", "2.1.2"),
        ("Aceeași masă\nȘcoala, medicul și poliția se întâlnesc lunar la aceeași masă.", "2.1.1"),
        ("Gece de biri var\nBakanlığın ağı çöktüğünde nöbet tutan bir ekip.", "3.4.1"),
        ("Μαζί στη βάρδια\nΕπιχειρήσεις ύδρευσης και ενέργειας ασκούνται μαζί.", "3.1.2"),
        (
            "After the trip\nThe team wants playbooks for ransomware and leaked\nmail.",
            "3.4.1",
        ),
    ],
)
def test_everyday_words_tell_the_objective(text: str, code: str) -> None:
    assert code in [fact.value for fact in aims(text)]


def test_a_turkish_day_is_no_gun() -> None:
    assert aims("Her gün bir ders\nHer gün okulda bir gün.") == []


@pytest.mark.parametrize(("code", "title", "sentence"), table("objectives.tsv"))
def test_two_lines_of_everyday_words_are_enough(code: str, title: str, sentence: str) -> None:
    found = [fact.value for fact in aims(f"{title}\n\n{sentence}\n")]

    assert found == [] if code == "-" else code in found


@pytest.mark.parametrize(("group", "kind", "title", "sentence"), table("support.tsv"))
def test_what_is_done_and_for_whom_is_known_by_everyday_words(group: str, kind: str, title: str, sentence: str) -> None:
    read = understand(f"{title}\n\n{sentence}\n")

    assert kind in read.values("type")
    assert group == "-" or group in read.values("group")


def test_words_of_a_term_that_are_apart_propose_an_objective_with_their_quotes() -> None:
    terms = {"1.1.1": {"en": "prison* + mentor* + release*"}, "1.1.2": {"en": "border* + patrol*"}}

    found = list(objectives(understand("A way home\n\nPrisons open.\nMentors come.\nRelease is near."), terms))

    assert [fact.value for fact in found] == ["1.1.1"]
    assert set(found[0].quote.split(" · ")) == {"Prisons", "Mentors", "Release"}


def test_one_word_of_a_term_proposes_nothing() -> None:
    terms = {"1.1.1": {"en": "prison* + mentor* + release*"}, "1.1.2": {"en": "border* + patrol*"}}

    assert list(objectives(understand("A way home\n\nMentors come and go."), terms)) == []


def test_words_that_every_proposal_has_hint_at_nothing() -> None:
    terms = {"1.1.1": {"en": "team* + training* + equipment"}, "1.1.2": {"en": "border* + patrol*"}}

    assert list(objectives(understand("A plan\n\nTeams meet.\nTraining follows.\nEquipment comes."), terms)) == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "Noć\nProblem\nOpet bombe, požari i poplave.\nŠta ćemo uraditi\n"
            "Stražari i vaspitači uče kako da primete kada osuđenik okuplja druge oko mržnje.\n"
        ),
        (
            "O noapte\nContext\nDin nou bombe, incendii și inundații în orașele noastre.\nCe facem\n"
            "Gardienii din penitenciar învață să observe deținuții care predică ura.\n"
        ),
        (
            "One night\nBackground\nBombs, fires and floods again.\nWhat we will do\n"
            "Prison officers learn to notice when a convict begins to preach hate to inmates.\n"
        ),
    ],
)
def test_a_heading_ends_what_a_proposal_starts_from(text: str) -> None:
    assert first(text) == "2.3.1"


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("A teacher told us of a mistake. A second teacher agreed. We train 180 border guards.", "border-and-customs"),
        ("Jedan učitelj nam je pričao o tome. Obučavamo 40 carinika.", "border-and-customs"),
        ("In 2024 a course for border guards was held. We train 60 nurses in 2027.", "teachers-social-health"),
    ],
)
def test_who_learns_is_who_it_is_for(sentence: str, group: str) -> None:
    assert values(f"A working title\nSummary: {sentence}", "group")[0] == group


def test_new_terms_reach_a_framework_that_nobody_revised() -> None:
    code = REFERENCE.leaves[0].code
    old = tuple(structs.replace(aim, terms={"en": "old"} if aim.terms else {}) for aim in REFERENCE.objectives)
    stored = structs.replace(REFERENCE, objectives=old)

    assert stored.terms[code] == REFERENCE.terms[code]
    assert structs.replace(stored, version=REFERENCE.version + 1).terms[code] == {"en": "old"}
