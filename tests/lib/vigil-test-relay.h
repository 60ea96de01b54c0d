/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Stands between a program and its sound server and can hold one connection fast while the others
 * go on: what a sound server does to one client alone. Threads of its own. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigilTestRelay VigilTestRelay;

/* Listens at the socket @path; each connection goes on to @port of this machine. */
VigilTestRelay *vigil_test_relay_new (const char *path, guint16 port);
/* Closes everything, also what is held. */
void vigil_test_relay_free (VigilTestRelay *relay);
/* From now on the first connection that sends @text is held: no byte goes on, in either direction,
 * and it stays open. The next ones pass. */
void vigil_test_relay_hold (VigilTestRelay *relay, const char *text);
/* How many are held. */
guint vigil_test_relay_get_n_held (VigilTestRelay *relay);

G_END_DECLS
