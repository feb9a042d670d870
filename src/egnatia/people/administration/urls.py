from django.urls import path

from egnatia.people.administration import views

urlpatterns = [
    path("", views.listed, name="accounts"),
    path("audit-checkpoint/", views.checkpoint, name="audit-checkpoint"),
    path("<uuid:person_id>/", views.account, name="account-of"),
    path("<uuid:person_id>/sessions/ending/", views.ending_of_sessions, name="account-sessions-ending"),
    path("<uuid:person_id>/deactivation/", views.deactivation, name="account-deactivation"),
    path("<uuid:person_id>/reactivation/", views.reactivation, name="account-reactivation"),
    path("<uuid:person_id>/second-factor/reset/", views.reset, name="account-reset"),
    path("<uuid:person_id>/recovery-codes/", views.codes, name="account-codes"),
    path("<uuid:person_id>/address/", views.address, name="account-address"),
    path("<uuid:person_id>/file/", views.personal_file, name="account-file"),
    path("<uuid:person_id>/erasure/", views.erasure, name="account-erasure"),
    path("<uuid:person_id>/confirmation/", views.confirmation, name="account-confirmation"),
]
