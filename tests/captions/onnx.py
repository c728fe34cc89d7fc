"""A model that hears two words: a low tone is the first, a high one the second. Written as ONNX has it
(onnx.proto), in the form of a CTC model of NeMo, streaming or not, or of a transducer of NeMo."""
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import json
import pathlib
import struct

FLOAT, INT32, INT64 = 1, 6, 7
WINDOW = 20  # frames of 10 ms, decoded at once
LOW = 30     # features, of 80, that are of the low tone
QUIET = -3   # logarithm of the energy that is a tone


def varint(value):
    out = b''
    while value > 0x7f:
        out += bytes([value & 0x7f | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number, value):
    """A member of a message: an integer, or text, or another message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def attribute(name, value):
    if isinstance(value, int):
        return field(1, name) + field(3, value) + field(20, 2)
    return field(1, name) + b''.join(field(8, one) for one in value) + field(20, 7)


def node(kind, inputs, output, **attributes):
    return (b''.join(field(1, name) for name in inputs) + field(2, output) + field(4, kind) +
            b''.join(field(5, attribute(*pair)) for pair in attributes.items()))


def numbers(name, *values):
    return (field(1, len(values)) + field(2, INT64) + field(8, name) +
            field(9, struct.pack(f'<{len(values)}q', *values)))


def level(name, value):
    return field(2, FLOAT) + field(8, name) + field(9, struct.pack('<f', value))


def tensor(name, kind, rank, last=None):
    """`last`: how large it is in its last dimension, where that is looked at."""
    shape = b''.join(field(1, field(1, last) if last and i == rank - 1 else field(2, f'{name}_{i}'))
                     for i in range(rank))
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def table(name, rows):
    return (field(1, len(rows)) + field(1, len(rows[0])) + field(2, FLOAT) + field(8, name) +
            field(9, b''.join(struct.pack(f'<{len(row)}f', *row) for row in rows)))


CACHES = (('cache_last_channel', FLOAT, 4), ('cache_last_time', FLOAT, 4), ('cache_last_channel_len', INT64, 1))


def whole(nodes, constants, inputs, outputs, about):
    """A model; `about` describes it."""
    graph = (b''.join(field(1, one) for one in nodes) + field(2, 'tones') +
             b''.join(field(5, one) for one in constants) +
             b''.join(field(11, tensor(*one)) for one in inputs) +
             b''.join(field(12, tensor(*one)) for one in outputs))
    return (field(1, 8) + field(7, graph) + field(8, field(1, '') + field(2, 13)) +
            b''.join(field(14, field(1, key) + field(2, str(value))) for key, value in about.items()))


# How much there is of the low tone, of the high one and of neither, in every fourth frame.
LEVELS = [
    node('Slice', ['audio_signal', 'zero', 'low', 'one'], 'low_band'),
    node('Slice', ['audio_signal', 'low', 'all', 'one'], 'high_band'),
    node('ReduceMax', ['low_band'], 'low_level', axes=[1], keepdims=1),
    node('ReduceMax', ['high_band'], 'high_level', axes=[1], keepdims=1),
    node('Mul', ['low_level', 'nothing'], 'nowhere'),
    node('Add', ['nowhere', 'quiet'], 'blank'),
    node('Concat', ['low_level', 'high_level', 'blank'], 'levels', axis=1),
    node('AveragePool', ['levels'], 'fewer', kernel_shape=[4], strides=[4])]
CONSTANTS = [numbers('zero', 0), numbers('one', 1), numbers('low', LOW), numbers('all', 80), numbers('four', 4),
             level('nothing', 0), level('quiet', QUIET)]
HEARD = [('audio_signal', FLOAT, 3), ('length', INT64, 1)]


def model(streaming, without=None):
    """`without`: what its description lacks."""
    caches = CACHES if streaming else ()
    about = {'subsampling_factor': 4, 'vocab_size': 2}
    if streaming:
        about |= {'window_size': WINDOW, 'chunk_shift': WINDOW,
                  **{f'{name}_dim{i}': 1 for name, _, rank in caches if rank == 4 for i in (1, 2, 3)}}
    else:
        about |= {'model_type': 'EncDecCTCModelBPE', 'normalize_type': 'NA'}
    about.pop(without, None)
    return whole([*LEVELS, node('Transpose', ['fewer'], 'turned', perm=[0, 2, 1]),
                  node('LogSoftmax', ['turned'], 'logprobs', axis=2), node('Identity', ['length'], 'encoded_lengths'),
                  *(node('Identity', [name], name + '_next') for name, _, _ in caches)],
                 CONSTANTS, [*HEARD, *caches],
                 [('logprobs', FLOAT, 3), ('encoded_lengths', INT64, 1),
                  *((name + '_next', kind, rank) for name, kind, rank in caches)], about)


def transducer():
    """Its parts by name: one word an utterance, as after it nothing more is heard."""
    return {
        'encoder.onnx': whole([*LEVELS, node('Identity', ['fewer'], 'outputs'),
                               node('Div', ['length', 'four'], 'encoded_lengths')],
                              CONSTANTS, HEARD, [('outputs', FLOAT, 3), ('encoded_lengths', INT64, 1)],
                              {'model_type': 'EncDecRNNTBPEModel', 'vocab_size': 2, 'subsampling_factor': 4,
                               'normalize_type': 'NA', 'pred_rnn_layers': 1, 'pred_hidden': 1}),
        'decoder.onnx': whole([node('Gather', ['after', 'targets'], 'rows'),
                               node('Transpose', ['rows'], 'decoder_output', perm=[0, 2, 1]),
                               node('Identity', ['target_length'], 'prednet_lengths'),
                               *(node('Identity', [name], name + '_next') for name in ('h', 'c'))],
                              [table('after', [[-100, -100, 0], [-100, -100, 0], [0, 0, 0]])],
                              [('targets', INT32, 2), ('target_length', INT32, 1), ('h', FLOAT, 3), ('c', FLOAT, 3)],
                              [('decoder_output', FLOAT, 3), ('prednet_lengths', INT32, 1), ('h_next', FLOAT, 3),
                               ('c_next', FLOAT, 3)], {}),
        'joiner.onnx': whole([node('Add', ['encoder_output', 'decoder_output'], 'sum'),
                              node('Transpose', ['sum'], 'logits', perm=[0, 2, 1])], [],
                             [('encoder_output', FLOAT, 3), ('decoder_output', FLOAT, 3)],
                             [('logits', FLOAT, 3, 3)], {})}


def write_transducer(folder):
    """One that may be told which words are likely."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    files = {**transducer(), 'tokens.txt': '▁bon 0\n▁dia 1\n<blk> 2\n'.encode(),
             'bpe.vocab': '<unk>\t0\n▁bon\t-1\n▁dia\t-2\n'.encode()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / 'model.json').write_text(json.dumps({
        'name': 'Two tones, once', 'licence': 'GPL-3.0-or-later', 'languages': ['ca'], 'kind': 'offline-transducer',
        'files': {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}}))
    return str(folder)


def write(folder, without=None, streaming=True, **manifest):
    """A folder as app/captions wants it; `manifest` has members to put in place of its own."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    (folder / 'model.onnx').write_bytes(model(streaming, without))
    (folder / 'tokens.txt').write_text('▁bon 0\n▁dia 1\n<blk> 2\n')
    (folder / 'model.json').write_text(json.dumps({
        'name': 'Two tones', 'licence': 'GPL-3.0-or-later', 'languages': ['ca'], 'kind': 'nemo-ctc' if streaming else 'offline-nemo-ctc',
        'files': {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                  for name in ('model.onnx', 'tokens.txt')}, **manifest}))
    return str(folder)
