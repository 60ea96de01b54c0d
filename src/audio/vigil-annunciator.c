/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-annunciator.h"

#include <time.h>

#include "vigil-bell.h"
#include "vigil-cadence.h"
#include "vigil-player.h"
#include "vigil-sink-watch.h"
#include "vigil-verdict.h"
#include "vigil-volume.h"

/* The audio thread decides and never calls the sound library: that is the player's part, which may
 * be held fast by the sound server and is then abandoned and replaced. */

#define STUCK_US 1500000
#define BEAT_LIMIT_US 3000000
/* Sound that comes back says so, unless something was heard as lately as this. */
#define ANNOUNCE_US 5000000
#define TURN_MAX_US 200000
/* The thread itself was held up for as long as this: main was not the cause. */
#define HELD_UP_US 1000000
/* A server that has just come back may refuse its first sound: soon at first, then seldom. */
#define TRY_AGAIN_MIN_US 3000000
#define TRY_AGAIN_MAX_US 30000000
#define NEWS_MAX 32

typedef struct {
  gboolean is_burst;
  VigilSound sound;
  VigilPriority priority;
  gint64 mono_us;
} News;

struct _VigilAnnunciator {
  VigilBell *bell;
  GThread *thread;
  VigilSinkWatch *watch;
  char *sounds_dir;
  char *app_id;
  VigilSoundFunc sound_func;
  VigilBurstFunc burst_func;
  gpointer data;
  GSource *news_source;
  /* With the bell's lock. */
  gboolean is_quit;
  VigilCadence cadence;
  VigilVerdict verdict;
  VigilSinkFacts facts; /* as of this turn */
  guint volume_percent; /* of medium and low */
  gint64 beat_us; /* CLOCK_MONOTONIC of the last beat; 0 = none yet */
  GArray *news; /* News, for main */
  VigilPlayer *player;
  GPtrArray *abandoned;
  guint n_given_up; /* since the start */
  guint64 serial; /* of the last wish */
  guint64 reported; /* of the last wish whose outcome was seen */
  guint64 finished;
  gboolean is_player_stuck;
  gboolean was_usable;
  gint64 turn_us; /* when this turn was to happen at the latest */
  gint64 try_again_us;
  gint64 try_wait_us;
};

