/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-poller.h"

#include "vigil-answer.h"

#define SNAPSHOT_MS 10000
#define ROWS_MS 5000
#define HEALTH_MS 10000
#define SNAPSHOT_BYTES (4 * 1024 * 1024)
#define SMALL_BYTES (64 * 1024)
/* A server's clock heard over a slower way than this is too uncertain to judge ours by. */
#define ROUND_TRIP_MAX_US (2 * G_USEC_PER_SEC)
#define PAGE_ROWS 50

typedef enum {
  POLL_HEALTH,
  POLL_SNAPSHOT,
  POLL_ROWS,
  N_POLLS,
} PollKind;

typedef struct {
  VigilPoller *poller;
  PollKind kind;
  guint timer_id; /* until the next; 0 while under way or stopped */
  gboolean is_under_way;
  gint64 sent_us;
} Poll;

struct _VigilPoller {
  VigilHttp *http;
  char *site, *ward;
  VigilPollFunc func;
  gpointer data;
  double pace;
  gboolean is_running;
  Poll polls[N_POLLS];
  char *etag;
  char *cursor; /* NULL = the past 24 hours */
};

static void ask (Poll *poll);

static gboolean
ask_cb (gpointer data)
{
  Poll *poll = data;
  poll->timer_id = 0;
  ask (poll);
  return G_SOURCE_REMOVE;
}

static void
ask_in (Poll *poll, guint delay_ms)
{
  g_clear_handle_id (&poll->timer_id, g_source_remove);
  if (poll->poller->is_running)
    poll->timer_id = g_timeout_add ((guint) (poll->poller->pace * delay_ms), ask_cb, poll);
}

static guint
get_interval_ms (PollKind kind)
{
  if (kind == POLL_SNAPSHOT)
    return SNAPSHOT_MS;
  return kind == POLL_ROWS ? ROWS_MS : HEALTH_MS;
}

static void
tell (VigilPoller *poller, VigilPollNews news, const VigilPollAnswer *answer)
{
  poller->func (news, answer, poller->data);
}

static void
tell_problem (VigilPoller *poller, VigilPollNews news, guint status, const char *problem)
{
  const VigilPollAnswer answer = { .status = status, .problem = problem };
  tell (poller, news, &answer);
}

/* An answer that is not what was asked comes from somebody else: as good as none. */
static void
tell_foreign (VigilPoller *poller, const char *what)
{
  tell_problem (poller, VIGIL_POLL_PROBLEM, 0, what);
}

static void
take_health (Poll *poll, const VigilHttpAnswer *answer)
{
  VigilPollAnswer news = { .status = answer->status };
  gint64 round_trip_us = g_get_monotonic_time () - poll->sent_us;
  if (!vigil_answer_get_time (answer->body, &news.wall_ms))
    tell_foreign (poll->poller, "health: not an answer of a ward server");
  else if (round_trip_us > ROUND_TRIP_MAX_US)
    tell (poll->poller, VIGIL_POLL_NOTHING, &news);
  else {
    news.wall_ms += round_trip_us / 2000;
    tell (poll->poller, VIGIL_POLL_TIME, &news);
  }
}

static void
take_snapshot (Poll *poll, const VigilHttpAnswer *answer)
{
  VigilPoller *poller = poll->poller;
  const VigilPollAnswer news = { .status = answer->status, .json = answer->body };
  if (!vigil_answer_is_safe (answer->body)) {
    tell_foreign (poller, "snapshot: not an answer of a ward server");
    return;
  }
  g_free (poller->etag);
  poller->etag = g_strdup (answer->etag);
  tell (poller, VIGIL_POLL_SNAPSHOT, &news);
}

/* TRUE: there is another page at once. */
static gboolean
take_rows (Poll *poll, const VigilHttpAnswer *answer)
{
  VigilPoller *poller = poll->poller;
  guint n_rows = 0;
  gboolean has_more = FALSE;
  g_autofree char *next = NULL;
  if (!vigil_answer_get_page (answer->body, &n_rows, &next, &has_more)) {
    tell_foreign (poller, "acknowledgements: not an answer of a ward server");
    return FALSE;
  }
  gboolean is_further = g_strcmp0 (poller->cursor, next) != 0;
  const VigilPollAnswer news = { .status = answer->status, .json = answer->body, .cursor = next };
  g_free (poller->cursor);
  poller->cursor = g_strdup (next);
  tell (poller, n_rows > 0 ? VIGIL_POLL_ROWS : VIGIL_POLL_NOTHING, &news);
  return has_more && is_further;
}

