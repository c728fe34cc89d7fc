# A copy without what is nobody else's business, saved where the informer says: the file itself is searched for
# what was hidden.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import stat
import subprocess

from desk import Desktop, Office, done, ok, wait
from visit_person import Informer, begin

# A certificate that names somebody, in its text and in the field of a form.
CERTIFICATE = b"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F 14 Tf 0 g)>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 92>>stream
BT /F 14 Tf 40 240 Td (Certificate of) Tj 0 -40 Td (Aina Exemple) Tj 0 -40 Td (and her son) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Exemple)/F 4/Rect[40 100 240 120]/AP<</N 7 0 R>>>>endobj
7 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 5 0 R>>>>/Length 38>>stream
BT /F 14 Tf 2 5 Td (Exemple) Tj ET    
endstream endobj
trailer<</Size 8/Root 1 0 R>>
startxref
0
%%EOF
"""

desktop = Desktop(keyring=None, notifications=False)
office = Office()
token, appointment, program, citizen = begin(desktop, office)
person = Informer(program)


def save_to(path):
    program.click('button', 'Save to a File…')
    there = os.path.exists(path)
    program.choose('Save the Redacted Copy', path, 'Save')
    if there:
        program.click('button', 'Replace')


def words_of(path):
    return subprocess.run(['pdftotext', path, '-'], check=True, capture_output=True, text=True).stdout.split()


citizen.upload('padro.pdf', CERTIFICATE)
person.keys('alt+2')
person.mouse(program.find('list item', re.compile('^padro.pdf')))
program.find('status bar', re.compile('^1 of 1'))
program.click('button', 'Hide Parts…')
program.find('image', 'Page 1')
program.type('text', 'Words to hide', 'exemple')
program.click('button', 'Hide Every Occurrence')
program.find('status bar', re.compile('^2 occurrences are hidden'))
ok(True, 'a name is found in the text and in what was typed into a form')

copy = f'{desktop.folder}/copy.pdf'
save_to(copy)
program.find('status bar', 'The redacted copy is saved.')
found = words_of(copy)
ok('Exemple' not in found and 'Aina' in found and 'Certificate' in found,
   f'in the file that is saved what was hidden is not to be found, and the rest is: {found}')
plain = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', copy, '-'], check=True, capture_output=True).stdout
ok(b'Exemple' not in plain and b'/AcroForm' not in plain, 'nor in any of its objects')
ok(stat.S_IMODE(os.stat(copy).st_mode) == 0o600, 'nobody else on this computer can read it')
documents = office.ask('GET', f'/appointments/{appointment}/documents', None, token)['documents']
ok(len(documents) == 1, 'the office is not given a copy that was saved to a file')

save_to('/proc/copy.pdf')
program.find('status bar', re.compile('^It could not be saved there: '))
ok(True, 'where it cannot be saved, it is said why')
save_to(copy)
program.find('status bar', 'The redacted copy is saved.')
ok('Exemple' not in words_of(copy), 'and it can be saved again, over what was there')
critical = [line for line in program.errors().splitlines() if 'CRITICAL' in line]
ok(not critical, f'nothing critical was logged {critical or ""}')
done()
