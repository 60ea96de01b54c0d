/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A broker that says what a real one here cannot be made to say: a few fixed answers over a real
 * socket, from a thread of its own. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  FAKE_OLD, /* knows MQTT 3.1.1 only */
  FAKE_TAKES_OVER, /* DISCONNECT 0x8E once subscribed */
  FAKE_NO_SUBSCRIBE, /* refuses each subscription */
  FAKE_GARBAGE, /* noise once subscribed */
  FAKE_SILENT, /* takes the connection, never answers */
} FakeKind;

typedef struct _FakeBroker FakeBroker;

FakeBroker *fake_broker_new (FakeKind kind) G_GNUC_WARN_UNUSED_RESULT;
void fake_broker_free (FakeBroker *fake);
guint fake_broker_get_port (const FakeBroker *fake);
/* Connections taken so far; any thread. */
guint fake_broker_get_n_connections (FakeBroker *fake);

G_END_DECLS
