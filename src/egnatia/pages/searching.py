"""What somebody types into a search, as the database is asked for it. Pure."""

from egnatia.language import folded_words
from egnatia.language.seeking import MOST_WORDS, beginning


def search_expression(typed: str) -> str:
    """What the database searches for: every word, in whatever form it ends ("zatvor" finds "zatvorski").

    "" where nothing is left to search for. Folded words hold letters and digits only, so nothing needs quoting.
    """
    return " & ".join(beginning(word).replace("*", ":*") for word in folded_words(typed)[:MOST_WORDS])


def folded_text(*texts: str) -> str:
    """What a search finds a record by: its words as `search_expression` asks for them."""
    return " ".join(word for text in texts for word in folded_words(text))
