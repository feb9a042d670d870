"""Communities that share, who sits in them, and the offices that people hold for a time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import ids
from egnatia.kernel.models.person import Personal


class Community(models.Model):
    """A named group. In a closed one a steward confirms each member; its list of members is its own."""

    slug = models.SlugField(primary_key=True, max_length=40)
    names = models.JSONField(_("name by language"), default=dict)
    purpose = models.JSONField(_("purpose by language"), default=dict, blank=True)
    closed = models.BooleanField(_("closed"), default=False)
    accepts_submissions = models.BooleanField(_("accepts records from non-members"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """A person's seat in a community from a day until a day. It opens nothing before a steward has confirmed it."""

    PERSONAL = Personal("memberships", "community", "economy", "steward", "since", "until")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    economy = models.ForeignKey("kernel.Economy", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    steward = models.BooleanField(_("steward"), default=False)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    proposed_by = models.UUIDField()
    confirmed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            # Nobody adds themselves to a community.
            models.CheckConstraint(name="membership_not_by_oneself", condition=~Q(confirmed_by=F("person_id"))),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}"


class Office(models.Model):
    """A seat that somebody holds today: focal point of an economy in a community, or the secretariat's desk.

    A row without a person is a vacant seat; a deputy holds the same token as the holder.
    """

    class Kind(models.TextChoices):
        FOCAL_POINT = "F", _("focal point")
        SECRETARIAT = "S", _("secretariat")

    PERSONAL = Personal("roles", "kind", "community", "economy", "deputy", "since", "until")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=1, choices=Kind)
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.CASCADE, related_name="offices")
    economy = models.ForeignKey("kernel.Economy", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="offices"
    )
    deputy = models.BooleanField(_("deputy"), default=False)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="office_ends_after_it_starts", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="office_focal_point_has_a_seat",
                condition=Q(kind="S") | Q(community__isnull=False, economy__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.community_id or ''} {self.economy_id or ''}".strip()
