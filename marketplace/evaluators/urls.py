"""Addresses of the register of evaluators. An evaluator's public page is among the catalogue's."""

from django.urls import path

from marketplace.evaluators import views

app_name = "evaluators"
_own = "desk/evaluators/of/<slug:slug>/"
urlpatterns = [
    path("evaluators/", views.evaluators, name="list"),
    path("desk/evaluators/", views.mine, name="mine"),
    path("desk/evaluators/new/", views.register_self, name="register_self"),
    path("desk/organizations/of/<slug:slug>/evaluator/", views.register_firm, name="register_firm"),
    path(_own, views.own, name="own"),
    path(f"{_own}edit/", views.edit, name="edit"),
    path(f"{_own}ties/<int:tie>/take-back/", views.take_back, name="take_back"),
    path("agency/evaluators/<slug:slug>/suspend/", views.suspend, name="suspend"),
    path("agency/evaluators/<slug:slug>/reinstate/", views.reinstate, name="reinstate"),
]
