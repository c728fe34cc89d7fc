# The receipts that test-receipt leaves, read with the tools a person or a registry would use.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import jsonschema

import tap

SCHEMA = json.loads((pathlib.Path(os.environ["FIN_PROCEDURES"]) / "receipt.schema.json").read_text(encoding="utf-8"))
LANGUAGES = ("ca", "es", "en", "ar", "ur")
FOLDER = tempfile.TemporaryDirectory()
OUT = pathlib.Path(FOLDER.name)

subprocess.run([sys.argv[1], OUT], check=True)


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def text_of(name, *options):
    return tool("pdftotext", "-enc", "UTF-8", *options, OUT / f"{name}.pdf", "-")


def receipt_of(name):
    return json.loads((OUT / f"{name}.json").read_text(encoding="utf-8"))


for language in LANGUAGES:
    @tap.case(f"{language}: the JSON follows its schema")
    def _(language=language):
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(receipt_of(language))

    @tap.case(f"{language}: the PDF is sound, tagged, titled, in its language, with its fonts")
    def _(language=language):
        pdf = OUT / f"{language}.pdf"
        tool("qpdf", "--check", pdf)
        whole = json.loads(tool("qpdf", "--json=1", pdf))
        catalog = whole["objects"][whole["objects"]["trailer"]["/Root"]]
        assert catalog["/Lang"] == language
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] is True
        information = tool("pdfinfo", pdf)
        assert re.search(r"^Tagged: +yes$", information, re.M)
        assert re.search(r"^Title: .*2026-000417", information, re.M)
        assert "A4" in information
        fonts = tool("pdffonts", pdf).splitlines()[2:]
        assert fonts and all(line.split()[-5] == "yes" for line in fonts), fonts

    @tap.case(f"{language}: what was declared can be read out of the PDF")
    def _(language=language):
        text = unicodedata.normalize("NFKC", text_of(language))
        for value in receipt_of(language)["values"]:
            if value["shown"].isascii():
                assert value["shown"] in text, value["id"]
        for fact in ("2026-000417", "7KQM-2F9A-XH3T-PW6C", "https://oficina.example.cat/r/7KQM2F9AXH3TPW6C",
                     "24/11/2026 10:38:05", "24/11/2026 10:31:00",
                     "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     receipt_of(language)["declaration"]["digest"]):
            assert fact in text, fact


@tap.case("Catalan is copied out as it is written")
def _():
    text = text_of("ca")
    for words in ("Sol·licitar el Carnet Jove", "Oficina Virtual", "Codi de verificació", "Carrer de l'Àngel, 1, «àtic» 2a"):
        assert words in text, words


@tap.case("what did not apply is not on it")
def _():
    assert "hidden" not in text_of("ca") and "hidden" not in json.dumps(receipt_of("ca"))


@tap.case("a file name can't turn the writing of the paper")
def _():
    assert "\u202e" in receipt_of("ca")["documents"][1]["name"]
    assert "innocentgpj.exe" in text_of("ca")


@tap.case("headings, tables and link are told to a screen reader, in order")
def _():
    structure = tool("pdfinfo", "-struct", OUT / "ca.pdf")
    tags = re.findall(r"^ *(\w+)", structure, re.M)
    for tag in ("Document", "H1", "H2", "Table", "TR", "TH", "TD", "Link"):
        assert tag in tags, tag
    titles = re.findall(r'"([^"]*)"', tool("pdfinfo", "-struct-text", OUT / "ca.pdf"))
    order = [titles.index(title) for title in ("Sol·licitar el Carnet Jove", "Persona sol·licitant", "Documents", "Declaració")]
    assert order == sorted(order)


def edges(language, word):
    boxes = text_of(language, "-bbox")
    found = re.search(rf'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">{re.escape(word)}</word>', boxes)
    return float(found[1]), float(found[2])


@tap.case("Arabic and Urdu stand from the right, the mirror of Catalan")
def _():
    width = 595.276
    left, _right = edges("ca", "persona@example.cat")
    for language in ("ar", "ur"):
        _left, right = edges(language, "persona@example.cat")
        assert abs(left - (width - right)) < 3, (language, left, right)


@tap.case("a value longer than a page goes on over the next, whole and in order")
def _():
    lines = re.findall(r"L\d{3}", text_of("long"))
    assert lines == [f"L{number:03}" for number in range(300)], len(lines)
    pages = int(re.search(r"^Pages: +(\d+)$", tool("pdfinfo", OUT / "long.pdf"), re.M)[1])
    assert f"Pàgina {pages} de {pages}" in text_of("long")
    assert "No s'ha enviat cap document." in text_of("long")


tap.run()
