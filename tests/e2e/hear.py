#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears alarm bursts in a recording, knowing nothing but the WAV file.

    hear.py FILE.wav

One JSON object a line, in order of time:

  {"sound": "high", "whole": true, "t": 1.203, "end": 4.651, "pulses": 10, "onset_error_ms": 0.4,
   "pulse_ms": 150.1, "f0": 261.6, "harmonics": 5, "level_db": -9.1, "spread_db": 0.2}
        a complete burst: low, medium, high or station-failed. t and end are seconds in the file,
        harmonics the fewest of any pulse (300 to 4000 Hz, within 15 dB of the fundamental),
        level_db the RMS of the loudest pulse, spread_db loudest to softest.
  {"sound": "part", "like": "high", "whole": false, "pulses": 5, ...}
        the beginning of a burst, broken off: half a burst, a pre-emption, a silence.
  {"sound": "other", "t": ..., "end": ..., "why": "..."}
        anything else that is not silence.

It is strict: pulses must have the right number, spacing, length, ramp, notes, harmonics and purity,
and nothing else may sound in between. Exit status 0 if the file could be read.
"""

import json
import sys

import numpy as np

# IEC 60601-1-8 Table 3 by the values chosen for this product; the notes by name.
HIGH_ONSETS = (0, 250, 500, 1000, 1250, 2000, 2250, 2500, 3000, 3250)
NOTES = {'C4': 261.6256, 'E4': 329.6276, 'C5': 523.2511}
PATTERNS = {
    'high': (HIGH_ONSETS, ('C4',) * 10, 150),
    'medium': ((0, 400, 800), ('C4',) * 3, 200),
    'low': ((0, 400), ('E4', 'C4'), 200),
    'station-failed': (HIGH_ONSETS, ('C5', 'C4', 'C4', 'C5', 'C4') * 2, 150),
}
ONSET_TOLERANCE_MS = 10
PULSE_TOLERANCE_MS = 15
NOTE_TOLERANCE = 0.012  # a fifth of a semitone
SILENCE = 10 ** (-66 / 20)
ISOLATION_S = 0.30  # nothing may follow a whole burst sooner
HARMONIC_DB = 15
SPREAD_DB = 10
PURITY = 0.97  # share of a pulse's energy in its harmonics


class Unreadable(Exception):
    pass


def read_wav(path):
    """Mono samples in -1..1 and their rate. The length of an unfinished file is taken from its size."""
    with open(path, 'rb') as file:
        data = file.read()
    if data[:4] != b'RIFF' or data[8:12] != b'WAVE':
        raise Unreadable('not a WAV file')
    at, form = 12, None
    while at + 8 <= len(data):
        name, size = data[at:at + 4], int.from_bytes(data[at + 4:at + 8], 'little')
        body = data[at + 8:at + 8 + size]
        if name == b'fmt ' and len(body) >= 16:
            form = np.frombuffer(body[:16], '<u2,<u2,<u4,<u4,<u2,<u2')[0]
        if name == b'data' and form is not None:
            if size in (0, 0xFFFFFFFF):
                body = data[at + 8:]
            break
        at += 8 + size + size % 2
    else:
        raise Unreadable('no sound data')
    if form[5] != 16 or not 1 <= form[1] <= 8 or not 8000 <= form[2] <= 192000:
        raise Unreadable('not 16-bit PCM')
    frame = 2 * int(form[1])
    samples = np.frombuffer(body[:len(body) // frame * frame], '<i2').astype(float) / 32768
    return samples.reshape(-1, int(form[1])).mean(axis=1), int(form[2])


def smooth(values, width):
    """The mean of `width` values around each one."""
    total = np.concatenate(([0.0], np.cumsum(np.pad(values, (width // 2, width - width // 2)))))
    return (total[width:] - total[:-width])[:len(values)] / width


def get_envelope(samples, rate):
    """RMS over one period of C4 and one of E4, so that none of the notes ripples."""
    power = smooth(samples ** 2, round(rate / NOTES['C4']))
    return np.sqrt(np.maximum(smooth(power, round(rate / NOTES['E4'])), 0))


def find_segments(envelope, rate):
    """(first, last) sample of everything that is not silence; pauses under 5 ms are none."""
    loud = np.concatenate(([False], envelope > SILENCE, [False])).astype(int)
    edges = np.flatnonzero(np.diff(loud))
    segments = []
    for start, end in zip(edges[::2], edges[1::2]):
        if segments and start - segments[-1][1] < 0.005 * rate:
            segments[-1] = (segments[-1][0], end)
        else:
            segments.append((start, end))
    return segments


def get_level(spectrum, hz, step, width):
    low, high = int((hz - width) / step), int((hz + width) / step) + 2
    return spectrum[max(low, 0):high].max(initial=1e-12)


def analyse_tone(pulse, samples, rate):
    """Fundamental, harmonics and purity of the pulse's plateau; says why if it is no alarm pulse."""
    part = samples[pulse['rise90']:pulse['fall90']]
    n = 1 << 16
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), n))
    step = rate / n
    low, high = int(150 / step), int(1000 / step)
    pulse['f0'] = f0 = (low + int(spectrum[low:high].argmax())) * step
    names = [name for name, hz in NOTES.items() if abs(f0 / hz - 1) <= NOTE_TOLERANCE]
    if not names:
        return 'fundamental %.1f Hz is no note of an alarm' % f0
    pulse['note'] = names[0]
    fundamental = get_level(spectrum, f0, step, 6)
    levels = [20 * np.log10(get_level(spectrum, k * f0, step, 6) / fundamental)
              for k in range(1, int(4000 / f0) + 1) if k * f0 >= 300]
    pulse['harmonics'] = int(sum(abs(level) <= HARMONIC_DB for level in levels))
    if pulse['harmonics'] < 4:
        return '%d harmonics' % pulse['harmonics']
    hz = np.arange(len(spectrum)) * step
    nearest = np.maximum(np.round(hz / f0), 1) * f0
    width = 2.2 * rate / len(part)
    energy = spectrum ** 2
    pulse['purity'] = energy[np.abs(hz - nearest) <= width].sum() / energy.sum()
    if pulse['purity'] < PURITY:
        return 'impure: %.2f' % pulse['purity']
    return None


