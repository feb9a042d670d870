"""The review page: one paragraph, one decision. Its fields are laid out by hand, since there may be hundreds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from egnatia.commitments.outcome_documents.queries.visible import Suggestion
from egnatia.commitments.outcome_documents.rules import KEEP, LEAVE, LINK, LONGEST, MERGE, Draft


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button. `value` is the decision, with the earlier commitment that it names, if any."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph on the page; `place` counts from 1. `fault` says why it cannot be kept as it is."""

    place: int
    draft: Draft
    suggestions: tuple[Suggestion, ...]
    choices: tuple[Choice, ...]
    fault: str

    @property
    def rows(self) -> int:
        """Of its text field: as many as the text needs, roughly."""
        return max(2, min(12, len(self.draft.text) // 90 + 1))


def posted(drafts: Sequence[Draft], sent: Mapping[str, str]) -> tuple[Draft, ...]:
    """The drafts as the page sends them back; what it does not send stays."""
    return tuple(_posted(draft, place, sent) for place, draft in enumerate(drafts, start=1))


def _posted(draft: Draft, place: int, sent: Mapping[str, str]) -> Draft:
    decision, _colon, other = sent.get(f"decision-{place}", "").partition(":")
    number = _typed(sent.get(f"number-{place}", draft.number))[:40]
    text = _typed(sent.get(f"text-{place}", draft.text))
    changed = replace(draft, number=number, text=text)
    if decision in (KEEP, LEAVE):
        return replace(changed, decision=decision, other="")
    with suppress(ValueError):
        if decision in (MERGE, LINK):
            return replace(changed, decision=decision, other=str(UUID(other)))
    return changed


def _typed(text: str) -> str:
    """Without what no database keeps; a new line is one character, as the field counts it."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def faults(drafts: Sequence[Draft]) -> dict[int, str]:
    """By place, what stands in the way of carrying out the decisions."""
    found = ((place, _fault(draft)) for place, draft in enumerate(drafts, start=1) if draft.decision in (KEEP, LINK))
    return {place: words for place, words in found if words}


def length_of(draft: Draft) -> dict[str, str]:
    """For a sentence on a text that is too long: `found` and `most` characters."""
    figures = {"found": len(draft.text), "most": LONGEST}
    return {name: number_format(number, force_grouping=True) for name, number in figures.items()}


def _fault(draft: Draft) -> str:
    if len(draft.text) > LONGEST:
        words = _("It has %(found)s characters; expected at most %(most)s.")
        return words % length_of(draft)
    return "" if draft.text else _("It has no text: write one, or leave it out.")


def parts_of(
    drafts: Sequence[Draft], suggestions: Sequence[tuple[Suggestion, ...]], wrong: Mapping[int, str]
) -> tuple[Part, ...]:
    return tuple(
        Part(place, draft, alike, tuple(_choices(draft, alike)), wrong.get(place, ""))
        for place, (draft, alike) in enumerate(zip(drafts, suggestions, strict=True), start=1)
    )


def _choices(draft: Draft, suggestions: Sequence[Suggestion]) -> Iterator[Choice]:
    """A decision that names a commitment which is no longer suggested starts again with keeping."""
    words = {f"{KEEP}:": _("Keep it as a commitment of its own")}
    for number, each in enumerate(suggestions, start=1):
        words[f"{LINK}:{each.row.id}"] = _("Keep it, and link it with %(number)s") % {"number": number}
        words[f"{MERGE}:{each.row.id}"] = _("The same as %(number)s: make nothing new") % {"number": number}
    words[f"{LEAVE}:"] = _("Leave it out")
    chosen = f"{draft.decision}:{draft.other}"
    chosen = chosen if chosen in words else f"{KEEP}:"
    yield from (Choice(value.rstrip(":"), said, value == chosen) for value, said in words.items())
