from django.urls import path

from procurement.payments import views, webhooks

app_name = "payments"

urlpatterns = [
    path("desk/fees/<str:reference>/", views.detail, name="detail"),
    path("desk/fees/<str:reference>/exemption/", views.ask, name="ask"),
    path("desk/fees/<str:reference>/checkout/", views.checkout, name="checkout"),
    path("desk/fees/<str:reference>/returned/", views.returned, name="returned"),
    path("webhooks/stripe/", webhooks.stripe, name="webhook"),
    path("agency/fees/", views.agency_list, name="agency_list"),
    path("agency/fees/<str:reference>/", views.agency_detail, name="agency_detail"),
    path("agency/fees/<str:reference>/payment/", views.record_payment, name="record_payment"),
    path("agency/fees/<str:reference>/exemption/", views.decide, name="decide"),
    path("agency/fees/<str:reference>/payments/<str:payment>/refund/", views.refund, name="refund"),
    path("agency/fees/<str:reference>/payments/<str:payment>/take-back/", views.take_back, name="take_back"),
]
