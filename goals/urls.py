"""Addresses of the public pages about what was promised."""

from django.urls import path

from goals import downloads, finding, views

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("planer/<slug:slug>/", views.plan_detail, name="plan_detail"),
    path("planer/<slug:slug>/last-ned/<str:code>/", downloads.plan_download, name="plan_download"),
    path("planer/<slug:slug>/mal/<int:number>/", views.goal_detail, name="goal_detail"),
    path("planer/<slug:slug>/mal/<int:number>/last-ned/<str:code>/", downloads.goal_download, name="goal_download"),
    path("statistikk/", views.statistics, name="statistics"),
    path("statistikk/last-ned/<str:code>/", downloads.statistics_download, name="statistics_download"),
    path("sok/", finding.search, name="search"),
    path("om/", views.about, name="about"),
]
