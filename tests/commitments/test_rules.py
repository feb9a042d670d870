"""Numbers of paragraphs, days of reports, paragraphs of documents."""

from datetime import date

import pytest

from egnatia.commitments.commitments.likeness import CommitmentCandidate, alike, meaning_of
from egnatia.commitments.commitments.rules import place_of
from egnatia.commitments.follow_ups.labels import report_words
from egnatia.commitments.follow_ups.rules import ReportSchedule, awaited_since, next_due
from egnatia.commitments.outcome_documents.rules import KEEP, LEAVE, ParagraphDraft, drafts_of
from egnatia.pages.originals import in_original, with_words
from tests import make

TODAY = date(2026, 11, 27)


def test_paragraphs_stand_as_they_are_numbered() -> None:
    numbers = ["12", "4.1", "", "4", "2(a)", "100", "4.12", "99999999999"]

    assert sorted(numbers, key=place_of) == ["", "2(a)", "4", "4.1", "4.12", "12", "100", "99999999999"]
    assert sorted(["4.1.10", "4.2", "4.1.2", "4.1"], key=place_of) == ["4.1", "4.1.2", "4.1.10", "4.2"]
    assert place_of("99999999999.99999.99999") < 2**31  # a whole number of the database


def test_the_original_is_shown_else_any_text() -> None:
    assert in_original({"en": "Yes", "sq": "Po"}, "sq") == ("Po", "sq")
    assert in_original({"en": "Yes"}, "mk") == ("Yes", "en")
    assert in_original({"und": "?"}, "") == ("?", "")
    assert in_original({}, "") == ("", "")


def test_a_change_keeps_texts_in_languages_that_the_form_does_not_ask_for() -> None:
    kept = {"sq": "Po", "en": "Yes", "mk": "Да"}

    assert with_words("Po!", "sq", "", kept, "sq") == {"mk": "Да", "sq": "Po!"}
    assert with_words("Po!", "sq", "Yes!", kept, "sq") == {"mk": "Да", "sq": "Po!", "en": "Yes!"}


@pytest.mark.parametrize(
    ("due", "again", "reported", "since"),
    [
        (None, "", None, None),
        (date(2026, 12, 1), "yearly", None, None),
        (date(2026, 11, 1), "", None, date(2026, 11, 1)),
        (date(2026, 11, 1), "", date(2020, 1, 1), date(2026, 11, 1)),
        (date(2026, 11, 1), "", date(2026, 5, 1), None),
        (date(2024, 3, 1), "yearly", None, date(2026, 3, 1)),
        (date(2024, 3, 1), "yearly", date(2025, 3, 10), date(2026, 3, 1)),
        (date(2024, 3, 1), "yearly", date(2025, 10, 1), None),
        (date(2024, 3, 1), "yearly", date(2026, 6, 1), None),
        (date(2024, 12, 15), "yearly", date(2024, 12, 20), date(2025, 12, 15)),
        (date(2024, 8, 31), "half-yearly", None, date(2026, 8, 31)),
        (date(2025, 8, 31), "half-yearly", date(2026, 3, 1), date(2026, 8, 31)),
    ],
)
def test_a_report_is_waited_for_since_the_last_day_that_came_round(
    due: date | None, again: str, reported: date | None, since: date | None
) -> None:
    assert awaited_since(ReportSchedule(due, again, reported), TODAY) == since


@pytest.mark.parametrize(
    ("due", "again", "following"),
    [
        (None, "yearly", None),
        (date(2027, 1, 1), "yearly", date(2027, 1, 1)),
        (TODAY, "", TODAY),
        (date(2026, 1, 1), "", None),
        (date(2024, 3, 1), "yearly", date(2027, 3, 1)),
        (date(2024, 3, 1), "two-yearly", date(2028, 3, 1)),
        (date(2026, 8, 31), "half-yearly", date(2027, 2, 28)),
    ],
)
def test_the_next_report_is_asked_for_on_the_next_day_that_comes_round(
    due: date | None, again: str, following: date | None
) -> None:
    assert next_due(due, again, TODAY) == following


