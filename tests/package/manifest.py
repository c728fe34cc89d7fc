"""The Flatpak manifest: readable, without unknown properties, and with no permission it doesn't need."""
import json
import pathlib
import re
import sys

from checks import check, clean, done

manifest = json.loads(clean('the manifest is readable, without an unknown property', 'flatpak-builder',
                            '--show-manifest', sys.argv[1]) or '{}')
allowed = {'--socket=wayland', '--socket=fallback-x11', '--share=ipc', '--share=network',
           '--socket=pulseaudio', '--device=all'}
# Everything libadwaita, WebKit and GStreamer bring is in the runtime; these are not.
needed = {'libnotify', 'gsound', 'libsodium', 'libqrencode', 'qpdf', 'libheif', 'poppler', 'espeak-ng', 'finestreta'}

check(manifest.get('id') == 'cat.finestreta.Finestreta', 'it is for this application')
check(set(manifest.get('finish-args', [])) <= allowed, 'it asks for no permission beyond those known',
      manifest.get('finish-args'))
# A line of reason opens each group of them, of what the window needs or smaller.
text = pathlib.Path(sys.argv[1]).read_text(encoding='utf-8')
first = re.search(r'^finish-args:\n(.*)', text, re.M).group(1)
reasons = re.findall(r'^  # .+\n(?:  # .+\n)*((?:  - --.+\n){1,3}(?!  -))', text, re.M)
explained = {arg for group in reasons for arg in re.findall(r'--\S+', group)}
check(first.startswith('  # ') and explained == set(manifest.get('finish-args', [])),
      'every permission has its reason', set(manifest.get('finish-args', [])) ^ explained)
missing = needed - {module['name'] for module in manifest.get('modules', [])}
check(not missing, 'it builds what the runtime lacks', missing)
done()
