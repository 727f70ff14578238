"""A city: a place with a country, coordinates and an IANA time zone."""

from __future__ import annotations

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row


class City(Row):
    """A city somebody has use for. Made from the places extract by ``services.city_of``; never deleted."""

    geonames_id = models.IntegerField(unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=20, blank=True, default="")
    latitude = models.FloatField()
    longitude = models.FloatField()
    zone = models.CharField(max_length=64)
    slug = models.SlugField(max_length=120)

    privacy = (
        held(
            Level.L0,
            "says where a city lies and what time it is there",
            *("geonames_id", "name", "country", "region", "latitude", "longitude", "zone", "slug"),
        ),
    )

    class Meta:
        verbose_name_plural = "cities"
        constraints = [
            models.UniqueConstraint(fields=["country", "slug"], name="one_city_per_slug"),
            models.CheckConstraint(condition=~models.Q(country=""), name="city_has_a_country"),
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90)) & models.Q(longitude__range=(-180, 180)),
                name="city_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"

    @property
    def tz(self) -> tzinfo:
        """The city's time zone."""
        return ZoneInfo(self.zone)

    def local(self, moment: datetime) -> datetime:
        """Return *moment* on the city's own clock."""
        return moment.astimezone(self.tz)
