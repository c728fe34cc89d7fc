"""What a bench measured, beside what it measured last: the ratios in last.json, which don't depend on
the machine as the times do. `--keep` puts the new ones in their place."""
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import json
import pathlib
import sys

LAST = pathlib.Path(__file__).with_name('last.json')
KEEP = '--keep' in sys.argv
if KEEP:
    sys.argv.remove('--keep')


def show(bench, ours, theirs, rows):
    """rows: (what, our number, theirs), the smaller the better or not; a line each."""
    last = json.loads(LAST.read_text()) if LAST.exists() else {}
    before = last.get(bench, {'ratios': {}})
    ratios = {what: round(mine / other, 2) for what, mine, other in rows}
    when = f'last ({before["date"]})' if 'date' in before else 'last'
    wide = max(len(what) for what, _, _ in rows) + 2
    print(f'{"":{wide}}{ours:>14}{theirs:>14}{"ratio":>8}{when:>20}')
    for what, mine, other in rows:
        print(f'{what:{wide}}{mine:14.1f}{other:14.1f}{ratios[what]:8.2f}{before["ratios"].get(what, "—"):>20}')
    if KEEP:
        # What this run did not measure stays as it was.
        last[bench] = {'date': datetime.date.today().isoformat(), 'ratios': {**before['ratios'], **ratios}}
        LAST.write_text(json.dumps(last, indent=2, ensure_ascii=False, sort_keys=True) + '\n')
