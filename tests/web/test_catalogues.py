"""The catalogues are whole, say what the English says, and become what gettext reads; Latin follows Cyrillic."""

import gettext
import json
import os
import re
import runpy
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError
from django.utils import translation

from egnatia.web import catalogues, public_catalogues
from egnatia.web.library_messages import BORROWED
from egnatia.web.public_catalogues import CONTEXT, PLURALS, as_json, file_of, main, texts_of_visitors

# With the forms that a plural has. Of those that only visitors read, those that have a catalogue.
OF_VISITORS = {code: forms for code, (forms, _rule) in PLURALS.items() if file_of(code).exists()}
LANGUAGES = {"sq": 2, "sr": 3, "mk": 2, "ro": 3, **OF_VISITORS}
KEPT = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAGS = re.compile(r"</?[a-z][^>]*>")
ECONOMY = re.compile(r"\b(?:econom(?:y|ies)|Economy|Economies)\b")
# A state, a country or a land, where the English says economy.
STATES = {
    "sq": r"\bshtet\w*|\bvende(?:t|ve|ve[nt])\b",
    "sr": r"\bдржав[аеуио]\w*",
    "mk": r"\bдржав[аи]\w*|\bземј\w*",
    "bg": r"\bдържав\w*|\bстран(?:а|и|ата|ите)\b",
    "ro": r"\bstatul?\b|\bstatel\w*|\bțar[ăa]\b|\bțări\w*",
    "el": r"\bκράτ\w*|\bχώρ(?:α|ες|ας|ών)\b",
    "tr": r"\bdevlet\w*|\bülke\w*",
    "sl": r"\bdržav\w*",
}
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural="
"(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""
TEXTS = (
    HEAD
    + """
msgid "Nothing"
msgstr "Ништа"

msgid "Read %(name)s at <a href=\\"https://example.org/Књига\\">{place}</a>&nbsp;%s"
msgstr "Читај %(name)s на <a href=\\"https://example.org/Књига\\">{place}</a>&nbsp;%s"

msgid "%(number)s need"
msgid_plural "%(number)s needs"
msgstr[0] "%(number)s потреба"
msgstr[1] "%(number)s потребе"
msgstr[2] "%(number)s потреба"

msgid "not said yet"
msgstr ""
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of catalogues with a small Serbian one."""
    write(tmp_path, TEXTS)
    return tmp_path


def write(folder: Path, texts: str, language: str = "sr") -> Path:
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(texts, encoding="utf-8")
    return path


def read(folder: Path, language: str) -> gettext.NullTranslations:
    with (folder / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def messages(language: str) -> list[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each message with what the English says and what the language says, all forms."""
    source = file_of(language)
    if language not in PLURALS:
        source = catalogues.FOLDER / language / "LC_MESSAGES" / "django.po"
    return [
        (message, _forms(message.id), _forms(message.string)) for message in catalogues.catalogue(source) if message.id
    ]


def _forms(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, (tuple, list)) else (str(said),)


def test_serbian_is_written_in_cyrillic_and_its_latin_is_made_from_it(folder: Path) -> None:
    written = list(catalogues.compiled(folder))

    assert [path.parent.parent.name for path in written] == ["sr", "sr_Latn", "bs", "cnr", "hr"]
    assert read(folder, "sr").gettext("Nothing") == "Ништа"
    assert read(folder, "sr_Latn").gettext("Nothing") == "Ništa"


def test_the_other_variants_are_made_from_serbian_too(folder: Path) -> None:
    write(folder, TEXTS.replace("Ништа", "Измена са другима"))
    write(folder, HEAD + '\nmsgid "not said yet"\nmsgstr "još nije rečeno"\n', "hr")

    tuple(catalogues.compiled(folder))

    assert [read(folder, code).gettext("Nothing") for code in ("bs", "cnr", "hr")] == [
        "Izmjena sa drugima",
        "Izmjena sa drugima",
        "Izmjena s drugima",
    ]
    assert read(folder, "hr").gettext("not said yet") == "još nije rečeno"  # what a variant says by itself wins
    assert read(folder, "bs").ngettext("%(number)s need", "%(number)s needs", 3) == "%(number)s potrebe"


@pytest.mark.parametrize("code", ["bs", "cnr", "hr"])
def test_what_libraries_do_not_say_in_a_variant_is_derived_from_serbian(folder: Path, code: str) -> None:
    tuple(catalogues.compiled(folder))

    with translation.override(code):
        assert translation.gettext("This field is required.") != "This field is required."
    said = read(folder, "cnr").gettext("Enter a valid email address.")
    assert said.startswith("Unesite")


def test_names_tags_and_addresses_are_not_transliterated(folder: Path) -> None:
    tuple(catalogues.compiled(folder))

    assert read(folder, "sr_Latn").gettext(
        'Read %(name)s at <a href="https://example.org/Књига">{place}</a>&nbsp;%s'
    ) == ('Čitaj %(name)s na <a href="https://example.org/Књига">{place}</a>&nbsp;%s')
    assert catalogues.in_latin("Његош: https://example.org/Његош") == "Njegoš: https://example.org/Његош"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "potreba"), (3, "potrebe"), (5, "potreba"), (11, "potreba"), (22, "potrebe")]
)
def test_plural_forms_survive(folder: Path, number: int, said: str) -> None:
    tuple(catalogues.compiled(folder))

    assert read(folder, "sr_Latn").ngettext("%(number)s need", "%(number)s needs", number) == f"%(number)s {said}"


def test_what_nobody_translated_stays_english(folder: Path) -> None:
    tuple(catalogues.compiled(folder))

    assert read(folder, "sr_Latn").gettext("not said yet") == "not said yet"


def test_a_catalogue_is_written_again_only_after_its_text_changed(folder: Path) -> None:
    first = list(catalogues.compiled(folder))
    assert list(catalogues.compiled(folder)) == []

    source = write(folder, TEXTS.replace("Ништа", "Ништа више"))
    later = first[0].stat().st_mtime + 10
    os.utime(source, (later, later))

    assert list(catalogues.compiled(folder)) == first
    assert read(folder, "sr_Latn").gettext("Nothing") == "Ništa više"
    assert not list(folder.rglob("*.part"))


def test_what_is_no_catalogue_is_refused(folder: Path) -> None:
    write(folder, HEAD + "\nnot a message\n")

    with pytest.raises(PoFileError):
        tuple(catalogues.compiled(folder))


def test_the_command_says_what_it_wrote(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogues, "FOLDERS", (folder,))

    catalogues.main()

    assert capsys.readouterr().out == "".join(f"{code}: django.mo\n" for code in ("sr", "sr_Latn", "bs", "cnr", "hr"))


def test_the_command_has_nothing_to_do_where_all_is_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    tuple(catalogues.compiled())

    runpy.run_path(str(catalogues.__file__), run_name="__main__")

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_doubtful(language: str) -> None:
    assert [english[0] for message, english, said in messages(language) if message.fuzzy or not all(said)] == []


@pytest.mark.parametrize(("language", "forms"), LANGUAGES.items())
def test_a_plural_has_the_forms_of_its_language(language: str, forms: int) -> None:
    assert [english[0] for _, english, said in messages(language) if len(english) > 1 and len(said) != forms] == []


def _strangers(english: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether a form names what the English does not give, or the last one leaves something out."""
    given = {name for form in english for name in KEPT.findall(form)}
    return any(set(KEPT.findall(form)) - given for form in said) or (
        Counter(KEPT.findall(said[-1])) != Counter(KEPT.findall(english[-1]))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_english(language: str) -> None:
    assert [(english, said) for _, english, said in messages(language) if _strangers(english, said)] == []


@pytest.mark.parametrize("language", ["sr", "mk"])
def test_where_one_form_serves_1_21_and_31_it_says_the_number(language: str) -> None:
    assert [
        said[0]
        for _, english, said in messages(language)
        if len(english) > 1 and "%(number)s" in english[1] and "%(number)s" not in said[0]
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_are_those_of_the_english(language: str) -> None:
    assert [
        (english[-1], form)
        for _, english, said in messages(language)
        for form in said
        if Counter(TAGS.findall(form)) != Counter(TAGS.findall(english[-1]))
    ] == []


@pytest.mark.parametrize(("language", "state"), [(code, STATES[code]) for code in LANGUAGES])
def test_an_economy_is_never_called_a_state(language: str, state: str) -> None:
    assert [
        form
        for _, english, said in messages(language)
        for form in said
        if ECONOMY.search(english[-1]) and re.search(state, form, re.IGNORECASE)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_asterisk_stays(language: str) -> None:
    assert [
        (english[-1], form)
        for _, english, said in messages(language)
        for form in said
        for name in ("Kosovo*", "KOS*")
        if english[-1].count(name) != form.count(name)
    ] == []


@pytest.mark.parametrize(
    ("language", "said"), [("sq", "2 vjet"), ("sr", "2 године"), ("sr-latn", "2 godine"), ("mk", "2 години")]
)
def test_what_a_library_does_not_say_in_our_languages_we_say(language: str, said: str) -> None:
    with translation.override(language):
        assert str(BORROWED[0] % {"num": 2}) == said


@pytest.mark.parametrize("language", OF_VISITORS)
def test_a_language_of_visitors_has_every_text_that_they_see(language: str) -> None:
    known = {
        f"{message.context}{CONTEXT}{english[0]}" if message.context else english[0]
        for message, english, said in messages(language)
        if not message.fuzzy and all(said)
    }

    assert sorted(set(texts_of_visitors()) ^ known) == []


def test_a_language_of_visitors_is_written_from_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"Nothing": "", f"person{CONTEXT}Title": "", "%(number)s need": "%(number)s needs"}
    said = {
        "Nothing": "Nič",
        f"person{CONTEXT}Title": "Vloga",
        "%(number)s need": ["ena", "dve", "tri", "%(number)s potreb"],
    }
    (tmp_path / "visitors.json").write_text(as_json(asked), encoding="utf-8")
    (tmp_path / "sl.json").write_text(json.dumps(said), encoding="utf-8")
    monkeypatch.setattr(public_catalogues, "LIST", tmp_path / "visitors.json")
    monkeypatch.setattr(catalogues, "OF_VISITORS", tmp_path)

    assert main("sl", str(tmp_path / "sl.json")) == 0
    (tmp_path / "sl.json").write_text(json.dumps({"Nothing": "", "Else": "Drugo"}), encoding="utf-8")
    tuple(catalogues.compiled(tmp_path))
    texts = read(tmp_path, "sl")
    assert (texts.gettext("Nothing"), texts.pgettext("person", "Title")) == ("Nič", "Vloga")
    assert texts.ngettext("%(number)s need", "%(number)s needs", 20) == "%(number)s potreb"

    assert main("sl", str(tmp_path / "sl.json")) == 1
    assert "missing: Nothing" in capsys.readouterr().out
