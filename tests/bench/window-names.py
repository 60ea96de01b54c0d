#!/usr/bin/python3
"""What the window of the process PID tells those who cannot see it: a line of JSON for each node, its name and its
place in the window. A process of its own for each question, because a client of the accessibility bus keeps to the
first bus it met.
usage: window-names.py PID"""
import json, sys

import gi
gi.require_version ("Atspi", "2.0")
from gi.repository import Atspi


def find (pid):
  desktop = Atspi.get_desktop (0)
  children = (desktop.get_child_at_index (i) for i in range (desktop.get_child_count ()))
  return next ((child for child in children if child is not None and child.get_process_id () == pid), None)


def place_of (node):
  component = node.get_component_iface ()  # an application has none
  if component is None:
    return [0, 0, 0, 0]
  box = component.get_extents (Atspi.CoordType.WINDOW)
  return [box.x, box.y, box.width, box.height]


root = find (int (sys.argv[1]))
stack = [root] if root else []
while stack:
  node = stack.pop ()
  try:
    stack.extend (child for child in (node.get_child_at_index (i) for i in range (node.get_child_count ())) if child)
    print (json.dumps ([node.get_name () or "", place_of (node)]))
  except Exception:  # it went away while we looked
    continue
