"""Opening a PDF of 100 pages and a photograph of 12 megapixels in the sealed viewer, against Chromium in a
window of the same size on a display of the same kind, and against pdftocairo, which draws and shows nothing.

    /usr/bin/python3 tests/bench/documents.py BUILD [--keep]

What is shown is timed until it is on the screen, ours and theirs alike: the first page has a red square, the last a
green one, the photograph a red one. Both programs run already when they are asked. Memory is what the open document
adds to a program's processes. Five rounds, in turn; medians are printed."""
# SPDX-License-Identifier: GPL-3.0-or-later
import ctypes
import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import last

TESTS = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
ROUNDS = 5
PAGES = 100
DPI = 110  # as the viewer draws a page before anybody zooms in
RED, GREEN = b'\0\0\xff', b'\0\xff\0'
os.environ.update(FINESTRETA=f'{BUILD}/app/finestreta', FINESTRETA_OFFICE=f'{BUILD}/app/office/finestreta-office',
                  FINESTRETA_PAGES=f'{BUILD}/app/documents/pages/finestreta-pages')
sys.path[:0] = [str(TESTS / 'desk'), str(TESTS / 'citizen')]
from desk import Desktop, wait  # noqa: E402
import browser  # noqa: E402

browser.ARGUMENTS.remove('--headless=new')


def memory_mib(pid):
    """Of it and all that it started."""
    total, left = 0, [pid]
    while left:
        one = left.pop()
        try:
            for task in pathlib.Path(f'/proc/{one}/task').iterdir():
                left += map(int, (task / 'children').read_text().split())
            total += next(int(line.split()[1]) for line in pathlib.Path(f'/proc/{one}/smaps_rollup')
                          .read_text().splitlines() if line.startswith('Pss:'))
        except (FileNotFoundError, ProcessLookupError):
            pass  # it has just ended
    return total / 1024


class Screen:
    """What is to be seen on a part of the display, small enough that looking costs nothing."""

    class Image(ctypes.Structure):
        _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                    ('format', ctypes.c_int), ('data', ctypes.c_void_p)]

    def __init__(self, left, width, height):
        self.place = left, 0, width, height
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                       ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self.x11.XGetImage.restype = ctypes.POINTER(self.Image)
        self.x11.XDestroyImage.argtypes = [ctypes.c_void_p]
        self.display = self.x11.XOpenDisplay(None)
        self.root = self.x11.XDefaultRootWindow(self.display)
        # JPEG's red is nearly red.
        self.clear = bytes(0xff if value > 0xf0 else 0 if value < 0x10 else value for value in range(256))

    def shows(self, colour):
        """Twenty pixels of it in a row."""
        image = self.x11.XGetImage(self.display, self.root, *self.place, 0xffffffff, 2)
        pixels = ctypes.string_at(image.contents.data, self.place[2] * self.place[3] * 4)
        self.x11.XDestroyImage(image)
        return (colour + b'\xff') * 20 in pixels.translate(self.clear)

    def until(self, colour, began):
        """Milliseconds since @began."""
        end = time.monotonic() + 60
        while not self.shows(colour):
            if time.monotonic() > end:
                raise RuntimeError('it never came')
            time.sleep(.004)
        return (time.monotonic() - began) * 1000


