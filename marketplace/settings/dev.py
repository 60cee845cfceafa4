"""For people who build Pilotage on their own machine; works on the demo's data unless told otherwise."""

from marketplace.settings.local import *  # noqa: F403

DEBUG = True
