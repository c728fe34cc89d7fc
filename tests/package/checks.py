"""Checks as TAP, each with what it found wrong."""
import subprocess
import sys

results = []


def check(good, name, detail=''):
    results.append((good, name, detail))


def clean(name, *command):
    """A check that @command ends well and says nothing wrong. A program that is missing is wrong."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        check(run.returncode == 0 and not run.stderr, name, run.stderr or run.stdout)
        return run.stdout
    except FileNotFoundError as error:
        check(False, name, error)
        return ''


def done():
    print(f'1..{len(results)}')
    for number, (good, name, detail) in enumerate(results, 1):
        print('ok' if good else 'not ok', number, '-', name)
        if not good:
            print('#', str(detail).strip().replace('\n', '\n# '))
    sys.exit(not all(good for good, *_ in results))
