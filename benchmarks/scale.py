"""Speed and memory at 2,000, 20,000 and 100,000 firms, beside what others take: `python -m benchmarks.scale`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.database import store
from benchmarks.peers import Bm25, Networkx, kernel_at_once, kernel_by_query, median, out_of_order, timed
from benchmarks.registers import SEED, catalogue_of_size
from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.matching.coverage import wordings
from matchmaker.domain.matching.learned import topic_question
from matchmaker.domain.matching.rank import rank_firms
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.catalogue import Catalogue
from matchmaker.persistence.engine import make_engine, make_sessions
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.proposals.search import consortia

TOPIC = "EDF-EDIP-USI-2027-LS-IRA-CUXS"
DAY = date(2026, 11, 23)
SIZES = (2_000, 20_000, 100_000)
LARGEST, MIDDLE = 100_000, 20_000
TOLD, PROPOSALS = 50, 5
SAME = 1e-6
LONG = 30.0
GIGABYTE = 1024 * 1024
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
LIBRARIES = ("numpy", "scipy", "scikit-learn", "networkx", "bm25s", "sqlalchemy")


@dataclass(frozen=True)
class Row:
    """One measurement; `ratio` is the peer's time by ours, `met` is None where the issue set no goal for this size."""

    firms: int
    work: str
    ours: float
    unit: str = "s"
    peer: str = ""
    theirs: float | None = None
    goal: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.theirs / self.ours if self.theirs is not None and self.ours else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size in a process of its own, print the table, write JSON and the page."""
    asked = _options().parse_args(arguments)
    if asked.measure:
        print(json.dumps([asdict(row) for row in measured(asked.sizes[0], asked.measure)]))
        return 0
    rows = _kept(asked.kept) if asked.kept else [row for size in asked.sizes for row in _apart(size)]
    table = as_table(rows)
    print(table)
    if asked.json:
        Path(asked.json).write_text(as_json(rows), encoding="utf-8")
    if asked.page:
        _write_page(Path(asked.page), table)
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", nargs="+", type=_size, default=SIZES, metavar="FIRMS", help="How many firms.")
    options.add_argument("--json", metavar="FILE", help="Write the figures to a file too.")
    options.add_argument("--page", metavar="FILE", help="Write the table between the marks of this page.")
    options.add_argument("--kept", nargs="+", metavar="FILE", help="Take figures that --json wrote; measure nothing.")
    options.add_argument("--measure", metavar="DATABASE", help=argparse.SUPPRESS)
    return options


def _size(written: str) -> int:
    if not written.isdigit() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is no number of firms")
    return int(written)


def _kept(files: Sequence[str]) -> list[Row]:
    told = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
    names = [field.name for field in fields(Row)]
    return [Row(**{name: row[name] for name in names}) for one in told for row in one["rows"]]


def _apart(size: int) -> list[Row]:
    """The figures of one size from a process that has read the register from a database and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/register.sqlite"
        _say(f"{size:,} firms: making the register")
        _in_child("-c", f"from benchmarks.scale import prepare; prepare({size}, {address!r})")
        found = _in_child("-m", "benchmarks.scale", "--sizes", str(size), "--measure", address)
    return [Row(**row) for row in json.loads(found)]


def _in_child(*command: str) -> str:
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, *command], cwd=root, env={**os.environ, **one_thread}, stdout=subprocess.PIPE, check=True
    )
    return done.stdout.decode()


def prepare(size: int, address: str) -> None:
    """Make the register and write it to a database."""
    engine = make_engine(address)
    store(engine, catalogue_of_size(size, SEED))
    engine.dispose()


def measured(size: int, address: str) -> Iterator[Row]:
    """All rows for one size."""
    start = process_time()
    engine = make_engine(address)
    revision, facts = Catalogue(make_sessions(engine)).labelled_facts()
    engine.dispose()
    read = process_time() - start
    snapshot = Snapshot.build(revision, facts, progress=_progress(size))
    built = process_time() - start - read
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GIGABYTE
    yield Row(size, "read the facts from the database", read)
    yield Row(size, "build the snapshot of them", built, note=_shape(snapshot))
    most = f"under 4 GB at {LARGEST:,}"
    yield Row(size, "largest memory of reading and building", peak, "GB", goal=most, met=_at(size, LARGEST, peak < 4))
    _say(f"{size:,} firms: read in {read:.1f} s, built in {built:.1f} s, {peak:.2f} GB")
    first = timed(lambda: rank_firms(snapshot, TOPIC, current_weights())[:TOLD])
    yield from _texts(size, snapshot)
    yield from _rankings(size, snapshot, first)
    yield from _updates(size, snapshot, facts, built + first)
    yield from _walks(size, snapshot)
    if size <= MIDDLE:
        yield from _consortia(size, snapshot)


