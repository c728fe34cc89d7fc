"""The five catalogues: the same sentences, the same blanks in them, and none unused."""
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import json
import os
import re

import yaml

from tap import case, equal, run

PAGES = os.environ['CITIZEN_PAGES']
LANGUAGES = ['ca', 'es', 'en', 'ar', 'ur']
# The plural forms of each language (CLDR) for whole numbers.
PLURALS = {'ca': {'one', 'other'}, 'es': {'one', 'other'}, 'en': {'one', 'other'},
           'ar': {'zero', 'one', 'two', 'few', 'many', 'other'}, 'ur': {'one', 'other'}}


def read(name):
    with open(os.path.join(PAGES, name), encoding='utf-8') as file:
        return file.read()


catalogues = {code: json.loads(read(f'messages/{code}.json')) for code in LANGUAGES}
source = '\n'.join(read(os.path.basename(name)) for pattern in ('*.js', '*.html')
                   for name in sorted(glob.glob(os.path.join(PAGES, pattern))))
keys = set(catalogues['ca'])


def blanks(sentence):
    return set(re.findall(r'\{(\w+)\}', sentence))


@case('every language has every sentence')
def same_keys():
    for code in LANGUAGES:
        equal(set(catalogues[code]) ^ keys, set())


@case('every sentence has the same blanks in every language')
def same_blanks():
    for key in keys:
        forms = {code: catalogues[code][key] for code in LANGUAGES}
        if isinstance(forms['ca'], dict):
            for code, by_plural in forms.items():
                equal((key, code, set(by_plural)), (key, code, PLURALS[code]))
            continue
        for code in LANGUAGES:
            equal((key, code, blanks(forms[code])), (key, code, blanks(forms['ca'])))


@case('no sentence is left empty, and none of another language stayed behind in Arabic or Urdu')
def translated():
    for code in LANGUAGES:
        for key, sentence in catalogues[code].items():
            for text in sentence.values() if isinstance(sentence, dict) else [sentence]:
                assert text.strip(), (code, key)
                words = re.sub(r'\{\w+\}|[\W\d_]', '', text)
                if code in ('ar', 'ur') and words:
                    assert re.search('[\u0600-\u06ff]', text), (code, key, text)


@case('every sentence is used')
def used():
    families = set(re.findall(r'`([a-z.-]+\.)\$\{', source))
    for key in keys:
        assert f"'{key}'" in source or f'"{key}"' in source \
            or any(key.startswith(family) for family in families), key


@case('every sentence that is asked for exists')
def exists():
    asked = set(re.findall(r'data-t(?:-label|-placeholder)?="([^"]+)"', source))
    asked |= set(re.findall(r"\b(?:say|label|announce|t|either)\((?:[^'()]|\([^()]*\))*'([a-z-]+\.[a-z0-9.-]+)'",
                            source))
    equal(asked - keys, set())


@case('every code the office may say has a sentence')
def codes():
    with open(os.environ['OFFICE_API'], encoding='utf-8') as file:
        schemas = yaml.safe_load(file)['components']['schemas']
    listed = re.search(r'CODE is one of: ([a-z, -]+)\.', ' '.join(
        schemas['Problem']['description'].split())).group(1).split(', ')
    for family, said in (
            ('problem', listed),
            ('documents.reason', schemas['ReviewReason']['enum']),
            ('documents.status', schemas['Document']['properties']['status']['enum']),
            ('ended', schemas['Outcome']['enum']),
            ('ended.next', schemas['NextReason']['enum']),
            ('form.refused', schemas['FormRefused']['properties']['code']['enum']),
            ('role', schemas['Participant']['properties']['role']['enum'])):
        equal({f'{family}.{code}' for code in said} - keys, set())


run()
