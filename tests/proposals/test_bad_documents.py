"""Documents that are no proposal, or none that can be read: one sentence each, on the page and at the terminal."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from egnatia.proposals.rules import MOST_TEXT
from egnatia.web.cli import check as command
from egnatia.web.serve.faults import FaultError
from tests.formats.make import lines, pdf, picture, word
from tests.proposals.doing import TEXT, check
from tests.visits import Answer

pytestmark = pytest.mark.django_db
SENTENCES = ("Wheat grows best in deep soil that holds water, and farmers sow it in the autumn of each year. ") * 3
FORM = [
    ("Title of the project", ""),
    ("Applicant", ""),
    ("Location of the action", ""),
    ("Duration", ""),
    ("Total budget", ""),
    ("Summary of the action", ""),
]
FRENCH = (
    "Le projet renforce les capacités des agents pénitentiaires dans la détection précoce de la radicalisation. Les "
    "formations se déroulent dans cinq villes et concernent deux cents agents de la prison et leurs familles. "
)
HUNGARIAN = (
    "A projekt célja a büntetés-végrehajtási személyzet képzése a radikalizálódás korai felismerésére. A képzések öt "
    "városban zajlanak, és kétszáz tisztet érnek el, hogy ne legyen egy város sem, amely kimarad ebből. "
)
GERMAN = (
    "Das Projekt stärkt die Fähigkeiten des Personals in den Gefängnissen, damit die ersten Zeichen der "
    "Radikalisierung nicht übersehen werden. Die Kurse finden in fünf Städten statt und sind für alle offen. "
)
LANGUAGE = "The text is in a language that Egnatia does not read"
OTHER = "No objective of the framework was recognised in the text."
UNREAD = {
    "scan": ("scan.pdf", pdf(picture(), picture()), "contains only images of its pages"),
    "pages": ("long.pdf", pdf(*[lines("A page")] * 401), "has 401 pages. The maximum is 400."),
    "long": ("long.txt", (SENTENCES * (MOST_TEXT // len(SENTENCES) + 1)).encode(), "characters. Split the document"),
}
READ = {
    "form": ("form.docx", word("Application form", table=FORM), "No description of a project was found in the text."),
    "french": ("fr.docx", word(*[FRENCH] * 2), LANGUAGE),
    "hungarian": ("hu.docx", word(*[HUNGARIAN] * 2), LANGUAGE),
    "german": ("de.docx", word(*[GERMAN] * 2), LANGUAGE),
    "subject": ("wheat.docx", word("Better wheat for the plain", "Where: Albania", SENTENCES), OTHER),
}


def sent(client: Client, name: str, content: bytes) -> Answer:
    return check(client, text="", upload=SimpleUploadedFile(name, content))


@pytest.mark.parametrize("kind", UNREAD)
def test_a_document_that_cannot_be_read_gets_one_sentence(client: Client, tmp_path: Path, kind: str) -> None:
    name, content, sentence = UNREAD[kind]
    file = tmp_path / name
    file.write_bytes(content)

    page, told = sent(client, name, content), CliRunner().invoke(command.app, [str(file)])

    ((field, errors),) = page.context["sheet"].text.errors.items()
    assert (field, len(errors)) == ("upload", 1)
    assert sentence in errors[0]
    assert isinstance(told.exception, FaultError)
    assert sentence in told.exception.sentence


@pytest.mark.parametrize("kind", READ)
def test_a_document_that_is_no_proposal_here_gets_one_sentence(client: Client, tmp_path: Path, kind: str) -> None:
    name, content, sentence = READ[kind]
    file = tmp_path / name
    file.write_bytes(content)

    page = sent(client, name, content).text
    told = CliRunner().invoke(command.app, [str(file)], env={"COLUMNS": "300"})

    assert page.count(sentence) == 1
    assert told.stdout.count(sentence) == 1


def test_an_ordinary_proposal_gets_none_of_them(client: Client) -> None:
    page = check(client).text

    for _name, _content, sentence in (*UNREAD.values(), *READ.values()):
        assert sentence not in page


@pytest.mark.parametrize(
    "text",
    [
        "Projekt ka për qëllim trajnimin e rojeve të burgjeve në Shqipëri dhe në Mal të Zi, si të flasin me të rinjtë.",
        "Projekat obučava zatvorske službenike u Srbiji i u Bosni i Hercegovini da na vreme prepoznaju znake nasilja.",
        "Проектот ги обучува службениците во затворите во Северна Македонија на време да ги препознаат знаците.",
        "Proiectul instruiește personalul penitenciarelor din Moldova și din România pentru a recunoaște semnele.",
        "Proje, Türkiye'deki cezaevi personelini erken belirtileri tanımak için eğitir ve aileler ile çalışır.",
        "Το πρόγραμμα εκπαιδεύει το προσωπικό των φυλακών στην Ελλάδα για να αναγνωρίζει τα πρώτα σημάδια.",
        "Projekt usposablja zaporsko osebje v Sloveniji in na Hrvaškem, da bi pravočasno prepoznalo znake nasilja.",
        "Проектът обучава служителите в затворите в България да разпознават навреме първите признаци на насилие.",
        TEXT,
    ],
)
def test_no_language_of_the_region_is_taken_for_another(client: Client, text: str) -> None:
    assert LANGUAGE not in check(client, text=text * 3).text