@pytest.mark.parametrize(
    ("reported", "words"),
    [
        (None, "no report yet"),
        (TODAY, "last update today"),
        (date(2026, 11, 20), "last update 1\xa0week ago"),
        (date(2026, 9, 28), "last update 1\xa0month ago"),
        (date(2026, 9, 27), "last update 2 months ago"),
        (date(2025, 9, 1), "last update 14 months ago"),
    ],
)
def test_others_read_when_something_was_last_said(reported: date | None, words: str) -> None:
    assert report_words(reported, TODAY) == words


@pytest.mark.parametrize("numbering", ["{}. ", "{}) ", "({}) ", "[{}] ", "§ {}: ", "2.{} "])
def test_numbered_paragraphs_become_drafts_and_titles_are_left_out(numbering: str) -> None:
    text = "\n".join(["Conclusions", *(f"{numbering.format(n)}Train all officers." for n in (1, 2)), "Done in Ohrid."])

    drafts = drafts_of(text)

    kept = [draft for draft in drafts if draft.decision == KEEP]
    assert [draft.text for draft in kept] == ["Train all officers."] * 2
    assert [draft.number.removeprefix("2.") for draft in kept] == ["1", "2"]
    assert [draft.text for draft in drafts if draft.decision == LEAVE] == ["Conclusions", "Done in Ohrid."]


def test_lines_that_go_on_belong_to_the_paragraph_before() -> None:
    text = "1. Train officers\nof all prisons.\n\n2. Meet\nMinisters every year.\n(a) in spring;\n12 of them came."

    assert drafts_of(text) == (
        ParagraphDraft("1", "Train officers of all prisons."),
        ParagraphDraft("2", "Meet Ministers every year."),
        ParagraphDraft("2(a)", "in spring;"),
        ParagraphDraft("", "12 of them came.", LEAVE),
    )


def test_a_number_inside_a_text_numbers_nothing() -> None:
    text = "2.5 million were spent on training in prisons.\n4.1.2026 was the day of the meeting in Ohrid."

    assert [draft.number for draft in drafts_of(text)] == ["1", "2"]


def test_where_nothing_is_numbered_long_paragraphs_are_counted() -> None:
    text = "Conclusions\n\nTrain officers of all prisons\nin the region.\n\nMeet again every year in spring."

    assert drafts_of(text) == (
        ParagraphDraft("", "Conclusions", LEAVE),
        ParagraphDraft("1", "Train officers of all prisons in the region."),
        ParagraphDraft("2", "Meet again every year in spring."),
    )
    assert drafts_of("Train officers of all prisons.\nMeet again every year in spring.")[1].number == "2"
    assert drafts_of(" \n ") == ()


def test_the_same_in_other_words_or_another_language_is_found_and_something_else_is_not() -> None:
    known = [
        CommitmentCandidate(make.uuid(1), {"en": "Enrol children who return from conflict areas in school."}, b""),
        CommitmentCandidate(make.uuid(2), {"en": "Mark seized firearms."}, meaning_of({"en": "Mark seized firearms."})),
    ]

    found = alike(
        [
            {"und": "Children who come back from zones of conflict are enrolled in schools."},
            {"sq": "Fëmijët e kthyer nga zonat e konfliktit regjistrohen në shkollë."},
            {"en": "Every seized weapon is marked."},
            {"en": "Cook soup."},
        ],
        known,
    )

    assert [[pk for pk, _ in each] for each in found] == [[make.uuid(1)], [make.uuid(1)], [make.uuid(2)], []]
    assert alike([{"en": "Cook soup."}], []) == [()]


def test_a_report_from_before_a_single_day_was_set_is_none_for_it() -> None:
    due, given = date(2026, 11, 1), date(2026, 8, 1)

    assert awaited_since(ReportSchedule(due, "", given, set_on=given), TODAY) == due
    assert awaited_since(ReportSchedule(due, "", given, set_on=date(2026, 7, 31)), TODAY) is None
    assert awaited_since(ReportSchedule(due, "", due, set_on=date(2026, 11, 9)), TODAY) is None
