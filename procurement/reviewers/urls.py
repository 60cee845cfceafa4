from django.urls import path

from procurement.reviewers import views

app_name = "reviewers"

urlpatterns = [
    path("desk/reviews/profile/", views.profile, name="profile"),
    path("desk/reviews/profile/away/", views.add_absence, name="add_absence"),
    path("desk/reviews/profile/away/remove/", views.remove_absence, name="remove_absence"),
]
