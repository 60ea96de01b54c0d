#!/usr/bin/python3
"""A limit changed on the bed page, through the accessibility tree, on a real broker: requested, confirmed by the
bed alone, refused with a reason, or not confirmed; the alarm goes by what the bed says. usage: test-limits.py
SOURCE BUILD"""
import pathlib, sys

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from ear import Ear
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])


def find (ward, role, *words):
  return next ((node for name, found, node in ward.accessibles () if role in found and all (word in name for word in words)), None)


def act (ward, *words):
  """What assistive technology does with a button; GTK answers it before it has acted."""
  def usable ():
    node = find (ward, "button", *words)
    return node if node is not None and node.get_n_actions () > 0 else None
  until (f"a button {' '.join (words)}", 10, usable).do_action (0)


def open_bed (ward, bed):
  if ward.sees ("Back to wall"):
    act (ward, "Back to wall")
    until ("the wall", 5, lambda: not ward.sees ("Alarms and limits"))
  def once ():
    node = find (ward, "button", f"Bed {bed},")
    if node is None:
      return False
    import gi
    gi.require_version ("Atspi", "2.0")
    from gi.repository import Atspi
    box = node.get_extents (Atspi.CoordType.WINDOW)
    ward.call (["xdotool", "mousemove", box.x + 40, box.y + box.height // 2, "click", 1])
    return until ("the page", 3, lambda: ward.sees ("Change SpO₂ limits"))
  until (f"the page of bed {bed}", 10, once)


def step (ward, button, wanted):
  """One touch, and what the editor then wants: old and new stand side by side."""
  act (ward, button)
  until (f"→ {wanted}", 5, lambda: ward.sees (f"→  {wanted}"))


def ask (ward, bed, steps):
  """Raises the low limit of SpO₂ of the bed by @steps and asks for it."""
  open_bed (ward, bed)
  act (ward, "Change SpO₂ limits")
  for i in range (1, steps + 1):
    step (ward, "SpO₂, Low limit: up", f"≥ {90 + i} (≥ 85)")
  act (ward, "Request SpO₂ limits")
  until (f"requested for bed {bed}", 3, lambda: ward.sees ("requested") or ward.sees ("refused") or ward.sees ("confirmed"))


with Ward (source, build, source / "tests/e2e/limits.scenario") as ward:
  ear = Ear (ward)
  ward.start_station ()
  until ("four live beds", 40, lambda: ward.sees ("No open alarms", "4 of 4 beds live"))

  with case ("a page says the limits and whose they are"):
    open_bed (ward, 1)
    until ("the limits", 5, lambda: ward.sees ("SpO₂", "≥ 90 (≥ 85)", "set at the bedside"))

  with case ("a limit that contradicts another one cannot be asked for"):
    act (ward, "Change SpO₂ limits")
    for i in range (1, 7):
      step (ward, "SpO₂, Low, high priority: up", f"≥ 90 (≥ {85 + i})")
    until ("why not", 3, lambda: ward.sees ("contradict each other"))
    act (ward, "SpO₂ limits as they were")
    act (ward, "Close SpO₂ limits")

  with case ("the bed confirms, and a value between the old and the new limit alarms"):
    ask (ward, 1, 4)
    until ("confirmed", 10, lambda: ward.sees ("→ ≥ 94 (≥ 85): confirmed"))
    until ("the limit in force", 5, lambda: ward.sees ("≥ 94 (≥ 85)", "set at the bedside", "changed", "Desk 1"))
    if ear.hear ():
      raise Failure (f"heard before there was an alarm: {ear.hear ()}")
    until ("the alarm", 25, lambda: ward.sees ("Bed 1:", "SpO₂", "< 94", "medium priority"))
    ear.wait ("the medium burst", 8, 0, lambda b: b["sound"] == "medium")

  with case ("a gateway that refuses says why, and its limit stays"):
    ask (ward, 3, 1)
    until ("refused", 10, lambda: ward.sees ("→ ≥ 91 (≥ 85): refused: locked at the bedside"))
    until ("the old limit", 5, lambda: ward.sees ("SpO₂", "≥ 90 (≥ 85)", "set at the bedside"))

  with case ("neither no answer nor a mere done is a success"):
    ask (ward, 2, 1)
    until ("requested", 5, lambda: ward.sees ("requested · waiting for the bed"))
    ask (ward, 4, 1)
    until ("the gateway's word", 5, lambda: ward.sees ("the bed says done"))
    for bed in (4, 2):
      open_bed (ward, bed)
      until ("not confirmed", 35, lambda: ward.sees ("→ ≥ 91 (≥ 85): not confirmed"))
      until ("the old limit", 5, lambda: ward.sees ("SpO₂", "≥ 90 (≥ 85)", "set at the bedside"))

  with case ("the list of what is off has the changed limit and who asked for it"):
    act (ward, "Back to wall")
    act (ward, "Alarms")
    act (ward, "Off right now")
    until ("the entry", 5, lambda: ward.sees ("Bed 1:", "SpO₂ ≥ 94 (≥ 85), preset ≥ 90 (≥ 85)", "Desk 1"))
    if any ("preset ≥ 90" in name and f"Bed {bed}:" in name for bed in (2, 3, 4) for name in ward.names ()):
      raise Failure (f"a limit that was not changed is listed: {ward.names ()}")

  say ("the window")
  print ("1..6", flush=True)
