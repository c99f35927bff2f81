"""One peer deduplicates one CSV file: `peer.py NAME FILE.csv`. Prints what it took and how well it did, as JSON.

Each is set up as its documentation shows for a table of people, by what the columns are called; nothing is normalised by
hand first. The column `cluster` is the truth, and is taken out; `dedupe` alone learns from it: a hundred labelled pairs.
"""

import json
import resource
import sys
import time
from collections import Counter

LABELS = 100
SMALL = 10_000
KINDS = {
    "given": ["first_name", "given_name"],
    "family": ["surname", "last_name"],
    "name": ["name", "full_name"],
    "date": ["dob", "date_of_birth", "birth_date"],
    "email": ["email"],
    "phone": ["phone"],
    "postcode": ["postcode", "postcode_fake"],
    "place": ["city", "suburb", "birth_place"],
    "address": ["address", "addr", "address_1", "address_line1"],
    "id": ["soc_sec_id"],
}
# What two rows must share to be compared.
BLOCKS = [
    ["email"], ["phone"], ["id"], ["name"], ["address"],
    ["given", "family"], ["family", "date"], ["given", "date"], ["family", "postcode"], ["given", "postcode"],
    ["date", "place"],
]  # fmt: skip


def columns_of(names):
    """The column of each kind that there is."""
    found = {kind: next((n for n in known if n in names), None) for kind, known in KINDS.items()}
    return {kind: name for kind, name in found.items() if name}


def blocks_of(frame, columns):
    """In small tables one column is enough, as in the tutorials."""
    if len(frame) <= SMALL:
        return [[column] for kind, column in columns.items() if kind != "place" or len(columns) < 4]
    blocks = [[columns[kind] for kind in block] for block in BLOCKS if all(kind in columns for kind in block)]
    return blocks or [[column] for column in columns.values()]


