/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-config.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include <glib/gstdio.h>

#define BEDS_MAX 64
#define SECRET_BYTES_MAX 4096

G_DEFINE_QUARK (vigil - config - error - quark, vigil_config_error)

/* Reads the whole file and remembers every problem, so that an engineer mends it in one go. */
typedef struct {
  GKeyFile *file;
  char *directory; /* relative paths start here */
  GPtrArray *problems; /* char * */
  GHashTable *known; /* "group\nkey" that something asked for */
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->file, g_key_file_unref);
  g_clear_pointer (&reader->directory, g_free);
  g_clear_pointer (&reader->problems, g_ptr_array_unref);
  g_clear_pointer (&reader->known, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void complain (Reader *reader, const char *group, const char *key, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
complain (Reader *reader, const char *group, const char *key, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (reader->problems, key != NULL
                                         ? g_strdup_printf ("[%s] %s: %s", group, key, reason)
                                         : g_strdup_printf ("[%s]: %s", group, reason));
}

/* NULL if the key is not there (said, if @is_required) or empty. */
static char *
read_text (Reader *reader, const char *group, const char *key, gboolean is_required)
{
  g_hash_table_add (reader->known, g_strdup_printf ("%s\n%s", group, key));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_key_file_get_string (reader->file, group, key, &error);
  if (text == NULL && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND)
      && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND)) {
    complain (reader, group, key, "%s", error->message);
    return NULL;
  }
  if (text != NULL)
    g_strstrip (text);
  if (text == NULL || *text == '\0') {
    if (is_required)
      complain (reader, group, key, "is missing");
    return NULL;
  }
  return g_steal_pointer (&text);
}

static char *
read_id (Reader *reader, const char *group, const char *key)
{
  g_autofree char *text = read_text (reader, group, key, TRUE);
  if (text == NULL)
    return NULL;
  if (!vigil_id_is_valid (text)) {
    complain (reader, group, key, "\"%s\" is not 1 to 32 characters of a-z, 0-9 and -", text);
    return NULL;
  }
  return g_steal_pointer (&text);
}

static gboolean
parse_uint (const char *text, guint lo, guint hi, guint *value)
{
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned (text, 10, lo, hi, &number, NULL))
    return FALSE;
  *value = (guint) number;
  return TRUE;
}

static guint
read_uint (Reader *reader, const char *group, const char *key, guint lo, guint hi, guint fallback)
{
  g_autofree char *text = read_text (reader, group, key, FALSE);
  guint value = fallback;
  if (text != NULL && !parse_uint (text, lo, hi, &value))
    complain (reader, group, key, "\"%s\" is not a whole number from %u to %u", text, lo, hi);
  return value;
}

static gboolean
read_boolean (Reader *reader, const char *group, const char *key, gboolean fallback)
{
  g_autofree char *text = read_text (reader, group, key, FALSE);
  if (text == NULL)
    return fallback;
  if (g_str_equal (text, "true"))
    return TRUE;
  if (!g_str_equal (text, "false"))
    complain (reader, group, key, "\"%s\" is neither true nor false", text);
  return FALSE;
}

/* A readable file; relative names start at the configuration's folder. A secret must not be
 * readable by everybody. */
static char *
read_path (Reader *reader, const char *group, const char *key, gboolean is_secret)
{
  g_autofree char *text = read_text (reader, group, key, FALSE);
  if (text == NULL)
    return NULL;
  g_autofree char *path = g_canonicalize_filename (text, reader->directory);
  GStatBuf status;
  if (g_stat (path, &status) != 0) {
    complain (reader, group, key, "%s: %s", path, g_strerror (errno));
    return NULL;
  }
  if (is_secret && S_ISREG (status.st_mode) && status.st_size == 0) {
    complain (reader, group, key, "%s: is empty", path);
    return NULL;
  }
  if (!S_ISREG (status.st_mode) || g_access (path, R_OK) != 0) {
    complain (reader, group, key, "%s: is not a readable file", path);
    return NULL;
  }
  if (is_secret && (status.st_mode & S_IROTH) != 0) {
    complain (reader, group, key, "%s: is readable by everybody; chmod 640 it", path);
    return NULL;
  }
  return g_steal_pointer (&path);
}

