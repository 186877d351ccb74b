"""Addresses of the public pages about what was measured."""

from django.urls import path

from metrics import downloads, views

urlpatterns = [
    path("nokkeltall/<slug:slug>/", views.metric_detail, name="metric_detail"),
    path("nokkeltall/<slug:slug>/last-ned/<str:code>/", downloads.metric_download, name="metric_download"),
    path("losninger/", views.solution_list, name="solution_list"),
    path("losninger/<slug:slug>/", views.solution_detail, name="solution_detail"),
    path("losninger/<slug:slug>/last-ned/<str:code>/", downloads.solution_download, name="solution_download"),
    path("publikasjoner/", views.publication_list, name="publication_list"),
    path("publikasjoner/<slug:slug>/", views.publication_detail, name="publication_detail"),
    path("publikasjoner/<slug:slug>/last-ned/<str:code>/", downloads.publication_download, name="publication_download"),
]
