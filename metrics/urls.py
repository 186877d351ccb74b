"""Addresses of the public pages about what was measured."""

from django.urls import path

from metrics import views

urlpatterns = [
    path("statistikk/", views.statistics, name="statistics"),
    path("nokkeltall/<slug:slug>/", views.metric_detail, name="metric_detail"),
    path("losninger/", views.solution_list, name="solution_list"),
    path("losninger/<slug:slug>/", views.solution_detail, name="solution_detail"),
    path("publikasjoner/", views.publication_list, name="publication_list"),
    path("publikasjoner/<slug:slug>/", views.publication_detail, name="publication_detail"),
]
