"""The manual's pages: without a warning, and with every option that their programs have."""
import os
import pathlib
import re
import subprocess
import sys

from checks import check, clean, done

os.environ.update(LC_ALL='C.UTF-8', LANGUAGE='en', MANWIDTH='80')
data = pathlib.Path(sys.argv[1])
for program in map(pathlib.Path, sys.argv[2:]):
    page = data / f'{program.name}.1'
    clean(f'{page.name} is set without a warning', 'man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z',
          str(page))
    told = subprocess.run([program, '--help'], capture_output=True, text=True).stdout
    has = set(re.findall(r'--[a-z][a-z-]+', re.sub(r'(?<=[a-z)]) .*', '', '\n'.join(
        line.lstrip() for line in told.splitlines() if line.lstrip().startswith('-')).replace('-h, ', ''))))
    text = page.read_text().replace('\\-', '-').split('.SH OPTIONS')[1].split('.SH')[0]
    shown = set(re.findall(r'^\.BI? (--[a-z][a-z-]+)', text, re.M))
    # The toolkit's own, of no use to a person.
    has -= {'--help-all', '--help-gapplication'}
    check(has and has == shown, f'{page.name} has the options of {program.name}, and no other',
          f'not in the page: {sorted(has - shown)}; not of the program: {sorted(shown - has)}')
done()
