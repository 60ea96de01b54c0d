#!/usr/bin/python3
"""The main job, end to end, as a nurse would see and hear it: the simulator's scenario and its truth; every
alarm seen on the accessibility tree and heard in the recording by a classifier that knows only the WAV;
silenced through the window; on the server exactly once across an outage and a kill -9.

usage: test-main-job.py SOURCE BUILD"""
import pathlib, shutil, signal, sys, threading, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
import hear
from ear import RANK, RECORDED, rank
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
# What a nurse reads for a key's class; the priority is spoken as a word.
WORDS = {"MDC_EVT_ECG_ASYSTOLE": "ASYSTOLE", "MDC_EVT_ECG_V_TACHY": "VT", "leads-off": "LEADS OFF",
         "probe-off": "PROBE OFF", "MDC_EVT_BATT_LO": "BATTERY"}


def read_truth (ward):
  for line in ward.truth_file.read_text ().splitlines ():
    if line and not line.startswith ("#"):
      earliest, latest, bed, key, priority = line.split ()
      yield float (earliest), float (latest), bed, key, priority


class Watcher (threading.Thread):
  """Looks at the accessibility tree all the time and remembers when each name was first seen."""

  def __init__ (self, ward):
    super ().__init__ (daemon=True)
    self.ward, self.seen, self.stopping = ward, {}, False

  def run (self):
    while not self.stopping:
      try:
        for name in self.ward.names ():
          self.seen.setdefault (name, time.time ())
      except Exception:
        pass
      time.sleep (.3)

  def first (self, *words):
    times = [t for name, t in list (self.seen.items ()) if all (word in name for word in words)]
    return min (times, default=None)


def condition_word (key):
  for part in key.split ("|"):
    if part in WORDS:
      return WORDS[part]
  return "SpO2" if "SAT_O2" in key else "HR"


def check_seen (ward, watcher, start):
  """Each alarm that must come was seen on its bed with its priority, in time."""
  n = 0
  for earliest, latest, bed, key, priority in read_truth (ward):
    at = watcher.first (f"Bed {int (bed)},", f"{priority} alarm", condition_word (key))
    if at is None:
      raise Failure (f"bed {bed}: {key} was never seen")
    # The names change at a bearable rate, and we look every 0.3 s.
    if not earliest - 1 <= at - start <= latest + 3:
      raise Failure (f"bed {bed}: {key} was seen at {at - start:.1f} s, not within {earliest} to {latest}")
    n += 1
  if n < 6:
    raise Failure (f"the truth names only {n} alarms")
  return n


def judge_heard (truth, bursts, start, acts):
  """Complaints: alarms that began and were not heard in their priority or a higher one; sounds that mean
  nothing. `bursts` are the classifier's lines in wall time; what ends within 0.8 s of one of `acts` (a press, a
  kill) was cut by it and need not be whole."""
  complaints = []
  for earliest, latest, bed, key, priority in truth:
    heard = [b for b in bursts if rank (b) >= RANK[priority]]
    # A lower burst that is under way is finished first, and a medium one comes back within 11 s.
    if not any (start + earliest - 1 <= b["t"] <= start + latest + 12 for b in heard):
      complaints.append (f"bed {bed}: {key} was not heard")
  for b in bursts:
    if rank (b) == 0 and not any (act - .1 <= b["end"] <= act + .8 for act in acts):
      complaints.append (f"a sound that means nothing at {b['t'] - start:.1f} s: {b}")
  return complaints


def listen (path, began):
  samples, rate = hear.read_wav (path)
  return [{**burst, "t": burst["t"] + began, "end": burst["end"] + began} for burst in hear.hear (samples, rate)]


def rows_of (ward, bed):
  return [row for row in ward.server_rows () if row["bed"] == bed]


def silence_through_an_outage (ward):
  """Server and station both die; what the tile called saved arrives once."""
  until ("asystole open", 60, lambda: ward.sees ("Bed 3,", "high alarm", "ASYSTOLE"))
  ward.end ("server", signal.SIGKILL)
  ward.press ("Silence", "bed 3")
  until ("silenced", 3, lambda: ward.sees ("Bed 3,", "silenced"))
  until ("saved here", 5, lambda: ward.sees ("saved here"))
  ward.end ("station", signal.SIGKILL)
  ward.acts.append (time.time ())
  ward.restart_server ()
  ward.start_station ()
  until ("the row on the server", 40, lambda: rows_of (ward, "03"), every=.3)


