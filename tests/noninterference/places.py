"""Where the activities of the worlds are at work: some say it, close to each other, some do not."""

from egnatia import formats

PLACES = (("Shkodër", 42.07, 19.51), ("Podgorica", 42.44, 19.26), ("Prizren", 42.21, 20.74))


def published_in(variant: int, *, masked: bool) -> bytes:
    """What is masked says nothing of where it was."""
    if masked or variant % 2:
        return b"{}"
    name, latitude, longitude = PLACES[variant % len(PLACES)]
    place = formats.Location((formats.Narrative(name),), latitude=latitude, longitude=longitude)
    return formats.Parsed("published", (), format="", locations=(place,)).to_json()
