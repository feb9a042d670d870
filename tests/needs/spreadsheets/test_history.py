"""What each version of a kept mapping changed."""

import re
from uuid import UUID

import pytest
from django.urls import reverse
from tests import make
from tests.visits import got, of, offers, words

from egnatia.formats.sheets import Mapping, Use
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.kernel.records import markings
from egnatia.needs.spreadsheets.actions import keep

pytestmark = pytest.mark.django_db
FIRST = Mapping(columns=(Use("Title", "title"), Use("Where", "economies", {"AL": ("ALB",)})), currency="EUR")
SECOND = Mapping(
    columns=(Use("Title", "title"), Use("Where", "economies", {"AL": ("ALB",), "both": ("ALB", "MNE")})),
    always={"funders": ("Nordlys (demo)",)},
)


@pytest.fixture
def house() -> Reader:
    return make.reader("house")


@pytest.fixture
def kept(house: Reader) -> UUID:
    keep("Of a partner", FIRST, by=house)
    return keep("Of a partner", SECOND, by=house)


def test_columns_values_and_settings_stand_before_and_now(house: Reader, kept: UUID) -> None:
    page = got(of(house), "needs:sheet-mapping-history", kept)

    newest, oldest = page.context["history"]
    assert [(each.number, each.first) for each in (newest, oldest)] == [(2, False), (1, True)]
    changed = {re.findall("“(.+)”", each.label)[0]: (each.before, each.after) for each in newest.changes}
    assert changed == {
        "Where": ("economies; AL = ALB", "economies; AL = ALB; both = ALB, MNE"),
        "currency": ("EUR", ""),
        "always": ("", "funders = Nordlys (demo)"),
    }
    said = words(page.content)
    for each in newest.changes:
        assert all(text in said for text in (each.label, each.before, each.after))
    assert oldest.changes == ()
    assert offers(got(of(house), "needs:sheet-mappings"), "needs:sheet-mapping-history", kept)


def test_a_reader_finds_no_version_that_was_not_for_them(house: Reader, kept: UUID) -> None:
    other = of(make.reader("other"))
    address = reverse("needs:sheet-mapping-history", args=[kept])
    assert other.get(address).status_code == 404

    markings.remark(Record.objects.get(pk=kept), make.GREEN, by=house)

    page = got(other, "needs:sheet-mapping-history", kept)
    assert page.context["history"] == ()
    assert "ALB" not in words(page.content)
