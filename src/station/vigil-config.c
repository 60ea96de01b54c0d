/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-config.h"

#include <string.h>

#include "vigil-config-private.h"
#include "vigil-token-file.h"

G_DEFINE_QUARK (vigil - config - error - quark, vigil_config_error)

static gboolean
host_is_loopback (const char *host)
{
  if (g_strcmp0 (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
read_station (VigilConfigReader *reader, VigilConfig *config)
{
  config->site = vigil_config_read_id (reader, "station", "site");
  config->ward = vigil_config_read_id (reader, "station", "ward");
  config->station = vigil_config_read_id (reader, "station", "id");
  config->ward_name = vigil_config_read_text (reader, "station", "ward-name", FALSE);
  config->station_name = vigil_config_read_text (reader, "station", "name", FALSE);
  config->is_demo = vigil_config_read_boolean (reader, "station", "demo", FALSE);
  if (config->ward_name == NULL)
    config->ward_name = g_strdup (config->ward);
  if (config->station_name == NULL)
    config->station_name = g_strdup (config->station);
}

static void
check_pair (VigilConfigReader *reader, const char *group, const char *cert, const char *key)
{
  if ((cert == NULL) != (key == NULL))
    vigil_config_complain (reader, group, "cert-file", "cert-file and key-file go together");
}

/* The contract, Identity: by its user name a broker knows what the station may write. */
static void
check_user (VigilConfigReader *reader, const VigilConfig *config)
{
  if (config->broker_user != NULL && config->station != NULL
      && !g_str_equal (config->broker_user, config->station))
    vigil_config_complain (reader, "broker", "user",
                           "\"%s\" is not \"%s\", the id in [station], which is the station's user",
                           config->broker_user, config->station);
}

static void
read_broker (VigilConfigReader *reader, VigilConfig *config)
{
  config->broker_host = vigil_config_read_text (reader, "broker", "host", TRUE);
  config->broker_ca = vigil_config_read_path (reader, "broker", "ca-file", FALSE);
  config->broker_cert = vigil_config_read_path (reader, "broker", "cert-file", FALSE);
  config->broker_key = vigil_config_read_path (reader, "broker", "key-file", TRUE);
  check_pair (reader, "broker", config->broker_cert, config->broker_key);
  guint usual = config->broker_ca != NULL ? 8883 : 1883;
  config->broker_port = vigil_config_read_uint (reader, "broker", "port", 1, 65535, usual);
  config->broker_user = vigil_config_read_text (reader, "broker", "user", FALSE);
  check_user (reader, config);
  config->broker_password = vigil_config_read_secret (reader, "broker", "password-file");
  config->allow_plaintext = vigil_config_read_boolean (reader, "broker", "allow-plaintext", FALSE);
  gboolean is_plaintext = config->broker_ca == NULL && config->broker_host != NULL
                          && !host_is_loopback (config->broker_host);
  if (is_plaintext && !config->allow_plaintext)
    vigil_config_complain (reader, "broker", "ca-file",
                           "%s is not this machine: give the ca-file of its certificate, or "
                           "allow-plaintext=true if the ward's network may see everything",
                           config->broker_host);
  config->is_plaintext_remote = is_plaintext;
}

static void
check_server_url (VigilConfigReader *reader, VigilConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (config->server_url, G_URI_FLAGS_NONE, &error);
  if (uri == NULL) {
    vigil_config_complain (reader, "server", "url", "\"%s\": %s", config->server_url,
                           error->message);
    return;
  }
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);
  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    vigil_config_complain (reader, "server", "url", "\"%s\" is neither http nor https",
                           config->server_url);
  if (host == NULL || *host == '\0')
    vigil_config_complain (reader, "server", "url", "\"%s\" names no host", config->server_url);
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || (path != NULL && *path != '\0' && !g_str_equal (path, "/")))
    vigil_config_complain (reader, "server", "url", "is more than scheme, host and port");
  /* Identities travel here: plaintext beyond this machine is refused without exception. */
  if (g_str_equal (scheme, "http") && !host_is_loopback (host))
    vigil_config_complain (reader, "server", "url", "http is for this machine only; use https");
}

/* Read again when it changes; one that is none now is told before a ward relies on it. */
static char *
read_token_path (VigilConfigReader *reader)
{
  char *path = vigil_config_read_path (reader, "server", "token-file", TRUE);
  g_autofree char *problem = NULL;
  g_autofree char *token = path != NULL ? vigil_token_file_load (path, &problem) : NULL;
  if (path != NULL && token == NULL)
    vigil_config_complain (reader, "server", "token-file", "%s", problem);
  return path;
}

static void
read_server (VigilConfigReader *reader, VigilConfig *config)
{
  config->server_url = vigil_config_read_text (reader, "server", "url", FALSE);
  config->server_token_file = read_token_path (reader);
  config->server_ca = vigil_config_read_path (reader, "server", "ca-file", FALSE);
  config->server_cert = vigil_config_read_path (reader, "server", "cert-file", FALSE);
  config->server_key = vigil_config_read_path (reader, "server", "key-file", TRUE);
  check_pair (reader, "server", config->server_cert, config->server_key);
  if (config->server_url != NULL)
    check_server_url (reader, config);
  else if (g_key_file_has_group (reader->file, "server"))
    vigil_config_complain (reader, "server", "url", "is missing");
}

/* "22:00": minutes after midnight. */
static gboolean
parse_time (const char *text, guint *minutes)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  guint hour = 0;
  guint minute = 0;
  if (g_strv_length (parts) != 2 || !vigil_config_parse_uint (g_strstrip (parts[0]), 0, 23, &hour)
      || !vigil_config_parse_uint (g_strstrip (parts[1]), 0, 59, &minute))
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

/* "22:00-06:00", the station's local time; it may not fill the whole day. FALSE: there is none, and
 * the night volume would be for nobody knows when. */
static gboolean
read_night (VigilConfigReader *reader, VigilVolumePlan *plan)
{
  g_autofree char *text = vigil_config_read_text (reader, "sound", "night", FALSE);
  if (text == NULL)
    return g_key_file_has_key (reader->file, "sound", "night", NULL);
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);
  if (g_strv_length (parts) != 2 || !parse_time (parts[0], &plan->night_from_min)
      || !parse_time (parts[1], &plan->night_to_min) || plan->night_from_min == plan->night_to_min)
    vigil_config_complain (reader, "sound", "night",
                           "\"%s\" is not two times of day such as 22:00-06:00", text);
  return TRUE;
}

