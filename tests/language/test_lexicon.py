from pathlib import Path

import pytest

import egnatia.language
from egnatia.language.concepts import LANGUAGES
from egnatia.language.identify import identify, nearest
from egnatia.language.lemmas import forms
from egnatia.language.lexicon import concepts, is_silent, names, of_word, phrases, plainest, spans, term
from egnatia.language.lexicon.sides import _places as places
from egnatia.language.lexicon.sides import core, kept_in, sides, version_of
from egnatia.language.words import WORD


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Training prison officers in the rehabilitation of young prisoners"),
        ("sq", "Trajnim i personelit të burgjeve për rehabilitimin e të rinjve"),
        ("sr", "Обука затворског особља за рехабилитацију младих"),
        ("hr", "Obuka zatvorskog osoblja za rehabilitaciju mladih"),
        ("mk", "Обука на затворскиот персонал за рехабилитација на млади"),
        ("bg", "Обучение на служители в затворите за рехабилитация на млади хора"),
        ("ro", "Formarea personalului din închisori pentru reabilitarea tinerilor"),
        ("el", "Κατάρτιση του προσωπικού των φυλακών για την αποκατάσταση των νέων"),
        ("tr", "Cezaevi personelinin gençlerin rehabilitasyonu konusunda eğitimi"),
        ("sl", "Usposabljanje osebja v zaporih za rehabilitacijo mladih"),
    ],
)
def test_one_work_has_the_same_concepts_in_every_language(language: str, text: str) -> None:
    found = concepts(text, language)

    assert {"training", "rehabilitation", "prison"} <= set(found)
    assert concepts(text) == found, "the language is told by the text"


def test_a_term_of_several_words_is_found_in_any_form_beside_its_words() -> None:
    found = concepts("Against trafficking in human beings and small arms", "en")

    assert found["trafficking in human beings"] == 1
    assert "human" in found
    assert "trgovina ljudima" not in found
    assert concepts("žrtve trgovine ljudima", "hr")["trafficking in human beings"] == 1


def test_a_term_of_many_words_is_found_as_the_others_are() -> None:
    assert concepts("Protecting the best interests of the child in court", "en")["best interests of the child"] == 1
    assert concepts("European Union Agency for Law Enforcement Training", "en")["CEPOL"] == 1


def test_how_often_a_concept_is_expressed_is_counted() -> None:
    assert concepts("A prison, two prisons, and the prison service", "en")["prison"] == 3


def test_forms_that_no_dictionary_knows_are_found_by_their_stem_or_beginning() -> None:
    assert of_word("riintegrimit", "sq") == of_word("riintegrim", "sq") != ()
    assert of_word("rehabilitacionuese", "sq") != ()
    assert of_word("xq", "sq") == ()
    assert of_word("qwrtzpsdfg", "sq") == ()
    assert of_word("courtship", "en") == of_word("radiology", "en") == (), "five letters are too few"


def test_an_abbreviation_is_read_only_where_it_is_written_in_capitals() -> None:
    assert concepts("The WHO helps us", "en")["World Health Organization"] == 1
    assert "World Health Organization" not in concepts("Those who help us", "en")
    assert concepts("The UN helps us", "en")["United Nations"] == 1
    assert "United Nations" not in concepts("Un projet", "en")
    assert concepts("MPs of the Assembly", "en")["member of parliament"] == 1
    assert concepts("ABD'nin desteği", "tr")["American"] == 1
    assert "ministry of interior" not in concepts("Mai multe școli", "ro")


@pytest.mark.parametrize(
    ("language", "text"),
    [("hr", "On je bio tu"), ("ro", "Era și ea cu noi"), ("en", "WE ARE HERE"), ("fr", "This is his")],
)
def test_words_without_content_stand_for_no_concept(language: str, text: str) -> None:
    assert concepts(text, language) == {}


def test_a_word_without_content_is_silent_in_its_own_language() -> None:
    assert [is_silent(word, "en") for word in ("the", "WE", "who", "WHO", "era")] == [True, True, True, False, False]
    assert is_silent("era", "ro")
    assert is_silent("the", "fr"), "English is read there"


