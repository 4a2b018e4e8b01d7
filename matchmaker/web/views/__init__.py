"""One module for each area of the site; a new one is named here."""

from matchmaker.web.views import (
    accounts,
    capabilities,
    claims,
    equipment,
    firms,
    graph,
    law,
    observations,
    review,
    start,
)

BLUEPRINTS = (
    accounts.blueprint,
    capabilities.blueprint,
    claims.blueprint,
    equipment.blueprint,
    firms.blueprint,
    graph.blueprint,
    law.blueprint,
    observations.blueprint,
    review.blueprint,
    start.blueprint,
)
