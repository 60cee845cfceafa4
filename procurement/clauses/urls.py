from django.urls import path

from procurement.clauses import views

app_name = "clauses"

urlpatterns = [
    path("clauses/", views.library, name="library"),
    path("clauses/<str:key>/", views.detail, name="detail"),
]
