"""Persons who sign in. Their names are roles and functions; nothing else about them is kept."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids


class PersonQuerySet(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """An account: made by invitation only. An administrator operates accounts and reads nothing by it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name or function"), max_length=150)
    organisation = models.ForeignKey("kernel.Organisation", on_delete=models.PROTECT, related_name="staff")
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_demo = models.BooleanField(default=False)
    # Set when an administrator resets a second factor or an address: basic rights until a steward confirms.
    unconfirmed_since = models.DateTimeField(null=True, blank=True)
    # When somebody of the organisation said that the person works there: until then basic rights, and for nobody.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
