/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tells a hand from a storm of touches: a wet screen, a child's palm, a cable that is loose. A hand
 * has few fingers down at once and cannot jump about faster than it can aim. Pure; time is passed
 * in as monotonic µs, places in px. Main thread. */

#include <glib.h>

G_BEGIN_DECLS

/* So many contacts at once are a palm; one less, twice within VIGIL_STORM_CROWD_US, too. */
#define VIGIL_STORM_PALM 4
#define VIGIL_STORM_CROWD_US (3000 * 1000)
/* Touches within VIGIL_STORM_WINDOW_US that no finger makes: two hands drumming make six a second,
 * the fastest finger on one spot seven. */
#define VIGIL_STORM_WINDOW_US (2000 * 1000)
#define VIGIL_STORM_TOUCHES                                                                        \
  14 /* if at least VIGIL_STORM_JUMPS of them are elsewhere than the last */
#define VIGIL_STORM_JUMPS 10
#define VIGIL_STORM_JUMP_PX 120.0
#define VIGIL_STORM_ONE_SPOT 20 /* wherever they are */
/* A glove bounces: what follows a touch or its lift so soon and so near is the same touch, once. */
#define VIGIL_STORM_BOUNCE_US (60 * 1000)
#define VIGIL_STORM_BOUNCE_PX 30.0
/* A contact that says nothing for so long was lifted unheard. */
#define VIGIL_STORM_LOST_US (10 * 1000 * 1000)

#define VIGIL_STORM_CONTACTS_MAX 16

typedef struct {
  double x, y;
  gint64 t_us;
  gboolean is_jump; /* far from the one before */
} VigilStormTouch;

typedef struct {
  VigilStormTouch touches[VIGIL_STORM_ONE_SPOT]; /* a ring, the newest at n_touches − 1 */
  guint64 n_touches;
  struct {
    gconstpointer id;
    gint64 heard_us;
  } contacts[VIGIL_STORM_CONTACTS_MAX];
  guint n_contacts;
  gint64 lifted_us; /* of the last contact; 0 = never */
  gboolean was_bounce; /* the last one */
  gint64 crowd_us; /* the last time that nearly a palm was down; 0 = never */
} VigilTouchStorm;

void vigil_touch_storm_init (VigilTouchStorm *storm);
/* Contact @id went down. TRUE: this is a storm; everything is forgotten then but what is down. */
gboolean vigil_touch_storm_begin (
    VigilTouchStorm *storm, gconstpointer id, double x, double y, gint64 now_us);
/* It moved, or was lifted. */
void vigil_touch_storm_update (VigilTouchStorm *storm, gconstpointer id, gint64 now_us);
void vigil_touch_storm_end (VigilTouchStorm *storm, gconstpointer id, gint64 now_us);
/* How many are down. */
guint vigil_touch_storm_count (const VigilTouchStorm *storm);

G_END_DECLS
