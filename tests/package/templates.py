# What a template is made of exists before it is made: some linkers keep a type that nothing else names
# findable by chance, others do not. templates.py ROOT
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys
from pathlib import Path

from checks import check, done

for template in sorted(Path(sys.argv[1], 'app').rglob('*.ui')):
    used = re.findall(r'<object class="Fin(\w+)"', template.read_text())
    if used:
        macros = {'FIN_TYPE_' + re.sub(r'(?<!^)(?=[A-Z])', '_', name).upper() for name in used}
        code = template.with_suffix('.c').read_text()
        missing = [macro for macro in macros if f'g_type_ensure ({macro});' not in code]
        check(not missing, f'{template.name} has its types', missing)
done()
