/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A whole desk for the tests of the window: a real broker, a real sound server, a real station with
 * its window on the display at hand, and a gateway "gw-a" with beds 01 to 04 that beats, measures
 * and publishes what a test raises. Everything ends with it. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"
#include "vigil-test-broker.h"
#include "vigil-test-sound.h"

#define DESK_BEDS 4
#define ASYSTOLE "MDC_EVT_ECG_ASYSTOLE"
#define VF "VIGIL_EVT_ECG_V_FIB"
#define AF "MDC_EVT_ECG_ATR_FIB"

typedef struct _Desk Desk;

/* Live: every bed sends, the link is proved, the window is drawn. */
Desk *desk_new (VigilTestSound *sound);
/* The same with these lines more in its configuration; "password" is a secret beside it. */
Desk *desk_new_with (VigilTestSound *sound, const char *lines);
/* A ward of 1 to 64 beds, the first 32 of gateway "gw-a", the others of "gw-b". */
Desk *desk_new_ward (VigilTestSound *sound, guint n_beds);
void desk_free (Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* A desk for each test, for g_test_add(); the data are the sound server. */
typedef struct {
  Desk *desk;
} DeskFixture;

void desk_set_up (DeskFixture *fixture, gconstpointer sound);
void desk_tear_down (DeskFixture *fixture, gconstpointer sound);
/* The main() of a test program: @add adds its tests. Skips without a sound server. */
int desk_main (int argc, char **argv, void (*add) (VigilTestSound *sound));

VigilStation *desk_get_station (Desk *desk);
GtkWidget *desk_get_window (Desk *desk);
VigilTestBroker *desk_get_broker (Desk *desk);

/* The bedside of bed @bed (from 0 on) raises @code, and no other alarm of it ends. */
void
desk_raise (Desk *desk, guint bed, const char *code, const char *label, VigilPriority priority);
/* The same of the low limit of the number @src. */
void
desk_raise_low (Desk *desk, guint bed, const char *src, const char *label, VigilPriority priority);
/* The bedside of bed @bed lists no alarm any more. */
void desk_end_alarms (Desk *desk, guint bed);
/* The gateway claims bed @id too, which is not on the wall, and it raises @code (NULL = nothing).
 */
void desk_add_stray (
    Desk *desk, const char *id, const char *code, const char *label, VigilPriority priority);
/* The bedside of bed @bed says these limits. */
void desk_set_limits (Desk *desk, guint bed, const VigilLimit *limits, guint n);
/* The bedside of bed @bed tells of leads II and V5 and of a pleth. */
void desk_tell_leads (Desk *desk, guint bed);
/* The gateway says no more: for tests that take the broker away. */
void desk_mute_gateway (Desk *desk);

/* Turns the main loop until @is_done; ends the test with @what after @seconds. */
void desk_wait (Desk *desk,
                const char *what,
                gboolean (*is_done) (Desk *desk, gpointer data),
                gpointer data,
                double seconds);
/* Turns it for @seconds: for rules that count time. */
void desk_run (Desk *desk, double seconds);
/* xdotool with @arguments, to its end. */
void desk_input (Desk *desk, const char *arguments);
/* Where @widget's middle is, in px of the display. */
void desk_find_middle (Desk *desk, GtkWidget *widget, int *x, int *y);

/* The first widget of @type in the window, visible, in the order of the tree; NULL = none. */
GtkWidget *desk_find (Desk *desk, GType type);
/* The same below @root, with style class @css_class (NULL = any). */
GtkWidget *desk_find_in (GtkWidget *root, GType type, const char *css_class);
/* TRUE if the accessible name of @widget is @name; says what it is if not. */
gboolean desk_has_name (GtkWidget *widget, const char *name);

/* How many pixels of @widget have exactly @colour (0xRRGGBB), as it would be drawn now. */
guint desk_count_pixels (GtkWidget *widget, guint32 colour);

/* Fails the test with these words and lets it go on: every fault of a run is told, not only the
 * first. */
void desk_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* The phase of the first alarm of bed @bed with @label, ENDED if there is none. */
VigilAlarmPhase desk_get_phase (Desk *desk, guint bed, const char *label);
/* Waits until bed @bed has an open alarm @label and the guard of its new targets is over. */
void desk_wait_open (Desk *desk, guint bed, const char *label);
/* Waits until it is silenced. */
void desk_wait_silenced (Desk *desk, guint bed, const char *label);
