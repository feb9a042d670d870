"""The ways in which publishers have written IATI since 2011."""

import pytest

from egnatia.formats import Finished
from egnatia.formats.iati import words
from tests.formats import make
from tests.formats.make import TITLE, activity, iati, parsed, parsed_activity, rejected


@pytest.mark.parametrize("written", ["1", "Funding", "funding", " Funding "])
def test_a_role_is_one_word_however_it_is_written(written: str) -> None:
    assert words.role(written) == "funding"


@pytest.mark.parametrize("written", ["2", "start-actual", "Start Actual", "START_ACTUAL"])
def test_a_kind_of_date_is_one_word_however_it_is_written(written: str) -> None:
    assert words.date_type(written) == "start-actual"


@pytest.mark.parametrize(
    ("written", "word"), [("2", "implementation"), ("Post-completion", "closed"), ("closed", "closed")]
)
def test_a_status_is_one_word_however_it_is_written(written: str, word: str) -> None:
    assert words.status(written) == word


@pytest.mark.parametrize(
    ("written", "word"), [("C", "commitment"), ("2", "commitment"), ("Expenditure", "expenditure")]
)
def test_a_kind_of_transaction_is_one_word_however_it_is_written(written: str, word: str) -> None:
    assert words.transaction_type(written) == word


def test_a_word_outside_the_lists_stays_as_it_is_written() -> None:
    assert words.role("un-partner") == "un-partner"
    assert words.date_type("Review ") == "Review"
    assert words.status("On hold") == "On hold"
    assert words.transaction_type("Z9") == "Z9"
    assert words.sector_vocabulary("RO") == "99"
    assert words.relation("9") == "9"


def test_dates_stand_in_the_attribute_or_in_the_text() -> None:
    found = parsed_activity(
        """<activity-date type="1" iso-date="2020-01-01+08:00"><narrative>Planned</narrative></activity-date>
        <activity-date type="start-actual">2020-02-01Z</activity-date>
        <activity-date type="End Planned">2021</activity-date>
        <activity-date type="completion" iso-date="31.12.2021"/><activity-date type="4"/>
        <activity-date type="4" iso-date="sometime"/><activity-date type="4" iso-date="03/04/2021"/>"""
    )

    assert [(each.type, each.date) for each in found.dates] == [
        ("start-planned", "2020-01-01"),
        ("start-actual", "2020-02-01"),
        ("end-planned", "2021"),
        ("end", "2021-12-31"),
        ("end-actual", "2021"),
    ]
    assert found.dates[0].texts[0].text == "Planned"
    assert found.dates[2].as_written == "End Planned"
    assert [(each.code, each.value) for each in found.doubts] == [
        ("no-date", "sometime"),
        ("unclear-date", "03/04/2021"),
    ]


def test_a_status_stands_in_the_code_or_in_the_text() -> None:
    assert parsed_activity('<activity-status code="4"/>').status == "closed"
    assert parsed_activity("<activity-status>Implementation</activity-status>").status == "implementation"
    assert parsed_activity("").status == ""


def test_places_of_version_1_have_coordinates_districts_and_a_gazetteer() -> None:
    found = parsed_activity(
        """<location percentage="30"><name>Near the river</name>
            <administrative adm1="North" adm2="">Region</administrative>
        <coordinates latitude="-8.5" longitude="14.25" precision="4"/>
        <gazetteer-entry gazetteer-ref="2241660">North Province</gazetteer-entry></location>"""
    )

    (place,) = found.locations
    assert (place.latitude, place.longitude, place.percentage) == (-8.5, 14.25, 30)
    assert place.names[0].text == "Near the river"
    assert [(each.kind, each.code, each.type) for each in place.codes] == [
        ("administrative", "North", "1"),
        ("gazetteer-entry", "2241660", ""),
    ]
    assert place.codes[1].texts[0].text == "North Province"


def test_places_of_version_2_have_a_point_and_codes() -> None:
    found = parsed_activity(
        """<location ref="L"><name><narrative>Nis</narrative></name>
        <description><narrative>A town</narrative></description>
        <activity-description><narrative>Courses</narrative></activity-description>
        <administrative vocabulary="G1" level="1" code="RS-20"/><exactness code="1"/><location-id/>
        <point><pos>43.3, 21.9</pos></point></location>"""
    )

    (place,) = found.locations
    assert (place.ref, place.latitude, place.longitude) == ("L", 43.3, 21.9)
    assert (place.descriptions[0].text, place.activity_descriptions[0].text) == ("A town", "Courses")
    assert [(each.kind, each.vocabulary, each.code, each.type) for each in place.codes] == [
        ("administrative", "G1", "RS-20", "1"),
        ("exactness", "", "1", ""),
    ]


@pytest.mark.parametrize("pos", ["abc def", "95 20", "43.3"])
def test_a_position_off_the_earth_is_left_out_with_a_doubt(pos: str) -> None:
    found = parsed_activity(f"<location><point><pos>{pos}</pos></point></location>")

    assert found.locations[0].latitude is None
    assert [each.code for each in found.doubts] == ["no-position"]


