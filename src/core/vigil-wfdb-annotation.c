/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wfdb.h"

#include "vigil-types.h"

#include <string.h>

/* The MIT format: 16-bit little-endian words, six bits of code over ten bits of time (or data). */
enum {
  CODE_END = 0,
  CODE_LAST = 49,
  CODE_SKIP = 59, /* a 32-bit interval follows, high half first */
  CODE_NUMBER = 60,
  CODE_SUBTYPE = 61,
  CODE_CHANNEL = 62,
  CODE_TEXT = 63,
};

typedef struct {
  const char *name;
  const guint8 *bytes;
  gsize length;
  gsize at;
  guint64 time;
  guint8 channel; /* stays until changed */
  gint8 number; /* likewise */
} Reader;

static gboolean
refuse (const Reader *reader, GError **error, VigilWfdbError code, const char *what)
{
  g_set_error (error, VIGIL_WFDB_ERROR, (gint) code, "annotations %s: %s at byte %" G_GSIZE_FORMAT,
               reader->name, what, reader->at);
  return FALSE;
}

static gboolean
read_u16 (Reader *reader, guint *word, GError **error)
{
  if (reader->length - reader->at < 2)
    return refuse (reader, error, VIGIL_WFDB_ERROR_TRUNCATED, "cut off");
  *word = (guint) (reader->bytes[reader->at] | (reader->bytes[reader->at + 1] << 8));
  reader->at += 2;
  return TRUE;
}

static gboolean
read_skip (Reader *reader, GError **error)
{
  guint high, low;
  if (!read_u16 (reader, &high, error) || !read_u16 (reader, &low, error))
    return FALSE;
  gint64 interval = (gint32) ((high << 16) | low);
  if (interval < 0 && (guint64) -interval > reader->time)
    return refuse (reader, error, VIGIL_WFDB_ERROR_RANGE, "time before the start");
  reader->time += (guint64) interval;
  return TRUE;
}

static gboolean
read_text (Reader *reader, guint length, VigilWfdbAnnotation *last, GError **error)
{
  gsize padded = length + length % 2;
  if (reader->length - reader->at < padded)
    return refuse (reader, error, VIGIL_WFDB_ERROR_TRUNCATED, "text cut off");
  if (last != NULL) {
    g_autofree char *raw = g_strndup ((const char *) reader->bytes + reader->at, length);
    g_autofree char *text = g_utf8_make_valid (raw, -1);
    vigil_text_copy (last->text, sizeof last->text, text);
  }
  reader->at += padded;
  return TRUE;
}

/* Words that say more of the annotation before them. */
static gboolean
read_modifier (Reader *reader, guint code, guint data, GArray *out, GError **error)
{
  VigilWfdbAnnotation *last =
      out->len > 0 ? &g_array_index (out, VigilWfdbAnnotation, out->len - 1) : NULL;
  switch (code) {
  case CODE_SKIP:
    return read_skip (reader, error);
  case CODE_NUMBER:
    reader->number = (gint8) data;
    if (last != NULL)
      last->number = reader->number;
    return TRUE;
  case CODE_SUBTYPE:
    if (last != NULL)
      last->subtype = (gint8) data;
    return TRUE;
  case CODE_CHANNEL:
    reader->channel = (guint8) data;
    if (last != NULL)
      last->channel = reader->channel;
    return TRUE;
  case CODE_TEXT:
    return read_text (reader, data, last, error);
  default:
    return refuse (reader, error, VIGIL_WFDB_ERROR_MALFORMED, "unknown code");
  }
}

static gboolean
read_all (Reader *reader, GArray *out, GError **error)
{
  while (reader->at < reader->length) {
    guint word;
    if (!read_u16 (reader, &word, error))
      return FALSE;
    guint code = word >> 10, data = word & 0x3FF;
    if (word == CODE_END)
      return TRUE;
    if (code > CODE_LAST) {
      if (!read_modifier (reader, code, data, out, error))
        return FALSE;
      continue;
    }
    reader->time += data;
    if (code == CODE_END) /* time alone goes on */
      continue;
    if (out->len >= VIGIL_WFDB_ANNOTATIONS_MAX)
      return refuse (reader, error, VIGIL_WFDB_ERROR_RANGE, "more annotations than allowed");
    VigilWfdbAnnotation annotation = { .sample = reader->time,
                                       .code = (guint8) code,
                                       .channel = reader->channel,
                                       .number = reader->number };
    g_array_append_val (out, annotation);
  }
  return TRUE;
}

GArray *
vigil_wfdb_annotations_parse (const char *name, const guint8 *bytes, gsize length, GError **error)
{
  g_return_val_if_fail (name != NULL && (bytes != NULL || length == 0), NULL);
  Reader reader = { .name = name, .bytes = bytes, .length = length };
  g_autoptr (GArray) out = g_array_new (FALSE, TRUE, sizeof (VigilWfdbAnnotation));
  if (!read_all (&reader, out, error))
    return NULL;
  return g_steal_pointer (&out);
}

gboolean
vigil_wfdb_code_is_beat (guint8 code)
{
  static const guint8 beats[] = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41
  };
  return memchr (beats, code, sizeof beats) != NULL;
}
