"""The framework that ships: complete in its languages, one source of the labels of objectives."""

import re
from collections import Counter

import pytest
from django.utils import translation

from egnatia.language import to_latin
from egnatia.taxonomy.document import LANGUAGES, FrameworkDocument, shipped
from egnatia.taxonomy.models import Framework, Term
from egnatia.taxonomy.queries import document_in_use, framework_in_use
from egnatia.taxonomy.vocabularies import terms

DOCUMENTS = {document.slug: document for document in shipped()}
REFERENCE = DOCUMENTS["reference"]


def test_the_reference_framework_has_four_headings_fourteen_priorities_and_forty_three_objectives() -> None:
    codes = {aim.code for aim in REFERENCE.objectives}

    assert Counter(aim.level for aim in REFERENCE.objectives) == {1: 4, 2: 14, 3: 43}
    assert all(aim.level == aim.code.count(".") + 1 for aim in REFERENCE.objectives)
    assert {aim.above for aim in REFERENCE.objectives} - {""} <= codes


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=lambda document: document.slug)
def test_every_line_is_labelled_in_every_language_of_the_reference_framework(document: FrameworkDocument) -> None:
    assert all(set(aim.labels) == set(LANGUAGES) for aim in document.objectives)
    assert set(document.title) == set(LANGUAGES)


def test_serbian_in_latin_follows_from_cyrillic() -> None:
    aim = next(aim for aim in REFERENCE.objectives if aim.code == "3.1.3")

    assert aim.labels["sr-latn"] == "Prekursori eksploziva, HBRN, zloupotreba dronova"
    assert all(aim.labels["sr-latn"] == to_latin(aim.labels["sr"]) for aim in REFERENCE.objectives)


def test_cyrillic_labels_hold_no_letter_that_only_looks_cyrillic() -> None:
    for aim in REFERENCE.objectives:
        for language in ("sr", "mk"):
            assert not re.search(r"[A-Za-z]", aim.labels[language]), aim.code
        assert not re.search(r"[Ѐ-ӿ]", aim.labels["sq"] + aim.labels["en"]), aim.code


def test_macedonian_and_serbian_keep_to_their_own_alphabets() -> None:
    for aim in REFERENCE.objectives:
        assert not set(aim.labels["mk"].lower()) & set("ђћ"), aim.code
        assert not set(aim.labels["sr"].lower()) & set("ѓќѕ"), aim.code


def test_a_crosswalk_leads_to_objectives_that_exist() -> None:
    leaves = {aim.code for aim in REFERENCE.leaves}

    assert set(REFERENCE.crosswalks) == {"DAC", "council", "small-arms-roadmap", "joint-action-plan"}
    assert set(REFERENCE.schemes) == set(REFERENCE.crosswalks)
    for codes in REFERENCE.crosswalks.values():
        assert all(set(objectives) <= leaves and objectives for objectives in codes.values())
    assert len(REFERENCE.crosswalks["council"]) == 8
    assert len(REFERENCE.crosswalks["small-arms-roadmap"]) == 7
    assert len(REFERENCE.crosswalks["joint-action-plan"]) == 5


@pytest.mark.django_db
def test_a_new_installation_uses_the_reference_framework_and_has_two_empty_ones_beside_it() -> None:
    framework = framework_in_use()

    assert (framework.slug, framework.version) == ("reference", "1")
    assert len(framework.objectives) == 61
    assert framework.crosswalks["DAC"]["15137"] == ("2.3.1", "2.3.2")
    assert document_in_use() == REFERENCE
    beside = Framework.objects.filter(in_use=True).exclude(prefix="").order_by("prefix")
    assert [each.slug for each in beside] == ["border-security", "serious-crime"]


@pytest.mark.django_db
def test_the_vocabulary_of_objectives_is_the_framework_in_use() -> None:
    with translation.override("sr-latn"):
        found = terms("objective")

    assert list(found) == [aim.code for aim in REFERENCE.objectives]
    assert found["2.3.2"] == "Probacija i podrška posle otpuštanja"
    parent = Term.objects.get(vocabulary="objective", code="2.3.2").parent
    assert parent is not None
    assert parent.code == "2.3"
