"""Counts the cases of a `meson test` run: a TAP test counts each of its lines, any other test is one."""
import json
import sys

passed = failed = 0
with open(sys.argv[1], encoding='utf-8') as log:
    for test in map(json.loads, log):
        lines = (test.get('stdout') or '').splitlines()
        good = sum(line.startswith('ok ') for line in lines)
        bad = sum(line.startswith('not ok ') for line in lines)
        ended_well = test['result'] in ('OK', 'EXPECTEDFAIL')
        if not ended_well and bad == 0:
            bad = 1
        if ended_well and good == 0:
            good = 1
        passed += good
        failed += bad
print(passed, failed)
