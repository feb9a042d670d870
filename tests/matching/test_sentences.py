"""The sentence of a match: what is shared, in the words of both, without a verdict."""

import pytest
from django.utils import translation

from egnatia.matching import labels
from egnatia.matching.clauses import MatchLabels, both_ways, common, listed, lowered, plain_amount, quoted
from egnatia.matching.sentences import common_facts, months_in_words, sentence, shared_months
from egnatia.overlap import DOUBTS, KINDS, SHIPPED, Evidence, Kind, MatchResult

WORDS = MatchLabels(
    economies={"MKD": "North Macedonia", "ALB": "Albania"},
    objectives={"2.3.1": "Prison staff"},
    types={"training": "Training", "IT": "IT"},
    groups={"prison": "prison and probation"},
    sectors={"DAC:15137": "prisons"},
)
RECEIVER = Evidence("receiver", ("Correctional Service (demo)",), ("Correctional Service (demo)",))
TRAINING = Evidence("type", ("training",), ("training",), ("training",))
WHERE = Evidence("economy", ("MKD",), ("MKD",), ("MKD",))
SPRING = Evidence("time", ("2026-03", "2026-06"), ("2026-01", "2026-12"))
SPEAK = Evidence("concept", ("radicalisation",), ("радикализација",), ("radicalisation",))
NORDLYS = Evidence("funder", ("Nordlys Fund (demo)",), ("Nordlys Fund (demo)",))
AMOUNTS = Evidence("amount", ("180000.00 EUR",), ("50-250k",))


def said(kind: Kind, *evidence: Evidence, words: MatchLabels | None = WORDS) -> str:
    return sentence(MatchResult(kind, 80.0, 0.9, evidence=evidence), words).text


def test_an_overlap_says_for_whom_with_what_where_and_when_in_the_words_of_both() -> None:
    assert said("overlap", RECEIVER, TRAINING, WHERE, SPRING, SPEAK) == (
        "Two points in common: both provide training for Correctional Service (demo) in North Macedonia, "
        "March–June 2026 (4 months in common); both mention radicalisation / радикализација."
    )


def test_at_most_three_things_are_named_the_most_specific_first() -> None:
    place = Evidence("place", ("Shkodër",), ("Shkodra",), ("shkoder",))
    objective = Evidence("objective", ("2.3.1",), ("2.3.1",), ("2.3.1",))
    sector = Evidence("sector", (), (), ("DAC:15137",))

    text = said("overlap", sector, place, objective, SPEAK)

    assert text == (
        "Three points in common: both mention radicalisation / радикализација; "
        "both contribute to the objective “Prison staff”; both work in Shkodër / Shkodra."
    )


@pytest.mark.parametrize(
    ("kind", "evidence", "text"),
    [
        ("overlap", (RECEIVER,), "One point in common: both are intended for Correctional Service (demo)."),
        ("overlap", (TRAINING,), "One point in common: both provide training."),
        (
            "overlap",
            (Evidence("group", (), (), ("prison",)),),
            "One point in common: both work with prison and probation.",
        ),
        (
            "overlap",
            (Evidence("word", ("zatvor",), ("затвор",), ("zatvor",)), SPRING),
            "One point in common: both texts contain “zatvor”, March–June 2026 (4 months in common).",
        ),
        (
            "overlap",
            (Evidence("partner", ("Most",), ("Most",)), Evidence("partner", ("Kompas",), ("Kompas",))),
            "One point in common: Most and Kompas implement both.",
        ),
        (
            "same",
            (Evidence("identifier", ("X-1",), ("Y-2",), ("x-1",)), NORDLYS, WHERE),
            (
                "These appear to be the same activity: both have the identifier X-1; Nordlys Fund (demo) funds both; "
                "both in North Macedonia."
            ),
        ),
        (
            "same",
            (Evidence("number", (), (), ("abc-7",)),),
            "These appear to be the same activity: both contain the project number ABC-7.",
        ),
        (
            "same",
            (Evidence("title", ("A",), ("A",)), AMOUNTS),
            (
                "These appear to be the same activity: their titles are nearly identical; "
                "180,000 EUR and 50,000 to 250,000."
            ),
        ),
        (
            "same",
            (Evidence("reference", ("X-1",), (), ("5",)),),
            (
                "These appear to be the same activity: one refers to the other as the same activity, "
                "reported by another organisation."
            ),
        ),
        (
            "chain",
            (
                Evidence("passes_to", ("Ura (demo)",), ("Ura (demo)",)),
                Evidence("paid_by", ("Nordlys Fund (demo)",), ("Nordlys Fund (demo)",)),
                SPRING,
            ),
            (
                "One appears to be funded from the other: Ura (demo) implements one and reports or funds the other; "
                "Nordlys Fund (demo) funds both."
            ),
        ),
        (
            "chain",
            (Evidence("reference", (), ("X-1",), ("provider",)),),
            "One appears to be funded from the other: one refers to the other as the source of its funding.",
        ),
        (
            "series",
            (Evidence("title", ("A",), ("B",)), NORDLYS),
            ("Parts of the same programme: their titles are nearly identical; Nordlys Fund (demo) funds both."),
        ),
        ("chain", (), "One appears to be funded from the other: similar content overall."),
    ],
)
def test_each_kind_says_what_it_rests_on(kind: Kind, evidence: tuple[Evidence, ...], text: str) -> None:
    assert said(kind, *evidence) == text


