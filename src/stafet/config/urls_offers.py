"""The addresses of offers, of what young people need, and of seats."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import offer_keeping, offer_link, offers, person_offers, wanted

urlpatterns: list[URLPattern] = [
    path("offers/", offers.offers, name="offers"),
    path("offers/new/", offer_keeping.add_offer, name="add_offer"),
    path("offers/wanted/", wanted.wanted, name="wanted"),
    path("offers/keep/", offer_link.kept, name="kept"),
    path("offers/keep/<str:offer_link>/", offer_link.keep_offer, name="keep_offer"),
    path("offers/<uuid:offer_id>/", offers.offer, name="offer"),
    path("offers/<uuid:offer_id>/change/", offer_keeping.change_offer, name="change_offer"),
    path("offers/<uuid:offer_id>/confirm/", offer_keeping.confirm_offer, name="confirm_offer"),
    path("offers/<uuid:offer_id>/link/", offer_keeping.send_offer_link, name="send_offer_link"),
    path("offers/<uuid:offer_id>/move/<slug:offer_move>/", offer_keeping.move_offer, name="move_offer"),
    path("people/<uuid:person_id>/offers/", person_offers.person_offers, name="person_offers"),
    path("people/<uuid:person_id>/offers/need/", person_offers.write_need, name="write_need"),
    path(
        "people/<uuid:person_id>/offers/<uuid:offer_id>/", person_offers.wait_for_offer, name="wait_for_offer"
    ),
    path("needs/<uuid:need_id>/close/", person_offers.close_need, name="close_need"),
    path("seats/<uuid:seat_id>/<slug:seat_move>/", person_offers.move_seat, name="move_seat"),
]
