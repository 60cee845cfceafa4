"""The demo's clock and its people, as the acts ask for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cms.demo.stories.models import BY_KEY as MODELS_BY_KEY
from cms.demo.stories.people import BY_KEY, mail_of
from marketplace.organizations.models import Organization
from marketplace.people.models import User
from marketplace.products.models import LearningModel

ZONE = ZoneInfo("America/New_York")


@dataclass
class World:
    """Where and when the demo plays. `now` is the instant it is built for; everything else lies before it."""

    now: datetime
    say: Callable[[str], None] = lambda words: None
    _people: dict[str, User] = field(default_factory=dict)

    def ago(self, days: int, clock: str = "10:00") -> datetime:
        """So many days before today at a time of day in the agency's zone; negative days lie ahead."""
        return datetime.combine(self.day(days), time.fromisoformat(clock), ZONE)

    @property
    def zone(self) -> ZoneInfo:
        """The agency's zone."""
        return ZONE

    @property
    def today(self) -> date:
        """The day the demo is built for, in that zone."""
        return self.now.astimezone(ZONE).date()

    def day(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def person(self, key: str) -> User:
        """One of the demo's people, with the second factor that the demo's sign-in gives them."""
        if key not in self._people:
            person = User.objects.get(email=mail_of(key))
            person.demo_second_factor = True
            self._people[key] = person
        return self._people[key]

    def body(self, key: str) -> Organization:
        """One of the demo's organizations."""
        story = BY_KEY[key]
        if "regulates" in story.capabilities:
            return Organization.objects.get(regulates=True)
        return Organization.objects.get(ein=story.ein)

    def model(self, key: str) -> LearningModel:
        """A fictional provider's learning model."""
        story = MODELS_BY_KEY[key]
        return LearningModel.objects.get(provider=self.body(story.provider), name=story.name)
