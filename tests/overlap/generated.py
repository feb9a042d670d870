"""Generated activities that meet often: small vocabularies, so that every kind of match occurs."""

from dataclasses import replace

from hypothesis import strategies as st

from egnatia.overlap import BANDS, ActivityFacts, OrganisationMention, Reference, Text

WORDS = (
    "prison", "staff", "training", "затвор", "burgjeve", "trajnim", "water", "supply", "Freetown", "qwertzu", "asdfgh",
    "rural", "roads", "II", "2024", "P040712", "laboratory", "forensic", "youth", "schools", "internet",
)  # fmt: skip
# What all of a row mean: texts that share no language meet in these.
MEANT = {
    "en": ("reintegration", "firearms", "probation", "orphan", "Croatian", "cadastral", "support"),
    "sq": ("riintegrimi", "armët e zjarrit", "shërbimi i provës", "jetim", "kroat", "kadastral", "mbështetje"),
    "mk": ("реинтеграција", "огнено оружје", "пробација", "сираче", "хрватски", "катастарски", "поддршка"),
    "ro": ("reintegrare", "arme de foc", "probațiune", "orfan", "croat", "cadastral", "sprijin"),
    "fr": ("réinsertion", "armes à feu", "probation", "orphelin", "croate", "cadastral", "appui"),
}
# Of descriptions at length: words of the first are no words of the second.
AT_LENGTH = (
    "",
    (
        "masons repair pumps fence springs lay pipes cisterns villagers chlorinate tanks collect tariffs read meters "
        "mend leaks droughts empty wells hamlets gorge drink clean boreholes"
    ),
    (
        "choirs rehearse ballads fishermen carols shepherds conductors copy scores tailors sew costumes carpenters "
        "stage harbour drummers fiddlers dancers perform dusk lanterns"
    ),
)
PARTIES = ("Nordlys Fund", "Lumina", "Arms Hub", "UNDP", "United Nations Development Programme", "None")
DATES = ("", "2024", "2024-06", "2024-06-15", "2025-01-01", "2026-12-31", "2030")


def some(values: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


@st.composite
def texts(draw: st.DrawFn, most: int = 6) -> tuple[Text, ...]:
    found: list[Text] = []
    for words in draw(st.lists(some(WORDS, most), max_size=2)):
        language = draw(st.sampled_from(tuple(MEANT)))
        if written := words + draw(some(MEANT[language], 5)):
            found.append(Text(" ".join(written), draw(st.sampled_from(("", language, language)))))
    return tuple(found)


@st.composite
def descriptions(draw: st.DrawFn) -> tuple[Text, ...]:
    more = draw(st.sampled_from(AT_LENGTH))
    return tuple(Text(f"{text.text} {more}", text.lang) for text in draw(texts(12)))


@st.composite
def organisations(draw: st.DrawFn) -> tuple[OrganisationMention, ...]:
    return tuple(OrganisationMention(name, draw(st.sampled_from(("", "XM-1")))) for name in draw(some(PARTIES, 2)))


@st.composite
def activities(draw: st.DrawFn) -> ActivityFacts:
    identifiers = draw(some(("A-1", "A-2", "44000-P040712", "placeholder"), 2))
    return ActivityFacts(
        ref="",
        source=draw(st.sampled_from(("", "one", "other"))),
        identifiers=tuple(identifiers),
        titles=draw(texts()),
        descriptions=draw(descriptions()),
        economies=frozenset(draw(some(("MKD", "SRB", "ALB", "balkans"), 3))),
        places=frozenset(draw(some(("Tetovo", "Niš"), 2))),
        start=draw(st.sampled_from(DATES)),
        end=draw(st.sampled_from(DATES)),
        amount=draw(st.sampled_from((None, 0.0, 1_000.0, 1_020.0, 90_000.0, 2_000_000.0))),
        currency=draw(st.sampled_from(("", "EUR", "USD", "QQQ"))),
        band=draw(st.sampled_from(("", *BANDS))),
        reporters=draw(organisations()),
        funders=draw(organisations()),
        implementers=draw(organisations()),
        receivers=draw(organisations()),
        sectors=frozenset(draw(some(("DAC:15210", "DAC:152", "DAC:31110", "99:7", "health"), 2))),
        objectives=frozenset(draw(some(("2.3.1", "2.3.2", "3.1.1"), 2))),
        types=frozenset(draw(some(("training", "works"), 1))),
        groups=frozenset(draw(some(("police", "youth"), 1))),
        references=tuple(
            Reference(kind, "A-1") for kind in draw(some(("1", "2", "3", "4", "5", "provider", "receiver"), 2))
        ),
    )


collections = st.lists(activities(), max_size=9).map(
    lambda found: [replace(activity, ref=f"r{number}") for number, activity in enumerate(found)]
)