def main ():
  with Ward (source, build, here / "main-job.scenario") as ward:
    began = time.time () - hear_length (ward)
    start_ms = int (ward.log ("sim").split ("start_ms=")[1].split ()[0])
    start = start_ms / 1000
    ward.start_station ()
    watcher = Watcher (ward)
    with case ("the window comes up and shows every bed live"):
      until ("8 of 8 beds live", 20, lambda: ward.sees ("8 of 8 beds live"))
    watcher.start ()
    with case ("a medium alarm is silenced by a press of the mouse and is on the server once"):
      until ("desaturation", 50, lambda: ward.sees ("Bed 2,", "medium alarm", "SpO2"))
      ward.press ("Silence", "bed 2")
      until ("silenced", 3, lambda: ward.sees ("Bed 2,", "silenced"))
      until ("one row", 10, lambda: len (rows_of (ward, "02")) == 1)
    with case ("a high alarm is silenced while the server is down, and the station is killed"):
      silence_through_an_outage (ward)
    with case ("after the restart it is still silenced, and its row is on the server exactly once"):
      until ("8 of 8 beds live", 20, lambda: ward.sees ("beds live") or ward.sees ("Bed 3,"))
      time.sleep (3)
      if len (rows_of (ward, "03")) != 1:
        raise Failure (f"{len (rows_of (ward, '03'))} rows of bed 3")
      if ward.sees ("Bed 3,", "high alarm", "ASYSTOLE") and not ward.sees ("Bed 3,", "silenced"):
        raise Failure ("the silence did not survive")
    with case ("every alarm of the truth was seen in time"):
      until ("the ventricular tachycardia", 60, lambda: watcher.first ("Bed 6,", "VT"))
      time.sleep (6)
      watcher.stopping = True
      say (f"{check_seen (ward, watcher, start)} alarms seen")
    with case ("every alarm of the truth was heard, and nothing else was"):
      bursts = listen (ward.sound_file, began)
      complaints = judge_heard (list (read_truth (ward)), bursts, start, ward.acts)
      if complaints:
        raise Failure ("; ".join (complaints))
      say (f"{len (bursts)} bursts heard")
    with case ("negative control: the judge complains of a recording in which the alarms are missing"):
      for name, wrong in (("silence", []), ("only low", [b for b in bursts if b["sound"] == "low"])):
        if not judge_heard (list (read_truth (ward)), wrong, start, ward.acts):
          raise Failure (f"{name}: the judge is content")
    ward.end ("station")
    muted_sink (ward)
    strange_tone (ward)
    swapped_file (ward)


def hear_length (ward):
  """Seconds recorded so far."""
  return ward.sound_file.stat ().st_size / RECORDED


def raise_once (ward, name, environment):
  """A new station over the same ward, for some seconds; what was heard."""
  ward.end ("recorder")
  ward.start_recording ()
  ward.env.update (environment)
  ward.start_station ()
  until ("an open alarm", 30, lambda: ward.sees ("alarm", "Bed 6,") or ward.sees ("alarm", "Bed 3,"))
  time.sleep (10)
  ward.picture (ward.folder / f"{name}.png")
  return ward.sound_file


def muted_sink (ward):
  with case ("negative control: a muted sink is exact silence, and the window says NO SOUND"):
    ward.call (["pactl", "set-sink-mute", "ward", "1"])
    sound = raise_once (ward, "muted", {})
    until ("NO SOUND", 5, lambda: ward.sees ("NO SOUND"))
    if listen (sound, 0):
      raise Failure ("something was heard from a muted sink")
    ward.call (["pactl", "set-sink-mute", "ward", "0"])
    until ("sound again", 15, lambda: not ward.sees ("NO SOUND"))
    ward.end ("station")


def strange_tone (ward):
  with case ("negative control: another program's tone is no alarm"):
    # The sound server finishes a burst that it has, even if the station is gone: 3.5 s at the most.
    over = ward.sound_file.stat ().st_size + 5 * RECORDED
    until ("the end of the last burst", 15, lambda: ward.sound_file.stat ().st_size >= over)
    ward.end ("recorder")
    ward.start_recording ()
    tone = ward.folder / "tone.wav"
    import math, struct, wave
    with wave.open (str (tone), "wb") as out:
      out.setparams ((1, 2, 48000, 0, "NONE", ""))
      out.writeframes (b"".join (struct.pack ("<h", int (9000 * math.sin (2 * math.pi * 440 * i / 48000)))
                                 for i in range (96000)))
    ward.call (["paplay", tone])
    time.sleep (1)
    heard = listen (ward.sound_file, 0)
    if not heard or any (b["sound"] != "other" for b in heard):
      raise Failure (f"taken for an alarm: {heard}")


def swapped_file (ward):
  with case ("negative control: a swapped sound file is found out"):
    sounds = ward.folder / "swapped"
    shutil.copytree (build / "data/sounds", sounds, ignore=lambda _, names: [n for n in names if not n.endswith (".wav")])
    for path in sounds.glob ("*-high.wav"):
      shutil.copy (sounds / "vigil-alarm-low.wav", path)
    heard = listen (raise_once (ward, "swapped", {"VIGIL_SOUNDS_DIR": str (sounds)}), 0)
    if any (b["sound"] == "high" or b.get ("like") == "high" for b in heard):
      raise Failure ("a low file was heard as high")
    if not heard:
      raise Failure ("nothing was heard at all: the control proves nothing")


print ("1..10", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
