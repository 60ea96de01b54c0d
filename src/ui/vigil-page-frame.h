/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What surrounds every page beside the wall: its title, the way back, and the return to the wall by
 * itself after 60 s without a touch, announced for the last 15 s ("Back to wall · Stay"); after
 * 5 min while text, calipers or freeze are in use. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How long a plain page stays, and how long its end is announced (ux.md, "Frame"). */
#define VIGIL_PAGE_STAY_S 60
#define VIGIL_PAGE_STAY_IN_USE_S 300
#define VIGIL_PAGE_NOTICE_S 15

#define VIGIL_TYPE_PAGE_FRAME (vigil_page_frame_get_type ())
G_DECLARE_FINAL_TYPE (VigilPageFrame, vigil_page_frame, VIGIL, PAGE_FRAME, GtkBox)

/* Seconds until a page that stays for @stay_s returns by itself, last used at @used_us; 0 = now. */
guint vigil_page_frame_left_s (gint64 used_us, guint stay_s, gint64 now_us);
/* When the page counts as last used, so that its end is announced in full: @used_us, or later where
 * the page, not yet announced (@is_announced), would return before VIGIL_PAGE_NOTICE_S are over. */
gint64
vigil_page_frame_hold_us (gint64 used_us, guint stay_s, gboolean is_announced, gint64 now_us);

/* Floating. */
GtkWidget *vigil_page_frame_new (void);
/* Shows @page, which the frame holds until the next. */
void vigil_page_frame_show (VigilPageFrame *self, const char *title, GtkWidget *page);
/* From a page: what it is about has another name now. */
void vigil_page_frame_set_title (GtkWidget *inside, const char *title);
/* Takes the page away. */
void vigil_page_frame_clear (VigilPageFrame *self);
/* How long the page may stay untouched now: longer while the focus is in a text that can be
 * written, or something on it is in use. */
guint vigil_page_frame_get_stay_s (VigilPageFrame *self);
/* From anything on a page: calipers, freeze or a dialog are in use, or no longer. Each TRUE wants
 * its FALSE, or the page's end. */
void vigil_page_frame_set_in_use (GtkWidget *inside, gboolean is_in_use);

G_END_DECLS
