/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-sink.h"

#include <string.h>

static VigilFrame *
reserve (gpointer data, VigilFrameKind kind)
{
  WireSink *self = data;
  (void) kind;
  if (self->n_room == 0)
    return NULL;
  /* A slot of the ring holds what was there before: the decoder must not rely on zeroes. */
  memset (self->slot, 0xA5, sizeof *self->slot);
  return self->slot;
}

static void
commit (gpointer data)
{
  WireSink *self = data;
  g_assert_cmpuint (self->n_room, >, 0);
  self->n_room--;
  g_ptr_array_add (self->frames, g_steal_pointer (&self->slot));
  self->slot = g_new0 (VigilFrame, 1);
}

WireSink *
wire_sink_new (void)
{
  WireSink *self = g_new0 (WireSink, 1);
  self->sink = (VigilFrameSink){ reserve, commit, self };
  self->frames = g_ptr_array_new_with_free_func (g_free);
  self->slot = g_new0 (VigilFrame, 1);
  self->n_room = G_MAXUINT;
  return self;
}

void
wire_sink_free (WireSink *self)
{
  g_ptr_array_unref (self->frames);
  g_free (self->slot);
  g_free (self);
}

void
wire_sink_decode (WireSink *self, const char *topic, const void *payload, gsize length)
{
  /* A copy of the exact size, so that a read past the end is seen by the sanitizer. */
  g_autofree guint8 *copy = length > 0 ? g_memdup2 (payload, length) : NULL;
  g_autofree char *full = g_strdup_printf (WIRE_ROOT "/%s", topic);
  vigil_wire_decode (WIRE_ROOT, full, copy, length, FALSE,
                     (VigilNow){ 5000000, G_GINT64_CONSTANT (1700000000000) }, &self->sink);
}

void
wire_sink_decode_text (WireSink *self, const char *topic, const char *payload)
{
  wire_sink_decode (self, topic, payload, strlen (payload));
}

const VigilFrame *
wire_sink_get (const WireSink *self, guint index)
{
  g_assert_cmpuint (index, <, self->frames->len);
  return g_ptr_array_index (self->frames, index);
}

const VigilFrame *
wire_sink_only (const WireSink *self, VigilFrameKind kind)
{
  g_assert_cmpuint (self->frames->len, ==, 1);
  const VigilFrame *frame = wire_sink_get (self, 0);
  g_assert_cmpint (frame->kind, ==, kind);
  return frame;
}

guint
wire_sink_count (const WireSink *self, VigilFrameKind kind)
{
  guint n = 0;
  for (guint i = 0; i < self->frames->len; i++)
    n += wire_sink_get (self, i)->kind == kind ? 1 : 0;
  return n;
}

void
wire_sink_clear (WireSink *self)
{
  g_ptr_array_set_size (self->frames, 0);
}