/* Of medium and low alarms; high is always full. Never below the floor, which is the sink's as well
 * (standards.md §1.6). */
static void
read_sound (VigilConfigReader *reader, VigilVolumePlan *plan)
{
  plan->floor_percent = vigil_config_read_uint (reader, "sound", "volume-floor", 1, 100, 40);
  /* A floor that is none is said once, not once more of all that is above it. */
  guint least =
      vigil_config_has_problem (reader, "sound", "volume-floor") ? 1 : plan->floor_percent;
  plan->day_percent = vigil_config_read_uint (reader, "sound", "day-volume", least, 100, 100);
  plan->night_percent =
      vigil_config_read_uint (reader, "sound", "night-volume", least, 100, plan->day_percent);
  gboolean has_night = read_night (reader, plan);
  if (plan->night_percent != plan->day_percent && !has_night)
    vigil_config_complain (reader, "sound", "night",
                           "is missing: nobody knows when the night volume is for");
}

static void
read_alarms (VigilConfigReader *reader, VigilConfig *config)
{
  read_sound (reader, &config->volume);
  config->silence_high_s = vigil_config_read_uint (reader, "alarms", "silence-high", 30, 120, 120);
}

/* NULL, or why @text cannot be read as a key file: GKeyFile would stop at a NUL without a word. */
static char *
find_bad_bytes (const char *text, gsize length)
{
  static const char *const MARKS[] = { "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF" };
  for (guint i = 0; i < G_N_ELEMENTS (MARKS); i++)
    if (g_str_has_prefix (text, MARKS[i]))
      return g_strdup_printf ("begins with a byte order mark%s: save it as plain UTF-8",
                              i > 0 ? " of UTF-16" : "");
  const char *nul = memchr (text, '\0', length);
  if (nul == NULL)
    return NULL;
  guint line = 1;
  for (const char *c = text; c < nul; c++)
    line += *c == '\n';
  return g_strdup_printf ("line %u has a NUL byte: it is damaged, or not plain UTF-8", line);
}

/* The bytes of the file, which @file holds then. */
static char *
load_key_file (GKeyFile *file, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  if (g_file_get_contents (path, &text, &length, &local)) {
    g_autofree char *bad = find_bad_bytes (text, length);
    if (bad != NULL)
      g_set_error_literal (&local, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_READ, bad);
    else if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &local))
      return g_steal_pointer (&text);
  }
  g_set_error (error, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_READ, "%s: %s", path, local->message);
  return NULL;
}

VigilConfig *
vigil_config_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_auto (VigilConfigReader) reader = {
    .file = g_key_file_new (),
    .directory = g_path_get_dirname (full),
    .problems = g_ptr_array_new_with_free_func (g_free),
    .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  g_autofree char *text = load_key_file (reader.file, path, error);
  if (text == NULL)
    return NULL;

  g_autoptr (VigilConfig) config = g_new0 (VigilConfig, 1);
  config->path = g_strdup (path);
  config->beds = g_array_new (FALSE, TRUE, sizeof (VigilWardBed));
  config->sectors = g_array_new (FALSE, TRUE, sizeof (VigilSector));
  vigil_limit_presets_init (&config->presets);
  vigil_config_complain_of_doubles (&reader, text);
  read_station (&reader, config);
  read_broker (&reader, config);
  read_server (&reader, config);
  vigil_config_read_beds (&reader, config);
  vigil_config_read_sectors (&reader, config);
  read_alarms (&reader, config);
  vigil_config_read_limits (&reader, config);
  vigil_config_complain_of_unknown (&reader);
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
