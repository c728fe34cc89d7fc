# The data of the procedures held against its schema, and the schema against data it must refuse.
# SPDX-License-Identifier: GPL-3.0-or-later
import copy
import json
import os
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import jsonschema

import tap

DATA = pathlib.Path(os.environ["FIN_PROCEDURES"])
LANGUAGES = {"ca", "es", "en", "ar", "ur"}


def read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


SCHEMA = read("procedure.schema.json")
PROCEDURES = sorted(path.name for path in DATA.glob("[0-9]*.json"))


def problems(instance, part=None):
    schema = {"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{part}"} if part else SCHEMA
    validator = jsonschema.Draft202012Validator(schema)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(instance)]


@tap.case("the schemas are schemas")
def _():
    for name in ("procedure.schema.json", "receipt.schema.json"):
        jsonschema.Draft202012Validator.check_schema(read(name))


for procedure in PROCEDURES:
    @tap.case(f"{procedure} follows the schema")
    def _(name=procedure):
        assert problems(read(name)) == []

    @tap.case(f"{procedure} is named after its number and id, and compiled in")
    def _(name=procedure):
        file = read(name)
        assert name == f"{file['number']:02}-{file['id']}.json"
        listed = ElementTree.parse(DATA / "procedures.gresource.xml").findall("gresource/file")
        assert name in [entry.text for entry in listed]


@tap.case("the common steps and all sentences follow the schema")
def _():
    assert problems(read("common.json"), "common") == []
    assert problems(read("rules.json"), "sentences") == []
    assert problems(read("receipt.json"), "sentences") == []
    assert problems(read("conversation.json"), "sentences") == []


@tap.case("what every citizen meets is there in the five languages, with the same marks to fill in")
def _():
    for name in ("rules.json", "receipt.json", "conversation.json"):
        for key, words in read(name).items():
            if key.startswith("note."):  # to staff
                continue
            assert set(words) == LANGUAGES, key
            marks = {language: set(re.findall(r"{\w+}", text)) for language, text in words.items()}
            assert len({frozenset(found) for found in marks.values()}) == 1, key


def citizens_words(node, name=""):
    """Every text a citizen reads: all but what is to the informer."""
    if isinstance(node, dict):
        if "ca" in node:
            yield name, node
        for key, value in node.items():
            if key not in ("guide", "notes", "check_first", "deadlines", "body"):
                yield from citizens_words(value, f"{name}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from citizens_words(value, f"{name}/{number}")


for spoken in ["common.json", *PROCEDURES]:
    @tap.case(f"{spoken} speaks to citizens in the five languages")
    def _(name=spoken):
        for place, words in citizens_words(read(name)):
            assert set(words) == LANGUAGES, place


for procedure in PROCEDURES:
    @tap.case(f"{procedure} says at each step what to say aloud")
    def _(name=procedure):
        file = read(name)
        common = read("common.json")["steps"]
        for step in [file["eligibility"], *file["steps"]]:
            assert "say" in step or "say" in common[step["ref"]], step.get("id") or step.get("ref")


def broken(change):
    file = copy.deepcopy(read("27-carnet-jove.json"))
    change(file)
    return file


def step(file):
    return next(step for step in file["steps"] if "fields" in step and "id" in step)


REFUSED = {
    "a title without Spanish": lambda f: f["title"].pop("es"),
    "a language nobody is attended in": lambda f: f["title"].update(fr="Carte"),
    "a member of no known name": lambda f: f.update(requierd=True),
    "a field of no kind": lambda f: step(f)["fields"][0].pop("kind"),
    "a field of an unknown kind": lambda f: step(f)["fields"][0].update(kind="colour"),
    "a choice without options": lambda f: step(f)["fields"][0].pop("options"),
    "options on a text": lambda f: step(f)["fields"][0].update(kind="text"),
    "an unknown rule": lambda f: step(f)["fields"][0].update(rule="V-NIF"),
    "a condition without if": lambda f: step(f)["fields"][0].update(applies="age < 18"),
    "a condition with brackets": lambda f: step(f)["fields"][0].update(applies="if (age < 18)"),
    "an id with a capital": lambda f: step(f)["fields"][0].update(id="Kind"),
    "a check that says nothing": lambda f: next(s for s in f["steps"] if "checks" in s)["checks"][0].pop("text"),
    "an amount of no year": lambda f: f["fees"][0].update(cases=[{"amount_eur": 1.5}]),
    "a stop with nothing to do instead": lambda f: f["eligibility"]["stops"][0].pop("instead"),
    "a group without a count": lambda f: step(f)["fields"].append(
        {"max": 2, "title": f["title"], "fields": [step(f)["fields"][0]]}),
    "a field worked out of nothing": lambda f: step(f)["fields"][1].update(compute={}),
    "no steps": lambda f: f.update(steps=[]),
    "a reference that is a step too": lambda f: f["steps"][0].update(id="other"),
}

for what, change in REFUSED.items():
    @tap.case(f"the schema refuses {what}")
    def _(change=change):
        assert problems(broken(change)) != []


tap.run()
