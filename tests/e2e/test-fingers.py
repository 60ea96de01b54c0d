#!/usr/bin/python3
"""Real touches on a real window: the hold, the tap and Confirm, and a palm.

usage: test-fingers.py SOURCE BUILD"""
import pathlib, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ear import RANK, Ear, is_high, rank
from touch import TouchWard, find_xorg
from ward import Failure, case, until

source, build = map (pathlib.Path, sys.argv[1:3])


def expect (what, is_so):
  if not is_so:
    raise Failure (what)


def lay_palm (ward):
  """Four contacts at once, until touch is locked: for 10 s."""
  palm = [(900 + 60 * i, 700) for i in range (4)]
  contacts = [ward.screen.down (x, y) for x, y in palm]
  until ("the lock", 5, lambda: ward.sees ("Touch is locked"))
  for contact, (x, y) in zip (contacts, palm):
    ward.screen.up (contact, x, y)


def main ():
  with TouchWard (source, build, here / "fingers.scenario") as ward:
    ear = Ear (ward)
    ward.start_station ()
    until ("two reds and a yellow", 60, lambda: ward.sees ("Bed 1,", "high alarm: ASYSTOLE")
           and ward.sees ("Bed 2,", "high alarm: VT") and ward.sees ("Bed 3,", "medium alarm"))
    time.sleep (1)  # new targets are deaf for 600 ms at most
    with case ("a tap on a red says Hold and silences nothing"):
      place = ward.find ("Silence bed 1: ASYSTOLE")
      ward.screen.hold (*place, .1)
      confirm = until ("Confirm", 5, lambda: ward.find ("Confirm: Silence bed 1"))
      expect ("bed 1 is silenced by a tap", ward.sees ("Bed 1,", "high alarm: ASYSTOLE"))
      expect ("no red was heard", any (is_high (b) for b in ear.hear ()))
    with case ("a tap on Confirm silences what the first tap meant"):
      time.sleep (.5)
      ward.screen.hold (*confirm, .1)
      until ("bed 1 silenced", 5, lambda: ward.sees ("Bed 1,", "high alarm silenced: ASYSTOLE"))
      expect ("bed 2 is silenced too", ward.sees ("Bed 2,", "high alarm: VT"))
    with case ("half a second on a red silences it"):
      time.sleep (1)
      before = time.time ()
      ear.wait ("the red of bed 2 alone", 12, before, lambda b: is_high (b) and b["t"] > before)
      ward.screen.hold (*ward.find ("Silence bed 2: VT"), .8)
      released = time.time ()
      until ("bed 2 silenced", 5, lambda: ward.sees ("Bed 2,", "high alarm silenced: VT"))
      ear.wait ("the yellow of bed 3", 9, released, lambda b: rank (b) == RANK["medium"])
      late = [b for b in ear.hear () if is_high (b) and b["end"] > released + .3]
      expect (f"a red after the silence: {late}", not late)
    with case ("a palm locks touch: a finger is not heard"):
      time.sleep (1)
      lay_palm (ward)
      ward.screen.hold (*ward.find ("Silence bed 3"), .1)
      time.sleep (.7)
      expect ("bed 3 is silenced", ward.sees ("Bed 3,", "medium alarm:"))
      locked = time.time ()
      ear.wait ("the yellow after touch was locked", 14, locked, lambda b: rank (b) == RANK["medium"] and b["t"] > locked)
    with case ("two seconds on the target unlock, and the finger is heard again"):
      until ("unlocked by itself", 12, lambda: not ward.sees ("Touch is locked"))
      lay_palm (ward)
      ward.screen.hold (*until ("the target", 2, lambda: ward.find ("Hold for 2 s")), 2.3)
      until ("unlocked", 2, lambda: not ward.sees ("Touch is locked"))
      time.sleep (1)
      ward.screen.hold (*ward.find ("Silence bed 3"), .1)
      silenced = time.time ()
      until ("bed 3 silenced", 5, lambda: ward.sees ("Bed 3,", "medium alarm silenced"))
      time.sleep (13)  # a yellow comes back within 12
      late = [b for b in ear.hear () if b["t"] > silenced + .3]
      expect (f"heard after all is silenced: {late}", not late)
  print ("1..5")


if find_xorg ():
  main ()
