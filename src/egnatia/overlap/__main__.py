"""`python -m egnatia.overlap`: compiles the loops that compare a collection and keeps what is worked out of words and
dictionaries, so that nobody waits for it later."""

from egnatia.language.concepts import LANGUAGES
from egnatia.language.dictionaries import dictionary
from egnatia.language.lexicon import phrases
from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.arrays.index import FEW, Index


def main() -> None:
    """Read what is kept of each language, and compare a collection that is not small in each of the ways there are."""
    for language in LANGUAGES:
        dictionary(language)
        phrases(language)
    index = Index.build([ActivityFacts(str(number)) for number in range(FEW + 1)])
    list(index.pairs())
    index.check(ActivityFacts("another"))


if __name__ == "__main__":
    main()