static gint64
get_boottime_us (void)
{
  struct timespec now = { 0 };
  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* News for main. */

static gboolean
news_cb (gpointer data)
{
  VigilAnnunciator *self = data;
  g_mutex_lock (&self->bell->lock);
  g_autoptr (GArray) news = g_steal_pointer (&self->news);
  self->news = g_array_new (FALSE, FALSE, sizeof (News));
  g_source_set_ready_time (self->news_source, -1);
  g_mutex_unlock (&self->bell->lock);

  for (guint i = 0; i < news->len; i++) {
    const News *item = &g_array_index (news, News, i);
    if (!item->is_burst && self->sound_func != NULL)
      self->sound_func (item->sound, self->data);
    if (item->is_burst && self->burst_func != NULL)
      self->burst_func (item->priority, item->mono_us, self->data);
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_news (GSource *source, GSourceFunc func, gpointer data)
{
  (void) source;
  return func (data);
}

/* While main is stalled bursts are not remembered for ever; of the sound's state, the latest. */
static void
tell (VigilAnnunciator *self, News item)
{
  News *last = self->news->len > 0 ? &g_array_index (self->news, News, self->news->len - 1) : NULL;
  if (item.is_burst && self->news->len >= NEWS_MAX)
    return;
  if (last != NULL && !item.is_burst && !last->is_burst)
    *last = item;
  else
    g_array_append_val (self->news, item);
  g_source_set_ready_time (self->news_source, 0);
}

/* The player. */

static void
abandon_player (VigilAnnunciator *self)
{
  vigil_player_quit (self->player);
  g_ptr_array_add (self->abandoned, g_steal_pointer (&self->player));
  self->n_given_up++;
}

static void
release_player (gpointer player)
{
  vigil_player_unref (player);
}

static void
forget_gone_players (VigilAnnunciator *self)
{
  for (guint i = self->abandoned->len; i > 0; i--) {
    if (vigil_player_is_gone (g_ptr_array_index (self->abandoned, i - 1)))
      g_ptr_array_remove_index_fast (self->abandoned, i - 1);
  }
}

/* Replaces a player that is held fast. */
static void
look_after_player (VigilAnnunciator *self, gint64 now_us)
{
  forget_gone_players (self);
  if (self->player != NULL) {
    gint64 busy_us = vigil_player_get_busy_since (self->player);
    if (busy_us == 0 || now_us - busy_us < STUCK_US)
      return;
    self->is_player_stuck = TRUE;
    if (self->cadence.is_playing)
      vigil_cadence_refused (&self->cadence, now_us);
    abandon_player (self);
  }
  if (self->abandoned->len >= VIGIL_ANNUNCIATOR_HELD_MAX)
    return;
  self->player = vigil_player_new (self->bell, self->sounds_dir, self->app_id);
  vigil_player_prepare (self->player);
  self->reported = self->serial;
}

static void
note_start (VigilAnnunciator *self, gint64 called_us, gint64 returned_us)
{
  vigil_cadence_started (&self->cadence, returned_us);
  vigil_verdict_begin (&self->verdict, called_us, returned_us, self->cadence.end_us - returned_us);
  if (self->cadence.cue == VIGIL_CUE_STATION_FAILED)
    return;
  gint64 age_us = g_get_monotonic_time () - returned_us;
  tell (self, (News){
                  .is_burst = TRUE,
                  .priority = vigil_cue_get_priority (self->cadence.cue),
                  .mono_us = get_boottime_us () - age_us,
              });
}

static void
note_failure (VigilAnnunciator *self, gint64 now_us)
{
  vigil_verdict_fail (&self->verdict);
  vigil_cadence_refused (&self->cadence, now_us);
}

/* What became of the last wish. */
static void
read_report (VigilAnnunciator *self, gint64 now_us)
{
  if (self->player == NULL)
    return;
  VigilPlayerReport report = vigil_player_get_report (self->player);
  if (report.returned_us != 0 && vigil_player_get_busy_since (self->player) == 0)
    self->is_player_stuck = FALSE;
  if (report.serial == self->serial && self->reported != self->serial) {
    self->reported = self->serial;
    if (self->cadence.is_playing && report.error != 0)
      note_failure (self, now_us);
    else if (self->cadence.is_playing)
      note_start (self, report.called_us, report.returned_us);
  }
  if (report.finished == self->serial && self->finished != self->serial) {
    self->finished = self->serial;
    /* A burst that broke off: the sink or the server went away under it. */
    if (self->cadence.is_playing
        && (report.finish_error != 0
            || vigil_verdict_is_too_soon (&self->verdict, report.finished_us)))
      note_failure (self, now_us);
  }
}

static void
carry_out (VigilAnnunciator *self, VigilOrder order, VigilCue cue, gint64 now_us)
{
  if (order == VIGIL_ORDER_NOTHING)
    return;
  vigil_verdict_cut (&self->verdict, now_us);
  if (self->player == NULL) {
    if (order == VIGIL_ORDER_PLAY)
      vigil_cadence_refused (&self->cadence, now_us);
    return;
  }
  guint sink_percent = self->facts.has_sink ? self->facts.volume_percent : VIGIL_VOLUME_FULL;
  guint percent =
      vigil_volume_get_stream_percent (vigil_cue_get_priority (cue), self->volume_percent,
                                       self->verdict.floor_percent, sink_percent);
  vigil_player_wish (self->player, ++self->serial, cue, vigil_volume_get_db (percent));
}

static void
turn_cadence (VigilAnnunciator *self, gint64 now_us)
{
  VigilCue cue;
  VigilOrder order = vigil_cadence_step (&self->cadence, now_us, &cue);
  carry_out (self, order, cue, now_us);
}

/* Whether it can be heard. */

/* Nothing sounds that could show that sound is back: a low burst now and then does. */
static void
try_again (VigilAnnunciator *self, gint64 now_us)
{
  if ((self->verdict.sound != VIGIL_SOUND_FAILED && !self->verdict.is_stream_at_fault)
      || now_us < self->try_again_us)
    return;
  self->try_wait_us = MIN (3 * self->try_wait_us, TRY_AGAIN_MAX_US);
  self->try_again_us = now_us + self->try_wait_us;
  vigil_cadence_play_once (&self->cadence, VIGIL_PRIORITY_LOW);
}

static gboolean
is_bad (VigilSound sound)
{
  return sound != VIGIL_SOUND_WORKS && sound != VIGIL_SOUND_STARTING;
}

static void
look_at_sink (VigilAnnunciator *self, gint64 now_us)
{
  vigil_sink_watch_get_facts (self->watch, &self->facts);
  const VigilSinkFacts *facts = &self->facts;
  gboolean is_usable = facts->is_connected && facts->is_answering && facts->is_known;
  if (is_usable && !self->was_usable && self->player != NULL && !self->cadence.is_playing)
    vigil_player_prepare (self->player);
  self->was_usable = is_usable;
  VigilSound before = self->verdict.sound;
  if (!vigil_verdict_look (&self->verdict, facts, self->is_player_stuck, now_us))
    return;
  self->try_wait_us = TRY_AGAIN_MIN_US;
  self->try_again_us = now_us + self->try_wait_us;
  tell (self, (News){ .sound = self->verdict.sound });
  /* The ward hears that it is heard again; that proves it as well. */
  if (is_bad (before) && !is_bad (self->verdict.sound)
      && now_us - self->verdict.called_us > ANNOUNCE_US)
    vigil_cadence_play_once (&self->cadence, VIGIL_PRIORITY_LOW);
}

/* The dead-man. If this thread was held up as well (suspend, an overloaded machine), main gets its
 * time again. */
static void
look_at_beat (VigilAnnunciator *self, gint64 now_us)
{
  if (self->beat_us != 0 && now_us - self->turn_us > HELD_UP_US)
    self->beat_us = now_us;
  gboolean is_failed = self->beat_us != 0 && now_us - self->beat_us > BEAT_LIMIT_US;
  vigil_cadence_set_station_failed (&self->cadence, is_failed);
}

static gpointer
run (gpointer data)
{
  VigilAnnunciator *self = data;
  g_mutex_lock (&self->bell->lock);
  while (!self->is_quit) {
    gint64 now_us = g_get_monotonic_time ();
    look_at_beat (self, now_us);
    look_after_player (self, now_us);
    read_report (self, now_us);
    turn_cadence (self, now_us);
    look_at_sink (self, now_us);
    try_again (self, now_us);
    gint64 due_us = vigil_cadence_get_due (&self->cadence);
    self->turn_us = CLAMP (due_us, now_us, now_us + TURN_MAX_US);
    g_cond_wait_until (&self->bell->cond, &self->bell->lock, self->turn_us);
  }
  g_mutex_unlock (&self->bell->lock);
  return NULL;
}

/* The public side: main. */

static void
sink_changed_cb (gpointer data)
{
  vigil_bell_ring (data);
}

VigilAnnunciator *
vigil_annunciator_new (const VigilAnnunciatorConfig *config)
{
  static GSourceFuncs news_funcs = { .dispatch = dispatch_news };
  g_return_val_if_fail (config->sounds_dir != NULL && config->app_id != NULL, NULL);
  VigilAnnunciator *self = g_new0 (VigilAnnunciator, 1);
  self->bell = vigil_bell_new ();
  self->sounds_dir = g_strdup (config->sounds_dir);
  self->app_id = g_strdup (config->app_id);
  self->volume_percent = VIGIL_VOLUME_FULL;
  self->sound_func = config->sound_func;
  self->burst_func = config->burst_func;
  self->data = config->data;
  self->news = g_array_new (FALSE, FALSE, sizeof (News));
  self->abandoned = g_ptr_array_new_with_free_func (release_player);
  self->turn_us = g_get_monotonic_time ();
  vigil_verdict_init (&self->verdict, config->volume_floor_percent, self->turn_us);
  self->news_source = g_source_new (&news_funcs, sizeof (GSource));
  g_source_set_callback (self->news_source, news_cb, self, NULL);
  g_source_set_name (self->news_source, "vigil-annunciator");
  g_source_attach (self->news_source, g_main_context_get_thread_default ());
  self->watch = vigil_sink_watch_new (self->app_id, sink_changed_cb, self->bell);
  self->thread = g_thread_new ("vigil-audio", run, self);
  return self;
}

/* Gives the player a moment to fall silent; who is held fast is left behind. */
static void
end_player (VigilAnnunciator *self)
{
  gint64 deadline_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  g_mutex_lock (&self->bell->lock);
  if (self->player != NULL) {
    vigil_player_quit (self->player);
    while (!vigil_player_is_gone (self->player)
           && g_cond_wait_until (&self->bell->cond, &self->bell->lock, deadline_us)) {
    }
    g_clear_pointer (&self->player, vigil_player_unref);
  }
  g_ptr_array_unref (self->abandoned);
  g_mutex_unlock (&self->bell->lock);
}

void
vigil_annunciator_free (VigilAnnunciator *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->bell->lock);
  self->is_quit = TRUE;
  g_cond_broadcast (&self->bell->cond);
  g_mutex_unlock (&self->bell->lock);
  g_thread_join (self->thread);
  end_player (self);
  vigil_sink_watch_free (self->watch);
  g_source_destroy (self->news_source);
  g_source_unref (self->news_source);
  g_array_unref (self->news);
  g_free (self->sounds_dir);
  g_free (self->app_id);
  vigil_bell_unref (self->bell);
  g_free (self);
}

void
vigil_annunciator_sound (VigilAnnunciator *self,
                         VigilPriority priority,
                         gboolean is_silenced,
                         gboolean restart)
{
  g_return_if_fail (priority <= VIGIL_PRIORITY_HIGH);
  g_mutex_lock (&self->bell->lock);
  gint64 now_us = g_get_monotonic_time ();
  vigil_cadence_sound (&self->cadence, priority, is_silenced, restart, now_us);
  /* From here, not a thread later: it is computing alone, and the player is told at once. */
  turn_cadence (self, now_us);
  g_cond_broadcast (&self->bell->cond);
  g_mutex_unlock (&self->bell->lock);
}

void
vigil_annunciator_play_once (VigilAnnunciator *self, VigilPriority priority)
{
  g_return_if_fail (priority >= VIGIL_PRIORITY_LOW && priority <= VIGIL_PRIORITY_HIGH);
  g_mutex_lock (&self->bell->lock);
  vigil_cadence_play_once (&self->cadence, priority);
  g_cond_broadcast (&self->bell->cond);
  g_mutex_unlock (&self->bell->lock);
}

void
vigil_annunciator_set_volume (VigilAnnunciator *self, guint percent)
{
  g_return_if_fail (percent >= 1 && percent <= VIGIL_VOLUME_FULL);
  g_mutex_lock (&self->bell->lock);
  self->volume_percent = percent;
  g_mutex_unlock (&self->bell->lock);
}

void
vigil_annunciator_beat (VigilAnnunciator *self, gint64 mono_us)
{
  (void) mono_us;
  gint64 now_us = g_get_monotonic_time ();
  g_mutex_lock (&self->bell->lock);
  gboolean was_late = self->beat_us != 0 && now_us - self->beat_us > BEAT_LIMIT_US;
  self->beat_us = now_us;
  if (was_late)
    g_cond_broadcast (&self->bell->cond);
  g_mutex_unlock (&self->bell->lock);
}

VigilSound
vigil_annunciator_get_sound (VigilAnnunciator *self)
{
  g_mutex_lock (&self->bell->lock);
  VigilSound sound = self->verdict.sound;
  g_mutex_unlock (&self->bell->lock);
  return sound;
}

void
vigil_annunciator_get_given_up (VigilAnnunciator *self, guint *n_given_up, guint *n_held)
{
  g_mutex_lock (&self->bell->lock);
  *n_given_up = self->n_given_up;
  *n_held = self->abandoned->len;
  g_mutex_unlock (&self->bell->lock);
}
