"""A small reading of JSON Schema: as much of it as the schema of the result uses."""


def faults(schema, document):
    """Where a document does not fit a schema, and how."""
    return list(_faults(schema, schema, document, "$"))


_KINDS = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
    "integer": int, "number": (int, float),
}  # fmt: skip


def _faults(root, schema, value, place):
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        found = [list(_faults(root, each, value, place)) for each in schema["anyOf"]]
        yield from min(found, key=len)
        return
    kind = schema.get("type")
    if kind and (not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{place}: not {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: not one of {schema['enum']}"
    if isinstance(value, dict):
        yield from _object_faults(root, schema, value, place)
    if isinstance(value, list):
        fixed = schema.get("prefixItems", [])
        for number, entry in enumerate(value):
            inner = fixed[number] if number < len(fixed) else schema.get("items") or {}
            yield from _faults(root, inner, entry, f"{place}[{number}]")


def _object_faults(root, schema, value, place):
    yield from (f"{place}: no {name}" for name in schema.get("required", []) if name not in value)
    others = schema.get("additionalProperties", {})
    known = schema.get("properties", {})
    for name, entry in value.items():
        inner = known.get(name, others if isinstance(others, dict) else {})
        yield from _faults(root, inner, entry, f"{place}.{name}")
