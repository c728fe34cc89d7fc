"""Cases told one a line (Test Anything Protocol), and waiting for what is to happen."""
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
import time
import traceback

cases = []
PATIENCE = 30


def case(text):
    """Marks a function as a case; `text` says what a person would notice."""
    def keep(function):
        cases.append((text, function))
        return function
    return keep


def until(what, probe, patience=PATIENCE):
    """The first true value of probe(); an AssertionError that says what never came."""
    end = time.monotonic() + patience
    last = None
    while True:
        try:
            value = probe()
            if value:
                return value
            last = value
        except Exception as error:  # an element that is not there yet is one that is awaited
            last = error
        if time.monotonic() > end:
            raise AssertionError(f'never came: {what} (last: {last!r})')
        time.sleep(0.03)


def equal(one, other):
    if one != other:
        raise AssertionError(f'{one!r} is not {other!r}')


def run(setup=None, teardown=None, after=None):
    wanted = sys.argv[1:]
    chosen = [one for one in cases if not wanted or any(part in one[0] for part in wanted)]
    failed = 0
    print(f'1..{len(chosen)}', flush=True)
    try:
        if setup:
            setup()
        for number, (text, function) in enumerate(chosen, 1):
            try:
                function()
                if after:
                    after()
                print(f'ok {number} - {text}', flush=True)
            except Exception:
                failed += 1
                print(f'not ok {number} - {text}')
                for line in traceback.format_exc().splitlines():
                    print(f'# {line}')
                sys.stdout.flush()
    finally:
        if teardown:
            teardown()
    sys.exit(1 if failed else 0)
