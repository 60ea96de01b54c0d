"""A desk with a touch screen: the X.Org server with its dummy card and its own test driver for input, which takes
contacts from a socket; neither hardware nor uinput is needed. VIGIL_XORG_ROOT: a folder into which its packages were
unpacked, if they are not installed."""
import os, pathlib, socket, struct, sys, time

from ward import Failure, Ward, until

# What the driver's socket speaks: version 1, its own kinds of message, the kinds of touch of XInput 2.
VERSION, TOUCH = 0, 6
BEGIN, UPDATE, END = 18, 19, 20
VALUATORS = 64
RANGE = 65535

CONFIG = """Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
Section "Files"
  ModulePath "{modules}"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "1920x1080" 173.00 1920 2048 2248 2576 1080 1083 1088 1120
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1920x1080"
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "touch"
  Driver "inputtest"
  Option "SocketPath" "{socket}"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "touch"
EndSection
"""


def find_xorg ():
  """(program, folder of its modules, folder of its libraries), or None with the reason printed."""
  root = pathlib.Path (os.environ.get ("VIGIL_XORG_ROOT", "/"))
  program, modules = root / "usr/lib/xorg/Xorg", root / "usr/lib/xorg/modules"
  for file in (program, modules / "drivers/dummy_drv.so", modules / "input/inputtest_drv.so"):
    if not file.exists ():
      print (f"1..0 # SKIP there is no {file}: xserver-xorg-core and xserver-xorg-video-dummy", flush=True)
      return None
  libraries = next ((path.parent for path in (root / "usr/lib").glob ("*/libxcvt.so*")), root)
  return program, modules, libraries


class Screen:
  """The contacts. Places are in px of the display."""

  def __init__ (self, path, width=1920, height=1080):
    self.width, self.height, self.n = width, height, 0
    self.socket = socket.socket (socket.AF_UNIX)
    self.socket.settimeout (5)
    self.socket.connect (str (path))
    self.socket.sendall (struct.pack ("@IIHH", 12, VERSION, 1, 0))
    if len (self.socket.recv (12)) != 12:
      raise Failure ("the input driver does not answer")

  def send (self, contact, kind, x, y):
    places = [0.0] * (2 * VALUATORS)
    places[0], places[1] = x * RANGE / (self.width - 1), y * RANGE / (self.height - 1)
    head = struct.pack ("@IIIII8s4x", 32 + 16 * VALUATORS, TOUCH, contact, kind, 0, bytes ([3] + [0] * 7))
    self.socket.sendall (head + struct.pack (f"@{2 * VALUATORS}d", *places))

  def down (self, x, y):
    self.n += 1
    self.send (self.n, BEGIN, x, y)
    return self.n

  def up (self, contact, x, y):
    self.send (contact, END, x, y)

  def hold (self, x, y, seconds):
    contact = self.down (x, y)
    time.sleep (seconds)
    self.up (contact, x, y)


class TouchWard (Ward):
  def start_display (self, run):
    program, modules, libraries = find_xorg ()
    path, config = self.folder / "touch.socket", self.folder / "xorg.conf"
    config.write_text (CONFIG.format (modules=modules, socket=path))
    command = [program, "-config", config, "-logfile", self.folder / "xorg.log", "-nolisten", "tcp",
               "-novtswitch", "-sharevts", "vt7"]
    if not self.start_x_server (command, env={**self.env, "LD_LIBRARY_PATH": str (libraries)}):
      print ("1..0 # SKIP the X server may not start here (it wants root)", flush=True)
      sys.exit (0)
    until ("a touch screen", 10, path.exists)
    self.screen = Screen (path)
    self.start_bus (run)

  def find (self, *words):
    """The middle of the control whose name holds all the words."""
    for name, role, node in self.accessibles ():
      if "button" in role and all (word in name for word in words):
        box = self.box (node)
        if box.width > 0:
          return box.x + box.width / 2, box.y + box.height / 2
    return None
