"""One module for each area of the site; a new one is named here."""

from matchmaker.web.views import (
    accounts,
    admin,
    capabilities,
    claims,
    configuration,
    equipment,
    firms,
    graph,
    law,
    notices,
    observations,
    ownership,
    proposals,
    review,
    start,
    topics,
)

BLUEPRINTS = (
    accounts.blueprint,
    admin.blueprint,
    capabilities.blueprint,
    claims.blueprint,
    configuration.blueprint,
    equipment.blueprint,
    firms.blueprint,
    graph.blueprint,
    law.blueprint,
    notices.blueprint,
    observations.blueprint,
    ownership.blueprint,
    proposals.blueprint,
    review.blueprint,
    start.blueprint,
    topics.blueprint,
)
