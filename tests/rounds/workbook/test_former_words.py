"""A workbook that was downloaded before its words were changed is read as it was meant."""

from uuid import UUID

import pytest
from django.conf import settings
from django.utils import translation
from tests.rounds.workbook.doing import bring, carry_out, counts, take, wrong
from tests.visits import of

from egnatia.kernel.access.reader import Reader
from egnatia.language.script import fold
from egnatia.rounds.rounds.labels import VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.rules import NEEDS, SUPPORT
from egnatia.rounds.workbook.labels import FORMER, HEADER, codes_of, verdict_in
from egnatia.rounds.workbook.rules import OF_NEEDS, OF_SUPPORT

HEADERS_OF_NEEDS = {
    "en": "Identifier|Objective|Own words|Last answer|Answer|Note|Priority|Nature|Perspective|Language|"
    "The same in English|Source document|Page|Confirmed|Who sees it|Participant|Version|Version of the answer",
    "sq": "Identifikuesi|Objektivi|Fjalët e veta|Përgjigjja e fundit|Përgjigjja|Shënim|Përparësia|Natyra|Perspektiva|"
    "Gjuha|E njëjta në anglisht|Dokumenti burimor|Faqja|Konfirmuar|Kush e sheh|Pjesëmarrësi|Versioni|"
    "Versioni i përgjigjes",
}
HEADER_OF_SUPPORT = (
    "Identifier|Title|Last answer|Answer|Note|Status|Beginning|End|Economies|Who sees it|"
    "Participant|Version|Version of the answer"
)


@pytest.mark.django_db
def test_a_workbook_from_before_is_carried_out(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, answer="no longer needed").fill(3, words="Second words, sharper")
    for at, words in enumerate(HEADERS_OF_NEEDS["en"].split("|"), 1):
        taken.sheet.cell(1, at).value = words

    report = bring(client, who, taken)

    assert wrong(report) == []
    assert counts(report) == (2, 1, 0, 1, 0)
    carry_out(client, who, report)
    assert dict(RoundAnswer.objects.values_list("about", "verdict")) == {needs[0]: "gone", needs[1]: "changed"}


@pytest.mark.parametrize("language", HEADERS_OF_NEEDS)
def test_columns_from_before_are_known(language: str) -> None:
    assert codes_of(HEADERS_OF_NEEDS[language].split("|"), NEEDS) == OF_NEEDS
    assert codes_of(HEADER_OF_SUPPORT.split("|"), SUPPORT) == OF_SUPPORT


@pytest.mark.parametrize(
    ("words", "sort", "code"),
    [
        ("finished", SUPPORT, "done"),
        ("Finished", SUPPORT, "done"),
        ("ende e vërtetë", NEEDS, "true"),
        ("povlečeno", SUPPORT, "gone"),
        ("finished", NEEDS, "finished"),
    ],
)
def test_replies_from_before_are_known_where_they_were_offered(words: str, sort: str, code: str) -> None:
    assert verdict_in(words, sort) == code


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_word_from_before_means_something_else_today(language: str) -> None:
    today = {"header": HEADER, NEEDS: VERDICT, SUPPORT: VERDICT_OF_SUPPORT}
    with translation.override(language):
        for what, former in FORMER.items():
            codes = {fold(words): code for code, each in former.items() for words in each}
            now = {fold(str(words)): code for code, words in today[what].items()}
            assert {words: now[words] for words in codes.keys() & now.keys() if now[words] != codes[words]} == {}
            assert len(codes) == len({(fold(words), code) for code, each in former.items() for words in each})
