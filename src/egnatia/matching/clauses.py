"""The clauses that a match's sentence is made of: each says one thing in common, or "" where there is none. And names,
words and amounts as they stand inside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.activities.labels import BAND, label
from egnatia.language import fold
from egnatia.overlap import Evidence
from egnatia.pages import amounts
from egnatia.pages.concepts import concept_label
from egnatia.pages.labels import in_quotes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_CONCEPTS = 2
MOST_NAMED = 3  # names in a clause
MOST_TOPICS = 4
LONGEST_ABBREVIATION = 5  # letters: UNODC is one, PRISON is a word
ByKind = Mapping[str, Sequence[Evidence]]
Clause = Callable[[ByKind, "MatchLabels"], str]


@dataclass(frozen=True, slots=True)
class MatchLabels:
    """What codes are called, in the reader's language; `exact` amounts or rounded ones."""

    economies: Mapping[str, str] = field(default_factory=dict)
    objectives: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    exact: bool = False


def listed(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Names in a row, each once; what is beyond `most` is counted."""
    every = list(dict.fromkeys(name for name in names if name))
    shown = every[:most]
    if len(every) > most:
        rest = len(every) - most
        shown.append(ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest})
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def both_ways(*said: str) -> str:
    """The same thing as each side writes it: "radicalisation / радикализација"; once where they write it alike."""
    return " / ".join({fold(each): each for each in reversed(said) if each}.values().__reversed__())


def lowered(label: str) -> str:
    """A label inside a sentence: "Training" as "training", an abbreviation as it is."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def common(word: str) -> str:
    """A common word inside a sentence: "Frontline" from the beginning of a title as "frontline"."""
    if word.isupper() and len(word) <= LONGEST_ABBREVIATION:
        return word
    return word.replace("İ", "i").lower() if word.isupper() or word[1:].islower() else word


def quoted(left: str, right: str) -> str:
    """A word as both sides write it. Where one of them writes it small it is no name, so both are shown small."""
    said = (common(left), common(right)) if left[:1].islower() or right[:1].islower() else (left, right)
    return both_ways(*said)


def plain_amount(written: str) -> str:
    """The amount of an evidence, exactly: 180000.00 EUR as 180,000 EUR, a band in its words."""
    value, currency = _amount(written)
    if value is None:
        return _band(written)
    return amounts.with_currency(amounts.figure(value), currency)


def round_amount(written: str) -> str:
    """The same, rounded like all amounts of a page."""
    value, currency = _amount(written)
    return _band(written) if value is None else amounts.with_currency(amounts.rounded(value), currency)


def two_amounts(evidence: Evidence, *, exact: bool = False) -> str:
    """The amounts of both sides; once where they are the same, or the same when rounded."""
    left, right = evidence.left[0], evidence.right[0]
    form = plain_amount if exact else round_amount
    if form(left) != form(right):
        return _("%(left)s and %(right)s") % {"left": form(left), "right": form(right)}
    said = (
        _("both state an amount of %(amount)s")
        if plain_amount(left) == plain_amount(right)
        else _("both state an amount of about %(amount)s")
    )
    return said % {"amount": form(left)}


def marked_amounts(evidence: Evidence) -> str:
    """Both amounts rounded, with the exact figures in their titles. As HTML."""
    left, right = (_marked(each[0]) for each in (evidence.left, evidence.right))
    return format_html(_("{left} and {right}"), left=left, right=right)


def _marked(written: str) -> str:
    value, currency = _amount(written)
    return _band(written) if value is None else amounts.marked(value, currency)


def _amount(written: str) -> tuple[float | None, str]:
    value, _space, currency = written.partition(" ")
    try:
        return float(value), currency
    except ValueError:
        return None, currency


def _band(written: str) -> str:
    value, _space, currency = written.partition(" ")
    return f"{label(BAND, value)} {currency}".rstrip()


def _names(kind: str, one: "_StrPromise", more: "_StrPromise | None" = None) -> Clause:
    """A clause that names organisations or places as both sides write them; `more` says it of several."""

    def clause(found: ByKind, _words: MatchLabels) -> str:
        pairs = [pair for each in found.get(kind, ()) for pair in zip(each.left, each.right, strict=False)]
        names = list(dict.fromkeys(both_ways(*pair) for pair in pairs))
        said = more if more and len(names) > 1 else one
        return str(said) % {"names": listed(names)} if names else ""

    return clause


def _terms(kind: str, said: "_StrPromise", vocabulary: Callable[[MatchLabels], Mapping[str, str]]) -> Clause:
    """A clause that says codes in words."""

    def clause(found: ByKind, words: MatchLabels) -> str:
        codes = [code for each in found.get(kind, ()) for code in each.shared]
        known = vocabulary(words)
        return str(said) % {"names": listed(known.get(code, code) for code in codes)} if codes else ""

    return clause


def _concepts(found: ByKind, _words: MatchLabels) -> str:
    """The most telling concepts in the reader's language, with the words of both texts."""
    each = [both_ways(concept_label(e.shared[0]), *map(common, (*e.left, *e.right))) for e in found.get("concept", ())]
    return _("both mention %(names)s") % {"names": listed(each[:MOST_CONCEPTS])} if each else ""


def _written(found: ByKind, _words: MatchLabels) -> str:
    """Words in common, where no concept says it better."""
    if "concept" in found or "word" not in found:
        return ""
    (evidence, *_rest) = found["word"]
    pairs = zip(evidence.left, evidence.right, strict=False)
    named = [in_quotes(quoted(*pair)) for pair in pairs][:MOST_NAMED]
    return _("both texts contain %(names)s") % {"names": ", ".join(named)}


def _identifier(found: ByKind, _words: MatchLabels) -> str:
    if "identifier" not in found:
        return ""
    return _("both have the identifier %(names)s") % {"names": found["identifier"][0].shared[0].upper()}


def _number(found: ByKind, _words: MatchLabels) -> str:
    if "number" not in found:
        return ""
    return _("both contain the project number %(names)s") % {"names": found["number"][0].shared[0].upper()}


def _title(found: ByKind, _words: MatchLabels) -> str:
    return _("their titles are nearly identical") if "title" in found else ""


def _reference(found: ByKind, _words: MatchLabels) -> str:
    said = {
        "1": _("one refers to the other as its parent activity"),
        "2": _("one refers to the other as its sub-activity"),
        "3": _("one refers to the other as part of the same programme"),
        "4": _("one refers to the other as co-funded with it"),
        "5": _("one refers to the other as the same activity, reported by another organisation"),
        "provider": _("one refers to the other as the source of its funding"),
        "receiver": _("one refers to the other as a recipient of its funding"),
    }
    codes = [code for each in found.get("reference", ()) for code in each.shared]
    return said.get(codes[0], _("one refers to the other")) if codes else ""


def _amounts(found: ByKind, words: MatchLabels) -> str:
    pair = [each for each in found.get("amount", ()) if each.left and each.right]
    return two_amounts(pair[0], exact=words.exact) if pair else ""


def _receiver(found: ByKind, words: MatchLabels) -> str:
    """For whom, and with which support where both say so."""
    if "receiver" not in found:
        return ""
    names = listed(both_ways(*each.left, *each.right) for each in found["receiver"])
    codes = [code for each in found.get("type", ()) for code in each.shared]
    if not codes:
        return _("both are intended for %(names)s") % {"names": names}
    types = listed(lowered(words.types.get(code, code)) for code in codes)
    return _("both provide %(types)s for %(names)s") % {"types": types, "names": names}


def _types(found: ByKind, words: MatchLabels) -> str:
    """Which support, unless it is said with the institution that receives it."""
    codes = [code for each in found.get("type", ()) for code in each.shared]
    if not codes or "receiver" in found:
        return ""
    return _("both provide %(names)s") % {"names": listed(lowered(words.types.get(code, code)) for code in codes)}


CLAUSES: Mapping[str, tuple[Clause, ...]] = {
    "overlap": (
        _receiver,
        _concepts,
        _terms(
            "objective", gettext_lazy("both contribute to the objective “%(names)s”"), lambda words: words.objectives
        ),
        _names("place", gettext_lazy("both work in %(names)s")),
        _names("partner", gettext_lazy("%(names)s implements both"), gettext_lazy("%(names)s implement both")),
        _written,
        _types,
        _terms("group", gettext_lazy("both work with %(names)s"), lambda words: words.groups),
        _terms("sector", gettext_lazy("both are classified as “%(names)s”"), lambda words: words.sectors),
        _title,
    ),
    "same": (
        _identifier,
        _number,
        _reference,
        _title,
        _concepts,
        _written,
        _names("funder", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
        _names("receiver", gettext_lazy("both are intended for %(names)s")),
        _amounts,
    ),
    "chain": (
        _reference,
        _names(
            "passes_to",
            gettext_lazy("%(names)s implements one and reports or funds the other"),
            gettext_lazy("%(names)s implement one and report or fund the other"),
        ),
        _names("paid_by", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
        _amounts,
        _names("receiver", gettext_lazy("both are intended for %(names)s")),
    ),
    "series": (
        _reference,
        _title,
        _names("funder", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
    ),
}


def _topics(found: ByKind, _words: MatchLabels) -> str:
    names = [concept_label(code) for each in found.get("concept", ()) for code in each.shared]
    return _("both mention %(names)s") % {"names": listed(names, most=MOST_TOPICS)} if names else ""


def _like_titles(found: ByKind, _words: MatchLabels) -> str:
    return _("their titles are similar") if "title" in found else ""


def _one_day(found: ByKind, _words: MatchLabels) -> str:
    """One first or last day, where both state it to the day."""
    same = [feature for feature in ("first_day", "last_day") for each in found.get(feature, ()) if each.shared]
    if len(same) > 1:
        return _("both begin and end on the same days")
    if not same:
        return ""
    return _("both begin on the same day") if same[0] == "first_day" else _("both end on the same day")


# Of similar work, whose evidence is in neutral terms.
SIMILARITY_CLAUSES: tuple[Clause, ...] = (
    _terms("objective", gettext_lazy("both contribute to the objective “%(names)s”"), lambda words: words.objectives),
    _topics,
    _names("receiver", gettext_lazy("both are intended for %(names)s")),
    _like_titles,
    _amounts,
    _one_day,
    _names("partner", gettext_lazy("%(names)s takes part in both"), gettext_lazy("%(names)s take part in both")),
    _names("funder", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
    _names("name", gettext_lazy("both name %(names)s")),
    _names("place", gettext_lazy("both work in %(names)s")),
)
