"""Reads the demonstration register out of the packaged files, in the order in which they lean on each other."""

from __future__ import annotations

from importlib.resources import files

from matchmaker.domain.facts import ConceptFacts
from matchmaker.domain.registry.records import ObservationRecord, RegisterRecords, RowFinding
from matchmaker.domain.registry.training_records import TrainingRecords
from matchmaker.services.importing import (
    companies,
    equipment,
    fictional,
    gaps,
    generated,
    missions,
    ownership,
    participants,
    references,
    training,
)
from matchmaker.services.importing.companies import Corrections
from matchmaker.services.importing.joins import FirmIndex
from matchmaker.services.importing.tables import Notes, csv_rows

FOLDER = files("matchmaker.demo")


def demo_register() -> RegisterRecords:
    """Read all files of the demonstration; a broken row is a finding and stays out, the rest is complete."""
    findings: list[RowFinding] = []
    index = _firms(findings)
    keys = frozenset(firm.key for firm in index.firms())
    projects = participants.projects(_content("projects.json.gz"), keys, Notes("projects.json.gz", findings))
    links = equipment.published_links(_content("eu_ua_links.csv"), index, Notes("eu_ua_links.csv", findings))
    types = equipment.equipment_types(_content("equipment_types.csv"), index, Notes("equipment_types.csv", findings))
    modules = training.modules(_content("training_modules.csv"), Notes("training_modules.csv", findings))
    topics = references.topics(
        _content("edip_calls.json"), _content("topics_uk.yaml"), Notes("edip_calls.json", findings)
    )
    accounts, password = fictional.demo_accounts(_content("demo_accounts.yaml"))
    bank = generated.read_bank(_content("observation_banks.yaml"))
    observations = _observations(bank)
    return RegisterRecords(
        firms=index.firms(),
        projects=tuple(projects),
        partnerships=tuple(links),
        equipment=(*types, *fictional.fictional_equipment(_content("fictional_equipment.yaml"))),
        modules=tuple(modules),
        training=_training(findings, bank, observations),
        observations=observations,
        topics=tuple(topics),
        concepts=_concepts(findings),
        accounts=accounts,
        password=password,
        findings=tuple(findings),
        joins=index.joins(),
    )


def _observations(bank: generated.Bank) -> tuple[ObservationRecord, ...]:
    return fictional.in_order_of_filing(
        fictional.fictional_observations(_content("fictional_observations.yaml")),
        generated.generated_observations(bank, seed=bank["seed"]),
    )


def _training(
    findings: list[RowFinding], bank: generated.Bank, observations: tuple[ObservationRecord, ...]
) -> TrainingRecords:
    components = "drone_component_supply.csv"
    return TrainingRecords(
        missions=tuple(missions.missions(_content("missions.yaml"), _content, Notes("eumam_facts.csv", findings))),
        events=tuple(missions.invented_events(_content("training_events.yaml"))),
        components=tuple(missions.component_supply(_content(components), Notes(components, findings))),
        gaps=tuple(
            gaps.invented_gaps(_content("fictional_gaps.yaml"), bank, generated.planted_gaps(bank), observations)
        ),
    )


def _firms(findings: list[RowFinding]) -> FirmIndex:
    """Participants first, for they have numbers; the detailed tables next; holdings when all firms are known."""
    index = FirmIndex()
    concepts = references.domain_concepts(_content("domain_concepts.yaml"))
    organisations, ukrainian, european, robots, stakes = (
        (_content(name), Notes(name, findings))
        for name in (
            "organisations.json.gz",
            "ua_firms_detailed.csv",
            "eu_firms_detailed.csv",
            "ugv_actors.csv",
            "ownership.csv",
        )
    )
    corrections = _corrections(organisations[1])
    index.add_all(participants.participants(organisations[0], corrections, organisations[1]), found_by_alias=False)
    corrections = _corrections(ukrainian[1])
    index.add_all(companies.ukrainian_firms(ukrainian[0], index, concepts, corrections, ukrainian[1]))
    index.add_all(companies.european_firms(european[0], index, concepts, european[1]))
    index.add_all(companies.ground_robot_makers(robots[0], index, concepts, robots[1]))
    aliases = Notes("aliases.csv", findings)
    index.add_all(companies.other_names(_content("aliases.csv"), index, aliases))
    index.add_all(ownership.holdings(stakes[0], index, stakes[1]))
    index.add_all(fictional.fictional_firms(_content("fictional_firms.yaml")))
    return index


def _corrections(notes: Notes) -> Corrections:
    corrections_notes = Notes("corrections.csv", notes.findings)
    rows = csv_rows(_content("corrections.csv"), ("source", "firm", "field", "value"), corrections_notes)
    return {(row["firm"], row["field"]): row["value"] for _, row in rows if row["source"] == notes.file}


def _concepts(findings: list[RowFinding]) -> tuple[ConceptFacts, ...]:
    return tuple(
        concept
        for name, scheme in (("cpv_en_uk.csv.gz", "CPV"), ("eu_common_military_list.csv", "ML"))
        for concept in references.concepts(_content(name), scheme, Notes(name, findings))
    )


def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