static char *
read_secret (Reader *reader, const char *group, const char *key)
{
  g_autofree char *path = read_path (reader, group, key, TRUE);
  if (path == NULL)
    return NULL;
  g_autofree char *secret = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  if (!g_file_get_contents (path, &secret, &length, &error)) {
    complain (reader, group, key, "%s", error->message);
    return NULL;
  }
  if (length > SECRET_BYTES_MAX || strlen (secret) != length) {
    complain (reader, group, key, "%s: is not a line of text", path);
    return NULL;
  }
  g_strchomp (secret);
  return g_steal_pointer (&secret);
}

static gboolean
host_is_loopback (const char *host)
{
  if (g_strcmp0 (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
read_station (Reader *reader, VigilConfig *config)
{
  config->site = read_id (reader, "station", "site");
  config->ward = read_id (reader, "station", "ward");
  config->station = read_id (reader, "station", "id");
  config->ward_name = read_text (reader, "station", "ward-name", FALSE);
  config->station_name = read_text (reader, "station", "name", FALSE);
  config->is_demo = read_boolean (reader, "station", "demo", FALSE);
  if (config->ward_name == NULL)
    config->ward_name = g_strdup (config->ward);
  if (config->station_name == NULL)
    config->station_name = g_strdup (config->station);
}

static void
check_pair (Reader *reader, const char *group, const char *cert, const char *key)
{
  if ((cert == NULL) != (key == NULL))
    complain (reader, group, "cert-file", "cert-file and key-file go together");
}

static void
read_broker (Reader *reader, VigilConfig *config)
{
  config->broker_host = read_text (reader, "broker", "host", TRUE);
  config->broker_ca = read_path (reader, "broker", "ca-file", FALSE);
  config->broker_cert = read_path (reader, "broker", "cert-file", FALSE);
  config->broker_key = read_path (reader, "broker", "key-file", TRUE);
  check_pair (reader, "broker", config->broker_cert, config->broker_key);
  guint usual = config->broker_ca != NULL ? 8883 : 1883;
  config->broker_port = read_uint (reader, "broker", "port", 1, 65535, usual);
  config->broker_user = read_text (reader, "broker", "user", FALSE);
  config->broker_password = read_secret (reader, "broker", "password-file");
  config->allow_plaintext = read_boolean (reader, "broker", "allow-plaintext", FALSE);
  gboolean is_plaintext = config->broker_ca == NULL && config->broker_host != NULL
                          && !host_is_loopback (config->broker_host);
  if (is_plaintext && !config->allow_plaintext)
    complain (reader, "broker", "ca-file",
              "%s is not this machine: give the ca-file of its certificate, or "
              "allow-plaintext=true if the ward's network may see everything",
              config->broker_host);
  config->is_plaintext_remote = is_plaintext;
}

static void
check_server_url (Reader *reader, VigilConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (config->server_url, G_URI_FLAGS_NONE, &error);
  if (uri == NULL) {
    complain (reader, "server", "url", "\"%s\": %s", config->server_url, error->message);
    return;
  }
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);
  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    complain (reader, "server", "url", "\"%s\" is neither http nor https", config->server_url);
  if (host == NULL || *host == '\0')
    complain (reader, "server", "url", "\"%s\" names no host", config->server_url);
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || (path != NULL && *path != '\0' && !g_str_equal (path, "/")))
    complain (reader, "server", "url", "is more than scheme, host and port");
  /* Identities travel here: plaintext beyond this machine is refused without exception. */
  if (g_str_equal (scheme, "http") && !host_is_loopback (host))
    complain (reader, "server", "url", "http is for this machine only; use https");
}

static void
read_server (Reader *reader, VigilConfig *config)
{
  config->server_url = read_text (reader, "server", "url", FALSE);
  config->server_token_file = read_path (reader, "server", "token-file", TRUE);
  config->server_ca = read_path (reader, "server", "ca-file", FALSE);
  config->server_cert = read_path (reader, "server", "cert-file", FALSE);
  config->server_key = read_path (reader, "server", "key-file", TRUE);
  check_pair (reader, "server", config->server_cert, config->server_key);
  if (config->server_url != NULL)
    check_server_url (reader, config);
  else if (g_key_file_has_group (reader->file, "server"))
    complain (reader, "server", "url", "is missing");
}

static VigilPatientClass
read_class (Reader *reader, const char *group)
{
  static const char *const WORDS[] = { "unknown", "adult", "paediatric", "neonatal" };
  g_autofree char *text = read_text (reader, group, "class", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_strcmp0 (text, WORDS[i]) == 0)
      return (VigilPatientClass) i;
  if (text != NULL)
    complain (reader, group, "class", "\"%s\" is not adult, paediatric, neonatal or unknown", text);
  return VIGIL_CLASS_UNKNOWN;
}

static VigilWardBed *
find_bed (VigilConfig *config, const char *id)
{
  for (guint i = 0; i < config->beds->len; i++) {
    VigilWardBed *bed = &g_array_index (config->beds, VigilWardBed, i);
    if (g_str_equal (bed->id, id))
      return bed;
  }
  return NULL;
}

static char **
read_list (Reader *reader, const char *group, const char *key, gboolean is_required)
{
  g_autofree char *text = read_text (reader, group, key, is_required);
  g_auto (GStrv) list = g_strsplit (text != NULL ? text : "", ";", -1);
  guint n = 0;
  for (guint i = 0; list[i] != NULL; i++) {
    g_strstrip (list[i]);
    if (*list[i] == '\0')
      g_free (list[i]);
    else
      list[n++] = list[i];
  }
  list[n] = NULL;
  return g_steal_pointer (&list);
}

static void
read_role (Reader *reader, VigilConfig *config, const char *key, VigilRole role)
{
  g_auto (GStrv) ids = read_list (reader, "beds", key, FALSE);
  for (guint i = 0; ids[i] != NULL; i++) {
    VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL)
      complain (reader, "beds", key, "bed \"%s\" is not in order", ids[i]);
    else if (bed->role != VIGIL_ROLE_NONE)
      complain (reader, "beds", key, "bed \"%s\" has a role already", ids[i]);
    else
      bed->role = role;
  }
}

