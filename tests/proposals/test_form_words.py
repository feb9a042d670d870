"""The secretariat adds words of application forms, which the next check reads."""

import json
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import AuditEvent
from egnatia.proposals.actions import add_form_words, remove_form_words
from egnatia.proposals.extraction import understand
from egnatia.proposals.extraction.tokens import OwnPhrase, hits, tokens_of
from egnatia.proposals.form_labels import NewWords, own_phrases, word_tables
from egnatia.proposals.models import FormWord
from egnatia.web.cli import check as terminal
from tests import make
from tests.proposals.doing import check
from tests.visits import Answer, levels, of

TEXT = "Nickname of the deed: Bread for all towns\nLandscape: Albania\nKindly answer: the deed is for three years."


def own(*said: tuple[str, str, str]) -> tuple[OwnPhrase, ...]:
    return tuple(OwnPhrase(f"{table}.tsv", means, words) for table, means, words in said)


class TestReading:
    def test_a_label_that_was_added_tells_what_follows_it(self) -> None:
        words = own(("labels", "title", "nickname of the deed"))

        assert understand(TEXT).first("title") != "Bread for all towns"
        assert understand(TEXT, words=words).first("title") == "Bread for all towns"

    @pytest.mark.parametrize("written", ["ПСЕВДОНИМ", "Псевдоним", "psevdonim"])
    def test_case_and_script_make_no_difference(self, written: str) -> None:
        text = f"{written}: Bread for all towns\nWhere: Albania"

        read = understand(text, words=own(("labels", "title", "Psevdonim")))

        assert read.first("title") == "Bread for all towns"

    def test_what_was_added_goes_before_the_shipped_meaning_of_the_same_words(self) -> None:
        text = "Applicant: Bread for all towns\nWhere: Albania"

        read = understand(text, words=own(("labels", "title", "applicant")))

        assert read.first("title") == "Bread for all towns"
        assert read.values("applicant") == ()

    def test_an_instruction_is_no_part_of_the_proposal(self) -> None:
        told = [line.text for line in understand(TEXT, words=own(("instructions", "guidance", "kindly"))).lines]

        assert not any("Kindly" in line for line in told)
        assert any("Kindly" in line.text for line in understand(TEXT).lines)

    def test_a_word_of_a_question_tells_what_it_asks_for(self) -> None:
        text = "What shall we scribble atop it?\nBread for all towns\nWhere: Albania"

        read = understand(text, words=own(("questions", "title", "scribble atop")))

        assert [line.about for line in read.lines][:1] == ["title"]
        assert [line.about for line in understand(text).lines][:1] != ["title"]

    def test_what_one_text_is_read_with_is_unknown_to_the_next(self) -> None:
        understand(TEXT, words=own(("labels", "title", "nickname of the deed")))

        assert list(hits(tokens_of("Nickname of the deed"), "labels.tsv")) == []


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


PAGE = "proposals:form-words"


def sent(by: Reader, words: str, fact: str = "labels:title") -> Answer:
    return of(by).post(reverse(PAGE), {"fact": fact, "words": words})


def listed() -> set[tuple[str, str, str]]:
    return set(FormWord.objects.values_list("table", "means", "words"))


