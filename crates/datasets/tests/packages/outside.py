"""Judges a folder with a data package by programs that others wrote: Frictionless reads the
descriptor and every csv, pyarrow reads the parquet files, and both must tell the same rows."""

import json
import pathlib
import sys

import pyarrow.parquet
from frictionless import Package

folder = pathlib.Path(sys.argv[1])
package = Package(str(folder / "datapackage.json"))
report = package.validate()
errors = [error.message for error in report.errors]
for task in report.tasks:
    errors += [f"{task.name}: {error.message}" for error in task.errors]

descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
rows = {}
for resource in descriptor["resources"]:
    told = [row.to_dict() for row in package.get_resource(resource["name"]).read_rows()]
    rows[resource["name"]] = len(told)
    for alternate in resource.get("alternates", []):
        table = pyarrow.parquet.read_table(folder / alternate["path"])
        if table.to_pylist() != told:
            errors.append(f"{alternate['path']} tells other rows than the csv")
        kinds = {"string": "string", "integer": "int32"}
        for field in resource["schema"]["fields"]:
            kind = str(table.schema.field(field["name"]).type)
            if kind != kinds[field["type"]]:
                errors.append(f"{field['name']} is {kind}")

print(json.dumps({"valid": report.valid and not errors, "errors": errors[:20], "rows": rows}))
sys.exit(0 if report.valid and not errors else 1)