static void
read_continuous_ecg (Reader *reader, VigilConfig *config)
{
  g_auto (GStrv) ids = read_list (reader, "beds", "continuous-ecg", FALSE);
  for (guint i = 0; ids[i] != NULL; i++) {
    VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL)
      complain (reader, "beds", "continuous-ecg", "bed \"%s\" is not in order", ids[i]);
    else
      bed->is_continuous_ecg = TRUE;
  }
}

static void
add_bed (Reader *reader, VigilConfig *config, const char *id)
{
  VigilWardBed bed = { 0 };
  if (!vigil_id_is_valid (id)) {
    complain (reader, "beds", "order", "\"%s\" is not 1 to 32 characters of a-z, 0-9 and -", id);
    return;
  }
  if (find_bed (config, id) != NULL) {
    complain (reader, "beds", "order", "bed \"%s\" stands twice", id);
    return;
  }
  vigil_text_copy (bed.id, sizeof bed.id, id);
  g_autofree char *group = g_strdup_printf ("bed %s", id);
  g_autofree char *label = read_text (reader, group, "label", FALSE);
  if (label != NULL && strlen (label) >= sizeof bed.label)
    complain (reader, group, "label", "is longer than %u bytes", (guint) sizeof bed.label - 1);
  vigil_text_copy (bed.label, sizeof bed.label, label);
  bed.stated_class = read_class (reader, group);
  g_array_append_val (config->beds, bed);
}

static void
read_beds (Reader *reader, VigilConfig *config)
{
  g_auto (GStrv) order = read_list (reader, "beds", "order", TRUE);
  guint n = g_strv_length (order);
  if (n > BEDS_MAX)
    complain (reader, "beds", "order", "%u beds are more than %u", n, BEDS_MAX);
  for (guint i = 0; i < MIN (n, BEDS_MAX); i++)
    add_bed (reader, config, order[i]);
  read_role (reader, config, "primary", VIGIL_ROLE_PRIMARY);
  read_role (reader, config, "backup", VIGIL_ROLE_BACKUP);
  read_role (reader, config, "watch", VIGIL_ROLE_WATCH);
  read_continuous_ecg (reader, config);
  for (guint i = 0; i < config->beds->len; i++) {
    VigilWardBed *bed = &g_array_index (config->beds, VigilWardBed, i);
    if (bed->role == VIGIL_ROLE_NONE)
      bed->role = VIGIL_ROLE_PRIMARY; /* a bed nobody assigned is never nobody's */
  }
}

