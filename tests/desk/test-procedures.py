# A coordinator corrects a procedure: a file with a fault is refused with its line, the mended one is
# loaded, offered, and taken back.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re

from desk import Desktop, Office, done, ok, wait

desktop = Desktop()
office = Office()
office.staff('anna', 'Informadora de prova')
own = office.ask('GET', '/procedures/carnet-jove/versions', None, office.coordinator)['versions'][0]
text = next(pathlib.Path(os.environ['FIN_PROCEDURES']).glob('*-carnet-jove.json')).read_text()


def titles():
    return [one['title'] for one in office.ask('GET', '/procedures')['procedures']]


def load(name, content):
    path = pathlib.Path(desktop.folder) / name
    path.write_text(content)
    program.click('button', 'Load a File…')
    program.choose('Load a Procedure', path, 'Open')


program = desktop.start('--office', office.address)
program.type('text', 'Account', 'coordinacio')
program.type('text', 'Password', 'una contrasenya')
program.click('button', 'Sign in')
program.find('button', 'Camera and microphone')
program.click('button', 'Main menu')
program.click('menu item', 'Procedures')
program.find('button', 'Load a File…')

lines = text.splitlines(keepends=True)
number = next(i for i, line in enumerate(lines) if '"required": true' in line)
load('faulty.json', ''.join(lines[:number] + [lines[number].replace('required', 'requird')] + lines[number + 1:]))
said = program.reads(rf'^Line {number + 1}: .*requird')
ok('"requird": true' in said, 'a faulty file is refused with the line and what stands on it')
program.click('button', 'Understood')

load('mended.json', text.replace('"en": "Apply for the Youth Card"', '"en": "Youth Card, corrected"', 1))
program.reads('^Loaded. Try it, then offer it.$')
program.reads('^Loaded by Coordinació de prova')
program.reads('^Came with the program$')
ok('Youth Card, corrected' not in titles(), 'a good one is kept, and nobody gets it yet')

program.click('button', re.compile('^Offer: Loaded by'))
program.reads('^Offer this version')
program.click('button', 'Offer')
wait(lambda: 'Youth Card, corrected' in titles(), 'the corrected one is offered')
program.reads('Youth Card, corrected$')
ok(True, 'it is offered on one word')

program.click('button', 'Offer: Came with the program')
program.click('button', 'Offer')
wait(lambda: 'Youth Card, corrected' not in titles(), 'the own one is offered again')
ok(office.ask('GET', '/procedures/carnet-jove/versions', None, office.coordinator)['versions'][-1]
   == own, 'and so is the program\'s own again')

def with_code(kind):
    """A procedure of the office's own, in which a code is a field of this kind."""
    words = {'ca': 'Codi de prova', 'es': 'Código de prueba', 'en': 'Code test'}
    return json.dumps({'id': 'codi-de-prova', 'number': 31, 'kind': 'support', 'title': words, 'summary': words,
                       'steps': [{'id': 'one', 'title': words,
                                  'fields': [{'id': 'code', 'kind': kind, 'label': words}]}]}, indent=0)


load('text.json', with_code('text'))
offers = wait(lambda: program.all('button', re.compile('^Offer: Loaded by'))[1:], 'it is listed, after the other')
secret = office.ask('POST', '/procedures', {'file': with_code('secret')}, office.coordinator)['digest']
office.ask('PUT', '/procedures/codi-de-prova/offered', {'digest': secret}, office.coordinator)
offers[0].do_action(0)
program.click('button', 'Offer')
said = program.reads(r'^Line \d+: one.code: kind: ')
ok('what is secret so far stays so' in said, 'one in which what is secret would be written is not offered, and why')
program.stop()
done()
