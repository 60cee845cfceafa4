from django.urls import path

from procurement.tiercheck import views

app_name = "tiercheck"

urlpatterns = [path("tier-check/", views.check, name="check")]
