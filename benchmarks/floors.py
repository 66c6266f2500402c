"""The whole command beside what reads the same file at all: CPU and memory, as ratios to `json.loads`.

Needs duckdb, polars and pandas beside cfdiag: `python benchmarks/floors.py [--interviews 3000] [--repeat 5]`.
One `.jsonl` of each shape (plain, demo, mixed), every contender a process of its own, in turns. What the
peers work out is a small part of what `score` does: how many answered each question of each questionnaire,
and the mean of its figures. All of them must come to the same before anything is printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import SHAPES, write
from measuring import Measured, cpu_and_memory

HEAD = "import sys, json, time\nfile = sys.argv[1]\n"
TELL = "\nprint(json.dumps(sorted([q, k, n, None if m is None else round(m, 9)] for q, k, n, m in found)))"
READING = {
    "the bytes": "with open(file, 'rb') as f:\n while f.read(1 << 22): pass",
    "json.loads": "with open(file, 'rb') as f:\n for line in f: json.loads(line)",
    "msgspec": "import msgspec\nread = msgspec.json.Decoder().decode\n"
    "with open(file, 'rb') as f:\n for line in f: read(line)",
    "msgspec, typed": "import msgspec\nfrom cfdiag.model.interview import Interview\n"
    "read = msgspec.json.Decoder(Interview).decode\nwith open(file, 'rb') as f:\n for line in f: read(line)",
}
COUNTING = {
    "json.loads, counted": """
from collections import defaultdict
sums = defaultdict(lambda: [0, 0.0, 0])
with open(file, 'rb') as f:
 for line in f:
  one = json.loads(line)
  for key, answer in one['answers'].items():
   if answer['status'] == 'answered':
    cell = sums[one['questionnaire']['id'], key]
    cell[0] += 1
    if type(answer['value']) in (int, float):
     cell[1] += answer['value']; cell[2] += 1
found = [(q, k, n, total / of if of else None) for (q, k), (n, total, of) in sums.items()]""",
    "DuckDB": """
import duckdb
con = duckdb.connect(); con.execute('set threads=1')
found = con.execute('''with every as (
 select questionnaire.id as q, unnest(map_entries(answers)) as e from read_json(?, format='newline_delimited',
  columns={questionnaire: 'STRUCT(id VARCHAR)',
   answers: 'MAP(VARCHAR, STRUCT(status VARCHAR, value JSON))'}))
 select q, e.key, count(*), avg(case when json_type(e.value.value) in ('UBIGINT', 'BIGINT', 'DOUBLE')
  then cast(e.value.value as double) end) from every where e.value.status = 'answered'
 group by all''', [file]).fetchall()""",
    "pandas": """
import pandas as pd
rows = []
with open(file, 'rb') as f:
 for line in f:
  one = json.loads(line)
  answered = [(key, a) for key, a in one['answers'].items() if a['status'] == 'answered']
  rows += [(one['questionnaire']['id'], key, answer['value']) for key, answer in answered]
table = pd.DataFrame(rows, columns=['q', 'k', 'v'])
table['figure'] = [v if type(v) in (int, float) else None for v in table.v]
grouped = table.groupby(['q', 'k']).agg(n=('v', 'size'), m=('figure', 'mean'))
found = [(q, k, int(n), None if m != m else float(m)) for (q, k), n, m in grouped.itertuples()]""",
    "Polars": """
import polars as pl
whole = pl.read_ndjson(file, infer_schema_length=None)
answers, ids, found = whole.select('answers').unnest('answers'), whole['questionnaire'].struct.field('id'), []
for answer in answers.get_columns():
 kinds = {field.name: field.dtype for field in answer.dtype.fields}
 figures = kinds.get('value', pl.Null).is_numeric()
 value = answer.struct.field('value') if figures else pl.Series([None] * len(ids), dtype=pl.Float64)
 part = pl.DataFrame({'q': ids, 's': answer.struct.field('status'), 'v': value})
 part = part.filter(pl.col('s') == 'answered').group_by('q').agg(n=pl.len(), m=pl.col('v').mean())
 found += [(q, answer.name, n, m) for q, n, m in part.iter_rows()]""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=3_000)
    parser.add_argument("--repeat", type=int, default=5)
    told = parser.parse_args()
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as name:
            lines = write(Path(name), told.interviews, lines=True, shape=shape)
            commands = contenders(lines, Path(name, "questionnaires"))
            agree(commands)
            took: dict[str, list[Measured]] = {each: [] for each in commands}
            for _ in range(told.repeat + 1):  # the first time what is imported is compiled
                for each, command in commands.items():
                    took[each].append(cpu_and_memory(command))
            tell(shape, lines, told.interviews, took)


def contenders(lines: Path, questionnaires: Path) -> dict[str, list[str]]:
    """By name a command each."""
    made = {each: [sys.executable, "-c", HEAD + code, str(lines)] for each, code in READING.items()}
    made |= {each: [sys.executable, "-c", HEAD + code + TELL, str(lines)] for each, code in COUNTING.items()}
    score = [
        sys.executable,
        "-m",
        "cfdiag",
        "score",
        str(lines),
        "-q",
        "--questionnaires",
        str(questionnaires),
    ]
    return {**made, "cfdiag score --format json": [*score, "--format", "json"]}


def agree(commands: dict[str, list[str]]) -> None:
    """All that count come to the same."""
    said = {}
    for each in COUNTING:
        done = subprocess.run(commands[each], capture_output=True, text=True, check=True)
        said[each] = [(q, k, n, m and round(m, 6)) for q, k, n, m in json.loads(done.stdout)]
    first, *others = COUNTING
    for other in others:
        assert said[other] == said[first], (other, {*said[other]} ^ {*said[first]})


def tell(shape: str, lines: Path, n: int, took: dict[str, list[Measured]]) -> None:
    floor = min(each.cpu for each in took["json.loads"])
    print(f"\n{shape}: {n:,} interviews, {lines.stat().st_size / 1e6:.1f} MB")
    for each, runs in took.items():
        cpu, memory = min(run.cpu for run in runs), min(run.memory for run in runs)
        print(f"{each:28}{cpu:8.3f} s{cpu / floor:8.1f} × json.loads{memory / 1e6:8.0f} MB")


if __name__ == "__main__":
    main()
