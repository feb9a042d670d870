"""Audiences and reasons in words, for `components/audience.html` and `components/why.html`."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict
from egnatia.kernel.audience import Group
from egnatia.people.marking import words
from egnatia.taxonomy.forum import ForumNames, community_names, forum

register = template.Library()


def _forum(context: dict[str, Any]) -> ForumNames:
    """The page has asked for the names already; a fragment asks itself."""
    names = getattr(context.get("page"), "names", None)
    return names if isinstance(names, ForumNames) else forum()


@register.simple_tag(takes_context=True)
def audience_lines(context: dict[str, Any], groups: tuple[Group, ...]) -> list[words.AudienceLine]:
    """`{% audience_lines groups as lines %}`: a sentence for each group."""
    names, communities = _forum(context), community_names()
    return [words.audience_line(group, names, communities) for group in groups]


@register.simple_tag(takes_context=True)
def reasons(context: dict[str, Any], verdict: Verdict) -> list[str]:
    """`{% reasons verdict as sentences %}`: why somebody sees a record, said to them."""
    names, communities = _forum(context), community_names()
    return [words.reason_sentence(reason, names, communities) for reason in verdict.reasons]


@register.simple_tag(takes_context=True)
def marking_audience(context: dict[str, Any], marking: Marking) -> str:
    """`{% marking_audience marking as audience %}`: the words beside the level, for `components/marking.html`."""
    return words.in_short(marking, _forum(context), community_names())


@register.filter
def people_words(line: words.AudienceLine) -> str:
    """Who they are today; nothing where the asker may not know."""
    if line.vacant:
        return _("this role is vacant")
    if line.people is None:
        return ""
    return "; ".join(line.people) or _("nobody currently")
