"""The terms that activities are described with: the same for every reader."""

from django.utils.translation import get_language

from egnatia.activities.activities.terms import Vocabulary
from egnatia.kernel.forum import in_language
from egnatia.kernel.models import Term
from egnatia.kernel.request_cache import once_per_request

SHOWN = ("intervention-type", "works-with", "for-the-good-of", "objective", "sector")


@once_per_request
def vocabulary() -> Vocabulary:
    """One query for all of them."""
    rows = Term.objects.filter(vocabulary__in=SHOWN).order_by("vocabulary", "order", "code")
    language = get_language()
    labels: dict[str, dict[str, str]] = {name: {} for name in SHOWN}
    for name, code, texts in rows.values_list("vocabulary", "code", "labels"):
        labels[name][code] = in_language(texts, language)
    return Vocabulary(*labels.values())
