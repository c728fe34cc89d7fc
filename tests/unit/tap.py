# A line per case in the Test Anything Protocol.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
import traceback

_cases = []


def case(name):
    """Registers the function below as a case."""
    def register(function):
        _cases.append((name, function))
        return function
    return register


def run():
    failed = 0
    print(f"1..{len(_cases)}", flush=True)
    for number, (name, function) in enumerate(_cases, 1):
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
    sys.exit(1 if failed else 0)
