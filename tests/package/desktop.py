"""What a desktop and a software centre show: entry, metainfo, screenshots, icons."""
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from checks import check, clean, done

NAME = 'cat.finestreta.Finestreta'
entry, metainfo = sys.argv[1:3]
data = pathlib.Path(sys.argv[3])

clean('the desktop entry is valid', 'desktop-file-validate', entry)
clean('the metainfo is valid', 'appstreamcli', 'validate', '--no-net', '--explain', metainfo)

pictures = [image.text.strip() for image in xml.etree.ElementTree.parse(metainfo).iter('image')]
check(pictures, 'the metainfo has screenshots')
for url in pictures:
    path = data / 'screenshots' / url.rsplit('/', 1)[1]
    start = path.read_bytes()[:24] if path.exists() else b''
    width, height = int.from_bytes(start[16:20], 'big'), int.from_bytes(start[20:24], 'big')
    # At least what AppStream asks for, and lying: about as a screen is.
    check(start[:8] == b'\x89PNG\r\n\x1a\n' and 620 <= width <= 3840 and 1.3 <= width / height <= 1.9,
          f'{path.name} is here, PNG, and of a size to be shown', f'{width}×{height}')

for path, size in ((data / f'icons/hicolor/scalable/apps/{NAME}.svg', 128),
                   (data / f'icons/hicolor/symbolic/apps/{NAME}-symbolic.svg', 16)):
    square = path.exists() and xml.etree.ElementTree.parse(path).getroot().get('viewBox')
    check(square == f'0 0 {size} {size}', f'{path.name} is a square of {size}', square)
    with tempfile.NamedTemporaryFile(suffix='.png') as drawn:
        clean(f'{path.name} can be drawn', 'rsvg-convert', '--width', '64', '--output', drawn.name, str(path))
        ink = subprocess.run(['convert', drawn.name, '-alpha', 'extract', '-format', '%[fx:mean]', 'info:'],
                             capture_output=True, text=True).stdout
    check(ink and 0.2 < float(ink) < 0.95, f'{path.name} shows something, on nothing', ink)
symbolic = xml.etree.ElementTree.parse(path)
check({shape.get('fill') for shape in symbolic.iter() if shape.get('d')} == {'#2e3436'},
      'the symbolic icon has the one colour that desktops replace')
done()
