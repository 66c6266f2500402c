"""The same scoring in pandas and in DuckDB, over the same JSON files, side by side.

Needs pandas and duckdb beside cfdiag: `python benchmarks/peers.py [--files 3000]`. Each does what the
dimensions and the overall score of the benchmark questionnaire ask: mean points of the valid answers of a
dimension, none where fewer than half are valid; overall the mean of at least half of the dimensions; then
mean and standard deviation over respondents. The figures must agree before a time is printed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
from generate import DIMENSIONS, write

from cfdiag.batch.score import score_files
from cfdiag.formats.library import Library
from cfdiag.scoring.options import Options

Figures = dict[str, tuple[float, float]]

SQL = """
with files as (
  select id, answers from read_json('{glob}', columns = {{id: 'VARCHAR', answers: 'JSON'}})
), answers as (
  select id, unnest(json_keys(answers)) as question, answers from files
), points as (
  select id, 'd' || (cast(substr(question, 2) as int) % {dimensions}) as dimension,
         case when json_extract_string(answer, 'status') = 'answered'
              then 25.0 * (cast(json_extract_string(answer, 'value') as int) - 1) end as points
  from (select id, question, json_extract(answers, '$.' || question) as answer from answers)
), scores as (
  select id, dimension, case when count(points) >= ceil(count(*) / 2) then avg(points) end as score
  from points group by id, dimension
), overall as (
  select id, 'overall' as dimension,
         case when count(score) >= count(*) / 2 then avg(score) end as score
  from scores group by id
)
select dimension, avg(score), stddev_samp(score)
from (select * from scores union all select * from overall) group by dimension
"""


def by_cfdiag(folder: Path) -> Figures:
    library = Library([folder / "questionnaires"])
    (found,) = score_files([str(folder / "interviews")], library, Options()).result.questionnaires
    scores = {"overall": found.overall, **found.dimensions}
    return {name: (score.score, score.sd) for name, score in scores.items()}


def by_pandas(folder: Path) -> Figures:
    rows = []
    for file in (folder / "interviews").iterdir():
        interview = json.loads(file.read_bytes())
        rows += [
            (interview["id"], key, answer["status"], answer.get("value"))
            for key, answer in interview["answers"].items()
        ]
    table = pd.DataFrame(rows, columns=["id", "question", "status", "value"])
    table["dimension"] = "d" + (table["question"].str[1:].astype(int) % DIMENSIONS).astype(str)
    table["points"] = (25.0 * (table["value"] - 1)).where(table["status"] == "answered")
    grouped = table.groupby(["id", "dimension"])["points"]
    scores = grouped.mean().where(grouped.count() * 2 >= grouped.size()).unstack()
    scores["overall"] = scores.mean(axis=1).where(scores.count(axis=1) * 2 >= DIMENSIONS)
    return {str(name): (scores[name].mean(), scores[name].std()) for name in scores}


def by_duckdb(folder: Path) -> Figures:
    sql = SQL.format(glob=folder / "interviews" / "*.json", dimensions=DIMENSIONS)
    return {name: (mean, sd) for name, mean, sd in duckdb.sql(sql).fetchall()}


PEERS: dict[str, Callable[[Path], Figures]] = {
    "cfdiag": by_cfdiag,
    "pandas": by_pandas,
    "DuckDB": by_duckdb,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, given.files)
        expected = by_cfdiag(folder)
        print(f"{given.files} files of 40 answers: dimensions, overall, mean and sd over respondents")
        for peer, work in PEERS.items():
            took = []
            for _ in range(3):
                start = time.perf_counter()
                found = work(folder)
                took.append(time.perf_counter() - start)
            assert found.keys() == expected.keys()
            for key, (mean, sd) in expected.items():
                assert abs(found[key][0] - mean) < 1e-9, (peer, key, found[key], mean)
                assert abs(found[key][1] - sd) < 1e-9, (peer, key, found[key], sd)
            each = min(took) / given.files * 1e6
            print(f"{peer:10}{min(took):8.3f} s{each:10.1f} µs/file")


if __name__ == "__main__":
    main()
