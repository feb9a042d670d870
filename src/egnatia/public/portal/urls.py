"""Addresses of the public site."""

from django.urls import path

from egnatia.public.portal import doors, views

urlpatterns = [
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:code>/", views.topic, name="topic"),
    path("topics/<slug:code>/feed.atom", doors.topic_feed, name="topic-feed"),
    path("economy/", views.economies, name="economies"),
    path("economy/<slug:code>/", views.economy, name="economy"),
    path("economy/<slug:code>/feed.atom", doors.economy_feed, name="economy-feed"),
    path("around/", views.around, name="around"),
    path("worried/", views.worried, name="worried"),
    path("worried/<slug:code>/", views.worried_in, name="worried"),
    path("who-does-what/", views.work, name="work"),
    path("picture/<slug:kind>/<slug:name>.png", doors.picture, name="picture"),
    path("sitemap.xml", doors.sitemap, name="sitemap"),
]
