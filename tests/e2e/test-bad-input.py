#!/usr/bin/python3
"""What a broken or hostile gateway can say, on a real broker, while the ward runs: each input moves exactly
its counter by exactly its number and no other, and nothing of it is shown. usage: test-bad-input.py SOURCE BUILD"""
import json, pathlib, struct, sys, time

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from gateway import Gateway
from station import Headless
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
HOUR_MS = 3600_000
HR = "MDC_ECG_HEART_RATE"
HAND = "11"  # the bed that speaks only when told to
MARKER = "identity-in-payload"


def block (gateway, rev=1, seq=None, t_ms=None, leads=1, count=50, magic=b"VGW1", boot=None):
  topic = f"bed/{HAND}/wave/ecg"
  seq = gateway.next_seq (topic) if seq is None else seq
  t_ms = time.time () * 1000 if t_ms is None else t_ms
  head = magic + struct.pack ("<HBBIIq", rev, leads, 0, seq, gateway.boot if boot is None else boot, int (t_ms * 1000))
  return head + struct.pack ("<BBHIi", 0, 0, count, 250000, 0) + struct.pack ("<50h", *range (50))


def wave (gateway, **changes):
  gateway.send (f"bed/{HAND}/wave/ecg", block (gateway, **changes))


def json_wave (gateway, lead, **changes):
  topic = f"bed/{HAND}/wave/json"
  gateway.send (topic, gateway.head (seq=gateway.next_seq (topic), **changes) | {"leads": {"MDC_ECG_ELEC_POTL_V5": lead}})


def raw_vitals (gateway, text, bed="09"):
  """A message that never says which seq it would have had: refused before that counts."""
  gateway.send (f"bed/{bed}/vitals", text)


def value (gateway, item):
  gateway.vitals (HAND, {"MDC_RESP_RATE": {"x": 16}, **item})


def huge (gateway):
  topic = f"bed/{HAND}/vitals"
  text = json.dumps (gateway.head (seq=gateway.next_seq (topic)) | {"n": {HR: {"x": 1}}})
  gateway.send (topic, text.replace ('{"x": 1}', '{"x":1e999}'))


def again (gateway, *seqs):
  topic = f"bed/{HAND}/vitals"
  for seq in seqs:
    gateway.send (topic, gateway.head (seq=gateway.seqs[topic] + seq) | {"n": {HR: {"x": 200}}})


def skip (gateway, n):
  gateway.seqs[f"bed/{HAND}/vitals"] += n
  gateway.vitals (HAND)


def vitals_at (gateway, *offsets):
  for offset in offsets:
    gateway.vitals (HAND, t=int (time.time () * 1000) + offset)


def foreign_list (gateway):
  alarm = {"id": "x1", "code": "MDC_EVT_ECG_ASYSTOLE", "kind": "physiological", "pri": "high", "state": "active", "raised": 1}
  gateway.send ("bed/09/alarms", gateway.head (seq=9) | {"boot": gateway.boot ^ 1, "alarms": [alarm, alarm | {"id": "x2"}]})


def head_of (gateway, **more):
  return json.dumps (gateway.head (seq=0) | more)


TABLE = [
  ("another version", lambda g: raw_vitals (g, '{"v":2,"t":1,"boot":1,"seq":1,"n":{}}', "10"), {"version": 1}),
  ("another wave magic", lambda g: wave (g, magic=b"VGW2", seq=0), {"version": 1}),
  ("truncated JSON", lambda g: raw_vitals (g, head_of (g, n={})[:-3]), {"malformed": 1}),
  ("not JSON at all", lambda g: raw_vitals (g, b"\x01\x02nonsense"), {"malformed": 1}),
  ("not UTF-8", lambda g: raw_vitals (g, b'{"v":1,"x":"\xff\xfe"}'), {"not-utf8": 1}),
  ("empty", lambda g: raw_vitals (g, ""), {"malformed": 1}),
  ("a wave block cut short", lambda g: g.send (f"bed/{HAND}/wave/ecg", block (g, seq=0)[:-7]), {"length": 1}),
  ("a wave block too long", lambda g: g.send (f"bed/{HAND}/wave/ecg", block (g, seq=0) + b"\0\0"), {"length": 1}),
  ("oversized", lambda g: raw_vitals (g, head_of (g, n={}, pad="x" * 70000)), {"oversized": 1}),
  ("deeply nested", lambda g: raw_vitals (g, head_of (g, n={}, deep="@").replace ('"@"', "[" * 500 + "]" * 500)), {"too-deep": 1}),
  ("a missing field", lambda g: raw_vitals (g, head_of (g)), {"missing": 1}),
  ("the wrong type of a field", lambda g: raw_vitals (g, head_of (g, n=[1])), {"type": 1}),
  ("the wrong type of two values", lambda g: value (g, {HR: {"x": "86"}, "MDC_TEMP": 37}), {"type": 2}),
  ("NaN", lambda g: raw_vitals (g, head_of (g, n={HR: {"x": float ("nan")}})), {"not-finite": 1}),
  ("a number that overflows", huge, {"not-finite": 1}),
  ("three values out of range", lambda g: value (g, {HR: {"x": -1}, "MDC_PULS_OXIM_SAT_O2": {"x": 101}, "MDC_TEMP": {"x": 500}}), {"range": 3}),
  ("an unknown unit", lambda g: value (g, {"MDC_TEMP": {"x": 98, "u": "K"}}), {"unit": 1}),
  ("an unknown unit of a wave", lambda g: json_wave (g, {"hz": 250, "u": "mmHg", "dt": 0, "x": [0] * 50}), {"unit": 1}),
  ("an unknown word", lambda g: g.send ("bed/09/state", g.head () | {"state": "fine"}), {"word": 1}),
  ("an unknown bed", lambda g: (g.vitals ("99"), g.alarms ("99"), g.vitals ("99")), {"unknown-bed": 3}),
  ("no topic of the contract", lambda g: g.send ("bed/09/weather", g.head ()), {"topic": 1}),
  ("a replayed seq", lambda g: again (g, 0, 0), {"replayed": 2}),
  ("reordered seqs", lambda g: again (g, -1, -2, -3), {"replayed": 3}),
  ("seven that never came", lambda g: skip (g, 7), {"gap": 7}),
  ("a foreign boot", lambda g: g.send ("bed/09/vitals", g.head (seq=5) | {"boot": g.boot ^ 1, "n": {HR: {"x": 200}}}), {"foreign-boot": 1}),
  ("a list with a foreign boot, once and not once a row", foreign_list, {"foreign-boot": 1}),
  ("a wave with a foreign boot", lambda g: wave (g, boot=g.boot ^ 1, seq=1), {"foreign-boot": 1}),
  ("blocks of an unknown meta revision", lambda g: (wave (g, rev=7), wave (g, rev=8)), {"meta-revision": 2}),
  ("a clock that jumps back and forth", lambda g: vitals_at (g, -HOUR_MS, 0), {"clock-jump": 1}),
  ("a wave's clock that jumps", lambda g: wave (g, t_ms=time.time () * 1000 - HOUR_MS), {"clock-jump": 1}),
  ("a bed claimed twice", lambda g: (setattr (g, "claims", g.claims + ["01"]), g.claim ()), {"claimed-twice": 1}),
]


