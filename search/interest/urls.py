from django.urls import path

from search.interest import views

app_name = "interest"
urlpatterns = [
    path("desk/models/<slug:slug>/interest/", views.model_interest, name="model"),
    path("agency/interest/", views.totals, name="totals"),
]
