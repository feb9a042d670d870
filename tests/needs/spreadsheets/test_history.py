"""What each version of a kept mapping changed."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import of, shown

from egnatia.formats.sheets import Mapping, Use
from egnatia.kernel import markings
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.needs.spreadsheets.actions.keeping import keep

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
    page = shown(of(house), "needs:sheet-mapping-history", kept)

    assert "Version 2" in page
    assert "Column “Where” before: economies; AL = ALB now: economies; AL = ALB; both = ALB, MNE" in page
    assert "Setting “currency” before: EUR removed" in page
    assert "Setting “always” now: funders = Nordlys (demo)" in page
    assert "Column “Title”" not in page
    assert "The oldest version that you can see." in page
    assert reverse("needs:sheet-mapping-history", args=[kept]) in of(house).get(reverse("needs:sheet-mappings")).text


def test_a_reader_finds_no_version_that_was_not_for_him(house: Reader, kept: UUID) -> None:
    other = of(make.reader("other"))
    address = reverse("needs:sheet-mapping-history", args=[kept])
    assert other.get(address).status_code == 404

    markings.remark(Record.objects.get(pk=kept), make.GREEN, by=house)

    page = shown(other, "needs:sheet-mapping-history", kept)
    assert "No version that you can see." in page
    assert "ALB" not in page
