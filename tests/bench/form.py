"""A form of 200 fields: from a change at the office to the workstation's window drawn with it, against 200 entries
bound to plain objects with nothing between.

    /usr/bin/python3 tests/bench/form.py BUILD [--keep]

One change of one value, and one that shows or hides all the others. Five runs of bench-form (form.c says what is in
it); medians are printed."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import statistics
import subprocess
import sys

import last

TESTS = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
os.environ.update(FINESTRETA='', FINESTRETA_OFFICE='', GSETTINGS_SCHEMA_DIR=f'{BUILD}/data')
sys.path.insert(0, str(TESTS / 'desk'))
from desk import Desktop  # noqa: E402


def main():
    desktop = Desktop(keyring=None, notifications=False)
    runs = [json.loads(subprocess.run([BUILD / 'tests/bench/bench-form'], check=True, capture_output=True,
                                      text=True).stdout) for _ in range(5)]
    desktop.close()

    def middle(change, *parts):
        return statistics.median(sum(run[change][part] for part in parts) for run in runs)

    last.show('form of 200 fields', 'Finestreta', 'bindings', [
        ('one value, from the office to the frame, ms', middle('one', 'office', 'widgets', 'frame'),
         middle('one_peer', 'widgets', 'frame')),
        ('all shown or hidden, from the office to the frame, ms', middle('all', 'office', 'widgets', 'frame'),
         middle('all_peer', 'widgets', 'frame'))])
    for part, words in ('office', 'its rules and the message'), ('widgets', 'model and widgets'), ('frame', 'the frame'):
        print(f'  of it {words}: {middle("one", part):.1f} ms, {middle("all", part):.1f} ms')


if __name__ == '__main__':
    main()
