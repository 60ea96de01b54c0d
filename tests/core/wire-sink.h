/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A sink that keeps what the decoder commits, for the tests of the wire. Test code is linked with
 * wire-sink.c; one thread. */

#include "vigil-wire.h"

G_BEGIN_DECLS

#define WIRE_ROOT "vigil/v1/north/w3"

typedef struct {
  VigilFrameSink sink;
  GPtrArray *frames; /* VigilFrame */
  VigilFrame *slot;
  guint n_room; /* frames that still fit */
} WireSink;

WireSink *wire_sink_new (void);
void wire_sink_free (WireSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireSink, wire_sink_free)

/* Decodes @payload on WIRE_ROOT/@topic, not retained, received at 5 s and 1,700,000,000,000 ms. */
void wire_sink_decode (WireSink *self, const char *topic, const void *payload, gsize length);
void wire_sink_decode_text (WireSink *self, const char *topic, const char *payload);
const VigilFrame *wire_sink_get (const WireSink *self, guint index);
/* The only frame, which must be of @kind. */
const VigilFrame *wire_sink_only (const WireSink *self, VigilFrameKind kind);
guint wire_sink_count (const WireSink *self, VigilFrameKind kind);
void wire_sink_clear (WireSink *self);

G_END_DECLS
