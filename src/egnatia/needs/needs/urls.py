from django.urls import path

from egnatia.needs.needs import views
from egnatia.needs.needs.pages import NEED_PAGES

urlpatterns = [
    *NEED_PAGES.urlpatterns,
    path("", views.needs, name="needs"),
    path("download.<str:form>", views.download, name="needs-download"),
    path("new/", views.new, name="need-new"),
    path("waiting/", views.waiting, name="needs-waiting"),
    path("upload/", views.upload, name="needs-upload"),
    path("upload/applying/", views.applying, name="needs-upload-applying"),
    path("upload/<uuid:sheet>/", views.sheet, name="needs-sheet"),
    path("upload/<uuid:sheet>/undoing/", views.undoing, name="needs-sheet-undoing"),
    path("<uuid:record>/", views.need, name="need"),
    path("<uuid:record>/own-words/", views.own_words, name="need-own-words"),
    path("<uuid:record>/marking/", views.marking, name="need-marking"),
    path("<uuid:record>/confirmation/", views.confirmation, name="need-confirmation"),
]
