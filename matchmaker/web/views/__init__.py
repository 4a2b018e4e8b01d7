"""One module for each area of the site; a new one is named here."""

from matchmaker.web.views import accounts, equipment, graph, law, observations, start

BLUEPRINTS = (
    accounts.blueprint,
    equipment.blueprint,
    graph.blueprint,
    law.blueprint,
    observations.blueprint,
    start.blueprint,
)
