"""How the forum names economies, groups and texts."""

import pytest
from django.utils import translation

from egnatia.kernel.models import Forum
from egnatia.taxonomy.document import shipped
from egnatia.taxonomy.forum import SHIPPED_LANGUAGES, community_names, forum, in_language, shipped_in_language
from egnatia.taxonomy.vocabularies import shipped_terms
from tests import make

pytestmark = pytest.mark.django_db


def test_a_forum_has_its_own_order_labels_and_names() -> None:
    Forum.objects.filter(slug="main").update(economies=[{"code": "XKX", "label": "KS*"}, {"code": "???"}])

    names = forum()

    assert [economy.label for economy in names.economies[:2]] == ["KS*", "ALB"]
    assert names.economies[0].name == "Kosovo*"
    assert "without prejudice" in names.footnote
    assert names.economy("MNE") is not None
    assert names.economy("FRA") is None
    assert len(names.economies) == 13
    assert forum("unheard-of").collective == ""


def test_a_text_falls_back_to_its_base_language_in_the_readers_script_then_english_then_any() -> None:
    assert in_language({"sr": "Његош", "en": "b"}, "sr-latn") == "Njegoš"
    assert in_language({"en": "b"}, "mk") == "b"
    assert in_language({"el": "c"}, "mk") == "c"
    assert in_language({}) == ""


def test_communities_are_named() -> None:
    make.community("arms")

    assert community_names()["arms"] == "Arms"


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_what_ships_has_a_label_in_every_language_of_the_site(language: str) -> None:
    """A label that stays as it is in English is one that the language writes alike."""
    labels = [document.title for document in shipped()]
    labels += [aim.labels for document in shipped() for aim in document.objectives]
    labels += [term.labels for term in shipped_terms()]

    with translation.override(language):
        same = {each["en"] for each in labels if shipped_in_language(each) == each["en"]}

    assert len(labels) > 200
    assert len(same) <= 3, same


@pytest.mark.parametrize(
    ("language", "name", "inside"),
    [
        ("bg", "Северна Македония", "Северна Македония"),
        ("ro", "Macedonia de Nord", "în Macedonia de Nord"),
        ("el", "Βόρεια Μακεδονία", "στη Βόρεια Μακεδονία"),
        ("tr", "Kuzey Makedonya", "Kuzey Makedonya'da"),
        ("sl", "Severna Makedonija", "v Severni Makedoniji"),
        ("hr", "Sjeverna Makedonija", "u Sjevernoj Makedoniji"),
    ],
)
def test_visitors_read_names_and_footnote_in_their_language(language: str, name: str, inside: str) -> None:
    with translation.override(language):
        names = forum()
        economy = names.economy("MKD")
        assert economy is not None
        said = (economy.name, economy.inside)  # which case a name is in is asked as it is shown

    assert said == (name, inside)
    assert "1244" in names.footnote
    assert not names.footnote.startswith("This designation")
