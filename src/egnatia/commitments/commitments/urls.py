from django.urls import path

from egnatia.commitments.commitments.views import entering, withdrawing

urlpatterns = [
    path("new/", entering.new, name="commitment-new"),
    path("withdrawn/", withdrawing.withdrawn, name="withdrawn"),
    path("<uuid:record>/change/", entering.change, name="commitment-change"),
    path("<uuid:record>/withdrawal/", withdrawing.withdrawal, name="commitment-withdrawal"),
    path("<uuid:record>/restoration/", withdrawing.restoration, name="commitment-restoration"),
]
