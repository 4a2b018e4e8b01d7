"""One module for each area of the site; a new one is named here."""

from matchmaker.web.views import accounts, law, start

BLUEPRINTS = (
    accounts.blueprint,
    law.blueprint,
    start.blueprint,
)
