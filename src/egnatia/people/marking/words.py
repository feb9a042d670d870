"""Markings, audiences and reasons in sentences. Pure: what things are called is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Reason
from egnatia.kernel.audience import Group
from egnatia.language import Case
from egnatia.taxonomy.forum import ForumNames, in_case

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEVELS: "dict[Tlp, _StrPromise]" = {
    Tlp.CLEAR: gettext_lazy("Everyone, including the public."),
    Tlp.GREEN: gettext_lazy("All members, or the members of the groups that you name. Not public."),
    Tlp.AMBER: gettext_lazy(
        "Your organisation and the groups that you name, or only their members from certain economies or organisations."
    ),
    Tlp.AMBER_STRICT: gettext_lazy("Your organisation and the organisations that you name. New drafts start here."),
    Tlp.RED: gettext_lazy("Only you and the persons that you name."),
}
FAULTS: "dict[str, _StrPromise]" = {
    "communities-need-green-or-amber": gettext_lazy(
        "Groups can be selected at TLP:GREEN and TLP:AMBER only. Untick them or choose one of these levels."
    ),
    "economies-need-amber": gettext_lazy(
        "Economies can be selected at TLP:AMBER only. Untick them or choose this level."
    ),
    "organisations-need-amber": gettext_lazy(
        "Organisations can be selected at TLP:AMBER and TLP:AMBER+STRICT only. Untick them or choose one "
        "of these levels."
    ),
    "amber-needs-a-community": gettext_lazy("Choose at least one group, or TLP:AMBER+STRICT for none."),
    "persons-need-red": gettext_lazy("Persons can be selected at TLP:RED only. Untick them or choose this level."),
    "unknown-office": gettext_lazy("This role does not exist."),
    "community": gettext_lazy(
        "You can share only with groups that you belong to or that accept records from non-members."
    ),
    "economy": gettext_lazy("This economy does not exist."),
    "second-factor": gettext_lazy("Sign in with two-step verification to use this level."),
}


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One sentence about one group. `people` is None where the asker may not see them."""

    words: str
    people: tuple[str, ...] | None = None
    vacant: bool = False


def audience_line(group: Group, forum: ForumNames, communities: Mapping[str, str]) -> AudienceLine:
    """The group as a sentence in the reader's language."""
    community = communities.get(group.community, group.community)
    economy = economy_name(group.economy, forum)
    if group.code == "focal-point":
        economy = in_case(economy, Case.FOR)
    organisation = group.organisation or _("another organisation")
    words = {
        "public": _("Everyone, including the public"),
        "members": _("All members of the platform"),
        "community": _("Members of %(community)s"),
        "economy": _("Members of %(community)s from %(economy)s"),
        "organisation-in-community": _("Members of %(community)s from %(organisation)s"),
        "organisation": _("Staff of %(organisation)s"),
        "focal-point": _("The focal point for %(economy)s in %(community)s, including deputies"),
        "secretariat": _("The secretariat"),
        "person": _("Named persons"),
    }[group.code]
    named = {"community": community, "economy": economy, "organisation": organisation}
    return AudienceLine(words % named, group.people, group.vacant)


def reason_sentence(reason: Reason, forum: ForumNames, communities: Mapping[str, str]) -> str:
    """Why somebody sees a record, said to them."""
    words = {
        "system": _("The system itself has access."),
        "public": _("It is marked TLP:CLEAR: everyone can see it."),
        "author": _("You are the author."),
        "named": _("You are named in its marking."),
        "owner": _("Your organisation is the owner."),
        "named-organisation": _("Your organisation is named in its marking."),
        "secretariat": _("It is shared with the secretariat, and you have this role."),
        "focal-point": _("It is shared with the focal point for %(economy)s in %(community)s, and you have this role."),
        "member": _("It is marked TLP:GREEN: all members can see it."),
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
        parts.append(_("named roles"))
    return f"{named} – {', '.join(parts)}" if parts else named


@dataclass(frozen=True, slots=True)
class NamedParties:
    """Whom a marking names, as a reader may know them. Offices are in phrases of their own."""

    communities: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


def in_line(tlp: Tlp, named: NamedParties, *, new: bool) -> str:
    """What follows the level on the closed form: "all members". Said to the owner; `new`: to the author."""
    if tlp == Tlp.CLEAR:
        return _("everyone, including the public")
    if tlp == Tlp.RED:
        return _among_persons(named.persons, new=new)
    if tlp == Tlp.AMBER_STRICT:
        others = named.organisations
        parts = [", ".join((_("your organisation"), *others))] if others or named.offices else []
        parts = parts or [_("your organisation only")]
    else:
        parts = [", ".join(named.communities) or (_("all members") if tlp == Tlp.GREEN else _("no group chosen yet"))]
    if tlp == Tlp.AMBER and (narrowed := (*named.economies, *named.organisations)):
        parts.append(_("only from: %(names)s") % {"names": ", ".join(narrowed)})
    if tlp in (Tlp.AMBER, Tlp.AMBER_STRICT) and named.offices:
        parts.append(_("also: %(names)s") % {"names": ", ".join(named.offices)})
    return "; ".join(parts)


def left_out(tlp: Tlp, named: NamedParties) -> str:
    """Who does not see it, in one sentence; nothing where everybody does."""
    if tlp == Tlp.CLEAR:
        return ""
    if tlp == Tlp.RED:
        return _("Not visible to anybody else, including your colleagues and the secretariat.")
    if tlp == Tlp.AMBER_STRICT and not named.organisations and not named.offices:
        return _("Not visible to the public or to any other organisation.")
    if tlp == Tlp.GREEN and not named.communities:
        return _("Not visible to the public or to organisations without an account.")
    return _("Not visible to the public or to members outside this audience.")


def _among_persons(persons: tuple[str, ...], *, new: bool) -> str:
    if not persons:
        return _("only you") if new else _("only the author")
    said = _("you and %(names)s") if new else _("the author and %(names)s")
    return said % {"names": ", ".join(persons)}


def _of_the_owner(marking: Marking) -> str:
    if marking.organisations and marking.offices:
        return _("the owner, named organisations and roles")
    if marking.offices:
        return _("the owner and named roles")
    return _("the owner and named organisations") if marking.organisations else _("the owner's organisation only")
