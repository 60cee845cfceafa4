from django.urls import path

from procurement.quotes import views

app_name = "quotes"

urlpatterns = [
    path("desk/requests/", views.request_list, name="list"),
    path("desk/requests/new/", views.start, name="start"),
    path("desk/requests/<str:reference>/", views.detail, name="detail"),
    path("desk/requests/<str:reference>/edit/", views.edit, name="edit"),
    path("desk/requests/<str:reference>/issue/", views.issue, name="issue"),
    path("desk/requests/<str:reference>/end/", views.end, name="end"),
]
