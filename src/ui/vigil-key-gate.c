/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-key-gate.h"

typedef struct {
  gboolean is_down;
  gint64 pressed_us; /* the last press heard, a repeated one too */
  gint64 up_us;
} KeyState;

struct _VigilKeyGate {
  GHashTable *keys; /* keycode → KeyState; at most one for each key of a keyboard */
};

VigilKeyGate *
vigil_key_gate_new (void)
{
  VigilKeyGate *gate = g_new0 (VigilKeyGate, 1);
  gate->keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return gate;
}

void
vigil_key_gate_free (VigilKeyGate *gate)
{
  g_hash_table_unref (gate->keys);
  g_free (gate);
}

static KeyState *
ensure_key (VigilKeyGate *gate, guint keycode)
{
  KeyState *key = g_hash_table_lookup (gate->keys, GUINT_TO_POINTER (keycode));
  if (key == NULL) {
    key = g_new0 (KeyState, 1);
    key->up_us = G_MININT64 / 2;
    key->pressed_us = G_MININT64 / 2;
    g_hash_table_insert (gate->keys, GUINT_TO_POINTER (keycode), key);
  }
  return key;
}

gboolean
vigil_key_gate_press (VigilKeyGate *gate, guint keycode, gint64 now_us)
{
  KeyState *key = ensure_key (gate, keycode);
  gboolean is_lost = key->is_down && now_us - key->pressed_us >= VIGIL_KEY_LOST_US;
  gboolean is_fresh = is_lost || (!key->is_down && now_us - key->up_us >= VIGIL_KEY_UP_US);
  key->is_down = TRUE;
  key->pressed_us = now_us;
  return is_fresh;
}

void
vigil_key_gate_release (VigilKeyGate *gate, guint keycode, gint64 now_us)
{
  KeyState *key = ensure_key (gate, keycode);
  key->is_down = FALSE;
  key->up_us = now_us;
}

void
vigil_key_gate_release_all (VigilKeyGate *gate, gint64 now_us)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, gate->keys);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    KeyState *key = value;
    if (key->is_down)
      key->up_us = now_us;
    key->is_down = FALSE;
  }
}
