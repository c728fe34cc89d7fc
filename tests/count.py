"""Counts the cases of a `meson test` run: a TAP test counts each of its lines, any other test is one. After
the figures a line for each test that could not be made here, with why."""
import json
import sys

passed = failed = 0
skipped = []
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
print(passed, failed)
print('\n'.join(skipped), end='\n' if skipped else '')