def _texts(size: int, snapshot: Snapshot) -> Iterator[Row]:
    """Scores of all texts: the whole topic as one query, and each wording of each part as a query of its own."""
    index, whole = snapshot.index, topic_question(snapshot.topics[TOPIC]).text
    texts = f"against {len(index.documents):,} texts"
    peers = Bm25.of(index)
    yield from _beside(
        size,
        f"text alone: a topic as one query {texts}",
        median(lambda: index.cosines(whole)),
        {"bm25s, scores": median(peers.scores([whole])), "bm25s, first 50": median(peers.first([whole], TOLD))},
        {"linear_kernel": median(kernel_by_query(index, [whole]), 3)},
    )
    queries = _wordings(snapshot)
    yield from _beside(
        size,
        f"text alone: the topic's {len(queries)} wordings {texts}",
        median(lambda: index.matches(queries)),
        {"bm25s, scores": median(peers.scores(queries)), "bm25s, first 50": median(peers.first(queries, TOLD))},
        {
            "linear_kernel, query by query": median(kernel_by_query(index, queries), 3),
            "linear_kernel, all at once": median(kernel_at_once(index, queries), 3),
        },
    )


def _wordings(snapshot: Snapshot) -> list[str]:
    return [text for part in snapshot.topics[TOPIC].parts for text in wordings(part)]


def _beside(
    size: int, work: str, ours: float, no_slower: Mapping[str, float], faster: Mapping[str, float]
) -> Iterator[Row]:
    for peer, theirs in no_slower.items():
        met = _at(size, LARGEST, ours <= theirs)
        yield Row(size, work, ours, peer=peer, theirs=theirs, goal="no slower", met=met)
    for peer, theirs in faster.items():
        met = _at(size, LARGEST, theirs / ours >= 20)
        yield Row(size, work, ours, peer=peer, theirs=theirs, goal="20x faster", met=met)


def _rankings(size: int, snapshot: Snapshot, first: float) -> Iterator[Row]:
    peers, queries, weights = Bm25.of(snapshot.index), _wordings(snapshot), current_weights()
    rank = median(lambda: rank_firms(snapshot, TOPIC, weights)[:TOLD], 3)
    beside = {"bm25s, scores": median(peers.scores(queries)), "bm25s, first 50": median(peers.first(queries, TOLD))}
    for peer, theirs in beside.items():
        yield Row(
            size,
            f"rank all firms for a topic, reasons for the first {TOLD}",
            rank,
            peer=f"{peer}, of the {len(queries)} wordings",
            theirs=theirs,
            goal="at most 10x its time",
            met=_at(size, LARGEST, rank <= 10 * theirs),
            note=f"the first time on a new snapshot {first:.2f} s",
        )
    _say(f"{size:,} firms: ranked in {rank:.3f} s, beside {beside}")


