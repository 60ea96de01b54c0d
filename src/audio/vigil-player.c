/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-player.h"

#include <canberra.h>

#include "vigil-own-stream.h"
#include "vigil-sound-files.h"

struct _VigilPlayer {
  gatomicrefcount ref_count;
  VigilBell *bell;
  char *app_id;
  /* With the bell's lock. */
  GCond cond;
  guint64 wish_serial;
  VigilCue wish;
  int wish_db;
  gboolean is_prepare;
  gboolean is_quit;
  gboolean is_gone;
  gboolean is_broken; /* the context is of no more use */
  gint64 busy_since_us;
  VigilPlayerReport report;
  /* The thread's own. */
  ca_context *context;
  guint32 playing; /* the library's id of the last sound; 0 = none */
  VigilSoundFiles *files;
};

void
vigil_player_unref (VigilPlayer *player)
{
  if (!g_atomic_ref_count_dec (&player->ref_count))
    return;
  g_cond_clear (&player->cond);
  vigil_sound_files_free (player->files);
  g_free (player->app_id);
  g_free (player);
}

static guint32
get_sound_id (guint64 serial)
{
  return (guint32) (serial & G_MAXUINT32);
}

/* On a thread of the sound library, or inside a cancel: takes the lock, calls nothing. */
static void
finished_cb (ca_context *context, uint32_t id, int error, void *data)
{
  (void) context;
  VigilPlayer *player = data;
  if (error == CA_ERROR_CANCELED || error == CA_ERROR_DESTROYED)
    return;
  g_mutex_lock (&player->bell->lock);
  if (get_sound_id (player->wish_serial) == id) {
    player->report.finished = player->wish_serial;
    player->report.finish_error = error;
    player->report.finished_us = g_get_monotonic_time ();
  }
  /* After any error every further play fails for ever, even when the server is back. */
  if (error != CA_SUCCESS)
    player->is_broken = TRUE;
  g_cond_broadcast (&player->bell->cond);
  g_mutex_unlock (&player->bell->lock);
}

/* What plays from the server's cache goes on without a context: it is told to stop. */
static void
stop_sound (VigilPlayer *player)
{
  if (player->playing != 0)
    ca_context_cancel (player->context, player->playing);
  player->playing = 0;
}

static void
close_context (VigilPlayer *player)
{
  g_clear_pointer (&player->context, ca_context_destroy);
  player->playing = 0;
}

/* The server plays its own copy: it starts at once, and no stall of this program can tear a burst.
 */
static int
describe (VigilPlayer *player, VigilCue cue, int db, ca_proplist **list)
{
  const char *name = NULL;
  const char *path = NULL;
  if (!vigil_sound_files_get (player->files, cue, db, &name, &path))
    return CA_ERROR_NOTFOUND;
  int error = ca_proplist_create (list);
  if (error != CA_SUCCESS)
    return error;
  ca_proplist_sets (*list, CA_PROP_EVENT_ID, name);
  ca_proplist_sets (*list, CA_PROP_MEDIA_FILENAME, path);
  ca_proplist_sets (*list, CA_PROP_MEDIA_NAME, vigil_cue_get_name (cue));
  /* Not "event": desktops mute that role as "system sounds", and the mute is remembered. */
  ca_proplist_sets (*list, CA_PROP_MEDIA_ROLE, "alarm");
  /* The stream's own volume is full whatever was remembered of it; how loud is in the file. A whole
   * number: the library reads it by the rules of the user's language. */
  ca_proplist_sets (*list, CA_PROP_CANBERRA_VOLUME, "0");
  ca_proplist_sets (*list, CA_PROP_CANBERRA_CACHE_CONTROL, "permanent");
  return CA_SUCCESS;
}

static int
play (VigilPlayer *player, VigilCue cue, int db, guint32 id)
{
  ca_proplist *list = NULL;
  int error = describe (player, cue, db, &list);
  if (error != CA_SUCCESS)
    return error;
  ca_proplist_sets (list, VIGIL_OWN_STREAM_PROPERTY, vigil_own_stream_get_mark ());
  error = ca_context_play_full (player->context, id, list, finished_cb, player);
  ca_proplist_destroy (list);
  return error;
}

static void
upload (VigilPlayer *player, VigilCue cue)
{
  ca_proplist *list = NULL;
  if (describe (player, cue, 0, &list) != CA_SUCCESS)
    return;
  ca_context_cache_full (player->context, list);
  ca_proplist_destroy (list);
}

/* The most urgent first. A failure shows when the sound is played. */
static void
upload_all (VigilPlayer *player)
{
  for (VigilCue cue = VIGIL_N_CUES - 1; cue > VIGIL_CUE_NONE; cue--)
    upload (player, cue);
}

