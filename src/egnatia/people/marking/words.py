"""Markings, audiences and reasons in sentences. Pure: what things are called is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.kernel.audience import Group
from egnatia.kernel.forum import ForumNames, in_case
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.reading import Reason
from egnatia.language import Case

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEVELS: "dict[Tlp, _StrPromise]" = {
    Tlp.CLEAR: gettext_lazy("Everyone may read it, the public too."),
    Tlp.GREEN: gettext_lazy(
        "All members may read it, or the members of the communities that you name. Not the public."
    ),
    Tlp.AMBER: gettext_lazy(
        "Your organisation and the communities that you name, or their members from some economies or organisations."
    ),
    Tlp.AMBER_STRICT: gettext_lazy("Your organisation and the organisations that you name. Drafts start here."),
    Tlp.RED: gettext_lazy("You and the persons that you name, nobody else."),
}
FAULTS: "dict[str, _StrPromise]" = {
    "communities-need-green-or-amber": gettext_lazy(
        "Communities count at TLP:GREEN and TLP:AMBER only: untick them or choose one of these."
    ),
    "economies-need-amber": gettext_lazy("Economies count at TLP:AMBER only: untick them or choose it."),
    "organisations-need-amber": gettext_lazy(
        "Organisations count at TLP:AMBER and TLP:AMBER+STRICT only: untick them or choose one of these."
    ),
    "amber-needs-a-community": gettext_lazy("Choose at least one community, or TLP:AMBER+STRICT for none."),
    "persons-need-red": gettext_lazy("Persons count at TLP:RED only: untick them or choose it."),
    "unknown-office": gettext_lazy("This office does not exist."),
    "community": gettext_lazy("You may mark for communities that you belong to or that accept submissions."),
    "economy": gettext_lazy("This economy does not exist."),
    "second-factor": gettext_lazy("This level needs a sign-in with the second step."),
}


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One sentence about one group. `people` is None where the asker may not see them."""

    words: str
    people: tuple[str, ...] | None = None
    vacant: bool = False


def audience_line(group: Group, forum: ForumNames) -> AudienceLine:
    """The group as a sentence in the reader's language."""
    community, economy = group.community_name, economy_name(group.economy, forum)
    if group.code == "focal-point":
        economy = in_case(economy, Case.FOR)
    organisation = group.organisation or _("another organisation")
    words = {
        "public": _("Everyone, the public too"),
        "members": _("All members of the platform"),
        "community": _("Members of %(community)s"),
        "economy": _("Members of %(community)s from %(economy)s"),
        "organisation-in-community": _("Members of %(community)s from %(organisation)s"),
        "organisation": _("Staff of %(organisation)s"),
        "focal-point": _("The focal point for %(economy)s in %(community)s, deputies included"),
        "secretariat": _("The secretariat's desk"),
        "person": _("By name"),
    }[group.code]
    named = {"community": community, "economy": economy, "organisation": organisation}
    return AudienceLine(words % named, group.people, group.vacant)


def reason_sentence(reason: Reason, forum: ForumNames, communities: Mapping[str, str]) -> str:
    """Why somebody sees a record, said to him."""
    words = {
        "system": _("The installation itself works on it."),
        "public": _("It is marked TLP:CLEAR: everyone may read it."),
        "author": _("You wrote it."),
        "named": _("You are named in its marking."),
        "owner": _("It belongs to your organisation."),
        "named-organisation": _("Your organisation is named in its marking."),
        "secretariat": _("It was released to the secretariat, and you hold that office."),
        "focal-point": _(
            "It was released to the focal point for %(economy)s in %(community)s, and you hold that office."
        ),
        "member": _("It is marked TLP:GREEN: all members may read it."),
        "community": _("You are a member of %(community)s."),
        "economy": _("You are a member of %(community)s from %(economy)s."),
        "organisation-in-community": _("You are a member of %(community)s, and your organisation is named."),
    }[reason.code]
    community = communities.get(reason.community, reason.community)
    economy = economy_name(reason.economy, forum)
    if reason.code == "focal-point":
        economy = in_case(economy, Case.FOR)
    return words % {"community": community, "economy": economy}


def economy_name(code: str, forum: ForumNames) -> str:
    known = forum.economy(code)
    return known.name if known else code


def in_short(marking: Marking, forum: ForumNames, communities: Mapping[str, str]) -> str:
    """The words beside the level on a marking strip: "Focal Points – ALB, MNE". No organisation is named."""
    if marking.tlp == Tlp.CLEAR:
        return _("everyone")
    if marking.tlp == Tlp.RED:
        return _("named persons only")
    if marking.tlp == Tlp.AMBER_STRICT:
        return _of_the_owner(marking)
    named = ", ".join(sorted(communities.get(slug, slug) for slug in marking.communities)) or _("all members")
    parts = [economy.label for economy in forum.economies if economy.code in marking.economies]
    if marking.organisations:
        parts.append(_("named organisations"))
    if marking.offices:
        parts.append(_("named offices"))
    return f"{named} – {', '.join(parts)}" if parts else named


def _of_the_owner(marking: Marking) -> str:
    if marking.organisations and marking.offices:
        return _("the owner, named organisations and offices")
    if marking.offices:
        return _("the owner's organisation and named offices")
    return _("the owner and named organisations") if marking.organisations else _("the owner's organisation")