def _updates(size: int, snapshot: Snapshot, facts: CatalogueFacts, anew: float) -> Iterator[Row]:
    changed = [_with_other_words(facts, at) for at in (0, len(facts.firms) // 2, len(facts.firms) - 1)]
    times = sorted(timed(lambda new=new: _ranked_anew(snapshot, new)) for new in changed)
    ours = times[len(times) // 2]
    met = _at(size, MIDDLE, anew / ours >= 20)
    work = "one firm's change visible in a ranking, its facts in hand"
    yield Row(size, work, ours, peer="building anew and ranking", theirs=anew, goal="20x cheaper", met=met)


def _ranked_anew(snapshot: Snapshot, facts: CatalogueFacts) -> object:
    return rank_firms(snapshot.updated(2, facts), TOPIC, current_weights())[:TOLD]


def _with_other_words(facts: CatalogueFacts, at: int) -> CatalogueFacts:
    firm = facts.firms[at]
    own = replace(firm.capabilities[0], text_en="Interceptor drones with radar against loitering munitions.")
    firm = replace(firm, capabilities=(own, *firm.capabilities[1:]))
    return replace(facts, firms=(*facts.firms[:at], firm, *facts.firms[at + 1 :]))


def _walks(size: int, snapshot: Snapshot) -> Iterator[Row]:
    near, topic = snapshot.nearness, snapshot.topics[TOPIC]
    parts = [node_id(NodeKind.PART, f"{topic.id}/{part.id}") for part in topic.parts]
    seeds = [node_id(NodeKind.TOPIC, topic.id), *parts]
    ours = median(lambda: near.of_firms(seeds))
    peer, at = Networkx(*snapshot.ties.walked), [near.rows[seed] for seed in seeds]
    theirs = median(lambda: peer.visits(at), 1)
    exact = peer.visits(at, tolerance=1e-9 / len(near.nodes))
    wrong = out_of_order(near, seeds, exact, SAME)
    met = _at(size, LARGEST, theirs / ours >= 20 and not wrong)
    note = f"{wrong} firms in another order than networkx run to the end (values that differ by more than {SAME})"
    work = f"nearness in the graph: {len(near.nodes):,} nodes"
    yield Row(size, work, ours, peer="networkx.pagerank", theirs=theirs, goal="20x faster", met=met, note=note)


def _consortia(size: int, snapshot: Snapshot) -> Iterator[Row]:
    command = ProposeConsortia(TOPIC, PROPOSALS, None, ())
    start = process_time()
    found = consortia(snapshot, command, day=DAY)
    first = process_time() - start
    again = timed(lambda: consortia(snapshot, command, day=DAY)) if first < LONG else first
    ours = min(first, again)
    gap = max((one.bound - one.score for one in found.proposals), default=0.0)
    told = f"largest gap {gap:.6f} points; {found.sealed.discarded:,} able firms left out by proof"
    note = f"{len(found.proposals)} found, {told}; the first time on a new snapshot {first:.1f} s"
    work = f"{PROPOSALS} different consortia for the open topic"
    yield Row(size, work, ours, goal="under 3 s", met=_at(size, MIDDLE, ours < 3), note=note)


def _at(size: int, wanted: int, holds: bool) -> bool | None:
    return holds if size == wanted else None


def _shape(snapshot: Snapshot) -> str:
    nodes, edges = snapshot.ties.walked
    texts, terms = snapshot.index.matrix.shape
    return f"{texts:,} texts, {terms:,} terms, {len(nodes):,} nodes, {len(edges):,} edges"


def _progress(size: int) -> Any:
    step = max(size, 1)

    def heard(done: int, of: int) -> None:
        if done == of or done // step != (done - 2_000) // step:
            _say(f"{size:,} firms: {done:,} of {of:,} texts read")

    return heard


def machine() -> dict[str, str]:
    """What the figures were taken on; no name of a host."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "system": platform.system(),
        "libraries": libraries,
        "seed": str(SEED),
    }


def as_json(rows: Sequence[Row]) -> str:
    """Machine and rows."""
    told = [{**asdict(row), "ratio": row.ratio} for row in rows]
    return json.dumps({"machine": machine(), "rows": told}, indent=2, ensure_ascii=False) + "\n"


def as_table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, with a line for each goal that was missed."""
    about = machine()
    lines = [
        f"{about['processor']}, {about['cores']} cores, {about['system']}, Python {about['python']};"
        f" {about['libraries']}; one thread; seconds of processor; seed {about['seed']}.",
        "",
        "| firms | work | ours | beside it | its time | its time / ours | goal | |",
        "|--:|---|--:|---|--:|--:|---|---|",
        *map(_line, rows),
    ]
    missed = [
        f"- {row.firms:,} firms, {row.work} ({row.goal}, {row.peer or 'alone'})" for row in rows if row.met is False
    ]
    return "\n".join([*lines, "", *_verdict(rows, missed)])


def _verdict(rows: Sequence[Row], missed: Sequence[str]) -> list[str]:
    if missed:
        return ["Goals missed:", "", *missed]
    judged = any(row.met is not None for row in rows)
    return ["No goal was missed."] if judged else ["No goal is set for these sizes."]


def _line(row: Row) -> str:
    verdict = {True: "met", False: "**missed**", None: ""}[row.met]
    theirs = "" if row.theirs is None else f"{row.theirs:.4f} s"
    ratio = "" if row.ratio is None else f"{row.ratio:.1f}"
    goal = row.goal if row.met is not None else ""
    told = "; ".join(part for part in (verdict, row.note) if part)
    cells = (f"{row.firms:,}", row.work, f"{row.ours:.4f} {row.unit}", row.peer, theirs, ratio, goal, told)
    return f"| {' | '.join(cells)} |"


def _write_page(page: Path, table: str) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def _say(line: str) -> None:
    print(f"    {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
