from django.urls import path

from marketplace.desk import views

app_name = "desk"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/lately/", views.lately, name="lately"),
    path("desk/dates.ics", views.dates, name="dates"),
]
