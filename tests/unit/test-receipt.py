# The receipts that test-receipt leaves, read with the tools a person or a registry would use.
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
from xml.etree import ElementTree

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


XML = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
       "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "xmp": "http://ns.adobe.com/xap/1.0/"}


class Archive:
    """What ISO 19005-3 asks of a file at level A, as far as objects show it."""

    def __init__(self, path):
        self.path = path
        self.objects = json.loads(tool("qpdf", "--json=1", path))["objects"]
        self.trailer = self.objects["trailer"]
        self.catalog = self.at(self.trailer["/Root"])
        self.dictionaries = [each for each in self.objects.values() if isinstance(each, dict)]

    def at(self, value):
        return self.objects[value] if isinstance(value, str) and value.endswith(" R") else value

    def stream(self, reference, *how):
        return subprocess.run(["qpdf", f"--show-object={reference.split()[0]}", *how, self.path], check=True,
                              capture_output=True).stdout

    def claims(self):
        assert self.path.read_bytes().startswith(b"%PDF-1.7\n%")
        assert len(self.trailer["/ID"]) == 2 and "/Encrypt" not in self.trailer
        # Read by who does not know how to inflate, too.
        xmp = self.stream(self.catalog["/Metadata"], "--raw-stream-data")
        assert self.at(self.catalog["/Metadata"]).get("/Filter") is None
        description = ElementTree.fromstring(xmp.strip()).find(".//rdf:Description", XML)
        said = {tag: description.findtext(tag, namespaces=XML) for tag in ("pdfaid:part", "pdfaid:conformance")}
        assert said == {"pdfaid:part": "3", "pdfaid:conformance": "A"}, said
        information = self.at(self.trailer["/Info"])
        assert description.findtext("dc:title/rdf:Alt/rdf:li", namespaces=XML) == information["/Title"]
        assert description.findtext("dc:creator/rdf:Seq/rdf:li", namespaces=XML) == information["/Author"]
        assert description.findtext("xmp:CreateDate", namespaces=XML) == "2026-11-24T09:38:05Z"
        assert information["/CreationDate"] == "D:20261124093805Z"

    def colours(self):
        (intent,) = self.catalog["/OutputIntents"]
        assert self.at(intent)["/S"] == "/GTS_PDFA1"
        profile = self.stream(self.at(intent)["/DestOutputProfile"], "--filtered-stream-data")
        assert self.at(self.at(intent)["/DestOutputProfile"])["/N"] == 3
        assert profile[36:40] == b"acsp" and profile[16:20] == b"RGB " and profile[12:16] == b"mntr"
        assert int.from_bytes(profile[:4], "big") == len(profile) and profile[8] == 4

    def fonts(self):
        fonts = [each for each in self.dictionaries if each.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            if font["/Subtype"] == "/CIDFontType2":
                assert font["/CIDToGIDMap"] == "/Identity"
            else:
                assert "/ToUnicode" in font, font

    def structure(self, language):
        assert self.catalog["/MarkInfo"]["/Marked"] is True and "/StructTreeRoot" in self.catalog
        assert self.catalog["/Lang"] == language
        (link,) = [each for each in self.dictionaries if each.get("/Subtype") == "/Link"]
        assert link["/F"] == 4 and link["/Contents"]
        (figure,) = [each for each in self.dictionaries if each.get("/S") == "/Figure"]
        assert "QR" in figure["/Alt"]
        for page in (each for each in self.dictionaries if each.get("/Type") == "/Page"):
            self.all_is_marked(self.stream(page["/Contents"], "--filtered-stream-data"))

    @staticmethod
    def all_is_marked(content):
        """Nothing is painted outside a tag or an artifact, and every mark is closed."""
        bare = re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", content)
        marks = 0
        for operator in re.findall(rb"(?<![/\w])(BDC|BMC|EMC|BT|TJ|Tj|f|S|re|m)(?!\w)", bare):
            marks += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            assert marks in (0, 1, 2)
            assert marks > 0 or operator == b"EMC", operator
        assert marks == 0

    def attachment(self, expected):
        (reference,) = self.catalog["/AF"]
        name, named = self.at(self.at(self.catalog["/Names"])["/EmbeddedFiles"])["/Names"]
        file = self.at(reference)
        assert reference == named and name == file["/F"] == file["/UF"] == "receipt.json"
        assert file["/AFRelationship"] == "/Data" and file["/Desc"]
        stream = self.at(file["/EF"]["/F"])
        assert stream["/Subtype"] == "/application#2fjson"
        assert stream["/Params"]["/Size"] == len(expected)
        out = OUT / "attached"
        tool("pdfdetach", "-save", "1", "-o", out, self.path)
        assert out.read_bytes() == expected
        # As it stands in the file: JSON has no bytes.
        assert hashlib.md5(expected).hexdigest().encode() in self.path.read_bytes()


for language in LANGUAGES:
    @tap.case(f"{language}: the JSON follows its schema")
    def _(language=language):
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(receipt_of(language))

    @tap.case(f"{language}: the PDF is sound, tagged, titled, in its language, with its fonts")
    def _(language=language):
        pdf = OUT / f"{language}.pdf"
        tool("qpdf", "--check", pdf)
        catalog = Archive(pdf).catalog
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] is True
        information = tool("pdfinfo", pdf)
        assert re.search(r"^Tagged: +yes$", information, re.M)
        assert re.search(r"^Title: .*2026-000417", information, re.M)
        assert "A4" in information
        fonts = tool("pdffonts", pdf).splitlines()[2:]
        assert fonts and all(line.split()[-5] == "yes" for line in fonts), fonts

    @tap.case(f"{language}: the PDF is what an archive takes (PDF/A-3A), with the JSON inside")
    def _(language=language):
        paper = Archive(OUT / f"{language}.pdf")
        paper.claims()
        paper.colours()
        paper.fonts()
        paper.structure(language)
        paper.attachment((OUT / f"{language}.json").read_bytes())

    @tap.case(f"{language}: what was declared can be read out of the PDF")
    def _(language=language):
        text = unicodedata.normalize("NFKC", text_of(language))
        for value in receipt_of(language)["values"]:
            # Facts of acting for the citizen stand in parts of their own.
            if value["shown"].isascii() and "fact" not in value:
                assert value["shown"] in text, value["id"]
        receipt = receipt_of(language)
        # One kind of mark for letters that look alike, as NFKC above has it; lines are the paper's.
        words = " ".join(text.split())
        if language in ("ca", "es", "en"):
            assert receipt["consent"]["text"] in words
            assert receipt["identity"]["method_shown"] in words
        for fact in ("000T", "24/11/2026 10:21:00", "24/11/2026 10:22:00", "2026-000417", "7KQM-2F9A-XH3T-PW6C", "https://oficina.example.cat/r/7KQM2F9AXH3TPW6C",
                     "24/11/2026 10:38:05", "24/11/2026 10:31:00",
                     "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     receipt_of(language)["declaration"]["digest"]):
            assert fact in text, fact


@tap.case("who confirmed what, how and when, in each language")
def _():
    words = json.loads((pathlib.Path(os.environ["FIN_PROCEDURES"]) / "receipt.json").read_text(encoding="utf-8"))
    # Apart where they were said at another moment, together where at the same.
    groups = {"own": [(("contact.email",), None)],
              "field": [(("contact.mobile",), "10:11:00"), (("contact.postcode",), "10:12:00")],
              "step": [(("applicant.given_name", "applicant.surname1"), "10:13:00")],
              "aloud": [(("payment.iban",), "10:14:00")],
              "declaration": [(("contact.municipality",), "10:31:00")]}
    for language in LANGUAGES:
        text = " ".join(unicodedata.normalize("NFKC", text_of(language)).split())
        values = {value["id"]: value for value in receipt_of(language)["values"]}
        for how, said in groups.items():
            for fields, time in said:
                assert all(values[field]["assent"] == how for field in fields)
                assert time is None or f"24/11/2026 {time}" in text, (language, how, time)
        if language in ("ar", "ur"):
            continue  # pdftotext has lines of two directions in an order of its own
        text = " ".join(text_of(language, "-layout").split())
        part = text[text.index(words["assents"][language]):text.rindex(words["declaration"][language])]
        for how, said in groups.items():
            for fields, time in said:
                row = f"{words[f'assent_{how}'][language]} " + ", ".join(values[field]["label"] for field in fields)
                assert row + (f" {words['issued'][language]} 24/11/2026 {time}" if time else "") in part, (row, part)
    structure = re.findall(r'"([^"]*)"', tool("pdfinfo", "-struct-text", OUT / "ca.pdf"))
    assert structure.index(words["assents"]["ca"]) < structure.index(words["declaration"]["ca"])
    # Where there was nothing to confirm, nothing is said of it.
    assert words["assents"]["ca"] not in text_of("unconfirmed")


@tap.case("the receipt of every procedure's whole visit follows the schema")
def _():
    receipts = sorted(OUT.glob("visit-*.json"))
    assert len(receipts) == 27
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    for receipt in receipts:
        checker.validate(json.loads(receipt.read_text(encoding="utf-8")))


@tap.case("with a letter no font has it is made, and does not claim to be PDF/A")
def _():
    pdf = OUT / "unwritable.pdf"
    tool("qpdf", "--check", pdf)
    assert "pdfaid:part" not in tool("pdfinfo", "-meta", pdf)
    assert "receipt.json" in tool("pdfdetach", "-list", pdf)


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
