#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of hear.py: it hears the product's sounds (rendered here a second time, from the table of
the standard) and refuses everything else. TAP on standard output."""

import importlib.util
import os
import sys
import tempfile
import wave

import numpy as np

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location('hear', os.path.join(HERE, 'hear.py'))
hear = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hear)

RATE = 44100
C4, E4, C5 = 261.63, 329.63, 523.25
HIGH = (0, 250, 500, 1000, 1250, 2000, 2250, 2500, 3000, 3250)
MEDIUM = (0, 400, 800)


def make_pulse(hz, ms, ramp_ms, harmonics=(0, -3, -6, -9, -12), level=0.2):
    """A pulse of the effective length `ms` with cosine ramps of `ramp_ms` from 10 to 90 %."""
    ramp = ramp_ms / 1000 / 0.5903
    t = np.arange(int((ms / 1000 + 2 * 0.7952 * ramp) * RATE)) / RATE
    edge = np.minimum(np.minimum(t, t[-1] - t) / ramp, 1)
    wave_ = sum(10 ** (db / 20) * np.sin(2 * np.pi * k * hz * t)
                for k, db in enumerate(harmonics, 1))
    return level * (1 - np.cos(np.pi * edge)) / 2 * wave_ / 2


def make_burst(onsets, notes, ms, ramp_ms, pad_s=0.5, **options):
    out = np.zeros(int((onsets[-1] / 1000 + 0.5 + 2 * pad_s) * RATE))
    for onset, hz in zip(onsets, notes):
        pulse = make_pulse(hz, ms, ramp_ms, **options)
        at = int((onset / 1000 + pad_s) * RATE)
        out[at:at + len(pulse)] += pulse
    return out


def make_high(**options):
    return make_burst(HIGH, [C4] * 10, 150, 20, **options)


def make_medium(**options):
    return make_burst(MEDIUM, [C4] * 3, 200, 30, **options)


def make_low(**options):
    return make_burst((0, 400), [E4, C4], 200, 30, **options)


def names(samples):
    return [finding['sound'] for finding in hear.hear(samples, RATE)]


def wholes(samples):
    return [name for name in names(samples) if name not in ('part', 'other')]


def noise(seconds, level=0.1, seed=7):
    return level * np.random.default_rng(seed).standard_normal(int(seconds * RATE))


def hears_each_sound():
    failed = make_burst(HIGH, [C5, C4, C4, C5, C4] * 2, 150, 20)
    assert names(make_low()) == ['low']
    assert names(make_medium()) == ['medium']
    assert names(make_high()) == ['high']
    assert names(failed) == ['station-failed']


def measures_what_it_hears():
    finding = hear.hear(make_high(), RATE)[0]
    assert abs(finding['t'] - 0.5) < 0.01, finding
    assert finding['pulses'] == 10 and finding['whole']
    assert finding['onset_error_ms'] < 1 and abs(finding['pulse_ms'] - 150) < 3
    assert abs(finding['f0'] - C4) < 1 and finding['harmonics'] >= 4


def hears_several_in_order():
    samples = np.concatenate((make_low(), make_high(), make_medium()))
    assert names(samples) == ['low', 'high', 'medium']


def hears_a_quiet_one():
    assert names(make_medium(level=0.01)) == ['medium']


def half_a_high_is_a_part():
    findings = hear.hear(make_burst(HIGH[:5], [C4] * 5, 150, 20), RATE)
    assert [f['sound'] for f in findings] == ['part']
    assert findings[0]['like'] == 'high' and findings[0]['pulses'] == 5


def silence_is_nothing():
    assert names(np.zeros(5 * RATE)) == []
    assert names(np.zeros(0)) == []


def tone_of_1_khz_is_no_alarm():
    t = np.arange(3 * RATE) / RATE
    assert wholes(0.3 * np.sin(2 * np.pi * 1000 * t)) == []
    assert wholes(make_burst(HIGH, [1000] * 10, 150, 20)) == []


def noise_like_music_is_no_alarm():
    rng = np.random.default_rng(3)
    notes = [make_pulse(rng.choice([220, 247, C4, 294, E4, 349, 392]), 180, 25)
             for _ in range(40)]
    music = np.concatenate([np.pad(note, (0, int(rng.uniform(0.02, 0.2) * RATE)))
                            for note in notes])
    assert wholes(music + noise(len(music) / RATE, 0.001)[:len(music)]) == []
    assert wholes(noise(5)) == []
    bursts = make_high()
    gate = np.abs(make_high(harmonics=(0,))) > 0.001
    assert wholes(np.where(gate, noise(len(bursts) / RATE)[:len(bursts)], 0)) == []


def high_with_wrong_spacing_is_no_high():
    even = [i * 300 for i in range(10)]
    assert wholes(make_burst(even, [C4] * 10, 150, 20)) == []
    late = list(HIGH)
    late[7] += 25
    assert wholes(make_burst(late, [C4] * 10, 150, 20)) == []


def wrong_count_is_no_burst():
    assert wholes(make_burst(HIGH[:9], [C4] * 9, 150, 20)) == []
    assert wholes(make_burst((0, 400, 800, 1200), [C4] * 4, 200, 30)) == []


def wrong_length_is_no_burst():
    assert wholes(make_burst(HIGH, [C4] * 10, 110, 20)) == []
    assert wholes(make_burst(MEDIUM, [C4] * 3, 160, 30)) == []


def wrong_note_is_no_burst():
    assert wholes(make_burst(HIGH, [C4 * 1.03] * 10, 150, 20)) == []
    assert wholes(make_burst((0, 400), [C4, E4], 200, 30)) == []


def bare_sines_are_no_burst():
    assert wholes(make_high(harmonics=(0,))) == []
    assert wholes(make_high(harmonics=(0, -20, -20, -20, -20))) == []


def clicks_for_ramps_are_no_burst():
    assert wholes(make_burst(HIGH, [C4] * 10, 150, 2)) == []


def one_soft_pulse_breaks_a_burst():
    samples = make_medium()
    second = int((0.5 + 0.39) * RATE)
    samples[second:second + int(0.3 * RATE)] *= 0.1
    assert wholes(samples) == []


def another_program_in_between_is_told():
    samples = make_high()
    t = np.arange(len(samples)) / RATE
    samples = samples + 0.1 * np.sin(2 * np.pi * 1000 * t)
    found = names(samples)
    assert 'high' not in found and 'other' in found


def a_cut_burst_is_not_whole():
    samples = make_high()
    samples[int(2.1 * RATE):] = 0
    assert wholes(samples) == []


def reads_stereo_and_unfinished_files():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'a.wav')
        pcm = np.repeat((make_low() * 32767).astype('<i2'), 2).tobytes()
        with wave.open(path, 'wb') as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(pcm)
        assert names(hear.read_wav(path)[0]) == ['low']
        with open(path, 'r+b') as file:
            file.seek(40)
            file.write(bytes(4))
        assert names(hear.read_wav(path)[0]) == ['low']


def refuses_what_is_no_wav():
    with tempfile.NamedTemporaryFile() as file:
        for content in (b'', b'RIFF', b'RIFF1234WAVEdata\0\0\0\0', os.urandom(200)):
            file.seek(0)
            file.truncate()
            file.write(content)
            file.flush()
            try:
                hear.read_wav(file.name)
            except hear.Unreadable:
                continue
            assert False, content


def main():
    tests = [value for value in globals().values()
             if callable(value) and getattr(value, '__module__', '') == '__main__'
             and not value.__name__.startswith(('make_', 'main', 'names', 'wholes', 'noise_of'))
             and value.__name__ != 'noise']
    print('1..%d' % len(tests))
    failures = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print('ok %d /hear/%s' % (number, test.__name__.replace('_', '-')))
        except AssertionError as error:
            failures += 1
            line = error.__traceback__.tb_next.tb_lineno if error.__traceback__.tb_next else 0
            print('not ok %d /hear/%s # line %d %s'
                  % (number, test.__name__.replace('_', '-'), line, error))
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
