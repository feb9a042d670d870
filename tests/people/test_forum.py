"""The secretariat names its forum, orders its economies and founds communities."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Community, Forum, Membership
from egnatia.kernel.readers import reader_named
from egnatia.people.forum.actions import found_community, name_forum
from egnatia.people.forum.queries import is_ordered, settings_of_forum, slug_of
from egnatia.people.forum.rules import Founding
from egnatia.taxonomy.forum import forum
from tests import make
from tests.visits import faults, levels, of, offers, typed

pytestmark = pytest.mark.django_db
FORUM, FOUNDING = reverse("people:forum"), reverse("people:community-founding")
FOCAL = Founding({"en": "Focal Points", "sq": "Pikat e kontaktit"}, {"en": "Who speaks"}, closed=True, accepts=False)


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


@pytest.fixture
def office(desk: Reader) -> Client:
    return of(desk)


def fields(client: Client) -> dict[str, str]:
    """What the form would send as it stands."""
    form = client.get(FORUM).context["form"]
    sent = {name: str(form[name].value()) for name in form.fields}
    return {**sent, "version": settings_of_forum().version}


class TestTheForum:
    def test_it_opens_as_it_stands_and_saved_so_it_is_looked_through(self, office: Client) -> None:
        assert not is_ordered()
        before = forum()

        answer = office.post(FORUM, fields(office), follow=True)

        assert answer.redirect_chain[-1][0] == FORUM
        assert levels(answer) == ["success"]
        assert is_ordered()
        assert forum() == before
        assert AuditEvent.objects.filter(verb="named", kind="forum").count() == 1

    def test_names_order_and_labels_stand_on_every_page(self, office: Client, client: Client) -> None:
        said = {**fields(office), "names_en": "The Region", "place_TUR": "1", "place_ALB": "3", "label_MDA": "MLD"}

        office.post(FORUM, said)

        assert forum().name == "The Region"
        assert [economy.label for economy in forum().economies][:4] == ["TUR", "BIH", "ALB", "BGR"]
        assert forum().economy("MDA").label == "MLD"  # type: ignore[union-attr]  # there is one
        assert "The Region" in client.get("/").text

    @pytest.mark.parametrize(
        ("wrong", "field", "code", "said"),
        [
            ({"names_en": ""}, "names_en", "required", ""),
            ({"label_XKX": "KOS"}, "label_XKX", "", "“KOS”"),
            ({"label_ALB": "SRB"}, "label_SRB", "", "Albania"),
            ({"place_ALB": "0"}, "place_ALB", "min_value", "1"),
            ({"silence": "61"}, "silence", "max_value", "60"),
        ],
    )
    def test_what_is_wrong_is_said_and_stays_typed(
        self, office: Client, wrong: dict[str, str], field: str, code: str, said: str
    ) -> None:
        page = office.post(FORUM, {**fields(office), "names_sq": "Rajoni", **wrong})

        assert faults(page) == {field: [code]}
        (sentence,) = page.context["form"].errors[field]
        assert said in sentence
        assert sentence in page.text
        assert 'value="Rajoni"' in page.text
        assert not is_ordered()

    def test_who_was_slower_sees_that(self, office: Client, desk: Reader) -> None:
        said = fields(office)
        name_forum(replace(settings_of_forum(), silence=5), by=desk)

        page = office.post(FORUM, {**said, "names_en": "Other"})

        assert levels(page) == ["warning"]
        assert 'value="Other"' in page.text
        assert Forum.objects.get(slug="main").names["en"] != "Other"

    def test_names_of_its_own_for_an_economy_stay(self, desk: Reader) -> None:
        Forum.objects.update(economies=[{"code": "MDA", "label": "MDA", "names": {"en": "Moldova, R. of"}}])

        name_forum(settings_of_forum(), by=desk)

        assert forum().economy("MDA").name == "Moldova, R. of"  # type: ignore[union-attr]  # there is one
        assert Forum.objects.get(slug="main").economies[0]["names"] == {"en": "Moldova, R. of"}

    def test_a_text_that_is_emptied_is_shown_in_english(self, office: Client) -> None:
        office.post(FORUM, {**fields(office), "collective_mk": ""})

        assert "mk" not in Forum.objects.get(slug="main").collective

    def test_nobody_else_and_nothing_half(self, desk: Reader) -> None:
        now = settings_of_forum()
        for other, code in ((make.reader("arta"), "secretariat"), (make.reader("weak", strong=False), "second-factor")):
            assert of(other).get(FORUM).status_code == 403
            with pytest.raises(NotAllowed, match=code):
                name_forum(now, by=other)
        with pytest.raises(NotFound):
            name_forum(replace(now, economies=now.economies[1:]), by=desk)
        with pytest.raises(ChangedMeanwhile):
            name_forum(replace(now, version=""), by=desk)
        assert not is_ordered()

    def test_an_installation_without_a_forum_gets_one(self, desk: Reader) -> None:
        Forum.objects.all().delete()

        name_forum(replace(settings_of_forum(), names={"en": "New"}), by=desk)

        assert forum().name == "New"


class TestFounding:
    def test_its_steward_sits_there_and_lets_others_in(self, office: Client) -> None:
        mira = make.person("mira")
        said = {"name_en": "Focal Points", "purpose": "Who speaks", "closed": "on", "steward": str(mira.pk)}

        answer = office.post(FOUNDING, said, follow=True)

        assert answer.redirect_chain[-1][0] == reverse("people:community", args=["focal-points"])
        assert "Focal Points" in answer.text
        (seat,) = Membership.objects.all()
        assert (seat.person, seat.steward, seat.community_id) == (mira, True, "focal-points")
        assert reader_named("mira").seats[0].steward
        assert AuditEvent.objects.filter(verb="founded", kind="community", target="focal-points").exists()

    def test_the_directory_leads_there_while_there_is_none(self, office: Client) -> None:
        empty, others = office.get(reverse("people:directory")), of(make.reader("arta"))

        assert empty.context["directory"].communities == ()
        assert empty.text.count(f'href="{FOUNDING}"') == 2
        assert FOUNDING not in others.get(reverse("people:directory")).text

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"name_en": ""}, {"name_en": ["required"]}),
            ({"name_en": "Штаб"}, {"name_en": [""]}),
            ({"name_en": "Arms"}, {"name_en": [""]}),
            ({"steward": ""}, {"steward": ["required"]}),
            ({"steward": str(UUID(int=3))}, {"steward": ["invalid_choice"]}),
        ],
    )
    def test_what_cannot_be_is_said_and_stays_typed(
        self, office: Client, wrong: dict[str, str], said: dict[str, list[str]]
    ) -> None:
        make.community("arms")
        mira = make.person("mira")

        page = office.post(FOUNDING, {"name_en": "Focal Points", "purpose": "Typed", "steward": mira.pk, **wrong})

        assert faults(page) == said
        (field,) = said
        assert page.context["form"].errors[field][0] in page.text
        assert typed(page)["purpose"] == ["Typed"]
        assert Community.objects.count() == 1
        assert not Membership.objects.exists()

    def test_alone_one_is_led_to_invite_somebody(self, office: Client) -> None:
        assert offers(office.get(FOUNDING), "people:invitation-new")
        make.person("mira")
        assert not offers(office.get(FOUNDING), "people:invitation-new")

    def test_the_rules_hold_in_the_action_too(self, desk: Reader) -> None:
        arta = make.person("arta")
        closed = make.person("closed", is_active=False)
        make.community("arms")
        for by, steward, fault in (
            (make.reader("member"), arta.pk, NotAllowed),
            (make.reader("weak", strong=False), arta.pk, NotAllowed),
            (desk, UUID(desk.person), NotAllowed),
            (desk, closed.pk, NotFound),
            (desk, UUID(int=9), NotFound),
        ):
            with pytest.raises(fault):
                found_community(FOCAL, steward=steward, by=by)
        with pytest.raises(AlreadyThere):
            found_community(replace(FOCAL, names={"en": "Arms"}), steward=arta.pk, by=desk)
        assert Community.objects.count() == 1
        found_community(FOCAL, steward=arta.pk, by=desk)
        assert [each.slug for each in Community.objects.all()] == ["arms", "focal-points"]

    @pytest.mark.parametrize(
        ("name", "slug"), [("Focal Points", "focal-points"), ("  P/CVE: 2026 ", "pcve-2026"), ("x" * 60, "x" * 40)]
    )
    def test_it_is_called_by_its_english_name(self, name: str, slug: str) -> None:
        assert slug_of(name) == slug
