"""From a settled line to its translation by Apertium, as the window has it done, against the command `apertium -u`
run for each line.

    /usr/bin/python3 tests/bench/translation.py BUILD

Both translate the same lines in the same run, in turn, three times; of all lines the median and the 95th percentile
are printed, in milliseconds."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import pathlib
import statistics
import subprocess
import sys
import time

BUILD = pathlib.Path(sys.argv[1]).resolve()
RUNS, ROUNDS = 3, 10
LINES = {
    'ca': ["Bon dia, en què el puc ajudar?",
           "Ha de presentar el DNI i el certificat d'empadronament.",
           "L'import de la taxa són 12.345,67 € i es paga abans del 12/03/2027.",
           "Perdoni, no el sento bé.",
           "Entri a la seu electrònica amb idCAT Mòbil i busqui la sol·licitud.",
           "Si li falta algun document, l'avisarem per correu a nom.cognom@example.cat."],
    'es': ["Buenos días, quería pedir la beca de comedor para mi hija.",
           "Tengo el DNI caducado y el certificado de empadronamiento es del año pasado.",
           "Me han cobrado 40 € y no sé por qué.",
           "No le oigo bien, se corta.",
           "¿Puede repetirme la dirección, por favor?",
           "Mi número de expediente es el ABC-2027/00123."],
    'en': ["Good morning, I would like to make an appointment.",
           "I have brought my passport and my registration certificate.",
           "How much is it? I was told 40 €.",
           "I cannot hear you, please say it again.",
           "My address is first.last@example.org.",
           "Thank you very much for your help."],
}
MODES = {('ca', 'es'): 'cat-spa', ('es', 'ca'): 'spa-cat', ('ca', 'en'): 'cat-eng',
         ('en', 'ca'): 'eng-cat', ('es', 'en'): 'spa-eng', ('en', 'es'): 'eng-spa'}


def ours(source, target):
    """The first line, with the start of the processes; and the others."""
    out = subprocess.run([BUILD / 'tests/bench/bench-translation', source, target, str(ROUNDS)], check=True,
                         input='\n'.join(LINES[source]), capture_output=True, text=True).stdout
    first, *others = json.loads(out)
    return first, others


def command(mode, line):
    began = time.monotonic()
    subprocess.run(['apertium', '-u', mode], check=True, input=line, capture_output=True, text=True)
    return (time.monotonic() - began) * 1000


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def main():
    print(f'{"":10}{"start":>9}{"p50":>9}{"p95":>9}   {"apertium -u":>12}{"p95":>9}{"p50 ratio":>11}')
    for (source, target), mode in MODES.items():
        starts, lines, commands = [], [], []
        for _ in range(RUNS):
            first, others = ours(source, target)
            starts.append(first)
            lines += others
            commands += [command(mode, line) for line in LINES[source]]
        middle, theirs = statistics.median(lines), statistics.median(commands)
        print(f'{source} → {target:5}{statistics.median(starts):9.1f}{middle:9.1f}{percentile(lines, 0.95):9.1f}   '
              f'{theirs:12.1f}{percentile(commands, 0.95):9.1f}{theirs / middle:10.0f}×')


if __name__ == '__main__':
    main()
