/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the store's tests share: a private directory, acknowledgements to add, and waiting for an
 * answer. */

#include "vigil-store-private.h"

G_BEGIN_DECLS

/* When the numbers of the child begin: twenty seconds before ten minutes are over. */
#define FIXTURE_T0 (G_GINT64_CONSTANT (1700000000) / 600 * 600000 + 580000)

typedef struct {
  char *directory;
  VigilStore *store;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
/* Closes the store and opens it again. */
void fixture_reopen (Fixture *fixture);
/* Opens, must succeed, nothing moved aside. */
VigilStore *fixture_open (const char *directory);
void fixture_remove (const char *directory);
/* What is in it, not the directory. */
void fixture_remove_files (const char *directory);

/* The id and body of acknowledgement @n: always the same. */
void fixture_make_id (guint n, char id[VIGIL_UUID_SIZE]);
GBytes *fixture_make_body (guint n);

typedef struct {
  gboolean is_answered;
  gboolean is_saved;
  char *reason;
} Answer;

/* A VigilQueueSaved for an Answer. */
void fixture_answer_cb (const char *id, gboolean is_saved, const char *reason, gpointer data);
/* Adds acknowledgement @n of @bed and waits for the answer; @reason (may be NULL) why not saved. */
gboolean fixture_add (VigilStore *store, guint n, const char *bed, char **reason);
/* Turns the main context until @condition is TRUE; fails the test after 20 s. */
void fixture_wait (const gboolean *condition);

G_END_DECLS