@pytest.mark.parametrize("inside", ["", "<point/>", "<point><pos/></point>", '<coordinates latitude="" longitude=""/>'])
def test_a_place_without_a_position_is_no_doubt(inside: str) -> None:
    found = parsed_activity(f"<location>{inside}</location>")

    assert found.locations[0].latitude is None
    assert found.doubts == ()


def test_a_language_may_stand_in_an_attribute_of_the_wrong_name() -> None:
    found = parsed(
        b'<iati-activities xmlns:ns2="xml"><iati-activity><iati-identifier>A</iati-identifier><title>'
        b'<narrative ns2:lang="FR">Formation</narrative><narrative lang="sq">Trajnim</narrative></title>'
        b"</iati-activity></iati-activities>"
    )

    assert [text.lang for text in found.titles] == ["fr", "sq"]


def test_a_namespace_around_the_names_of_the_standard_is_looked_through() -> None:
    found = parsed(
        b'<iati-activities xmlns="http://iati.example"><iati-activity xmlns:x="http://own.example">'
        b"<iati-identifier>A</iati-identifier><title><narrative>T</narrative></title><x:title>own</x:title>"
        b"<!-- a remark --></iati-activity></iati-activities>"
    )

    assert (found.identifier, [text.text for text in found.titles]) == ("A", ["T"])


def test_elements_of_another_namespace_are_not_taken_for_the_standards() -> None:
    found = parsed(
        b'<iati-activities xmlns:usg="http://usg.example"><iati-activity><iati-identifier>A</iati-identifier>'
        b"<title>T</title><usg:title>own</usg:title></iati-activity></iati-activities>"
    )

    assert [text.text for text in found.titles] == ["T"]
    assert found.left_out == {}


def test_an_activity_may_carry_the_version_of_the_file_that_it_was_cut_from() -> None:
    content = iati(
        '<iati-activity xmlns:d="http://d.example" d:version="1.05"><iati-identifier>A</iati-identifier>'
        f"{TITLE}</iati-activity>"
    )

    assert parsed(content).version == "1.05"


def test_before_there_were_identifiers_the_publishers_own_number_stands_in() -> None:
    found = parsed_activity(make.REPORTER + "<other-identifier>43729</other-identifier>", identifier="")

    assert found.identifier == "XM-DAC-1:43729"
    assert [(each.code, each.value) for each in found.doubts] == [("own-identifier", "43729")]


@pytest.mark.parametrize("inside", ["", make.REPORTER, "<other-identifier>1</other-identifier>"])
def test_an_activity_that_cannot_be_named_is_rejected_with_its_title(inside: str) -> None:
    found = rejected(iati(activity(TITLE + inside, identifier="")))

    assert (found.code, found.element, found.line, found.identifier) == ("no-identifier", 1, 3, "")
    assert found.value == "Training of prison staff"
    assert found.sentence == "Activity 1 of a.xml (line 3) has no identifier. Add an iati-identifier."


def test_an_activity_without_any_title_is_rejected_with_its_identifier() -> None:
    found = rejected(iati(activity("<title><narrative> </narrative></title>")))

    assert (found.code, found.identifier, found.value) == ("no-title", "XM-DAC-1-A", "")
    assert found.sentence == "Activity 1 of a.xml (line 3), XM-DAC-1-A, has no title."


def test_accepted_and_rejected_make_all_activities() -> None:
    finished = make.told(iati(activity(), activity(""), activity(identifier="B"), activity("", identifier="")))[-1]

    assert isinstance(finished, Finished)
    assert (finished.accepted, finished.rejected) == (2, 2)


def test_pledges_before_1_01_say_their_kind_in_the_date() -> None:
    date = '<transaction-date type="commitment" iso-date="2010-01-18"/>'
    found = parsed_activity(
        f"""<transaction flow="incoming">{date}</transaction><transaction>{date}</transaction><transaction/>
        <transaction><transaction-type>Disbursement</transaction-type></transaction>"""
    )

    assert [each.type for each in found.transactions] == ["incoming-commitment", "commitment", "", "disbursement"]


def test_an_activity_of_a_search_result_is_found_below_any_root() -> None:
    found = parsed(f"<result><ok/><iati-activities>{activity()}</iati-activities></result>".encode())

    assert found.identifier == "XM-DAC-1-A"


def test_a_file_in_utf_16_or_latin_1_is_read_as_it_says() -> None:
    latin = iati(activity("<title>Čuvari</title>"), declaration="").decode()
    for encoding in ("utf-16", "iso-8859-2"):
        content = f'<?xml version="1.0" encoding="{encoding}"?>{latin}'.encode(encoding)
        assert parsed(content).title == "Čuvari"


def test_an_empty_list_of_activities_is_a_file_like_others() -> None:
    assert make.told(b"<iati-activities/>") == [Finished(file="a.xml", format="iati", accepted=0, rejected=0)]


@pytest.mark.parametrize(("said", "lang"), [("ñ", ""), ("1", ""), ("sr-Latn", "sr-latn"), ("pt_BR", "pt_br")])
def test_what_no_tag_of_a_language_looks_like_is_none(said: str, lang: str) -> None:
    found = parsed(
        "<iati-activities><iati-activity><iati-identifier>A</iati-identifier><title>"
        f'<narrative xml:lang="{said}">x</narrative></title></iati-activity></iati-activities>'.encode()
    )

    assert [text.lang for text in found.titles] == [lang]
