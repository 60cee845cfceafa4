from django.urls import path

from procurement.policy import views

app_name = "policy"

urlpatterns = [
    path("policy/", views.in_force, name="in_force"),
    path("policy/<int:number>/", views.version, name="version"),
]
