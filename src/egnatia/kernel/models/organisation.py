"""Organisations. They are records too: an invented or undercover body may be known to few."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models.kind import Kind


class OrganisationType(models.TextChoices):
    GOVERNMENT = "government", _("government body")
    INTERNATIONAL = "international", _("international organisation")
    DONOR = "donor", _("donor")
    IMPLEMENTER = "implementer", _("implementing organisation")
    CIVIL_SOCIETY = "civil-society", _("civil society")
    ACADEMIA = "academia", _("academia")
    OTHER = "other", _("other")


class Organisation(Kind):
    """An organisation. `mailbox` is a functional address; empty means "ask through the secretariat"."""

    KIND = "organisation"
    name = models.CharField(_("name"), max_length=300)
    type = models.CharField(_("type"), max_length=20, choices=OrganisationType, default=OrganisationType.OTHER)
    economy = models.ForeignKey(
        "kernel.Economy", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("economy")
    )
    mailbox = models.EmailField(_("functional mailbox"), blank=True)
    reference = models.CharField(_("organisation identifier"), max_length=100, blank=True)
    is_secretariat = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="organisation_name", fields=["name"])]
        constraints = [
            models.UniqueConstraint(
                name="organisation_one_secretariat", fields=["is_secretariat"], condition=models.Q(is_secretariat=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """Another name of an organisation: a translation, an abbreviation, an older name. `folded` is what is looked up."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True)
    folded = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="organisation_name_once", fields=["organisation", "folded", "language"])
        ]

    def __str__(self) -> str:
        return self.name
