from django.urls import path

from egnatia.mapping.actors.views import listing, one

urlpatterns = [
    path("", listing.actors, name="actors"),
    path("download.<str:form>", listing.download, name="actors-download"),
    path("new/", one.new, name="actor-new"),
    path("<uuid:actor_id>/", one.actor, name="actor"),
    path("<uuid:actor_id>/change/", one.change, name="actor-change"),
    path("<uuid:actor_id>/names/", one.names, name="actor-names"),
]
