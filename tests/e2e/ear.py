"""The recording of a ward's sink in wall time, as bursts that the classifier (hear.py) knows."""
import time

import hear
from ward import until

RECORDED = 96000  # bytes a second: 48 kHz, 16 bit, mono
RANK = {"low": 1, "medium": 2, "high": 3}


def rank (burst):
  """What the burst says: 1 low to 3 high, 0 nothing. "More than a low burst" is a low one with another right
  behind it."""
  word = burst["sound"] if burst["sound"] in RANK else burst.get ("like") or burst.get ("why", "")
  return RANK.get (word.removeprefix ("more than a ").removesuffix (" burst"), 0)


def is_high (burst):
  return rank (burst) == RANK["high"]


class Ear:
  def __init__ (self, ward):
    self.ward = ward
    self.began = time.time () - ward.sound_file.stat ().st_size / RECORDED

  def hear (self, since=0):
    samples, rate = hear.read_wav (self.ward.sound_file)
    skip = max (int ((since - self.began) * rate), 0)
    return [{**b, "t": b["t"] + self.began + skip / rate, "end": b["end"] + self.began + skip / rate}
            for b in hear.hear (samples[skip:], rate)]

  def wait (self, what, seconds, since, fits):
    return until (what, seconds, lambda: next ((b for b in self.hear (since) if fits (b)), None), every=.5)