def strike (station, gateway, name, act, expected):
  """The marker comes behind the abuse on the same connection: when it has been counted, so has all else."""
  before = station.counters ()
  act (gateway)
  gateway.send (f"gateway/{gateway.name}/heartbeat", gateway.head (mrn=1))
  until (f"{name}: the message behind it", 10, lambda: station.counters ()[MARKER] > before[MARKER], every=.05)
  after = station.counters ()
  moved = {counter: after[counter] - before[counter] for counter in after if after[counter] != before[counter]}
  if moved != expected | {MARKER: 1}:
    raise Failure (f"{name}: moved {moved}, not {expected}")


def check_shown (station):
  """No wrong number and no alarm came of it all."""
  for bed in ("03", "09"):
    if not station.is_live (bed):
      raise Failure (f"bed {bed} is {station.beds ()[bed]}")
  wrong = [key for key in station.details () if key.split ("|")[0] in ("09", HAND) and "limit|" in key or "ASYSTOLE" in key]
  if wrong:
    raise Failure (f"raised by refused input: {wrong}")
  seen = {line.split ()[1] for line in station.read () if line.startswith ("alarm ") and line.split ()[2] != "hidden"}
  if any (key.startswith ("09|") and "NO_DATA" not in key for key in seen):
    raise Failure (f"raised for a moment: {seen}")


def old_boot (station, gateway):
  boot = gateway.boot
  gateway.silent.update (gateway.beds)
  gateway.boot, gateway.seqs, gateway.claims = boot ^ 0x5555, {}, list (gateway.beds)
  gateway.claim ()
  for bed in gateway.beds:
    gateway.meta (bed)
  gateway.silent.difference_update (["09", "10"])
  old = gateway.head (seq=99999) | {"boot": boot, "n": {HR: {"x": 200}}}
  strike (station, gateway, "an old boot", lambda g: g.send ("bed/09/vitals", old), {"old-boot": 1})


def main ():
  with Ward (source, build, source / "tests/e2e/bad-days.scenario", desktop=False,
             gateways={"gw-hand": (["09", "10", HAND], ["99"])}) as ward:
    gateway = Gateway (ward, "gw-hand", ["09", "10", HAND])
    gateway.silent.add (HAND)
    with Headless (ward) as station:
      with case ("a good ward moves no counter"):
        until ("bed 9 live", 20, lambda: station.is_live ("09"))
        until ("bed 3 live", 20, lambda: station.is_live ("03"))
        gateway.vitals (HAND)
        gateway.alarms (HAND)
        wave (gateway)
        json_wave (gateway, {"hz": 250, "u": "mV", "dt": 0, "x": [0.1, None] * 25})
        strike (station, gateway, "good messages", lambda g: (g.vitals (HAND), wave (g)), {})
        if any (count for counter, count in station.counters ().items () if counter != MARKER):
          raise Failure (str (station.counters ()))
      for name, act, expected in TABLE:
        with case (f"{name} moves {expected} and nothing else"):
          strike (station, gateway, name, act, expected)
      with case ("a bed claimed twice stays with its first gateway, and the wall says so"):
        until ("the alarm", 5, lambda: station.find ("CLAIMED_TWICE", "medium"))
        if station.beds ()["01"][0] != "live":
          raise Failure ("bed 1 lost its gateway")
      with case ("a version that is not known is said at the bed"):
        until ("unsupported", 5, lambda: station.find ("UNSUPPORTED_PAYLOAD", "medium"))
      with case ("nothing of it was shown and the station lives"):
        check_shown (station)
      with case ("an old boot moves its counter and nothing else"):
        old_boot (station, gateway)
        until ("the second claim withdrawn", 5, lambda: not station.find ("CLAIMED_TWICE"))
      with case ("the wall is live after it"):
        until ("beds live", 40, lambda: all (station.is_live (bed) for bed in ("03", "09", "10")) and station.beds ()["01"][0] == "live")
      station.quit ()
    gateway.die ()


print (f"1..{len (TABLE) + 6}", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
