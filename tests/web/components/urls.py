"""The product's addresses and the gallery, which need not be among them."""

from __future__ import annotations

from django.urls import include, path

from stafet.web.gallery import gallery

urlpatterns = [path("gallery/", gallery, name="gallery"), path("", include("stafet.config.urls"))]
