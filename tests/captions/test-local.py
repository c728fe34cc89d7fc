"""Engines on this computer: the real libraries, and one of the test's own that goes wrong in every way."""
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import tempfile

import onnx
from talk import APPEND_ONLY, NO_MODEL, NO_PROGRAM, READY, TAKES_PHRASES, Talk
from tap import case, equal, run, until

# As the registry has them; what comes must be these.
PACKAGES = {
    'vosk@0.3.39': 'fe9583e8a2cbc55ff43eefd97e8bcd59a7450baab4d61cafcd8e434c4418e6bffa42540c83ad05698d5b8cad2a716378daba0d38e9d1ac1c6d00eaa4eff38693',
    'sherpa-onnx-linux-x64@1.13.4': '5998793429063c51c7a5849defc88de0e9e6c507924c6cadf6e66c907fa29bf3451d0ede950ec1d2c2f308c791a6f2718882af77d0ba5b1209e2161ac4295fb1',
}
VOSK = 'vosk@0.3.39/lib/linux-x86_64/libvosk.so'
SHERPA = 'sherpa-onnx-linux-x64@1.13.4/libsherpa-onnx-c-api.so'
LOW, HIGH = '440', '3000'


def fetch():
    for name, wanted in PACKAGES.items():
        packed = subprocess.run(['npm', 'pack', '--silent', '--prefer-offline', name], cwd=place, check=True,
                                stdout=subprocess.PIPE, text=True).stdout.strip()
        archive = pathlib.Path(place, packed)
        equal((name, hashlib.sha512(archive.read_bytes()).hexdigest()), (name, wanted))
        folder = pathlib.Path(place, name)
        folder.mkdir()
        subprocess.run(['tar', '-xzf', archive, '-C', folder, '--strip-components=1'], check=True)


def setup():
    global place
    place = tempfile.mkdtemp()
    fetch()


def teardown():
    shutil.rmtree(place, ignore_errors=True)


def library(name):
    return str(pathlib.Path(place, name))