def splink(frame, columns):
    """Default threshold of the tutorials: 0.95."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    compare = {
        "given": lambda c: cl.NameComparison(c).configure(term_frequency_adjustments=True),
        "family": lambda c: cl.NameComparison(c).configure(term_frequency_adjustments=True),
        "name": lambda c: cl.JaroWinklerAtThresholds(c, [0.92, 0.88, 0.7]).configure(term_frequency_adjustments=True),
        "date": lambda c: cl.DamerauLevenshteinAtThresholds(c, [1, 2]),
        "email": cl.EmailComparison,
        "phone": lambda c: cl.DamerauLevenshteinAtThresholds(c, [1, 2]),
        "postcode": lambda c: cl.LevenshteinAtThresholds(c, [1, 2]),
        "place": lambda c: cl.ExactMatch(c).configure(term_frequency_adjustments=True),
        "address": lambda c: cl.JaroWinklerAtThresholds(c, [0.9, 0.7]),
        "id": lambda c: cl.LevenshteinAtThresholds(c, [1, 2]),
    }
    blocks = blocks_of(frame, columns)
    rules = [block_on(*block) for block in blocks]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[compare[kind](name) for kind, name in columns.items()],
        blocking_rules_to_generate_predictions=rules,
        unique_id_column_name="row",
    )
    rows = frame.assign(row=range(len(frame)))
    linker = Linker(DuckDBAPI().register(rows), settings)
    linker.training.estimate_probability_two_random_records_match(rules[: max(1, len(rules) // 2)], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    trained = set()
    for rule, block in reversed(list(zip(rules, blocks))):
        if len(trained) < 2 and not trained & set(block):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
            trained |= set(block)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    pairs = predicted.as_pandas_dataframe()
    return pairs["row_l"], pairs["row_r"], pairs["match_probability"], 0.95


def blazematch(frame, columns):
    from blazematch import BlockingRule, Deduplicator, FieldComparison, LinkConfig, Metric

    rules = [" AND ".join(f"l.{c} = r.{c}" for c in block) for block in blocks_of(frame, columns)]
    exact = {"place", "id"}
    fields = [
        FieldComparison(name, name, Metric.EXACT if kind in exact else Metric.JARO_WINKLER)
        for kind, name in columns.items()
    ]
    made = Deduplicator(frame, LinkConfig(blocking_rules=[BlockingRule(r) for r in rules], comparisons=fields))
    pairs = made.block().compute_features().estimate().predict()
    return pairs["left_idx"], pairs["right_idx"], pairs["score"], 0.5


def recordlinkage(frame, columns):
    import recordlinkage as rl

    index = rl.Index()
    for block in blocks_of(frame, columns):
        index.block(block)
    pairs = index.index(frame)
    compare = rl.Compare()
    for kind, name in columns.items():
        if kind in ("place", "id"):
            compare.exact(name, name)
        else:
            compare.string(name, name, method="jarowinkler", threshold=0.88)
    levels = compare.compute(pairs, frame)
    model = rl.ECMClassifier(binarize=0.5)
    model.fit(levels)
    score = model.prob(levels)
    return score.index.get_level_values(0), score.index.get_level_values(1), score.to_numpy(), 0.5


def goldenmatch(frame, columns):
    """Zero configuration; its own clusters."""
    import goldenmatch as gm
    import pyarrow as pa

    found = gm.dedupe_df(pa.Table.from_pandas(frame, preserve_index=False), confidence_required=False)
    clusters = list(range(len(frame)))
    for cluster in found.clusters.values():
        for member in cluster["members"]:
            clusters[member] = min(cluster["members"])
    return clusters


def dedupe(frame, columns, truth):
    """Active learning with a hundred labels out of the truth; its own clusters at 0.5."""
    import dedupe
    from dedupe import variables

    data = {
        row: {name: cell or None for name, cell in record.items()}
        for row, record in enumerate(frame[list(columns.values())].fillna("").to_dict("records"))
    }
    for row, record in data.items():
        record["row"] = row
    learner = dedupe.Dedupe([variables.String(name, has_missing=True) for name in columns.values()], num_cores=1)
    learner.prepare_training(data)
    for _ in range(LABELS):
        pair = learner.uncertain_pairs()[0]
        same = truth[pair[0]["row"]] == truth[pair[1]["row"]]
        learner.mark_pairs({"match": [pair] if same else [], "distinct": [] if same else [pair]})
    learner.train()
    clusters = list(range(len(frame)))
    for members, _ in learner.partition(data, threshold=0.5):
        for member in members:
            clusters[int(member)] = int(min(members))
    return clusters


def components(rows, left, right):
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    return connected_components(coo_matrix((np.ones(len(left)), (left, right)), (rows, rows)), directed=False)[1].tolist()


def quality(clusters, truth):
    """F1 of pairs, and of B-cubed (Bagga and Baldwin 1998)."""
    both, found, real = Counter(zip(clusters, truth)), Counter(clusters), Counter(truth)
    pairs = [sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, found, real)]
    f1 = 2 * pairs[0] / max(1, pairs[1] + pairs[2])
    precision = sum(n * n / found[c] for (c, _), n in both.items()) / len(truth)
    recall = sum(n * n / real[t] for (_, t), n in both.items()) / len(truth)
    return f1, 2 * precision * recall / (precision + recall)


def read(path):
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    truth = frame.pop("cluster").tolist()
    numbers = [name for name in frame.columns if name in ("rec_id", "unique_id")]
    return frame.drop(columns=numbers), truth


def used():
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in spent), max(u.ru_maxrss for u in spent) / 1024


def main(name, path):
    imports = {"splink": "splink", "goldenmatch": "goldenmatch", "blazematch": "blazematch", "dedupe": "dedupe",
               "recordlinkage": "recordlinkage"}  # fmt: skip
    import pandas  # noqa: F401

    __import__(imports[name])
    start = used()[0]
    begun = time.perf_counter()
    frame, truth = read(path)
    columns = columns_of(list(frame.columns))
    pairs = None
    if name in ("goldenmatch", "dedupe"):
        more = (truth,) if name == "dedupe" else ()
        clusters = globals()[name](frame, columns, *more)
    else:
        left, right, score, threshold = globals()[name](frame, columns)
        import numpy as np

        pairs = np.asarray(left), np.asarray(right), np.asarray(score, dtype=float)
        over = pairs[2] >= threshold
        clusters = components(len(frame), pairs[0][over], pairs[1][over])
    wall = time.perf_counter() - begun
    spent, memory = used()
    f1, cubed = quality(clusters, truth)
    best = f1
    if pairs is not None:
        for threshold in (0.01, 0.05, 0.1, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999):
            over = pairs[2] >= threshold
            best = max(best, quality(components(len(frame), pairs[0][over], pairs[1][over]), truth)[0])
    told = {"cpu": spent - start, "start": start, "wall": wall, "memory": memory, "f1": f1, "b3": cubed}
    print("\n" + json.dumps(told | {"best": best if pairs is not None else None}))


if __name__ == "__main__":
    main(*sys.argv[1:])
