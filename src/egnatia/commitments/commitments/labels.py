"""What the parts of a commitment are called."""

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels

FIELDS: Labels = {  # in the order of a difference between two versions
    "words": _("Text"),
    "language": _("Language"),
    "source": _("Source"),
    "paragraph": _("Paragraph"),
    "agreed_on": _("Agreed on"),
    "objective": _("Objective"),
    "topics": _("Topics"),
}