static void
take_other (Poll *poll, const VigilHttpAnswer *answer)
{
  VigilPoller *poller = poll->poller;
  g_autofree char *problem = answer->status != 0
                                 ? vigil_answer_describe (answer->status, answer->body)
                                 : g_strdup (answer->problem);
  gboolean is_refused = answer->status == 401 || answer->status == 403;
  /* A cursor that the server does not take would stop the second path for ever. */
  if (poll->kind == POLL_ROWS && answer->status == 422)
    g_clear_pointer (&poller->cursor, g_free);
  tell_problem (poller, is_refused ? VIGIL_POLL_REFUSED : VIGIL_POLL_PROBLEM, answer->status,
                problem);
}

static void
answered_cb (const VigilHttpAnswer *answer, gpointer data)
{
  Poll *poll = data;
  gboolean is_at_once = FALSE;
  poll->is_under_way = FALSE;
  if (answer->status == 304 && poll->kind == POLL_SNAPSHOT)
    tell (poll->poller, VIGIL_POLL_UNCHANGED, &(VigilPollAnswer){ .status = 304 });
  else if (answer->status != 200)
    take_other (poll, answer);
  else if (poll->kind == POLL_HEALTH)
    take_health (poll, answer);
  else if (poll->kind == POLL_SNAPSHOT)
    take_snapshot (poll, answer);
  else
    is_at_once = take_rows (poll, answer);
  if (!poll->is_under_way)
    ask_in (poll, is_at_once ? 0 : get_interval_ms (poll->kind));
}

static char *
make_path (VigilPoller *poller, PollKind kind)
{
  if (kind == POLL_HEALTH)
    return g_strdup ("/v1/health");
  if (kind == POLL_SNAPSHOT)
    return g_strdup_printf ("/v1/wards/%s/%s", poller->site, poller->ward);
  if (poller->cursor == NULL)
    return g_strdup_printf ("/v1/acknowledgements?ward=%s&limit=%u", poller->ward, PAGE_ROWS);
  g_autofree char *cursor = g_uri_escape_string (poller->cursor, NULL, FALSE);
  return g_strdup_printf ("/v1/acknowledgements?ward=%s&limit=%u&after=%s", poller->ward, PAGE_ROWS,
                          cursor);
}

static void
ask (Poll *poll)
{
  VigilPoller *poller = poll->poller;
  gboolean is_snapshot = poll->kind == POLL_SNAPSHOT;
  g_autofree char *path = make_path (poller, poll->kind);
  if (poll->is_under_way)
    return;
  g_clear_handle_id (&poll->timer_id, g_source_remove);
  poll->is_under_way = TRUE;
  poll->sent_us = g_get_monotonic_time ();
  vigil_http_send (poller->http, path, NULL, is_snapshot ? poller->etag : NULL,
                   is_snapshot ? SNAPSHOT_BYTES : SMALL_BYTES, answered_cb, poll, NULL);
}

VigilPoller *
vigil_poller_new (
    VigilHttp *http, const char *site, const char *ward, VigilPollFunc func, gpointer data)
{
  VigilPoller *poller = g_new0 (VigilPoller, 1);
  poller->http = http;
  poller->site = g_uri_escape_string (site, NULL, FALSE);
  poller->ward = g_uri_escape_string (ward, NULL, FALSE);
  poller->func = func;
  poller->data = data;
  poller->pace = 1.0;
  for (guint i = 0; i < N_POLLS; i++) {
    poller->polls[i].poller = poller;
    poller->polls[i].kind = (PollKind) i;
  }
  return poller;
}

void
vigil_poller_stop (VigilPoller *poller)
{
  poller->is_running = FALSE;
  for (guint i = 0; i < N_POLLS; i++) {
    g_clear_handle_id (&poller->polls[i].timer_id, g_source_remove);
    poller->polls[i].is_under_way = FALSE;
  }
}

void
vigil_poller_free (VigilPoller *poller)
{
  if (poller == NULL)
    return;
  vigil_poller_stop (poller);
  g_free (poller->site);
  g_free (poller->ward);
  g_free (poller->etag);
  g_free (poller->cursor);
  g_free (poller);
}

void
vigil_poller_hurry (VigilPoller *poller)
{
  for (guint i = 0; poller->is_running && i < N_POLLS; i++)
    ask (&poller->polls[i]);
}

void
vigil_poller_start (VigilPoller *poller, const char *cursor, double pace)
{
  vigil_poller_stop (poller);
  g_clear_pointer (&poller->cursor, g_free);
  g_clear_pointer (&poller->etag, g_free);
  poller->cursor = cursor != NULL && *cursor != '\0' ? g_strdup (cursor) : NULL;
  poller->pace = pace;
  poller->is_running = TRUE;
  vigil_poller_hurry (poller);
}
