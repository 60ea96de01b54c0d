/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A poster and all that it told. For tests. */

#include "vigil-poster.h"

G_BEGIN_DECLS

#define PATIENCE_MS 20000

/* What a poster told, in order. */
typedef struct {
  GPtrArray *delivered, *dead, *reasons; /* ids; reasons of the dead */
  guint n_snapshots, n_confirmed, n_pages, n_reachable, n_unreachable;
  gint64 server_ms;
  char *cursor;
  guint n_wanted; /* for enough_settled() */
} Told;

void told_init (Told *told, VigilPoster *poster);
void told_clear (Told *told);
/* TRUE when @n_wanted rows are delivered or dead; @data is a Told. */
gboolean enough_settled (gpointer data);

/* @pace: of vigil_poster_set_pace(). */
VigilPoster *make_poster (const char *base, const char *token_file, double pace);
/* Puts acknowledgement number @n of desk-1 on @bed; its id. */
char *put_number (VigilPoster *poster, const char *bed, guint n);

G_END_DECLS
