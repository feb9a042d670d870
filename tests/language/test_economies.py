import pytest

from egnatia.language import economy_code, is_economy, names_of


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("RS", "SRB"),
        ("srb", "SRB"),
        ("Сјеверна Македонија", "MKD"),
        ("Maqedonia e Veriut", "MKD"),
        ("Kosovo*", "XKX"),
        ("Republic of Moldova", "MDA"),
        ("Yemen, Republic of", "YEM"),
        ("Ελλάδα", "GRC"),
        ("Macedonia, former Yugoslav, Republic of", "MKD"),
        ("The Gambia", "GMB"),
        ("The Czech Republic", "CZE"),
        ("Türkiye", "TUR"),
        ("Kosovo (KO)", "XKX"),
        ("Kosovo* (XK)", "XKX"),
        ("Косово (KS)", "XKX"),
        ("Kosovo (KOS)", "XKX"),
        ("Kosovo (KV)", "XKX"),
        ("Kosovo (under UNSCR 1244)", "XKX"),
        ("Kosovo (under UNSC Resolution 1244/99)", "XKX"),
        ("Albania (AL)", "ALB"),
        ("Albania (KO)", ""),
        ("Kosovo (a region)", ""),
        ("Congo (DRC)", ""),
        ("KO", ""),
        ("Atlantis", ""),
        ("Atlantis, Lost", ""),
    ],
)
def test_economies_are_known_by_code_and_by_name_in_our_languages(written: str, code: str) -> None:
    assert economy_code(written) == code


def test_a_region_is_no_economy() -> None:
    assert is_economy("MKD")
    assert not is_economy("western balkans")


def test_the_names_of_an_economy_are_known_longest_first() -> None:
    found = names_of("MKD")

    assert "mk" in found
    assert len(found[0]) >= len(found[-1])