def analyse_pulse(segment, envelope, samples, rate):
    start, end = segment
    part = envelope[start:end]
    plateau = np.percentile(part, 85)
    above = np.flatnonzero(part >= 0.9 * plateau)
    half = np.flatnonzero(part >= 0.5 * plateau)
    tenth = np.flatnonzero(part >= 0.1 * plateau)
    pulse = {'start': start, 'end': end, 'rise90': start + above[0], 'fall90': start + above[-1],
             'at': (start + half[0]) / rate, 'rms': plateau, 'why': None, 'note': None}
    pulse['ms'] = (above[-1] - above[0]) * 1000 / rate
    pulse['rise_ms'] = (above[0] - tenth[0]) * 1000 / rate
    if not 75 <= pulse['ms'] <= 250:
        pulse['why'] = 'lasts %.0f ms' % pulse['ms']
    elif not 0.08 <= pulse['rise_ms'] / pulse['ms'] <= 0.22:
        pulse['why'] = 'rises in %.0f ms of %.0f' % (pulse['rise_ms'], pulse['ms'])
    elif part[above[0]:above[-1]].min(initial=plateau) < 0.7 * plateau:
        pulse['why'] = 'broken'
    else:
        pulse['why'] = analyse_tone(pulse, samples, rate)
    return pulse


def fits(pulse, first, pattern, i):
    onsets, notes, length = pattern
    return (pulse['why'] is None and pulse['note'] == notes[i]
            and abs((pulse['at'] - first['at']) * 1000 - onsets[i]) <= ONSET_TOLERANCE_MS
            and abs(pulse['ms'] - length) <= PULSE_TOLERANCE_MS)


def match(pulses, pattern):
    """How many pulses from the first one follow the pattern."""
    n = 0
    while n < min(len(pulses), len(pattern[0])) and fits(pulses[n], pulses[0], pattern, n):
        n += 1
    return n


def is_whole(pulses, n, pattern, rate):
    if n < len(pattern[0]):
        return False
    follows = n < len(pulses) and pulses[n]['start'] / rate
    if follows and follows - pulses[n - 1]['end'] / rate < ISOLATION_S:
        return False
    return get_spread(pulses[:n]) <= SPREAD_DB


def get_spread(pulses):
    levels = [pulse['rms'] for pulse in pulses]
    return 20 * np.log10(max(levels) / min(levels))


def describe(pulses, pattern, rate):
    first = pulses[0]
    errors = [abs((pulse['at'] - first['at']) * 1000 - onset)
              for pulse, onset in zip(pulses, pattern[0])]
    return {
        't': round(first['start'] / rate, 4), 'end': round(pulses[-1]['end'] / rate, 4),
        'pulses': len(pulses), 'onset_error_ms': round(max(errors), 2),
        'pulse_ms': round(float(np.mean([pulse['ms'] for pulse in pulses])), 1),
        'f0': round(first['f0'], 1), 'harmonics': min(pulse['harmonics'] for pulse in pulses),
        'level_db': round(20 * np.log10(max(pulse['rms'] for pulse in pulses)), 1),
        'spread_db': round(get_spread(pulses), 1),
    }


def classify(pulses, rate):
    """Takes one finding off the front of `pulses`: (finding, how many pulses it used)."""
    counts = {name: match(pulses, pattern) for name, pattern in PATTERNS.items()}
    for name, pattern in PATTERNS.items():
        if is_whole(pulses, counts[name], pattern, rate):
            found = describe(pulses[:counts[name]], pattern, rate)
            return {'sound': name, 'whole': True, **found}, counts[name]
    name = max(counts, key=counts.get)
    n = counts[name]
    if n == len(PATTERNS[name][0]):
        why = 'more than a %s burst' % name
    elif n > 0:
        found = describe(pulses[:n], PATTERNS[name], rate)
        return {'sound': 'part', 'like': name, 'whole': False, **found}, n
    else:
        why = pulses[0]['why'] or 'fits no burst'
    used = max(n, 1)
    return {'sound': 'other', 'whole': False, 't': round(pulses[0]['start'] / rate, 4),
            'end': round(pulses[used - 1]['end'] / rate, 4), 'why': why}, used


def hear(samples, rate):
    """The findings in `samples`, in order of time."""
    if len(samples) == 0:
        return []
    envelope = get_envelope(samples, rate)
    pulses = [analyse_pulse(segment, envelope, samples, rate)
              for segment in find_segments(envelope, rate)]
    findings = []
    while pulses:
        finding, used = classify(pulses, rate)
        findings.append(finding)
        pulses = pulses[used:]
    return findings


def main(arguments):
    if len(arguments) != 2:
        print('usage: hear.py FILE.wav', file=sys.stderr)
        return 2
    try:
        samples, rate = read_wav(arguments[1])
    except (OSError, Unreadable) as error:
        print('hear.py: %s: %s' % (arguments[1], error), file=sys.stderr)
        return 1
    for finding in hear(samples, rate):
        print(json.dumps(finding))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