@pytest.mark.django_db
class TestThePage:
    def test_several_lines_are_added_at_once_and_the_next_check_reads_them(self, desk: Reader, client: Client) -> None:
        before = check(client, text=TEXT).context["sheet"].title
        answer = sent(desk, "  Nickname of the deed:\n\nSobriquet of   the deed\n")

        assert answer.status_code == 302
        assert listed() == {("labels", "title", "Nickname of the deed"), ("labels", "title", "Sobriquet of the deed")}
        assert before != "Bread for all towns"
        assert check(client, text=TEXT).context["sheet"].title == "Bread for all towns"

    def test_it_shows_the_shipped_words_and_who_added_which(self, desk: Reader) -> None:
        sent(desk, "Nickname of the deed")

        page = of(desk).get(reverse(PAGE))

        (title, *_rest) = page.context["tables"][0].facts
        assert [(each.words, each.by) for each in title.own] == [("Nickname of the deed", desk.name)]
        assert "titulli i projektit" in title.shipped
        assert "titulli i projektit" in page.text
        assert desk.name in page.text

    def test_what_is_ticked_is_removed_and_no_longer_read(self, desk: Reader, client: Client) -> None:
        sent(desk, "Nickname of the deed\nSobriquet")
        first = FormWord.objects.get(words="Nickname of the deed")

        of(desk).post(reverse(PAGE), {"remove": "1", "chosen": [str(first.pk), "no number"]})

        assert {words for *_where, words in listed()} == {"Sobriquet"}
        assert check(client, text=TEXT).context["sheet"].title != "Bread for all towns"

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ("", "required"),
            ("1234", "contains no word"),
            ("one two three four five six seven eight nine", "too long"),
            ("x" * 101, "too long"),
            ("\n".join(f"label {number}" for number in range(51)), "at most 50"),
        ],
    )
    def test_what_is_no_label_is_refused_with_a_sentence(self, desk: Reader, words: str, fault: str) -> None:
        page = sent(desk, words)

        assert fault in " ".join(page.context["form"].errors["words"])
        assert listed() == set()

    @pytest.mark.parametrize("fact", ["labels:weather", "weather:title", ""])
    def test_a_fact_that_is_in_no_list_is_refused(self, desk: Reader, fact: str) -> None:
        assert "fact" in sent(desk, "Sobriquet", fact).context["form"].errors
        assert listed() == set()

    def test_words_mean_one_thing(self, desk: Reader) -> None:
        sent(desk, "Sobriquet")

        page = sent(desk, "СОБРИQUET\nsobriquet", "labels:where")

        assert "Title" in " ".join(page.context["form"].errors["words"])
        assert {means for _table, means, _words in listed()} == {"title"}

    def test_what_is_listed_already_is_not_added_twice(self, desk: Reader) -> None:
        sent(desk, "Sobriquet")

        answer = of(desk).post(
            reverse(PAGE), {"fact": "labels:title", "words": "SOBRIQUET\nProject title"}, follow=True
        )

        assert levels(answer) == ["success"]
        assert {words for *_where, words in listed()} == {"Sobriquet"}

    def test_only_the_secretariat_sees_and_changes_them(self, client: Client) -> None:
        member = make.reader("member")

        assert of(member).get(reverse(PAGE)).status_code == 403
        assert sent(member, "Sobriquet").status_code == 403
        assert of(member).post(reverse(PAGE), {"remove": "1"}).status_code == 403
        assert client.get(reverse(PAGE)).status_code == 302  # to sign in
        with pytest.raises(NotAllowed):
            add_form_words(NewWords("labels", "title", ("Sobriquet",)), by=member)
        with pytest.raises(NotAllowed):
            remove_form_words([UUID(int=1)], by=member)
        assert listed() == set()

    def test_it_is_in_the_menu_of_the_secretariat_alone(self, desk: Reader) -> None:
        start, address = "/", f'href="{reverse(PAGE)}"'

        assert address in of(desk).get(start).text
        assert address not in of(make.reader("member")).get(start).text


@pytest.mark.django_db
def test_each_change_is_one_event_with_codes_and_numbers_only(desk: Reader) -> None:
    add_form_words(NewWords("labels", "title", ("Sobriquet", "Nickname")), by=desk)
    chosen = list(FormWord.objects.values_list("pk", flat=True))
    remove_form_words(chosen, by=desk)
    remove_form_words(chosen, by=desk)  # nothing is there any more

    events = AuditEvent.objects.filter(kind="form words").order_by("at", "id")
    assert [(each.verb, each.by, each.detail) for each in events] == [
        ("added", desk.name, {"table": "labels", "means": "title", "number": 2}),
        ("removed", desk.name, {"number": 2}),
    ]


@pytest.mark.django_db
def test_the_terminal_reads_them_too(desk: Reader) -> None:
    add_form_words(NewWords("labels", "title", ("Nickname of the deed",)), by=desk)

    told = json.loads(CliRunner().invoke(terminal.app, ["-", "--json"], input=TEXT).stdout)

    assert {"name": "title", "value": "Bread for all towns", "quote": "Bread for all towns"} in told["understood"]


@pytest.mark.django_db
def test_every_shipped_meaning_has_a_name_on_the_page() -> None:
    assert own_phrases() == ()
    assert [len(table.facts) > 0 for table in word_tables()] == [True, True, True]
    assert all(fact.label and fact.shipped for table in word_tables() for fact in table.facts)
