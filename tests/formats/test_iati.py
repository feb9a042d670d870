"""What is kept of an IATI activity."""

from egnatia.formats import Finished, Parsed
from tests.formats import make
from tests.formats.make import TITLE, activity, iati, parsed, parsed_activity


def test_an_activity_is_named_by_its_identifier_and_its_titles_in_every_language() -> None:
    found = parsed(
        iati(
            activity(
                "<title><narrative>Obuka</narrative><narrative xml:lang='EN'> Training\n of staff </narrative></title>",
                attributes='xml:lang="sr" default-currency="EUR" hierarchy="2" humanitarian="1" '
                'last-updated-datetime="2024-01-02T03:04:05"',
            )
        )
    )

    assert found.identifier == "XM-DAC-1-A"
    assert [(text.text, text.lang) for text in found.titles] == [("Obuka", "sr"), ("Training of staff", "en")]
    assert found.title == "Obuka"
    assert (found.lang, found.currency, found.hierarchy, found.humanitarian) == ("sr", "EUR", "2", True)
    assert (found.version, found.updated) == ("2.03", "2024-01-02T03:04:05")


def test_paragraphs_of_a_description_stay_apart() -> None:
    found = parsed_activity("<description type='1'>First\n line.\r\n\n \n  Second.</description><description/>")

    assert [each.texts[0].text for each in found.descriptions] == ["First line.\n\nSecond."]
    assert found.descriptions[0].type == "1"


def test_markup_inside_a_text_does_not_hide_its_words() -> None:
    found = parsed_activity("<description>About <b>police</b> training</description>")

    assert found.descriptions[0].texts[0].text == "About police training"


def test_other_identifiers_keep_their_owners() -> None:
    found = parsed_activity(
        """<other-identifier ref="ABC" type="A1"><owner-org ref="XM-2"><narrative>Owner</narrative></owner-org>
        </other-identifier><other-identifier owner-ref="XM-3">DEF</other-identifier><other-identifier/>"""
    )

    assert [(each.ref, each.type, each.owner) for each in found.other_identifiers] == [
        ("ABC", "A1", "XM-2"),
        ("DEF", "", "XM-3"),
    ]
    assert found.other_identifiers[0].owner_names[0].text == "Owner"


def test_organisations_keep_role_type_reference_activity_and_channel() -> None:
    found = parsed_activity(
        """<reporting-org ref="R" type="40" secondary-reporter="1"><narrative>Reporter</narrative></reporting-org>
        <participating-org role="1" ref="F" type="10" activity-id="F-1" crs-channel-code="11000">
        <narrative>Funder</narrative></participating-org>
        <participating-org role="Implementing">Doer</participating-org><participating-org role="4"/>"""
    )

    assert found.reporting is not None
    assert (found.reporting.name, found.reporting.ref, found.reporting.secondary) == ("Reporter", "R", True)
    funder, doer, nameless = found.participating
    assert (funder.role, funder.as_written, funder.type) == ("funding", "1", "10")
    assert (funder.name, funder.activity_id, funder.crs_channel_code) == ("Funder", "F-1", "11000")
    assert (doer.role, doer.as_written, doer.name) == ("implementing", "Implementing", "Doer")
    assert (nameless.role, nameless.name) == ("implementing", "")
    assert (found.provenance.publisher, found.provenance.source) == ("Reporter", "R")


def test_an_activity_without_a_reporter_counts_for_its_file() -> None:
    found = parsed_activity("<reporting-org/>")

    assert found.reporting is None
    assert (found.provenance.source, found.provenance.publisher) == ("a.xml", "")


def test_recipients_keep_code_share_and_vocabulary() -> None:
    found = parsed_activity(
        """<recipient-country code="RS" percentage="60"><narrative>Serbia</narrative></recipient-country>
        <recipient-region code="89" vocabulary="1" percentage="40 %"/>
        <recipient-country code="AL" percentage="much"/><recipient-country code="ME" percentage="140"/>"""
    )

    assert [(each.code, each.percentage) for each in found.economies] == [("RS", 60), ("AL", None), ("ME", None)]
    assert found.economies[0].texts[0].text == "Serbia"
    assert (found.regions[0].code, found.regions[0].percentage, found.regions[0].vocabulary) == ("89", 40, "1")
    assert [(each.code, each.field, each.value) for each in found.doubts] == [
        ("no-percentage", "recipient-country", "much"),
        ("no-percentage", "recipient-country", "140"),
    ]
    assert found.doubts[0].sentence == "much in recipient-country is not a percentage. Enter a number from 0 to 100."