def test_a_word_that_is_a_term_itself_is_not_read_as_others_that_share_its_lemma() -> None:
    improvement, improved, good = (set(of_word(word, "tr")) for word in ("iyileştirme", "iyileşti", "iyi"))

    assert improvement & improved - good, "a dictionary makes good of both"
    assert good <= improved


def test_serbian_is_read_alike_in_both_scripts() -> None:
    latin, cyrillic = "Više radnika putuje na posao", "Више радника путује на посао"

    assert concepts(latin, "sr") == concepts(cyrillic, "sr") != {}


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("hr", "To se dogodilo jučer", "happen"),
        ("mk", "Тие веднаш согласуваат", "agree"),
        ("bg", "Това се случи вчера", "happen"),
        ("ro", "Vecinii certau mereu", "argue"),
        ("sl", "Vedno strinjajo", "agree"),
        ("tr", "Başkana eşlik ettiler", "accompany"),
        ("tr", "Herkes hayran oldu", "admire"),
        ("sq", "viktimat e trafikimit të qenieve njerëzore", "trafficking in human beings"),
        ("sq", "njerëz aftë", "able"),
        ("sq", "drejta informimit", "access to information"),
        ("sq", "arsimi rriturve", "adult education"),
        ("sq", "legjislacioni BE", "acquis"),
    ],
)
def test_the_particle_of_a_term_may_stand_elsewhere_or_be_missing(language: str, text: str, concept: str) -> None:
    assert concept in concepts(text, language)


def test_a_text_of_particles_alone_expresses_nothing() -> None:
    assert concepts("edilmek", "tr") == {}
    assert list(spans(["edilmek"], "tr")) == []


def test_beside_a_language_without_a_lexicon_english_is_read() -> None:
    assert concepts("Le training des policiers", "fr")["training"] == 1
    assert forms("Policiers", "fr") == ("policiers",)


def test_a_text_is_read_in_the_language_that_is_stated_for_it() -> None:
    assert "prison" in concepts("zatvor", "hr")
    assert concepts("zatvor", "sl") == {}


def test_a_word_can_be_looked_up_as_written_and_by_its_lemma() -> None:
    assert forms("Zatvorima", "hbs") == ("zatvorima", "zatvor")
    assert forms("police", "en") == ("police",)
    assert forms("затворите", "mk") == ("zatvorite", "zatvori")
    assert forms("Herkese", "tr") == ("herkese", "herkes"), "as it reads within a sentence"
    assert forms("alkoholna", "hbs") == ("alkoholna", "alkoholni"), "one step, and not on to the noun"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Обука за вработените во затворите", "mk"),
        ("Обука запослених у затворима", "hbs"),
        ("Trajnim për personelin e burgjeve", "sq"),
        ("Training for prison staff", "en"),
        ("Обучение на персонала в затворите", "bg"),
        ("ᾧ ἧ", "el"),
        ("Ḁ", "en"),
        ("2024 – 2025 …", ""),
        ("სასჯელაღსრულების თანამშრომლების სწავლება", ""),
        ("监狱工作人员培训 2024", ""),
        ("Training სწავლება for prison staff", "en"),
    ],
)
def test_a_language_is_told_by_its_text(text: str, language: str) -> None:
    assert identify(text) == language


def test_the_nearest_language_is_told_of_letters_of_whatever_script() -> None:
    assert nearest("სასჯელაღსრულება") in LANGUAGES
    assert nearest("2024 – 2025 …") == ""


