/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A desk in which time stands: the real window of a real station that was never started, so that
 * neither network nor sound has a say, on a ward in virtual time (ward-world.h). All that Vigil
 * asks for the time gets the world's: the program that uses this is linked with those functions
 * wrapped (meson.build), and GTK's own clocks go on. What is drawn can be repeated to the pixel.
 * Main thread; one at a time. */

#include <gtk/gtk.h>

#include "vigil-station.h"
#include "ward-world.h"

typedef struct {
  World *world;
  VigilWard *own_ward; /* of the world; what it feeds is the station's */
  VigilStation *station;
  GtkWidget *window;
  char *folder;
} StillDesk;

/* First thing in main(): keeps the program away from the sound of the machine. */
void still_desk_init (void);
/* @n_beds that are calm, with labels and names, in a window of that size; shown. */
StillDesk *still_desk_new (guint n_beds, int width, int height);
void still_desk_free (StillDesk *self);

/* The bedside of @bed raises what its label says. */
void still_desk_raise (
    StillDesk *self, guint bed, const char *code, const char *label, VigilPriority priority);
/* The ward lives on for so long. */
void still_desk_run (StillDesk *self, gint64 ms);
void still_desk_silence (StillDesk *self, guint bed);
/* What the annunciator would say, and the alarm that comes of it. */
void still_desk_set_sound (StillDesk *self, VigilSound sound);

/* The time, with the next one of the two fills of everything that flashes. */
void still_desk_go_to_fill (StillDesk *self, gboolean is_lit);
/* For what is drawn alone, without a tick of the ward. */
void still_desk_pass (StillDesk *self, gint64 us);

/* The first visible widget of @type below @root (NULL = the window); NULL = none. */
GtkWidget *still_desk_find (StillDesk *self, GtkWidget *root, GType type);
/* Tells the window what happened, and lets it lay itself out. */
void still_desk_tell (StillDesk *self);
/* The same, and draws @widget, when it has come to rest, on what lies around and below it, with
 * @margin px of that. Free with cairo_surface_destroy(). */
cairo_surface_t *still_desk_draw (StillDesk *self, GtkWidget *widget, int margin);
/* What the window gives to be drawn, as soon as all of it is painted. Never NULL. */
GskRenderNode *still_desk_get_node (StillDesk *self);
/* xdotool with the pointer in the middle of @widget, to its end. */
void still_desk_point (StillDesk *self, GtkWidget *widget, const char *what);
