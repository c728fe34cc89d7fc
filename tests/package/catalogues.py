"""The translations: Catalan, Spanish and English complete, nothing fuzzy, no placeholder lost, and
every source with text in po/POTFILES.in."""
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
results = []


def check(good, name, detail=''):
    results.append((good, name, detail))


listed = {line for line in (root / 'po/POTFILES.in').read_text().splitlines() if line and not line.startswith('#')}
with_text = {str(path.relative_to(root)) for path in (root / 'app').rglob('*.[ch]')
             if re.search(r'\b(_|ngettext|C_|N_) ?\(', re.sub(r'//.*', '', path.read_text()))}
with_text |= {str(path.relative_to(root)) for path in (root / 'app').rglob('*.ui')
              if 'translatable="yes"' in path.read_text()}
check(with_text <= listed, 'every source with text is in POTFILES.in', sorted(with_text - listed))
check(all((root / name).exists() for name in listed), 'POTFILES.in names no file that is gone',
      [name for name in listed if not (root / name).exists()])

with tempfile.TemporaryDirectory() as folder:
    template = pathlib.Path(folder) / 'finestreta.pot'
    subprocess.run(['xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_',
                    '--keyword=C_:1c,2', '--keyword=g_dngettext:2,3', '--keyword=ngettext:1,2',
                    '--files-from', str(root / 'po/POTFILES.in'), '-D', str(root), '-o', str(template)],
                   check=True, stderr=subprocess.DEVNULL)
    for language in ('ca', 'es', 'en'):
        merged = pathlib.Path(folder) / f'{language}.po'
        done = subprocess.run(['msgmerge', '--no-fuzzy-matching', '-q', '-o', str(merged),
                               str(root / f'po/{language}.po'), str(template)], capture_output=True, text=True)
        figures = subprocess.run(['msgfmt', '--check', '--statistics', '-o', '/dev/null', str(merged)],
                                 capture_output=True, text=True, env={'LC_ALL': 'C', 'PATH': '/usr/bin'})
        check(done.returncode == figures.returncode == 0 and 'untranslated' not in figures.stderr
              and 'fuzzy' not in figures.stderr, f'{language} is complete', figures.stderr.strip()[-600:])

print(f'1..{len(results)}')
for number, (good, name, detail) in enumerate(results, 1):
    print('ok' if good else 'not ok', number, '-', name)
    if not good:
        print('#', str(detail).replace('\n', '\n# '))
sys.exit(not all(good for good, *_ in results))