/* A gap would part the sector on the wall: the order alone says where beds stand. */
static void
place_sector (Reader *reader, VigilConfig *config, const char *group, VigilSector *sector)
{
  g_auto (GStrv) ids = read_list (reader, group, "beds", TRUE);
  gboolean has[BEDS_MAX] = { FALSE };
  guint n = 0, last = 0;
  sector->first = G_MAXUINT;
  for (guint i = 0; ids[i] != NULL; i++) {
    const VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL) {
      complain (reader, group, "beds", "bed \"%s\" is not in order", ids[i]);
      continue;
    }
    guint index = (guint) (bed - &g_array_index (config->beds, VigilWardBed, 0));
    const VigilSector *other = vigil_config_find_sector (config, index);
    if (has[index])
      complain (reader, group, "beds", "bed \"%s\" stands twice", ids[i]);
    else if (other != NULL)
      complain (reader, group, "beds", "bed \"%s\" is in sector \"%s\" already", ids[i], other->id);
    n += !has[index];
    has[index] = TRUE;
    sector->first = MIN (sector->first, index);
    last = MAX (last, index);
  }
  sector->n_beds = n;
  for (guint i = sector->first; n > 0 && i <= last; i++)
    if (!has[i])
      complain (reader, group, "beds", "bed \"%s\" stands between them in order",
                g_array_index (config->beds, VigilWardBed, i).id);
}

static void
read_sector (Reader *reader, VigilConfig *config, const char *group, const char *id)
{
  VigilSector sector = { 0 };
  if (!vigil_id_is_valid (id)) {
    complain (reader, group, NULL, "\"%s\" is not 1 to 32 characters of a-z, 0-9 and -", id);
    return;
  }
  vigil_text_copy (sector.id, sizeof sector.id, id);
  g_autofree char *name = read_text (reader, group, "name", FALSE);
  if (name != NULL && strlen (name) >= sizeof sector.name)
    complain (reader, group, "name", "is longer than %u bytes", (guint) sizeof sector.name - 1);
  vigil_text_copy (sector.name, sizeof sector.name, name != NULL ? name : id);
  place_sector (reader, config, group, &sector);
  if (sector.n_beds > 0)
    g_array_append_val (config->sectors, sector);
}

static gint
compare_sectors_cb (gconstpointer a, gconstpointer b)
{
  const VigilSector *left = a, *right = b;
  return left->first < right->first ? -1 : left->first > right->first;
}

/* "[sector north]": after the beds. */
static void
read_sectors (Reader *reader, VigilConfig *config)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  guint n = 0;
  for (guint i = 0; groups[i] != NULL; i++) {
    if (!g_str_has_prefix (groups[i], "sector "))
      continue;
    if (++n <= VIGIL_SECTORS_MAX)
      read_sector (reader, config, groups[i], groups[i] + strlen ("sector "));
    else
      complain (reader, groups[i], NULL, "is one sector more than %d", VIGIL_SECTORS_MAX);
  }
  g_array_sort (config->sectors, compare_sectors_cb);
}

/* "40/50-120/140": lo2/lo-hi/hi2, each part may be left out. */
static gboolean
parse_bound (const char *text, double *value)
{
  *value = NAN;
  if (*text == '\0')
    return TRUE;
  char *end = NULL;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*value);
}

static gboolean
parse_limit (const char *text, VigilLimit *limit)
{
  g_auto (GStrv) sides = g_strsplit (text, "-", -1);
  if (g_strv_length (sides) != 2)
    return FALSE;
  g_auto (GStrv) low = g_strsplit (sides[0], "/", -1);
  g_auto (GStrv) high = g_strsplit (sides[1], "/", -1);
  guint n_low = g_strv_length (low);
  guint n_high = g_strv_length (high);
  if (n_low > 2 || n_high > 2)
    return FALSE;
  gboolean is_good = parse_bound (n_low == 2 ? low[0] : "", &limit->lo2)
                     && parse_bound (n_low > 0 ? low[n_low - 1] : "", &limit->lo)
                     && parse_bound (n_high > 0 ? high[0] : "", &limit->hi)
                     && parse_bound (n_high == 2 ? high[1] : "", &limit->hi2);
  if (!is_good)
    return FALSE;
  double last = -INFINITY;
  const double ladder[] = { limit->lo2, limit->lo, limit->hi, limit->hi2 };
  for (guint i = 0; i < G_N_ELEMENTS (ladder); i++) {
    if (isnan (ladder[i]))
      continue;
    if (ladder[i] <= last)
      return FALSE;
    last = ladder[i];
  }
  return last > -INFINITY;
}

