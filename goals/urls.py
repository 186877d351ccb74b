"""Addresses of the public pages about what was promised."""

from django.urls import path

from goals import views

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("planer/<slug:slug>/", views.plan_detail, name="plan_detail"),
    path("planer/<slug:slug>/mal/<int:number>/", views.goal_detail, name="goal_detail"),
    path("om/", views.about, name="about"),
]