def test_sectors_markers_and_tags_keep_their_vocabularies() -> None:
    found = parsed_activity(
        """<sector vocabulary="DAC" code="15210" percentage="50">Security</sector><sector code="15130"/>
        <sector type="cluster" code="7"/><policy-marker vocabulary="1" code="2" significance="1"/>
        <tag vocabulary="99" vocabulary-uri="http://x" code="pve"/><default-aid-type code="C01"/>
        <humanitarian-scope type="1" vocabulary="1-2" code="EQ-1"/>"""
    )

    assert [(each.vocabulary, each.code) for each in found.sectors] == [
        ("1", "15210"),
        ("1", "15130"),
        ("cluster", "7"),
    ]
    assert found.sectors[0].percentage == 50
    kinds = {each.kind: each for each in found.classifications}
    assert set(kinds) == {"policy-marker", "tag", "aid-type", "humanitarian-scope"}
    assert kinds["policy-marker"].significance == "1"
    assert (kinds["tag"].uri, kinds["tag"].code) == ("http://x", "pve")


def test_budgets_and_planned_disbursements_keep_their_periods() -> None:
    period = '<period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
    found = parsed_activity(
        f"""<budget type="1" status="2">{period}<value currency="usd" value-date="2024-01-01">1,250,000.50</value>
        </budget><planned-disbursement type="1">{period}<value>10</value><provider-org provider-activity-id="P-1"/>
        <receiver-org ref="Q"/></planned-disbursement><budget/>""",
        attributes='default-currency="EUR"',
    )

    budget, empty = found.budgets
    assert (budget.type, budget.status, budget.start, budget.end) == ("1", "2", "2024-01-01", "2024-12-31")
    assert (budget.value.amount, budget.value.currency, budget.value.date) == (1250000.5, "USD", "2024-01-01")
    assert (empty.value.amount, empty.value.currency, empty.start) == (None, "EUR", "")
    (planned,) = found.planned_disbursements
    assert (planned.value.amount, planned.value.currency) == (10, "EUR")
    assert planned.provider is not None
    assert planned.provider.activity_id == "P-1"
    assert planned.receiver is not None
    assert planned.receiver.ref == "Q"


def test_a_transaction_keeps_who_passed_what_to_whom() -> None:
    found = parsed_activity(
        """<transaction ref="T" humanitarian="true"><transaction-type code="3"/>
        <transaction-date iso-date="2023-05-06"/>
        <value currency="EUR" value-date="2023-05-06">123456789012345678.25</value>
        <provider-org provider-activity-id="P-1"><narrative>Donor</narrative></provider-org>
        <receiver-org receiver-activity-id="R-1" ref="R"/><description>Paid</description>
        <recipient-country code="MK"/><recipient-region code="89"/><sector vocabulary="1" code="15210"/>
        <aid-type code="C01"/></transaction>"""
    )

    (paid,) = found.transactions
    assert (paid.type, paid.as_written, paid.date, paid.ref, paid.humanitarian) == (
        "disbursement", "3", "2023-05-06", "T", True,
    )  # fmt: skip
    assert paid.value.as_written == "123456789012345678.25"  # more digits than a float holds
    assert paid.provider is not None
    assert (paid.provider.name, paid.provider.activity_id) == ("Donor", "P-1")
    assert paid.receiver is not None
    assert (paid.receiver.ref, paid.receiver.activity_id) == ("R", "R-1")
    assert (paid.descriptions[0].text, paid.economies[0].code, paid.regions[0].code) == ("Paid", "MK", "89")
    assert [(each.kind, each.code) for each in paid.classifications] == [("sector", "15210"), ("aid-type", "C01")]


def test_an_amount_that_is_none_stays_as_written_with_a_doubt() -> None:
    found = parsed_activity("<budget><value>a lot</value></budget><budget><value>n/a</value></budget>")

    assert [(each.value.amount, each.value.as_written) for each in found.budgets] == [(None, "a lot"), (None, "n/a")]
    assert [each.code for each in found.doubts] == ["no-amount"]


def test_related_activities_websites_and_a_total_are_kept() -> None:
    found = parsed_activity(
        """<related-activity ref="X-1" type="1"/><related-activity ref="X-2" type="Co-funded"/>
        <related-activity type="1"/>
        <activity-website>https://example.org</activity-website><total-cost currency="EUR">5000</total-cost>"""
    )

    assert [(each.ref, each.type) for each in found.related] == [("X-1", "1"), ("X-2", "4")]
    assert found.websites == ("https://example.org",)
    assert found.total is not None
    assert (found.total.amount, found.total.currency) == (5000, "EUR")


def test_contact_details_are_dropped_and_counted() -> None:
    content = iati(
        activity(TITLE + "<contact-info><email>someone@example.org</email></contact-info>"),
        activity(TITLE + "<contact-info/><contact-info/><result/>"),
    )

    *activities, finished = make.told(content)

    assert b"someone" not in b"".join(each.to_json() for each in activities if isinstance(each, Parsed))
    assert isinstance(finished, Finished)
    assert finished.dropped == {"contact-info": 3, "result": 1}


def test_an_activity_says_where_it_was_read() -> None:
    first, second, _ = make.told(iati(activity(), activity(identifier="XM-DAC-1-B")))

    assert isinstance(first, Parsed)
    assert isinstance(second, Parsed)
    assert (first.provenance.file, first.provenance.element, first.provenance.line) == ("a.xml", 1, 3)
    assert (second.provenance.element, second.provenance.line) == (2, 4)