def test_economies_stand_in_the_order_of_the_forum() -> None:
    where = Evidence("economy", (), (), ("ALB", "MKD", "XXX"))

    assert listed(["North Macedonia", "Albania", "XXX"]) in said("overlap", RECEIVER, where)


def test_without_words_codes_stand_for_themselves() -> None:
    text = said("overlap", RECEIVER, TRAINING, WHERE, words=None)

    assert text.index("training") < text.index("Correctional Service (demo)") < text.index("MKD")
    assert "North Macedonia" not in text


def test_the_whole_sentence_begins_with_its_kind() -> None:
    whole = str(sentence(MatchResult("overlap", 80.0, 0.9, evidence=(SPEAK,))))

    assert whole == f"{labels.KIND['overlap']}. {said('overlap', SPEAK, words=None)}"
    assert "radicalisation" in whole


def test_every_code_of_the_engine_has_words() -> None:
    names = {
        name
        for weights in (SHIPPED.overlap_weights, SHIPPED.same_weights, SHIPPED.chain_weights, SHIPPED.series_weights)
        for name, _ in weights
    }

    assert set(labels.DOUBT) == set(DOUBTS)
    assert set(labels.KIND) == set(KINDS)
    assert names <= set(labels.COMPONENT)


@pytest.mark.parametrize(
    ("left", "right", "words", "count"),
    [
        (("2026-03", "2026-06"), ("2026-01", "2026-12"), "March–June 2026", 4),
        (("2025-11-15", "2026-02"), ("2025", "2027"), "November 2025\u00a0– February 2026", 4),
        (("2026-05-02", "2026-05-20"), ("2026-05", "2026-07"), "May 2026", 1),
    ],
)
def test_months_in_common(left: tuple[str, ...], right: tuple[str, ...], words: str, count: int) -> None:
    months = shared_months(left, right)

    assert months is not None
    assert (months_in_words(months), months.count) == (words, count)


@pytest.mark.parametrize(
    ("left", "right"),
    [(("2026-03",), ("2026-01", "2026-12")), (("2024", "2025"), ("2026", "2027")), (("x", "2026"), ("2026", "2027"))],
)
def test_no_months_are_guessed(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    assert shared_months(left, right) is None
    assert "month" not in said("overlap", RECEIVER, Evidence("time", left, right))


def test_names_in_a_row_and_in_two_scripts() -> None:
    assert listed([]) == ""
    assert listed(["a", "a", "b"]) == "a and b"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert both_ways("Zatvor", "затвор", "prison") == "Zatvor / prison"
    assert (lowered("Training"), lowered("IT")) == ("training", "IT")
    assert [common(word) for word in ("Frontline", "PRISON", "SALW", "Надзор", "İnfaz", "eFrontier")] == [
        "frontline", "prison", "SALW", "надзор", "infaz", "eFrontier",
    ]  # fmt: skip
    assert (quoted("Digital", "dixhital"), quoted("Dinara", "Dinara")) == ("digital / dixhital", "Dinara")


def test_words_of_a_title_s_beginning_stand_small_in_the_middle_of_a_sentence() -> None:
    staff = Evidence("concept", ("Frontline",), ("Personelit",), ("staff",))

    assert "staff / frontline / personelit" in said("overlap", staff)


@pytest.mark.parametrize(
    ("left", "right", "text", "exact"),
    [
        ("318500.00 EUR", "385000.00 EUR", "320,000 EUR and 390,000 EUR", "318,500 EUR and 385,000 EUR"),
        ("318500.00 EUR", "320000.00 EUR", "both state an amount of about 320,000 EUR", "318,500 EUR and 320,000 EUR"),
        (
            "7138500.00 EUR",
            "7138500.00 EUR",
            "both state an amount of 7.1 million EUR",
            "both state an amount of 7,138,500 EUR",
        ),
        ("50-250k", "4000000.00", "50,000 to 250,000 and 4.0 million", "50,000 to 250,000 and 4,000,000"),
    ],
)
def test_amounts_are_rounded_like_those_of_the_rows_and_exact_beside_it(
    left: str, right: str, text: str, exact: str
) -> None:
    amounts = Evidence("amount", (left,), (right,))

    found = sentence(MatchResult("same", 80.0, 0.9, evidence=(amounts,)), WORDS)

    begin, _colon, end = found.text.partition(": ")
    assert end == f"{text}."
    assert found.exact == f"{begin}: {exact}."
    assert found.hover == (found.exact if text != exact else "")
    (shown,) = common_facts(MatchResult("same", 80.0, 0.9, evidence=(amounts,)), WORDS)
    assert not left.endswith("EUR") or f'title="{plain_amount(left)}"' in shown.value


def test_a_sentence_without_amounts_has_nothing_to_add() -> None:
    assert sentence(MatchResult("overlap", 80.0, 0.9, evidence=(SPEAK,)), WORDS).hover == ""
    assert (plain_amount("1234567.00 EUR"), plain_amount(">5m"), plain_amount("")) == (
        "1,234,567 EUR",
        "above 5 million",
        "",
    )


def test_the_sentence_is_in_the_readers_language_where_it_is_translated() -> None:
    with translation.override("sq"):
        assert sentence(MatchResult("same", 80.0, 0.9)).text