/* A bound that no value can cross would switch its alarm off without a word. */
static gboolean
is_reachable (const VigilLimit *limit, const VigilNumericInfo *info)
{
  const double bounds[] = { limit->lo2, limit->lo, limit->hi, limit->hi2 };
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i] <= info->lo || bounds[i] >= info->hi)
      return FALSE;
  return TRUE;
}

static void
keep_preset (VigilLimitSet *set, const VigilLimit *limit)
{
  set->limits[limit->kind] = *limit;
  set->is_ward_file[limit->kind] = TRUE;
}

static void
read_preset (Reader *reader, const char *group, const char *key, VigilLimitSet *set)
{
  g_autofree char *text = read_text (reader, group, key, FALSE);
  VigilNumericKind kind;
  if (text == NULL)
    return;
  if (!vigil_nomenclature_find_numeric (key, &kind)) {
    complain (reader, group, key, "is not a numeric that Vigil knows");
    return;
  }
  VigilLimit limit = { .kind = kind, .is_on = TRUE };
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  if (!parse_limit (text, &limit))
    complain (reader, group, key, "\"%s\" is not lo2/lo-hi/hi2 in rising order", text);
  else if (!is_reachable (&limit, info))
    complain (reader, group, key, "\"%s\" can never alarm: %s goes from %g to %g", text,
              info->label, info->lo, info->hi);
  else
    keep_preset (set, &limit);
}

static void
read_presets (Reader *reader, VigilConfig *config)
{
  for (guint band = VIGIL_BAND_UNDER_28_DAYS; band < VIGIL_N_BANDS; band++) {
    g_autofree char *group = g_strdup_printf ("limits %s", vigil_age_band_get_name (band));
    g_auto (GStrv) keys = g_key_file_get_keys (reader->file, group, NULL, NULL);
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
      read_preset (reader, group, keys[i], &config->presets.bands[band]);
  }
}

/* "10;5": seconds for the first and the second limit. */
static void
read_delay (Reader *reader, VigilConfig *config, const char *key)
{
  g_auto (GStrv) parts = read_list (reader, "delays", key, FALSE);
  VigilNumericKind kind;
  guint first = 0;
  guint second = 0;
  if (!vigil_nomenclature_find_numeric (key, &kind))
    complain (reader, "delays", key, "is not a numeric that Vigil knows");
  else if (g_strv_length (parts) != 2 || !parse_uint (parts[0], 0, 30, &first)
           || !parse_uint (parts[1], 0, 30, &second))
    complain (reader, "delays", key, "is not two numbers of seconds from 0 to 30, such as 10;5");
  else if (second > first)
    complain (reader, "delays", key, "the second limit must not wait longer than the first");
  else {
    config->presets.timings[kind].delay_ms = first * 1000;
    config->presets.timings[kind].delay2_ms = second * 1000;
  }
}

/* "22:00": minutes after midnight. */
static gboolean
parse_time (const char *text, guint *minutes)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  guint hour = 0;
  guint minute = 0;
  if (g_strv_length (parts) != 2 || !parse_uint (g_strstrip (parts[0]), 0, 23, &hour)
      || !parse_uint (g_strstrip (parts[1]), 0, 59, &minute))
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

/* "22:00-06:00", the station's local time; it may not fill the whole day. */
static void
read_night (Reader *reader, VigilVolumePlan *plan)
{
  g_autofree char *text = read_text (reader, "sound", "night", FALSE);
  if (text == NULL)
    return;
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);
  if (g_strv_length (parts) != 2 || !parse_time (parts[0], &plan->night_from_min)
      || !parse_time (parts[1], &plan->night_to_min) || plan->night_from_min == plan->night_to_min)
    complain (reader, "sound", "night", "\"%s\" is not two times of day such as 22:00-06:00", text);
}

/* Of medium and low alarms; high is always full. Never below the floor, which is the sink's as well
 * (standards.md §1.6). */
static void
read_sound (Reader *reader, VigilVolumePlan *plan)
{
  plan->floor_percent = read_uint (reader, "sound", "volume-floor", 1, 100, 40);
  guint least = plan->floor_percent;
  plan->day_percent = read_uint (reader, "sound", "day-volume", least, 100, 100);
  plan->night_percent = read_uint (reader, "sound", "night-volume", least, 100, plan->day_percent);
  read_night (reader, plan);
  if (plan->night_percent != plan->day_percent && plan->night_from_min == plan->night_to_min)
    complain (reader, "sound", "night", "is missing: nobody knows when the night volume is for");
}

