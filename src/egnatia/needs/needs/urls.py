from django.urls import path

from egnatia.needs.needs.views import answering, listing, one, stating, uploading, waiting, withdrawing

urlpatterns = [
    path("", listing.needs, name="needs"),
    path("download.<str:form>", listing.download, name="needs-download"),
    path("new/", stating.new, name="need-new"),
    path("waiting/", waiting.waiting, name="needs-waiting"),
    path("withdrawn/", withdrawing.withdrawn, name="needs-withdrawn"),
    path("upload/", uploading.upload, name="needs-upload"),
    path("upload/applying/", uploading.applying, name="needs-upload-applying"),
    path("upload/<uuid:sheet>/", uploading.sheet, name="needs-sheet"),
    path("upload/<uuid:sheet>/undoing/", uploading.undoing, name="needs-sheet-undoing"),
    path("<uuid:record>/", one.need, name="need"),
    path("<uuid:record>/change/", stating.change, name="need-change"),
    path("<uuid:record>/own-words/", stating.own_words, name="need-own-words"),
    path("<uuid:record>/marking/", one.marking, name="need-marking"),
    path("<uuid:record>/confirmation/", answering.confirmation, name="need-confirmation"),
    path("<uuid:record>/withdrawal/", withdrawing.withdrawal, name="need-withdrawal"),
    path("<uuid:record>/restoration/", withdrawing.restoration, name="need-restoration"),
]
