"""What an asker sent: a text, what was understood of it, and what they changed. All state travels in the form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.matching.clauses import plain_amount
from egnatia.needs.frameworks.actions import suggested
from egnatia.pages.documents import DocumentForm
from egnatia.proposals.extraction import BODIES, Fact, Understood, activity_of, objectives, once, understand
from egnatia.proposals.form_labels import own_phrases
from egnatia.proposals.forms.chips import CHOSEN, ORDER, ChipGroup, Choices, PlaceAnswers, groups, posted
from egnatia.proposals.forms.fields import NAMES, SingleForm
from egnatia.proposals.forms.shares import SHARE, SharesForm, shares_of_text
from egnatia.proposals.queries.organisations import known_to
from egnatia.proposals.rules import MOST_TEXT
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.queries import document_in_use, framework_in_use
from egnatia.taxonomy.vocabularies import Vocabulary, vocabulary

KEPT = "understood"  # the form carries chips
AGAIN = "again"  # the button that reads the text anew


class TextForm(DocumentForm):
    """The text of a proposal, pasted or uploaded."""

    most = MOST_TEXT
    saves = False

    text = forms.CharField(
        label=_("Text of the proposal"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Paste a concept note, an e-mail or a page of a logframe, in any language of the region."),
    )


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """`understood` is None as long as there is nothing to answer."""

    names: ForumNames
    vocabulary: Vocabulary
    choices: Choices
    text: TextForm
    single: SingleForm | None = None
    shares: SharesForm | None = None
    understood: Understood | None = None
    which: PlaceAnswers | None = None  # names that may be several places
    unknown: tuple[str, ...] = ()  # bodies that are no organisation that the asker sees

    @property
    def title(self) -> str:
        return self.understood.first("title") if self.understood else ""

    @property
    def groups(self) -> tuple[ChipGroup, ...]:
        return groups(self.understood, self.choices) if self.understood else ()

    @property
    def bare(self) -> tuple[ChipGroup, ...]:
        """The groups of which nothing is specified."""
        return tuple(group for group in self.groups if not group.chips)

    @property
    def quotes(self) -> dict[str, str]:
        """The words that each single field was read from, where they say more than the field does."""
        facts = self.understood.of(*NAMES) if self.understood else ()
        return {fact.name: fact.quote for fact in facts if fact.quote not in ("", fact.value)}

    @property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """What is understood without a field of its own, each with its words: how long it takes, what is requested."""
        return tuple(_beside(self.understood)) if self.understood else ()

    @property
    def concepts(self) -> tuple[str, ...]:
        values = self.understood.values("concept") if self.understood else ()
        return tuple(self.choices.label("concept", value) for value in values)

    @property
    def state(self) -> tuple[tuple[str, str], ...]:
        """Everything as hidden fields of another form."""
        if self.understood is None:
            return ()
        kept = self.understood.of(*NAMES, *ORDER)
        shares = self.shares.stated() if self.shares else ()
        which = self.which.answered if self.which else ()
        chips = ((fact.name, fact.value) for fact in kept)
        return (("text", self.understood.text), (KEPT, "1"), *chips, *shares, *which)

    @property
    def unlisted(self) -> tuple[str, ...]:
        """The bodies named in the proposal that no organisation of the register is."""
        named = {fact.value for fact in self.understood.of(*BODIES)} if self.understood else set()
        return tuple(name for name in self.unknown if name in named)

    @property
    def percentages(self) -> dict[str, float]:
        """How much of it each economy gets, where that is stated."""
        return self.shares.usable() if self.shares else {}


def blank() -> ProposalSheet:
    names, words = forum(), vocabulary()
    return ProposalSheet(names, words, Choices.of(names, words), TextForm())


def sheet_of(
    data: QueryDict, files: "MultiValueDict[str, UploadedFile[Any]] | None", *, reader: Reader
) -> ProposalSheet:
    """What was sent. Names of organisations are read by what `reader` sees."""
    empty = blank()
    form = TextForm(data, files)
    if not form.is_valid():
        return replace(empty, text=form)
    read = sheet_of_text(form.read(), reader=reader)
    assert read.understood is not None
    if KEPT not in data or AGAIN in data or form.cleaned_data["upload"]:
        return read
    single = SingleForm(data)
    which = PlaceAnswers(read.understood.asked, data, empty.choices)
    facts = _with_quotes([*single.facts(), *which.facts(posted(data, empty.choices))], read.understood)
    dated = single.cleaned_data.get("start") and single.cleaned_data.get("end")
    rest = read.understood.of("language", "concept", "requested", *(() if dated else ("months",)))
    understood = replace(read.understood, facts=tuple(once((*facts, *rest))))
    shares = _shares(data, understood, empty.names)
    return replace(read, single=single, shares=shares, which=which, understood=understood)


def sheet_of_text(text: str, *, reader: Reader) -> ProposalSheet:
    """What a text says: names of organisations by what `reader` sees, codes that this installation's lists have."""
    empty, known = blank(), known_to(reader)
    plain = understand(text, known, today=clock.today().isoformat(), words=own_phrases())
    read = replace(plain, facts=tuple(_in_lists((*plain.facts, *_aims(plain)), empty.choices)))
    stated = {f"{SHARE}{code}": f"{share:g} %" for code, share in shares_of_text(read).items()}
    return replace(
        empty,
        text=TextForm(initial={"text": text}),
        single=SingleForm.of(read),
        shares=_shares(stated, read, empty.names),
        understood=read,
        which=PlaceAnswers(read.asked, {}, empty.choices),
        unknown=tuple(dict.fromkeys(fact.value for fact in read.of(*BODIES) if not known.is_known(fact.value))),
    )


def _beside(understood: Understood) -> Iterator[tuple[str, str]]:
    for fact in understood.of("months", "requested"):
        if fact.name == "months":
            words = ngettext("Duration: %(number)s month.", "Duration: %(number)s months.", int(fact.value))
            yield words % {"number": fact.value}, fact.quote
        else:
            amount = plain_amount(f"{fact.value} {understood.first('currency')}")
            yield gettext("Requested: %(amount)s.") % {"amount": amount}, fact.quote


def _shares(data: Mapping[str, Any], understood: Understood, names: ForumNames) -> SharesForm:
    return SharesForm(data, codes=understood.values("economy"), total=understood.first("amount"), names=names)


def _aims(read: Understood) -> Iterator[Fact]:
    """The objectives that it may serve, with the words that say so: a guess, like everything that was understood.

    By their terms; in a framework that has none, by their labels.
    """
    if terms := document_in_use().terms:
        yield from objectives(read, terms)
        return
    for each in suggested(activity_of(read), framework_in_use()):
        words = (term for evidence in each.evidence if evidence.kind == "terms" for term in evidence.what)
        yield Fact("objective", each.code, " · ".join(words))


def _in_lists(facts: Iterable[Fact], choices: Choices) -> Iterator[Fact]:
    """Without codes that this installation's lists do not have."""
    yield from (fact for fact in facts if fact.name not in CHOSEN or choices.allows(fact.name, fact.value))


def _with_quotes(facts: Iterable[Fact], read: Understood) -> Iterator[Fact]:
    """What was posted, with the words that it was once read from: they are read anew each time."""
    quotes = {(fact.name, fact.value): fact.quote for fact in read.facts}
    yield from (replace(fact, quote=quotes.get((fact.name, fact.value), fact.quote)) for fact in facts)
