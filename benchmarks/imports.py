"""What an import costs: CPU against `csv.reader` and `json.dumps` of the same table, and memory.

python benchmarks/imports.py [--responses 10000] [--questionnaire silo-busting] [--group internal]
"""

import argparse
import csv
import io
import random
import sys
import tempfile
from pathlib import Path

from measuring import cpu_and_memory

from cfdiag.exchange.asked import keys_asked
from cfdiag.formats.library import Library
from cfdiag.questions import TYPES

SHIPPED = Path(__file__).parent.parent / "questionnaires"
FLOOR = """
import csv, json, sys
with open(sys.argv[1], encoding='utf-8', newline='') as file, open(sys.argv[2], 'w') as out:
    reader = csv.reader(file)
    header = next(reader)
    for row in reader:
        out.write(json.dumps(dict(zip(header, row))) + '\\n')
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=10_000)
    parser.add_argument("--questionnaire", default="silo-busting")
    parser.add_argument("--group", default="internal")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for n in (told.responses // 10, told.responses):
            table = place / f"{n}.csv"
            columns = write_table(table, told.questionnaire, told.group, n)
            floor = cpu_and_memory(
                [sys.executable, "-c", FLOOR, str(table), str(place / "floor.jsonl")], repeat=5
            )
            command = [sys.executable, "-m", "cfdiag", "import", str(table), "-q", "--force"]
            command += ["--questionnaire", told.questionnaire, "--questionnaires", str(SHIPPED)]
            # Each into a file of its own: what is there already would be read and compared.
            runs = [
                cpu_and_memory([*command, "--output", str(place / f"{n}-{again}.jsonl")])
                for again in range(8)
            ]
            run = min(runs, key=lambda each: each.cpu)
            size = f"{table.stat().st_size / 1e6:.1f} MB"
            print(
                f"{n:,} responses of {columns} columns ({size}): import {run.cpu:.2f} s ="
                f" {run.cpu / floor.cpu:.1f} × csv.reader and json.dumps ({floor.cpu:.2f} s);"
                f" {run.memory / 1e6:.0f} MB"
            )


def write_table(table: Path, id_: str, group: str, responses: int) -> int:
    """A table and its mapping: every answer in a column, what is rated twice in two, all filled."""
    questionnaire = Library([SHIPPED]).get(id_)
    drawn = random.Random(1)
    columns: dict[str, list[str]] = {"Response ID": []}
    mapped = []
    for each in keys_asked(questionnaire, group):
        question, parts = each.question, [f"column: '{each.key}'"]
        columns[each.key] = _cells(question)
        if group in question.importance:
            columns[f"{each.key} importance"] = [str(step) for step in range(1, 6)]
            parts.append(f"importance: {{column: '{each.key} importance'}}")
        if group in question.basis:
            columns[f"{each.key} basis"] = ["seen", "heard", "impression"]
            parts.append(f"basis: {{column: '{each.key} basis'}}")
        mapped.append(f"  {each.key}: {{{', '.join(parts)}}}")
    lines = ["cfdiag: 1", f"mapping: {id_}", f"group: {group}", "key: Response ID", "questions:", *mapped]
    table.with_name(f"{table.name}.mapping.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for number in range(responses):
        writer.writerow([drawn.choice(cells) if cells else f"R{number}" for cells in columns.values()])
    table.write_text(out.getvalue(), "utf-8", newline="")
    return len(columns)


def _cells(question) -> list[str]:
    kind = TYPES[question.type].column
    if kind == "step":
        return [str(step) for step in question.scale.values]
    if kind in {"option", "options"}:
        return [option.id for option in question.options]
    return {"tick": ["yes", "no"], "figure": ["3", "7", "12"], "day": ["2026-11-22"]}.get(
        kind, ["We talk about it every week.", "Nobody has asked me.", "It is in the plan for next year."]
    )


if __name__ == "__main__":
    main()
