from django.urls import include, path

from search.catalog import api, feed, model_views, suggest_views, views

app_name = "catalog"
urlpatterns = [
    path("api/v1/", include(api.ROUTES)),
    path("measures/<int:pk>/", views.measure, name="measure"),
    path("evaluators/<slug:slug>/", views.evaluator, name="evaluator"),
    path("models/compare/", include("search.catalog.compare_urls")),
    path("models/", views.search, name="search"),
    path("models/suggest/", suggest_views.suggest, name="suggest"),
    path("models/feed/", feed.feed, name="feed"),
    path("models/ranking/", views.ranking, name="ranking"),
    path("models/<slug:provider>/<slug:slug>/", model_views.overview, name="model"),
    path("models/<slug:provider>/<slug:slug>/evidence/", model_views.evidence, name="model_evidence"),
    path("models/<slug:provider>/<slug:slug>/pilots/", model_views.pilots, name="model_pilots"),
    path("models/<slug:provider>/<slug:slug>/prices/", model_views.prices, name="model_prices"),
    path("models/<slug:provider>/<slug:slug>/data/", model_views.data, name="model_data"),
    path("models/<slug:provider>/<slug:slug>/history/", model_views.history, name="model_history"),
    path("models/<slug:provider>/<slug:slug>/whole/", model_views.whole, name="model_whole"),
    path("models/<slug:provider>/<slug:slug>/<slug:ident>.<slug:kind>", views.drawing, name="drawing"),
]
