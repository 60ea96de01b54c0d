#!/usr/bin/python3
"""Every file with text for people is in po/POTFILES.in, and every file there exists."""
import pathlib, re, sys

top = pathlib.Path (sys.argv[1])
listed = {line.strip () for line in (top / "po/POTFILES.in").read_text ().splitlines ()
          if line.strip () and not line.startswith ("#")}
speaks = re.compile (r'(?<![A-Za-z0-9_])(_|N_|C_|NC_|ngettext|gettext)\s*\(\s*"')
having = {str (path.relative_to (top)) for path in (top / "src").rglob ("*.c") if speaks.search (path.read_text ())}
having |= {str (path.relative_to (top)) for path in (top / "data").rglob ("*.ui") if 'translatable="yes"' in path.read_text ()}
having |= {str (path.relative_to (top)) for pattern in ("*.desktop.in", "*.metainfo.xml.in", "*.gschema.xml*")
           for path in (top / "data").rglob (pattern)}
missing = sorted (having - listed)
gone = sorted (name for name in listed if not (top / name).exists ())
for name in missing:
  print (f"{name}: is not in po/POTFILES.in")
for name in gone:
  print (f"{name}: is in po/POTFILES.in and does not exist")
print (f"{len (listed)} files with text")
sys.exit (bool (missing or gone))
