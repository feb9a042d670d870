"""Serbian in Latin letters: the same as in Cyrillic."""

from egnatia.web.locale_formats.sr.formats import *  # noqa: F403
