"""Which texts speak for whom: one document for each fact, and for a capability one for each language."""

from __future__ import annotations

from collections.abc import Iterator

from matchmaker.domain.facts import (
    CapabilityFacts,
    CatalogueFacts,
    FirmFacts,
    ObservationFacts,
    ProjectFacts,
    TopicPartFacts,
)
from matchmaker.domain.text.index import Document

CAPABILITY, PROJECT, OBSERVATION = "capability", "project", "observation"


def catalogue_documents(facts: CatalogueFacts) -> tuple[Document, ...]:
    """All documents of the index; needs are left out, since what a firm seeks is not what it can do."""
    return (
        *(document for firm in facts.firms for document in firm_documents(firm)),
        *(project_document(project) for project in facts.projects),
        *(observation_document(observation) for observation in facts.observations),
    )


def firm_documents(firm: FirmFacts) -> Iterator[Document]:
    """A firm's offers. Each language stands alone, so that writing in both does not dilute either."""
    for capability in firm.capabilities:
        if capability.direction == "offer":
            for language, text in capability_texts(capability).items():
                id = f"{CAPABILITY}:{capability.id}/{language}"
                yield Document(id, firm.id, text, CAPABILITY, capability.id)


def capability_texts(capability: CapabilityFacts) -> dict[str, str]:
    """What was written of a capability, by language; a language without words is missing."""
    written = {
        "en": joined(capability.title_en, capability.text_en),
        "uk": joined(capability.title_uk, capability.text_uk),
    }
    return {language: text for language, text in written.items() if text}


def project_document(project: ProjectFacts) -> Document:
    """A project's own words, owned by the project: evidence for its participants, not their description."""
    text = joined(project.title, project.objective)
    return Document(f"{PROJECT}:{project.id}", project.id, text, PROJECT, project.id)


def observation_document(observation: ObservationFacts) -> Document:
    """What a user of equipment wrote, owned by the equipment."""
    text = joined(observation.title, observation.text)
    id = f"{OBSERVATION}:{observation.id}"
    return Document(id, observation.equipment_id, text, OBSERVATION, observation.id)


def part_query(part: TopicPartFacts) -> str:
    """What a topic part asks for, in both languages, as a query to the index."""
    return joined(part.text_en, part.text_uk)


def joined(*texts: str) -> str:
    """One text; the full stops keep phrases from running across."""
    return ". ".join(text.strip() for text in texts if text.strip())