static void
read_alarms (Reader *reader, VigilConfig *config)
{
  read_sound (reader, &config->volume);
  config->silence_high_s = read_uint (reader, "alarms", "silence-high", 30, 120, 120);
  g_auto (GStrv) keys = g_key_file_get_keys (reader->file, "delays", NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    read_delay (reader, config, keys[i]);
  read_presets (reader, config);
}

/* GKeyFile takes the last of two equal keys and joins two equal groups: a bed would silently be
 * gone. */
static void
complain_of_doubles (Reader *reader, const char *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *group = g_strdup ("");
  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);
    char *equals = strchr (line, '=');
    if (*line == '[') {
      g_free (group);
      group = g_strndup (line + 1, strcspn (line + 1, "]"));
    } else if (*line != '#' && equals != NULL) {
      g_autofree char *key = g_strchomp (g_strndup (line, (gsize) (equals - line)));
      if (!g_hash_table_add (seen, g_strdup_printf ("%s\n%s", group, key)))
        complain (reader, group, key, "stands twice");
    }
  }
}

/* A misspelt key would silently be a missing one. */
static void
complain_of_unknown (Reader *reader)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    g_auto (GStrv) keys = g_key_file_get_keys (reader->file, groups[i], NULL, NULL);
    for (guint j = 0; keys != NULL && keys[j] != NULL; j++) {
      g_autofree char *name = g_strdup_printf ("%s\n%s", groups[i], keys[j]);
      if (!g_hash_table_contains (reader->known, name))
        complain (reader, groups[i], keys[j], "is not a key of Vigil's");
    }
  }
}

VigilConfig *
vigil_config_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (GError) local = NULL;
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_auto (Reader) reader = {
    .file = g_key_file_new (),
    .directory = g_path_get_dirname (full),
    .problems = g_ptr_array_new_with_free_func (g_free),
    .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, &local)
      || !g_key_file_load_from_data (reader.file, text, (gsize) -1, G_KEY_FILE_NONE, &local)) {
    g_set_error (error, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_READ, "%s: %s", path,
                 local->message);
    return NULL;
  }

  g_autoptr (VigilConfig) config = g_new0 (VigilConfig, 1);
  config->path = g_strdup (path);
  config->beds = g_array_new (FALSE, TRUE, sizeof (VigilWardBed));
  config->sectors = g_array_new (FALSE, TRUE, sizeof (VigilSector));
  vigil_limit_presets_init (&config->presets);
  read_station (&reader, config);
  read_broker (&reader, config);
  read_server (&reader, config);
  read_beds (&reader, config);
  read_sectors (&reader, config);
  read_alarms (&reader, config);
  complain_of_unknown (&reader);
  complain_of_doubles (&reader, text);
  if (reader.problems->len == 0)
    return g_steal_pointer (&config);

  g_ptr_array_add (reader.problems, NULL);
  g_autofree char *all = g_strjoinv ("\n", (char **) reader.problems->pdata);
  g_set_error (error, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_INVALID, "%s:\n%s", path, all);
  return NULL;
}

void
vigil_config_free (VigilConfig *config)
{
  if (config == NULL)
    return;
  char *const owned[] = {
    config->path,
    config->site,
    config->ward,
    config->ward_name,
    config->station,
    config->station_name,
    config->broker_host,
    config->broker_user,
    config->broker_password,
    config->broker_ca,
    config->broker_cert,
    config->broker_key,
    config->server_url,
    config->server_token_file,
    config->server_ca,
    config->server_cert,
    config->server_key,
  };
  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    g_free (owned[i]);
  g_clear_pointer (&config->beds, g_array_unref);
  g_clear_pointer (&config->sectors, g_array_unref);
  g_free (config);
}

const VigilSector *
vigil_config_find_sector (const VigilConfig *config, guint bed)
{
  for (guint i = 0; i < config->sectors->len; i++) {
    const VigilSector *sector = &g_array_index (config->sectors, VigilSector, i);
    if (bed >= sector->first && bed - sector->first < sector->n_beds)
      return sector;
  }
  return NULL;
}
