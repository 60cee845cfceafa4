from django.urls import path

from search.catalog import views

app_name = "catalog"
urlpatterns = [
    path("measures/<int:pk>/", views.measure, name="measure"),
    path("evaluators/<slug:slug>/", views.evaluator, name="evaluator"),
    path("models/", views.search, name="search"),
    path("models/ranking/", views.ranking, name="ranking"),
    path("models/<slug:provider>/<slug:slug>/", views.model, name="model"),
    path("models/<slug:provider>/<slug:slug>/<slug:ident>.<slug:kind>", views.drawing, name="drawing"),
]
