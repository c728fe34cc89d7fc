"""headless.py FOLDER: whether what `app/run --headless FOLDER` left is a visit. What it measured, its pictures,
and the receipt's two forms, each against the other and against what was filled in."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import pathlib
import re
import subprocess
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1])
results = []


def check(good, name, detail=''):
    results.append(bool(good))
    print('ok' if good else 'not ok', len(results), '-', name, flush=True)
    if not good:
        print('#', detail)


def read(path):
    return json.loads(path.read_text(encoding='utf-8'))


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measurements():
    report = read(folder / 'report.json')
    citizen = report.get('citizen', {})
    check('failed' not in report, 'no step failed', report.get('failed'))
    for name in ('call_setup_ms', 'video_in_fps', 'video_out_fps', 'audio_in_level', 'audio_out_level',
                 'text_in_ms_median', 'text_out_ms_median', 'form_saves', 'receipt_bytes'):
        check(report.get(name, 0) > 0, f'{name} was measured', report)
    check(float(citizen.get('fps', 0)) > 0 and re.fullmatch(r'[1-9]\d*x[1-9]\d*', citizen.get('size', '')),
          'the citizen saw the informer', citizen)
    check(report['audio_in_level'] <= 1 and report['audio_out_level'] <= 1, 'levels are between 0 and 1', report)
    check(report['lines_compared'] > 2, 'lines written on either side were compared with those read', report)
    if 'document_viewer' in report:
        box = subprocess.run(['bwrap', '--unshare-all', '--ro-bind', '/', '/', 'true'], capture_output=True)
        check(box.returncode != 0, 'the viewer stayed shut because no box can be had', report)
    else:
        check(report['document_pages'] >= 1, 'a document’s pages were seen', report)
    return report


def pictures():
    sizes = {}
    for name in ('agenda.png', 'visit.png'):
        width, height, colours = map(int, output('identify', '-format', '%w %h %k', folder / name).split())
        sizes[name] = (folder / name).read_bytes()
        check(width > 1000 and height > 600 and colours > 300, f'{name} shows something',
              f'{width}x{height}, {colours} colours')
    check(len(set(sizes.values())) == 2, 'and not twice the same')


def receipt(report):
    plan = read(ROOT / 'app/desk/rehearsal.json')
    told = read(folder / 'receipt.json')
    jsonschema.validate(told, read(ROOT / 'data/procedures/receipt.schema.json'))
    check(True, 'the receipt’s data is as its schema says')

    values = {value['id']: value['value'] for value in told['values']}
    wrong = {field: values.get(field) for field, value in plan['fields'] if values.get(field) != value}
    check(not wrong, 'it has what was filled in', wrong)
    check(len(values.get(plan['hand'], '')) >= 20, 'and what the citizen wrote where they were asked',
          values.get(plan['hand']))
    check([document['status'] for document in told['documents']] == ['to-correct', 'accepted'],
          'the document that was corrected, and the one accepted', told['documents'])
    check(told['declaration']['confirmed'], 'the declaration as confirmed', told['declaration'])

    paper = folder / 'receipt.pdf'
    check(paper.stat().st_size == report['receipt_bytes'], 'the PDF is all of it')
    check(subprocess.run(['qpdf', '--check', paper], capture_output=True).returncode == 0, 'and sound')
    text = ' '.join(output('pdftotext', '-layout', paper, '-').split())
    # What is told of identity and consent stands by itself.
    missing = [word for word in (told['number'], told['code'], told['consent']['text'],
                                 *(v['shown'] for v in told['values']
                                   if len(v['shown']) < 30 and 'fact' not in v)) if word not in text]
    check(not missing, 'it says what the data says', missing)


report = measurements()
pictures()
receipt(report)
print(f'1..{len(results)}')
sys.exit(not all(results))
