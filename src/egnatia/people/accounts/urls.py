"""Signing in and second factors, under /account/: those of allauth's addresses that we have pages for."""

from allauth.account import views as allauth_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.webauthn import views as key_views
from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from egnatia.people.accounts import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/code/", views.machine_code, name="account_machine_code"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-step/", RedirectView.as_view(pattern_name="people:second-factor"), name="mfa_index"),
    path("second-step/authenticate/", views.authenticate, name="mfa_authenticate"),
    path("second-step/reauthenticate/", views.reauthenticate_by_code, name="mfa_reauthenticate"),
    path("second-step/app/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("second-step/app/picture.svg", views.app_picture, name="mfa_totp_picture"),
    path("second-step/app/removal/", views.DeactivateApp.as_view(), name="mfa_deactivate_totp"),
    path("second-step/codes/", codes_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", views.MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("second-step/keys/", key_views.list_webauthn, name="mfa_list_webauthn"),
    path("second-step/keys/new/", views.AddKey.as_view(), name="mfa_add_webauthn"),
    path("second-step/keys/reauthenticate/", views.reauthenticate_by_key, name="mfa_reauthenticate_webauthn"),
    path("second-step/keys/<int:pk>/removal/", views.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("second-step/keys/<int:pk>/name/", key_views.edit_webauthn, name="mfa_edit_webauthn"),
]
if settings.OIDC:
    urlpatterns.append(path("provider/", include("egnatia.people.accounts.provider")))