def write_pdf(path):
    """Pages of text and lines, as an office's certificates have them."""
    words = ('expedient sol·licitud document persona municipi domicili registre certificat resolució prestació '
             'termini annex signatura representant').encode('latin-1').split()
    draw = random.Random(1)
    objects = [b'<</Type/Catalog/Pages 2 0 R>>',
               b'<</Type/Pages/Count %d/MediaBox[0 0 595 842]/Kids[%s]>>'
               % (PAGES, b' '.join(b'%d 0 R' % (5 + 2 * number) for number in range(PAGES))),
               b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>', b'null']
    for number in range(PAGES):
        colour = b'1 0 0' if number == 0 else b'0 1 0' if number == PAGES - 1 else b'.9 .9 .9'
        lines = [b' '.join(draw.choice(words) for _ in range(9)) for _ in range(48)]
        content = (b'%s rg 0 742 100 100 re 0 0 100 40 re f 0 g BT /F 10 Tf 14 TL 60 720 Td %s ET %s'
                   % (colour, b' '.join(b'(%s) Tj T*' % line for line in lines),
                      b' '.join(b'50 %d 500 .5 re f' % (60 + 70 * row) for row in range(9))))
        objects += [b'<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>' % (6 + 2 * number),
                    b'<</Length %d>>stream\n%s\nendstream' % (len(content), content)]
    pdf, places = b'%PDF-1.7\n', []
    for number, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    pdf += (b'xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n'
            % (len(objects) + 1, b''.join(b'%010d 00000 n \n' % place for place in places), len(objects) + 1, len(pdf)))
    pathlib.Path(path).write_bytes(pdf)


def write_photograph(path):
    """4000 by 3000: as much detail as a camera's."""
    import gi
    gi.require_version('GdkPixbuf', '2.0')
    from gi.repository import GdkPixbuf, GLib
    noise = GdkPixbuf.Pixbuf.new_from_bytes(GLib.Bytes.new(random.Random(1).randbytes(1000 * 750 * 3)),
                                            GdkPixbuf.Colorspace.RGB, False, 8, 1000, 750, 3000)
    picture = noise.scale_simple(4000, 3000, GdkPixbuf.InterpType.BILINEAR)
    picture.new_subpixbuf(0, 1000, 1000, 1000).fill(0xff0000ff)
    picture.savev(path, 'jpeg', ['quality'], ['92'])


class Viewer:
    """Ours."""

    def __init__(self, screen):
        self.screen = screen
        self.process = subprocess.Popen([BUILD / 'tests/bench/bench-viewer'], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        time.sleep(2)

    def tell(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def show(self, path, media_type):
        began = time.monotonic()
        self.tell(f'show {path} {media_type}')
        return self.screen.until(RED, began), began

    def pdf(self, path):
        empty = memory_mib(self.process.pid)
        first, began = self.show(path, 'application/pdf')
        self.process.stdout.readline()
        read = (time.monotonic() - began) * 1000
        full = memory_mib(self.process.pid)
        began = time.monotonic()
        self.tell(f'page {PAGES}')
        return first, read, self.screen.until(GREEN, began), full - empty

    def photograph(self, path):
        empty = memory_mib(self.process.pid)
        shown, _ = self.show(path, 'image/jpeg')
        time.sleep(1)
        return shown, memory_mib(self.process.pid) - empty

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


class Chromium:
    def __init__(self, screen):
        self.screen = screen
        self.driver = browser.chromium('--window-size=800,880', '--window-position=0,0', '--hide-crash-restore-bubble')
        self.pid = self.driver.service.process.pid
        time.sleep(2)

    def show(self, path):
        began = time.monotonic()
        # Nothing but the page, as wide as there is room.
        asking = threading.Thread(target=self.driver.execute_cdp_cmd,
                                  args=('Page.navigate', {'url': f'file://{path}#toolbar=0&navpanes=0'}))
        asking.start()
        shown = self.screen.until(RED, began)
        asking.join()
        return shown

    def pdf(self, path):
        empty = memory_mib(self.pid)
        first = self.show(path)
        time.sleep(1)
        full = memory_mib(self.pid)
        subprocess.run(['xdotool', 'mousemove', '400', '500', 'click', '1'], check=True)
        began = time.monotonic()
        subprocess.run(['xdotool', 'key', 'ctrl+End'], check=True)
        return first, self.screen.until(GREEN, began), full - empty

    def photograph(self, path):
        empty = memory_mib(self.pid)
        shown = self.show(path)
        time.sleep(1)
        return shown, memory_mib(self.pid) - empty

    def close(self):
        self.driver.quit()


def run(*command):
    """How long a program takes, and how much memory."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, command
    return (time.monotonic() - began) * 1000, used.ru_maxrss / 1024


def draw(pdf, first, last_page):
    return run('pdftocairo', '-png', '-r', str(DPI), '-f', str(first), '-l', str(last_page), pdf, f'{pdf}-page')


def one(make, kind, path):
    program = make()
    figures = getattr(program, kind)(path)
    program.close()
    return figures


def main():
    folder = tempfile.mkdtemp(prefix='fin-bench-')
    pdf, photograph = f'{folder}/hundred.pdf', f'{folder}/photograph.jpg'
    write_pdf(pdf)
    write_photograph(photograph)
    desktop = Desktop(keyring=None, notifications=False, size='800x880')
    screen = Screen(90, 40, 880)
    figures = {}

    def keep(name, values):
        figures.setdefault(name, []).append(values)

    for _ in range(ROUNDS):
        keep('pdf', one(lambda: Viewer(screen), 'pdf', pdf))
        keep('pdf in Chromium', one(lambda: Chromium(screen), 'pdf', pdf))
        keep('photograph', one(lambda: Viewer(screen), 'photograph', photograph))
        keep('photograph in Chromium', one(lambda: Chromium(screen), 'photograph', photograph))
        keep('first page drawn', draw(pdf, 1, 1))
        keep('last page drawn', draw(pdf, PAGES, PAGES))
        keep('text', run('pdftotext', pdf, '/dev/null'))
    desktop.close()
    subprocess.run(['rm', '-r', folder], check=True)
    middle = {name: [statistics.median(column) for column in zip(*values)] for name, values in figures.items()}
    first, read, end, memory = middle['pdf']
    theirs_first, theirs_end, theirs_memory = middle['pdf in Chromium']
    photo, photo_memory = middle['photograph']
    theirs_photo, theirs_photo_memory = middle['photograph in Chromium']
    last.show('documents, Chromium', 'viewer', 'Chromium', [
        ('100 pages: the first on the screen, ms', first, theirs_first),
        ('100 pages: to the last of them, ms', end, theirs_end),
        ('100 pages: memory, MiB', memory, theirs_memory),
        ('photograph on the screen, ms', photo, theirs_photo),
        ('photograph: memory, MiB', photo_memory, theirs_photo_memory)])
    last.show('documents, pdftocairo', 'viewer', 'pdftocairo', [
        ('100 pages: the first on the screen, or drawn, ms', first, middle['first page drawn'][0]),
        ('100 pages: the last on the screen, or drawn, ms', end, middle['last page drawn'][0])])
    last.show('documents, pdftotext', 'viewer', 'pdftotext', [
        ('100 pages: the words of all, ms', read, middle['text'][0])])


if __name__ == '__main__':
    main()