def test_a_concept_has_its_usual_term_in_each_language() -> None:
    assert term("prison", "sq") == "burg"
    assert term("prison", "mk") == "затвор"
    assert term("no such concept", "sq") == ""


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ([("mladih", "hbs"), ("mladima", "hbs")], "youth"),  # and not nascent, for which "mlad" stands last
        ([("savetovanju", "hbs")], "counseling"),
        ([("obuka", "hbs")], "training"),  # and not a train
        ([("zanat", "hbs")], "craft"),
        ([("granica", "hbs"), ("kufirit", "sq")], "border"),
        ([("border", "en"), ("kufirit", "sq")], "border"),
        ([("rritur", "sq")], "adult"),  # whose usual term is "i rritur", and not grow, of which it is a form
        ([("rehabilitacionuese", "sq")], "rehabilitation"),  # though it is a form of no term
        ([("burgjeve", "sq"), ("prison", "fr")], "prison"),  # beside a language without a lexicon English is read
    ],
)
def test_of_the_concepts_that_words_may_express_the_plainest_is_the_one_that_they_usually_say(
    said: list[tuple[str, str]], concept: str
) -> None:
    both = set.intersection(*(set(of_word(*each)) for each in said))

    assert names()[plainest(both, said)] == concept


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("sq", "trafikimit të qenieve njerëzore", "trafficking in human beings"),
        ("hbs", "komunalnih usluga", "utility"),  # and not amenity, among whose terms it stands last
    ],
)
def test_a_term_of_several_words_has_its_plainest_concept_too(language: str, text: str, concept: str) -> None:
    said, found = next(spans(WORD.findall(text), language))

    assert names()[plainest(found, [(said, language)])] == concept


def test_a_term_of_several_words_is_told_as_it_is_written() -> None:
    found = [said for said, _ in spans(WORD.findall("viktimat e trafikimit të qenieve njerëzore"), "sq")]

    assert "trafikimit të qenieve njerëzore" in found
    assert "viktimat" in found, "a word in its own language"


def test_terms_of_several_words_are_known_by_what_is_left_of_them_without_endings() -> None:
    (known,) = phrases("sq")[tuple(map(core, ("trafikim", "qenie", "njerëzore")))]

    assert names()[known] == "trafficking in human beings"
    assert sides("sq").phrase_at(["burg"], 0) == (0, ()), "a word is no such term"


@pytest.mark.parametrize("text", ["border crossing", "border crossing in winter"])
def test_of_terms_that_begin_alike_the_longest_that_the_text_holds_is_read(text: str) -> None:
    whole, part = (next(spans(WORD.findall(each), "en"))[0] for each in ("border crossing point", text))

    assert (whole, part) == ("border crossing point", "border crossing")


def test_what_is_kept_of_the_tables_says_the_same_and_is_not_worked_out_again(tmp_path: Path) -> None:
    known = kept_in([tmp_path], "sq")
    written = tmp_path.joinpath("sq.kept").stat().st_mtime_ns

    assert kept_in([tmp_path], "sq") == known == sides("sq")
    assert tmp_path.joinpath("sq.kept").stat().st_mtime_ns == written


def test_it_is_kept_beside_the_tables() -> None:
    place = places()[0]

    assert place.parent == Path(egnatia.language.__file__).parent / "__pycache__"
    assert place.name.startswith("lexicon-")


@pytest.mark.parametrize("name", ["words.py", "lexicon/sq.tsv"])
def test_what_was_worked_out_of_another_source_or_table_is_not_read(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.parent.mkdir(exist_ok=True)
    source.write_text("one")
    before = version_of(tmp_path)
    (tmp_path / "notes.md").write_text("no source")

    assert version_of(tmp_path) == before
    source.write_text("other")
    assert version_of(tmp_path) != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_answered_as_any_word_is_looked_up(language: str) -> None:
    known = sides(language)

    for each, answer in list(known.answers.items())[::97]:
        assert answer == known.of_word(each, language) == of_word(each, language)


def test_terms_of_one_word_are_answered_as_the_tables_have_them_and_as_they_begin_a_sentence() -> None:
    known = sides("sq").answers

    assert {"braktis", "Braktis", "aftë", "Aftë"} <= set(known)
    assert "BRAKTIS" not in known


def test_a_word_of_a_language_outside_the_lexicon_has_no_english_lemma() -> None:
    assert set(of_word("Accused", "fr")) < set(of_word("Accused", "en"))