/* The library sends a cancel and does not wait: a context that is destroyed at once takes it along
 * unsent. What is asked after it, and waited for, brings it there. */
static void
end_sound (VigilPlayer *player)
{
  if (player->playing == 0)
    return;
  stop_sound (player);
  upload (player, VIGIL_CUE_LOW);
}

static int
open_context (VigilPlayer *player)
{
  int error = ca_context_create (&player->context);
  if (error != CA_SUCCESS) {
    player->context = NULL;
    return error;
  }
  /* The default order of drivers may take the card itself. */
  error = ca_context_set_driver (player->context, "pulse");
  if (error == CA_SUCCESS)
    error = ca_context_change_props (player->context, CA_PROP_APPLICATION_ID, player->app_id,
                                     CA_PROP_APPLICATION_NAME, "Vigil", NULL);
  if (error == CA_SUCCESS)
    error = ca_context_open (player->context);
  if (error != CA_SUCCESS)
    close_context (player);
  return error;
}

/* Inside the library; may not return. */
static int
ensure_context (VigilPlayer *player, gboolean is_broken)
{
  if (is_broken)
    close_context (player);
  return player->context != NULL ? CA_SUCCESS : open_context (player);
}

static int
carry_out (VigilPlayer *player, VigilCue cue, int db, guint64 serial)
{
  stop_sound (player);
  if (cue == VIGIL_CUE_NONE)
    return CA_SUCCESS;
  int error = play (player, cue, db, get_sound_id (serial));
  if (error == CA_SUCCESS)
    player->playing = get_sound_id (serial);
  else
    close_context (player);
  return error;
}

/* With the lock, which it gives up meanwhile. */
static void
work (VigilPlayer *player)
{
  guint64 serial = player->wish_serial;
  gboolean is_wish = serial != player->report.serial;
  VigilCue cue = player->wish;
  int db = player->wish_db;
  gboolean is_broken = player->is_broken;
  player->is_prepare = FALSE;
  player->is_broken = FALSE;
  player->busy_since_us = g_get_monotonic_time ();
  g_mutex_unlock (&player->bell->lock);

  int error = ensure_context (player, is_broken);
  gint64 called_us = g_get_monotonic_time ();
  if (error == CA_SUCCESS && is_wish)
    error = carry_out (player, cue, db, serial);
  else if (error == CA_SUCCESS)
    upload_all (player);

  g_mutex_lock (&player->bell->lock);
  player->busy_since_us = 0;
  if (is_wish) {
    player->report.serial = serial;
    player->report.error = error;
    player->report.called_us = called_us;
  }
  player->report.returned_us = g_get_monotonic_time ();
  g_cond_broadcast (&player->bell->cond);
}

static gpointer
run (gpointer data)
{
  VigilPlayer *player = data;
  VigilBell *bell = player->bell;
  g_mutex_lock (&bell->lock);
  while (!player->is_quit) {
    if (player->wish_serial != player->report.serial || player->is_prepare)
      work (player);
    else
      g_cond_wait (&player->cond, &bell->lock);
  }
  g_mutex_unlock (&bell->lock);

  end_sound (player);
  close_context (player);

  g_mutex_lock (&bell->lock);
  player->is_gone = TRUE;
  g_cond_broadcast (&bell->cond);
  vigil_player_unref (player);
  g_mutex_unlock (&bell->lock);
  vigil_bell_unref (bell);
  return NULL;
}

VigilPlayer *
vigil_player_new (VigilBell *bell, const char *sounds_dir, const char *app_id)
{
  VigilPlayer *player = g_new0 (VigilPlayer, 1);
  g_atomic_ref_count_init (&player->ref_count);
  g_atomic_ref_count_inc (&player->ref_count); /* the thread's */
  player->bell = vigil_bell_ref (bell);
  player->files = vigil_sound_files_new (sounds_dir);
  player->app_id = g_strdup (app_id);
  g_cond_init (&player->cond);
  g_thread_unref (g_thread_new ("vigil-player", run, player));
  return player;
}

void
vigil_player_wish (VigilPlayer *player, guint64 serial, VigilCue cue, int db)
{
  player->wish_serial = serial;
  player->wish = cue;
  player->wish_db = db;
  g_cond_signal (&player->cond);
}

void
vigil_player_prepare (VigilPlayer *player)
{
  player->is_prepare = TRUE;
  g_cond_signal (&player->cond);
}

VigilPlayerReport
vigil_player_get_report (const VigilPlayer *player)
{
  return player->report;
}

gint64
vigil_player_get_busy_since (const VigilPlayer *player)
{
  return player->busy_since_us;
}

void
vigil_player_quit (VigilPlayer *player)
{
  player->is_quit = TRUE;
  g_cond_signal (&player->cond);
}

gboolean
vigil_player_is_gone (const VigilPlayer *player)
{
  return player->is_gone;
}
