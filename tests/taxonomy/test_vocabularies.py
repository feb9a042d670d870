"""The terms that records are described with, and the objectives of the framework in use."""

from typing import Annotated

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.records import audit
from egnatia.kernel.records.content import Content, Field, parts_of
from egnatia.kernel.request_cache import request_cache
from egnatia.taxonomy.models import Framework, Term
from egnatia.taxonomy.vocabularies import (
    Objectives,
    Vocabulary,
    choices_of,
    objectives,
    objectives_at_any_level,
    priorities,
    terms,
    vocabulary,
)

KNOWN = Objectives({"2": "Protect", "2.3": "Prisons", "2.3.1": "Staff", "2.3.2": "Probation", "2.3.2.1": "Law"})


@pytest.mark.django_db
def test_a_development_goal_is_called_so_and_any_other_foreign_code_stays() -> None:
    words = vocabulary()

    assert [words.sector_label(code) for code in ("8:16.a", "7:16", "99:16.a")] == [
        "Sustainable Development Goal 16.a",
        "Sustainable Development Goal 16",
        "99:16.a",
    ]


@pytest.mark.django_db
def test_all_vocabularies_are_read_at_once_and_once_per_request() -> None:
    with CaptureQueriesContext(connection) as asked, request_cache():
        assert terms("sector") == vocabulary().sectors
        assert terms("objective") == objectives().labels == vocabulary().objectives.labels
        assert terms("unheard-of") == {}

    assert len(asked) == 1


class Report(Content, frozen=True):
    title: Annotated[str, Field(_("Title"))]
    topics: Annotated[tuple[str, ...], Field(_("Topics"), choices="test")] = ()
    economies: Annotated[tuple[str, ...], Field(_("Economies"), choices="economy")] = ()


@pytest.mark.django_db
def test_a_field_offers_the_terms_of_its_vocabulary_or_the_economies() -> None:
    Term.objects.create(vocabulary="test", code="1", labels={"en": "Prisons"})
    parts = parts_of(Report)

    assert choices_of(parts["topics"], ANONYMOUS) == {"1": "Prisons"}
    assert choices_of(parts["economies"], ANONYMOUS)["ALB"] == "Albania"


@pytest.mark.django_db
def test_each_language_reads_its_own_labels() -> None:
    Term.objects.create(vocabulary="test", code="1", labels={"en": "Prisons", "sq": "Burgjet"})

    with request_cache():
        with translation.override("en"):
            assert terms("test") == {"1": "Prisons"}
        with translation.override("sq"):
            assert terms("test") == {"1": "Burgjet"}


@pytest.mark.django_db
def test_after_an_audited_change_the_same_request_reads_terms_anew() -> None:
    with request_cache():
        assert "new" not in terms("sector")
        Term.objects.create(vocabulary="sector", code="new", labels={"en": "New"})
        assert "new" not in terms("sector")
        audit.record("added", "term", "new", by=MACHINE)
        assert terms("sector")["new"] == "New"


@pytest.mark.django_db
def test_a_field_may_ask_for_priorities_or_for_objectives_at_any_level() -> None:
    every, above = objectives_at_any_level(ANONYMOUS), priorities(ANONYMOUS)

    assert every["2.3.2"] == "2.3.2 Probation and support after release"
    assert list(every) == list(objectives().labels)
    assert [code for code in every if code.count(".") < 2] == list(above)


def test_activities_and_needs_are_described_with_leaves() -> None:
    assert KNOWN.leaves() == ("2.3.1", "2.3.2")
    assert KNOWN.options() == [("2.3.1", "2.3.1 Staff"), ("2.3.2", "2.3.2 Probation")]
    assert list(KNOWN.grouped()) == [("2.3 Prisons", KNOWN.options())]


def test_an_objective_is_called_by_code_and_words_below_what_it_stands_under() -> None:
    assert (KNOWN.label("2.3.1"), KNOWN.full("2.3.1"), KNOWN.full("9")) == ("Staff", "2.3.1 Staff", "9")
    assert KNOWN.path("2.3.2") == ("2 Protect", "2.3 Prisons")
    assert KNOWN.below("2.3.2") == ["2.3.2", "2.3.2.1"]
    assert sorted(["9", "2.3.2", "2"], key=KNOWN.place) == ["2", "2.3.2", "9"]


def test_rows_have_readable_names() -> None:
    assert str(Term(vocabulary="test", code="x")) == "test:x"
    assert str(Framework(slug="reference", version=2)) == "reference 2"


def test_a_group_is_labelled_among_professionals_and_beneficiaries_alike() -> None:
    known = Vocabulary({}, {"judges": "Judges"}, {"youth": "Young people"}, {}, KNOWN)

    assert [known.group_label(code) for code in ("judges", "youth", "of-old")] == ["Judges", "Young people", "of-old"]
