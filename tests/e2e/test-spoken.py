#!/usr/bin/python3
"""What a screen reader is told while an alarm opens, gets worse, is silenced and ends: the events on the real
accessibility bus, not only the names that could be asked for.

usage: test-spoken.py SOURCE BUILD"""
import pathlib, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ear import Ear, is_high
from ward import Failure, Ward, case, until

source, build = map (pathlib.Path, sys.argv[1:3])


class Listener:
  """Every change of a name or description that the station's window tells, in order."""

  def __init__ (self, ward):
    import gi
    gi.require_version ("Atspi", "2.0")
    from gi.repository import Atspi, GLib
    self.ward, self.heard, self.context = ward, [], GLib.MainContext.default ()
    self.listener = Atspi.EventListener.new (self.event)
    for kind in ("accessible-name", "accessible-description"):
      self.listener.register (f"object:property-change:{kind}")

  def event (self, event, *_):
    try:
      if event.source.get_process_id () == self.ward.processes["station"].pid:
        self.heard.append ((event.type.rsplit (":", 1)[-1], event.source.get_role_name (), str (event.any_data)))
    except Exception:  # it went away before we asked
      pass

  def turn (self):
    while self.context.pending ():
      self.context.iteration (False)

  def find (self, kind, role, words, without=()):
    self.turn ()
    return next ((text for k, r, text in self.heard if k == kind and r == role and all (w in text for w in words)
                  and not any (w in text for w in without)), None)

  def wait (self, what, seconds, kind, role, *words, without=()):
    try:
      return until (what, seconds, lambda: self.find (kind, role, words, without))
    except Failure as failure:
      told = "; ".join (f"{k} of a {r}: {t}" for k, r, t in self.heard[-12:])
      raise Failure (f"{failure}; told last: {told}") from None

  def forget (self):
    self.turn ()
    self.heard.clear ()


def main ():
  with Ward (source, build, here / "spoken.scenario") as ward:
    ear = Ear (ward)
    ward.start_station ()
    until ("a window", 40, lambda: ward.application () and ward.sees ("Bed 2", "HR"))
    listener = Listener (ward)
    with case ("the tile tells that an alarm opened"):
      listener.wait ("low alarm on bed 1", 30, "accessible-name", "push button", "Bed 1,", "low alarm", "PROBE OFF")
      # A reader looks at what has come: GTK tells changes of what was looked at.
      until ("its silence target", 10, lambda: ward.sees ("Silence bed 1: PROBE OFF"))
    with case ("the tile and the silence target tell that it got worse"):
      listener.wait ("VT on the tile", 40, "accessible-name", "push button", "Bed 1,", "high alarm: VT",
                     without=["silenced"])
      listener.wait ("VT on the silence target", 5, "accessible-name", "push button", "Silence bed 1: VT")
      listener.wait ("how to press it", 5, "accessible-description", "push button", "high priority", "hold a finger")
      ear.wait ("what is told is heard", 8, 0, is_high)
    listener.forget ()
    with case ("who signed in is told"):
      ward.press ("Nobody is signed in")
      until ("the page", 5, lambda: ward.sees ("Y. Yourname"))
      ward.press ("Y. Yourname")
      listener.wait ("the name", 5, "accessible-name", "push button", "Signed in at this desk: Y. Yourname")
    with case ("the tile tells that it is silenced, and by whom"):
      ward.press ("Silence bed 1: VT")
      listener.wait ("silenced", 5, "accessible-name", "push button", "Bed 1,", "high alarm silenced: VT")
      listener.wait ("by whom", 5, "accessible-description", "push button", "Silenced", "Yourname", "Desk 1")
      until ("one record with the name", 10, lambda: [row["by"] for row in ward.server_rows ()
                                                       if "VT" in row["label"]] == ["Y. Yourname"])
    with case ("a countdown is not told again and again"):
      listener.forget ()
      began = time.time ()
      time.sleep (5)
      listener.turn ()
      if any (b["end"] > began for b in ear.hear ()):
        raise Failure ("it is still heard")
      said = [text for kind, _, text in listener.heard if kind == "accessible-description" and "Silenced" in text]
      if len (said) > 1:
        raise Failure (f"told {len (said)} times in 5 s: {said[:3]}")
    with case ("the tile tells that it is over"):
      listener.wait ("no alarm", 60, "accessible-name", "push button", "Bed 1,", "HR", without=["alarm"])
  print ("1..6")


main ()
