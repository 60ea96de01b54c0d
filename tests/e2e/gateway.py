"""A gateway written by hand over a socket: MQTT 3.1.1 at QoS 0, enough to say everything that is wrong, in
an order that holds."""
import contextlib, json, random, socket, struct, threading, time


def _text (text):
  raw = text.encode ()
  return struct.pack ("!H", len (raw)) + raw


def _packet (kind, body):
  head, n = bytes ([kind]), len (body)
  while True:
    n, digit = divmod (n, 128)
    head += bytes ([digit | (0x80 if n else 0)])
    if not n:
      return head + body


class Wire:
  """A connection under a name that the broker knows; `kind` is gw or st."""

  def __init__ (self, ward, name, kind="gw", will=None):
    self.root = f"vigil/v1/{ward.site}/{ward.ward}"
    self.lock = threading.Lock ()
    self.socket = socket.create_connection (("127.0.0.1", ward.broker_port), 5)
    password = (ward.folder / f"broker/{name}.password").read_text ().strip ()
    body = _text ("MQTT") + bytes ([4, 0b11101110 if will else 0b11000010]) + struct.pack ("!H", 60)
    body += _text (f"vigil-{kind}-{ward.site}-{ward.ward}-{name}")
    if will:
      body += _text (f"{self.root}/{will[0]}") + _text (will[1])
    body += _text (name) + _text (password)
    self.socket.sendall (_packet (0x10, body))
    if self.socket.recv (4) != b"\x20\x02\x00\x00":
      raise RuntimeError (f"the broker does not let {name} in")

  def publish (self, topic, raw, keep=False):
    """`topic` under the ward."""
    with self.lock:
      self.socket.sendall (_packet (0x31 if keep else 0x30, _text (f"{self.root}/{topic}") + raw))

  def close (self):
    """Without a goodbye: the broker says the will."""
    with contextlib.suppress (OSError):  # the broker may have died first
      self.socket.shutdown (socket.SHUT_RDWR)
    self.socket.close ()


class Gateway:
  """Claims its beds and keeps them calm once a second, until told otherwise."""

  def __init__ (self, ward, name, beds, claims=None):
    self.name, self.beds, self.claims = name, list (beds), list (claims or beds)
    self.boot, self.seqs, self.silent = random.getrandbits (32), {}, set ()
    self.on_beat = lambda: None  # once a second, for beds that are in `silent` here
    self.lock, self.ending = threading.RLock (), threading.Event ()
    will = json.dumps (self.head () | {"state": "lost", "beds": self.claims})
    self.wire = Wire (ward, name, will=(f"gateway/{name}/state", will))
    self.claim ()
    for bed in self.beds:
      self.meta (bed)
      self.send (f"bed/{bed}/limits", self.head () | {"rev": 1, "limits": {
        "MDC_ECG_HEART_RATE": {"lo": 50, "hi": 120, "lo2": 40, "hi2": 150, "on": True}}}, keep=True)
    self.thread = threading.Thread (target=self._run, daemon=True)
    self.thread.start ()

  def head (self, **more):
    return {"v": 1, "t": int (time.time () * 1000), "boot": self.boot, **more}

  def next_seq (self, topic):
    self.seqs[topic] = self.seqs.get (topic, -1) + 1
    return self.seqs[topic]

  def send (self, topic, payload, keep=False):
    """`topic` under the ward; `payload` bytes, text or what becomes JSON."""
    if not isinstance (payload, (bytes, str)):
      payload = json.dumps (payload)
    raw = payload.encode () if isinstance (payload, str) else payload
    self.wire.publish (topic, raw, keep)

  def claim (self):
    self.send (f"gateway/{self.name}/state", self.head () | {"state": "ready", "beds": self.claims}, keep=True)

  def meta (self, bed):
    self.send (f"bed/{bed}/meta", self.head () | {
      "rev": 1, "label": str (int (bed)), "patient_class": "adult", "paced": False, "demo": True, "leads": [
        {"id": 0, "source": "ecg", "refid": "MDC_ECG_ELEC_POTL_II", "hz": 250, "unit": "mV", "gain": .005,
         "zero": 0, "lo": -2, "hi": 2}]}, keep=True)

  def vitals (self, bed, numbers=None, **more):
    topic, n = f"bed/{bed}/vitals", {"MDC_ECG_HEART_RATE": {"x": 76}} if numbers is None else numbers
    with self.lock:
      self.send (topic, self.head (seq=self.next_seq (topic)) | {"n": n} | more)

  def alarms (self, bed, alarms=()):
    topic = f"bed/{bed}/alarms"
    with self.lock:
      self.send (topic, self.head (seq=self.next_seq (topic)) | {"alarms": list (alarms)}, keep=True)

  def _run (self):
    while not self.ending.wait (1):
      try:
        self.send (f"gateway/{self.name}/heartbeat", self.head ())
        for bed in self.beds:
          if bed not in self.silent:
            self.vitals (bed)
            self.alarms (bed)
        self.on_beat ()
      except OSError:
        return

  def die (self):
    """Without a goodbye: the broker says the will."""
    self.ending.set ()
    self.wire.close ()
    self.thread.join ()
