"""Counts the cases of a `meson test` run: a TAP test counts each of its lines, any other test is one. After
the figures a line for each test that could not be made here, with why, and what each failed case said."""
import json
import sys


def said(lines):
    """What stands under each failed case."""
    telling = False
    for line in lines:
        telling = line.startswith('not ok ') or telling and line.startswith('#')
        if telling:
            yield line


passed = failed = 0
skipped = []
faults = []
with open(sys.argv[1], encoding='utf-8') as log:
    for test in map(json.loads, log):
        lines = (test.get('stdout') or '').splitlines()
        good = sum(line.startswith('ok ') for line in lines)
        bad = sum(line.startswith('not ok ') for line in lines)
        if test['result'] == 'SKIP' and bad == 0:
            why = next((line.partition('SKIP')[2].strip() for line in lines if 'SKIP' in line), '')
            skipped.append(f'Not made here: {test["name"]}: {why}')
            continue
        ended_well = test['result'] in ('OK', 'EXPECTEDFAIL')
        if not ended_well and bad == 0:
            bad = 1
        if ended_well and good == 0:
            good = 1
        passed += good
        failed += bad
        if bad:
            told = list(said(lines)) or (test.get('stderr') or '').splitlines()
            faults += [f'FAILED: {test["name"]}', *told[:60]]
print(passed, failed)
print(*skipped, *faults, sep='\n', end='\n' if skipped or faults else '')
