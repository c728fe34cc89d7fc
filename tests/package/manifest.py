"""The Flatpak manifest: readable, without unknown properties, and with no permission it doesn't need."""
import json
import subprocess
import sys

run = subprocess.run(['flatpak-builder', '--show-manifest', sys.argv[1]], capture_output=True, text=True)
manifest = json.loads(run.stdout) if run.returncode == 0 else {}
permissions = set(manifest.get('finish-args', []))
allowed = {'--socket=wayland', '--socket=fallback-x11', '--share=ipc', '--share=network',
           '--socket=pulseaudio', '--device=all'}
# Everything libadwaita, WebKit and GStreamer bring is in the runtime; these are not.
needed = {'libnotify', 'gsound', 'libsodium', 'libqrencode', 'qpdf', 'libheif', 'poppler', 'espeak-ng', 'finestreta'}

checks = {
    'the manifest is readable': run.returncode == 0,
    'it has no unknown property': 'Unknown property' not in run.stderr,
    'it is for this application': manifest.get('id') == 'cat.finestreta.Finestreta',
    'it asks for no permission beyond those explained': permissions <= allowed,
    'it builds what the runtime lacks': needed <= {module['name'] for module in manifest.get('modules', [])},
}
print(f'1..{len(checks)}')
for number, (name, good) in enumerate(checks.items(), 1):
    print('ok' if good else 'not ok', number, '-', name)
sys.exit(not all(checks.values()))
