from django.urls import path

from marketplace.organizations.views import agency, directory, hands, mine, people, second_factor

app_name = "organizations"
urlpatterns = [
    path("districts/", directory.districts, name="districts"),
    path("districts/<slug:slug>/", directory.district, name="district"),
    path("providers/", directory.providers, name="providers"),
    path("providers/<slug:slug>/", directory.provider, name="provider"),
    path("accounts/2fa/totp/activate/", second_factor.set_up, name="set_up_second_factor"),
    path("desk/profile/", people.profile, name="profile"),
    path("desk/organizations/", mine.mine, name="switch"),
    path("desk/organizations/switch/", mine.switch, name="set_acting"),
    path("desk/organizations/new/", mine.create, name="create"),
    path("desk/organizations/claim/", mine.claim_search, name="claim"),
    path("desk/organizations/claim/<slug:slug>/", mine.claim, name="claim_district"),
    path("desk/organizations/of/<slug:slug>/", mine.detail, name="detail"),
    path("desk/organizations/of/<slug:slug>/edit/", mine.edit, name="edit"),
    path("desk/organizations/of/<slug:slug>/papers/", mine.add_paper, name="add_paper"),
    path("desk/organizations/of/<slug:slug>/ask-again/", mine.ask_again, name="ask_again"),
    path("desk/organizations/of/<slug:slug>/people/", people.people, name="people"),
    path("desk/organizations/of/<slug:slug>/people/invite/", people.invite, name="invite"),
    path("desk/organizations/of/<slug:slug>/people/give/", people.give_role, name="give_role"),
    path("desk/organizations/of/<slug:slug>/people/remove/", people.remove_role, name="remove_role"),
    path("desk/organizations/of/<slug:slug>/people/withdraw/", people.withdraw, name="withdraw"),
    path("desk/organizations/of/<slug:slug>/hands/", hands.hands, name="hands"),
    path("desk/organizations/of/<slug:slug>/hands/grant/", hands.grant_hand, name="grant_hand"),
    path("desk/organizations/of/<slug:slug>/hands/revoke/", hands.revoke_hand, name="revoke_hand"),
    path("invitations/<slug:token>/", people.invitation, name="invitation"),
    path("helping-hands/<slug:token>/", hands.hand, name="hand"),
    path("agency/organizations/", agency.agency_list, name="agency_list"),
    path("agency/organizations/<slug:slug>/", agency.agency_detail, name="agency_detail"),
    path("agency/organizations/<slug:slug>/confirm/", agency.confirm, name="confirm"),
    path("agency/organizations/<slug:slug>/refuse/", agency.refuse, name="refuse"),
    path("agency/districts/", agency.agency_districts, name="agency_districts"),
    path("agency/districts/<slug:slug>/", agency.agency_district, name="agency_district"),
]