def vosk_model(name):
    """A folder that looks like a model."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=place), name)
    for file in ('am/final.mdl', 'graph/HCLG.fst'):
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_bytes(b'nothing')
    return str(folder)


def talk_vosk(mode):
    return Talk('vosk', vosk_model(mode), TALK_LIBRARY=os.environ['FAKE_VOSK'])


def recognisers():
    """Processes of the session that is talked to."""
    found = []
    for folder in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            words = (folder / 'cmdline').read_text()
        except OSError:  # it has ended meanwhile
            continue
        if words.split('\0')[0].endswith('/finestreta-recogniser') and place in words:
            found.append(folder.name)
    return found


@case('vosk: sound goes to the library, and its words come back in their time')
def vosk_words():
    talk = talk_vosk('words')
    equal((talk.engine['traits'], talk.engine['state'], talk.engine['another']), (0, READY, NO_MODEL))
    talk.expect('ready')
    equal(len(recognisers()), 1)
    talk.say('sound 200 8000')
    equal(talk.utterance(), (0, 'bon', False))
    talk.say('sound 100 8000')
    told = talk.expect('utterance')
    equal((told['number'], told['text'], told['final']), (0, 'bon dia', True))
    equal([round(told[key], 3) for key in ('confidence', 'start', 'end')], [0.75, 0.05, 0.25])
    talk.say('sound 100 8000')
    equal(talk.utterance(), (1, 'bon', False))
    talk.say('pause')
    equal(talk.utterance(), (1, 'adéu', True))
    talk.stop()
    until('its end', lambda: not recognisers())


@case('vosk: a library that ends, hangs or babbles takes its process with it, and nothing else')
def vosk_wrong():
    for mode, code in (('exits', 'failed'), ('none', 'failed')):
        talk = talk_vosk(mode)
        equal((mode, talk.expect('failed')['code']), (mode, code))
        talk.stop()
    for mode, code, pieces in (('dies', 'failed', 2), ('babbles', 'failed', 2), ('floods', 'failed', 2),
                               ('hangs', 'timed-out', 30)):
        talk = talk_vosk(mode)
        talk.expect('ready')
        talk.say('sound 100 8000')
        equal((mode, talk.utterance()), (mode, (0, 'bon', False)))
        for _ in range(pieces - 1):
            talk.say('sound 100 8000')
        equal((mode, talk.expect('failed')['code']), (mode, code))
        talk.stop()
    until('its end', lambda: not recognisers())


@case('vosk: the real library says no to a model that is none')
def vosk_real():
    talk = Talk('vosk', vosk_model('words'), TALK_LIBRARY=library(VOSK))
    equal(talk.engine['state'], READY)
    equal(talk.expect('failed')['message'], 'the model cannot be used')
    talk.stop()


@case('what is missing is said: the library, the model, a part of it, the program')
def missing():
    model = vosk_model('words')
    for what, where, state, environment in (
            ('no library set', model, NO_PROGRAM, {}),
            ('no library', model, NO_PROGRAM, {'TALK_LIBRARY': '/nonexistent/libvosk.so'}),
            ('no program', model, NO_PROGRAM, {'FINESTRETA_RECOGNISER': '', 'PATH': '/nonexistent'}),
            ('no model', '/nonexistent', NO_MODEL, {}),
            ('an empty folder', tempfile.mkdtemp(dir=place), NO_MODEL, {})):
        talk = Talk('vosk', where, **{'TALK_LIBRARY': '' if what == 'no library set' else os.environ['FAKE_VOSK'],
                                      **environment})
        equal((what, talk.engine['state']), (what, state))
        talk.end()
    os.remove(os.path.join(model, 'graph', 'HCLG.fst'))
    talk = Talk('vosk', model, TALK_LIBRARY=os.environ['FAKE_VOSK'])
    equal(talk.engine['state'], NO_MODEL)
    talk.end()


@case('a file that is no library, or one of another version, is refused once and for all')
def refused():
    text = pathlib.Path(place, 'text.so')
    text.write_text('not a library')
    for engine, where, file in (('vosk', vosk_model('words'), str(text)),
                                ('vosk', vosk_model('words'), os.environ['FAKE_SHERPA']),
                                ('sherpa-onnx', onnx.write(pathlib.Path(place, 'refused')), os.environ['FAKE_SHERPA'])):
        talk = Talk(engine, where, TALK_LIBRARY=file)
        equal(talk.engine['state'], READY)
        equal(talk.expect('failed')['message'], 'the library cannot be used')
        talk.say('state')
        equal(talk.expect('state')['state'], NO_PROGRAM)
        talk.stop()


@case('sherpa-onnx: the real library hears two words, of a model that the test made')
def sherpa_words():
    talk = Talk('sherpa-onnx', onnx.write(pathlib.Path(place, 'tones')), TALK_LIBRARY=library(SHERPA))
    equal((talk.engine['state'], talk.engine['another'], talk.engine['traits']), (READY, NO_MODEL, APPEND_ONLY))
    talk.expect('ready')
    talk.say(f'tone 500 8000 {LOW}')
    equal(talk.utterance(), (0, 'bon', False))
    talk.say(f'tone 500 8000 {HIGH}')
    equal(talk.utterance(), (0, 'bon dia', False))
    # Then silence, and the utterance is over.
    talk.say('sound 1200 0')
    told = talk.expect('utterance')
    equal((told['number'], told['text'], told['final']), (0, 'bon dia', True))
    equal([round(told[key], 1) for key in ('start', 'end')], [0.0, 0.5])
    talk.say('gap 2000')
    talk.say(f'tone 500 8000 {HIGH}')
    told = talk.expect('utterance')
    equal((told['number'], told['text'], told['final']), (1, 'dia', False))
    equal(abs(told['start'] - 4.2) < 0.2, True)
    # The microphone is off: final at once.
    talk.say('pause')
    equal(talk.utterance(), (1, 'dia', True))
    talk.stop()
    until('its end', lambda: not recognisers())


@case('sherpa-onnx: a model of whole utterances guesses while one goes on, and settles it when it ends')
def sherpa_offline():
    talk = Talk('sherpa-onnx', onnx.write(pathlib.Path(place, 'offline'), streaming=False),
                TALK_LIBRARY=library(SHERPA))
    equal((talk.engine['state'], talk.engine['traits']), (READY, 0))
    talk.expect('ready')
    talk.say('sound 100 20')
    talk.say(f'tone 500 8000 {LOW}')
    equal(talk.utterance(), (0, 'bon', False))
    talk.say(f'tone 700 8000 {HIGH}')
    equal(talk.utterance(), (0, 'bon dia', False))
    talk.say('sound 600 20')
    told = talk.expect('utterance')
    equal((told['number'], told['text'], told['final']), (0, 'bon dia', True))
    equal([round(told[key], 1) for key in ('start', 'end')], [0.0, 1.8])
    talk.say('pause')
    talk.say('gap 2000')
    talk.say(f'tone 500 8000 {HIGH}')
    told = talk.expect('utterance')
    equal((told['number'], told['text'], told['final']), (1, 'dia', False))
    equal(abs(told['start'] - 3.9) < 0.05, True)
    talk.say('pause')
    equal(talk.utterance(), (1, 'dia', True))
    talk.stop()


@case('sherpa-onnx: of two words that sound alike, the one the procedure knows is heard')
def sherpa_phrases():
    folder = onnx.write_transducer(pathlib.Path(place, 'transducer'))
    for phrases, heard in (((), 'bon'), (('Dia',), 'dia'), (('bon',), 'bon'), (('no/res', 'carnet: #1 @', 'dia'), 'dia')):
        talk = Talk('sherpa-onnx', folder, *phrases, TALK_LIBRARY=library(SHERPA))
        equal((talk.engine['state'], talk.engine['traits']), (READY, TAKES_PHRASES))
        talk.expect('ready')
        talk.say('sound 100 20')
        # Between the two: a little nearer the first.
        talk.say('tone 700 8000 1100')
        talk.say('sound 600 20')
        told = talk.expect('utterance')
        while not told['final']:
            told = talk.expect('utterance')
        equal((phrases, told['text']), (phrases, heard))
        talk.stop()


@case('sherpa-onnx: a model that is not what its manifest says is not loaded')
def sherpa_changed():
    folder = onnx.write(pathlib.Path(place, 'changed'))
    with open(os.path.join(folder, 'tokens.txt'), 'a', encoding='utf-8') as file:
        file.write('\n')
    talk = Talk('sherpa-onnx', folder, TALK_LIBRARY=library(SHERPA))
    equal(talk.engine['state'], READY)
    equal(talk.expect('failed')['message'], 'the model cannot be used')
    talk.stop()


@case('sherpa-onnx: a model that the library ends its process for ends no more than that')
def sherpa_exits():
    talk = Talk('sherpa-onnx', onnx.write(pathlib.Path(place, 'without'), 'window_size'),
                TALK_LIBRARY=library(SHERPA))
    talk.fails('failed')


@case('sherpa-onnx: a manifest that is none is no model')
def sherpa_manifest():
    for i, wrong in enumerate(({'languages': []}, {'languages': ['es']}, {'kind': 'magic'}, {'licence': None}, {'name': 7},
                               {'files': {}}, {'files': {'../model.onnx': 'a' * 64, 'tokens.txt': 'a' * 64}},
                               {'files': {'model.onnx': 'short', 'tokens.txt': 'a' * 64}},
                               {'kind': 'transducer'}, {'name': 'a' * 100000})):
        talk = Talk('sherpa-onnx', onnx.write(pathlib.Path(place, f'manifest-{i}'), **wrong),
                    TALK_LIBRARY=library(SHERPA))
        equal((wrong, talk.engine['state']), (wrong, NO_MODEL))
        talk.end()


if platform.machine() != 'x86_64' or not shutil.which('npm'):
    print('1..0 # SKIP the libraries are of npm, for x86_64 only')
else:
    run(setup, teardown)
