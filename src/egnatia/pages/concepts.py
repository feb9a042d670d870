"""Concept chips: what a text is about, in the reader's language. No translation of the text is claimed."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.language import concepts_of, folded_words, lexicon, telling
from egnatia.language.variants import VARIANTS, in_variant
from egnatia.overlap import Text

LABELS = {
    "prison": _("prison"),
    "probation": _("probation"),
    "radicalisation": _("radicalisation"),
    "violent extremism": _("violent extremism"),
    "terrorism": _("terrorism"),
    "terrorist financing": _("terrorist financing"),
    "money laundering": _("money laundering"),
    "foreign fighters": _("foreign fighters"),
    "returnees": _("returnees"),
    "reintegration": _("reintegration"),
    "rehabilitation of persons": _("rehabilitation"),
    "firearms": _("firearms"),
    "ammunition": _("ammunition"),
    "storage": _("storage"),
    "seized arms": _("seized weapons"),
    "surplus destruction": _("destruction of surplus weapons"),
    "ballistics": _("ballistics"),
    "trafficking in arms": _("trafficking in arms"),
    "trafficking in persons": _("trafficking in persons"),
    "drugs": _("drugs"),
    "organised crime": _("organised crime"),
    "corruption": _("corruption"),
    "police": _("police"),
    "border": _("border"),
    "customs": _("customs"),
    "travel data": _("travel data"),
    "identity documents": _("identity documents"),
    "judiciary": _("judiciary"),
    "prosecution": _("prosecution"),
    "criminal investigation": _("criminal investigation"),
    "digital evidence": _("digital evidence"),
    "cyber security": _("cybersecurity"),
    "critical infrastructure": _("critical infrastructure"),
    "online content": _("online content"),
    "media literacy": _("media literacy"),
    "media": _("media"),
    "internet": _("internet"),
    "youth": _("youth"),
    "children": _("children"),
    "women": _("women"),
    "families": _("families"),
    "communities": _("communities"),
    "civil society": _("civil society"),
    "religious communities": _("religious communities"),
    "municipality": _("municipality"),
    "schools": _("schools"),
    "teachers": _("teachers"),
    "social workers": _("social workers"),
    "mental health": _("mental health"),
    "victims": _("victims"),
    "referral": _("referral"),
    "risk assessment": _("risk assessment"),
    "early recognition": _("early warning and detection"),
    "training": _("training"),
    "staff": _("staff"),
    "first responders": _("first responders"),
    "equipment": _("equipment"),
    "construction": _("construction"),
    "law reform": _("law reform"),
    "strategy": _("strategy"),
    "coordination": _("coordination"),
    "information exchange": _("information exchange"),
    "exercise": _("exercise"),
    "crisis management": _("crisis management"),
    "explosives": _("explosives"),
    "mines": _("mines"),
    "public spaces": _("public spaces"),
    "drones": _("drones"),
    "migration": _("migration"),
    "confidence building": _("confidence building"),
    "social cohesion": _("social cohesion"),
    "employment": _("employment"),
    "health": _("health"),
    "education": _("education"),
    "human rights": _("human rights"),
    "research": _("research"),
    "awareness": _("awareness"),
    "grants": _("grants"),
    "intelligence": _("intelligence"),
    "security": _("security"),
    "prevention": _("prevention"),
    "mentoring": _("mentoring"),
    "identification of missing persons": _("identification of missing persons"),
    "domestic violence": _("domestic violence"),
    "sentencing alternatives": _("alternatives to imprisonment"),
}


# The lexicon writes Serbian in Latin letters, and Latin is never turned into Cyrillic: there, both texts speak for
# themselves.
IN_LEXICON = {"sr-latn": "hbs", **dict.fromkeys(VARIANTS, "hbs")}
IN_LEXICON |= {code: code for code in ("en", "sq", "mk", "bg", "ro", "el", "tr", "sl")}


def concept_label(concept: str) -> str:
    """A concept in the reader's language; "" where the lexicon has no term in it."""
    if concept in LABELS:
        return str(LABELS[concept])
    language = (get_language() or "en").lower()
    term = lexicon.term(concept, IN_LEXICON[language]) if language in IN_LEXICON else ""
    return in_variant(term, language) if language in VARIANTS else term


def chips_of_foreign(text: str, lang: str, most: int = 4) -> tuple[str, ...]:
    """The concepts of a text that is not in the reader's language; none of one that they can read, or of which nobody
    said the language."""
    same = lang.partition("-")[0] == (get_language() or "en").partition("-")[0]
    return () if same or not lang else chips([Text(text, lang)], most)


def chips(texts: Iterable[Text], most: int = 8) -> tuple[str, ...]:
    """The concepts of the texts in the reader's language: telling ones first, then the more frequent."""
    found: dict[str, int] = {}
    for text in texts:
        for concept, times in concepts_of(folded_words(text.text), text.lang).items():
            found[concept] = found.get(concept, 0) + times
    first = sorted(found, key=lambda concept: (concept not in telling(), -found[concept], concept))
    return tuple(concept_label(concept) for concept in first[:most])
