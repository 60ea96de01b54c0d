/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtual-ward.h"

#include <gio/gio.h>
#include <string.h>

#define STEP_MS 25
#define TICK_MS 100
#define START_MS 1000

static void
sim_publish_cb (guint gateway,
                const char *topic,
                gconstpointer payload,
                gsize length,
                guint qos,
                gboolean is_retained,
                gpointer data)
{
  VirtualWard *ward = data;
  (void) gateway;
  (void) qos;
  if (ward->has_waves || strstr (topic, "/wave/") == NULL)
    virtual_broker_publish (ward->broker, topic, payload, length, is_retained);
}

/* Its process is gone, its socket closed: the broker says so. */
static void
sim_crash_cb (guint gateway, gboolean is_down, gpointer data)
{
  VirtualWard *ward = data;
  if (!is_down)
    return;
  g_autofree char *topic = vigil_sim_ward_state_topic (ward->sim, gateway);
  virtual_broker_publish_text (ward->broker, topic,
                               vigil_sim_ward_state_payload (ward->sim, gateway, FALSE), TRUE);
}

static void
add_to_wall (VirtualWard *ward, const char *id)
{
  VigilWardBed bed = { .role = VIGIL_ROLE_PRIMARY };
  vigil_text_copy (bed.id, sizeof bed.id, id);
  vigil_text_copy (bed.label, sizeof bed.label, id);
  g_array_append_val (ward->beds, bed);
}

static gboolean
make_sim (VirtualWard *ward, const VirtualScript *script, guint32 seed, GError **error)
{
  if (strstr (script->simulator, "[bed ") == NULL)
    return TRUE;
  VigilSimScenario *scenario = vigil_sim_scenario_parse (script->file, script->simulator, error);
  if (scenario == NULL)
    return FALSE;
  for (guint i = 0; i < scenario->beds->len; i++)
    add_to_wall (ward, ((const VigilSimBedPlan *) scenario->beds->pdata[i])->id);
  VigilSimWardConfig config = { .scenario = scenario,
                                .site = VIRTUAL_SITE,
                                .ward = VIRTUAL_WARD,
                                .seed = seed,
                                .boot_salt = seed,
                                .batch_ms = 200,
                                .funcs = { sim_publish_cb, sim_crash_cb, ward } };
  ward->sim = vigil_sim_ward_new (&config, error);
  return ward->sim != NULL;
}

/* Gateways and their beds are there before the stations, whose wall they are. */
static gboolean
set_up (VirtualWard *ward, const VirtualScript *script, const char *verb, GError **error)
{
  for (guint i = 0; i < script->steps->len; i++) {
    const VirtualStep *step = script->steps->pdata[i];
    if (step->t_ms < 0 && g_str_equal (step->words[0], "desk") == g_str_equal (verb, "desk")
        && !virtual_ward_do (ward, step, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_wall (VirtualWard *ward, const VirtualScript *script, GError **error)
{
  static const char *const usual[] = { "desk", "desk-1", "primary" };
  VirtualStep step = { .t_ms = -1, .n_words = 3, .words = { usual[0], usual[1], usual[2] } };
  if (!set_up (ward, script, "gateway", error))
    return FALSE;
  for (guint i = 0; i < ward->gateways->len; i++)
    for (guint j = 0; j < virtual_gateway_get_n_beds (ward->gateways->pdata[i]); j++)
      add_to_wall (ward, virtual_gateway_get_bed (ward->gateways->pdata[i], j)->id);
  if (!set_up (ward, script, "desk", error))
    return FALSE;
  return ward->desks->len > 0 || virtual_ward_do (ward, &step, error);
}

VirtualWard *
virtual_ward_new (const VirtualScript *script,
                  guint32 seed,
                  gint64 epoch_ms,
                  const VirtualLog *log,
                  GError **error)
{
  g_autoptr (VirtualWard) ward = g_new0 (VirtualWard, 1);
  ward->epoch_ms = epoch_ms;
  ward->log = log;
  ward->broker = virtual_broker_new (log);
  ward->gateways = g_ptr_array_new_with_free_func ((GDestroyNotify) virtual_gateway_free);
  ward->desks = g_ptr_array_new_with_free_func ((GDestroyNotify) virtual_desk_free);
  ward->beds = g_array_new (FALSE, FALSE, sizeof (VigilWardBed));
  if (!make_sim (ward, script, seed, error) || !make_wall (ward, script, error))
    return NULL;
  return g_steal_pointer (&ward);
}

void
virtual_ward_free (VirtualWard *ward)
{
  g_ptr_array_unref (ward->desks);
  g_ptr_array_unref (ward->gateways);
  g_clear_pointer (&ward->sim, vigil_sim_ward_free);
  virtual_broker_free (ward->broker);
  g_array_unref (ward->beds);
  g_free (ward);
}

VirtualBed *
virtual_ward_find_bed (VirtualWard *ward, const char *id, VirtualGateway **gateway)
{
  for (guint i = 0; i < ward->gateways->len; i++) {
    VirtualBed *bed = virtual_gateway_find_bed (ward->gateways->pdata[i], id);
    if (bed != NULL && gateway != NULL)
      *gateway = ward->gateways->pdata[i];
    if (bed != NULL)
      return bed;
  }
  return NULL;
}

VirtualDesk *
virtual_ward_find_desk (VirtualWard *ward, const char *id)
{
  for (guint i = 0; i < ward->desks->len; i++)
    if (g_str_equal (virtual_desk_get_id (ward->desks->pdata[i]), id))
      return ward->desks->pdata[i];
  return NULL;
}

VirtualGateway *
virtual_ward_find_gateway (VirtualWard *ward, const char *id)
{
  for (guint i = 0; i < ward->gateways->len; i++)
    if (g_str_equal (virtual_gateway_get_id (ward->gateways->pdata[i]), id))
      return ward->gateways->pdata[i];
  return NULL;
}

static void
set_time (VirtualWard *ward, gint64 t_ms)
{
  ward->t_ms = t_ms;
  virtual_broker_set_time (ward->broker, t_ms);
  for (guint i = 0; i < ward->gateways->len; i++)
    virtual_gateway_set_time (ward->gateways->pdata[i], t_ms);
  for (guint i = 0; i < ward->desks->len; i++)
    virtual_desk_set_time (ward->desks->pdata[i], t_ms);
}

static void
tick (VirtualWard *ward)
{
  for (guint i = 0; i < ward->gateways->len; i++)
    virtual_gateway_tick (ward->gateways->pdata[i]);
  virtual_broker_run (ward->broker);
  for (guint i = 0; i < ward->desks->len; i++)
    virtual_desk_tick (ward->desks->pdata[i]);
  virtual_broker_run (ward->broker);
  for (guint i = 0; i < ward->desks->len; i++)
    virtual_desk_look (ward->desks->pdata[i]);
}

static void
begin (VirtualWard *ward)
{
  set_time (ward, 0);
  if (ward->sim != NULL)
    vigil_sim_ward_start (ward->sim, ward->epoch_ms);
  for (guint i = 0; i < ward->gateways->len; i++)
    virtual_gateway_start (ward->gateways->pdata[i]);
}

/* A station that the script does not start is switched on a second after the ward. */
static void
start_desks (VirtualWard *ward, const VirtualScript *script)
{
  for (guint i = 0; i < ward->desks->len; i++) {
    VirtualDesk *desk = ward->desks->pdata[i];
    gboolean is_started = FALSE;
    for (guint j = 0; j < script->steps->len; j++) {
      const VirtualStep *step = script->steps->pdata[j];
      if (step->t_ms >= 0 && step->n_words == 2 && g_str_equal (step->words[0], "stop"))
        break;
      is_started |= step->t_ms >= 0 && step->n_words == 2 && g_str_equal (step->words[0], "start")
                    && g_str_equal (step->words[1], virtual_desk_get_id (desk));
    }
    if (!is_started)
      virtual_desk_start (desk);
  }
}

gboolean
virtual_ward_run (VirtualWard *ward, const VirtualScript *script, GError **error)
{
  guint next = 0;
  begin (ward);
  for (gint64 t_ms = 0; t_ms <= ward->end_ms; t_ms += STEP_MS) {
    set_time (ward, t_ms);
    if (t_ms == START_MS)
      start_desks (ward, script);
    for (; next < script->steps->len; next++) {
      const VirtualStep *step = script->steps->pdata[next];
      if (step->t_ms > t_ms)
        break;
      if (step->t_ms >= 0 && !virtual_ward_do (ward, step, error))
        return FALSE;
    }
    if (ward->sim != NULL)
      vigil_sim_ward_advance (ward->sim, t_ms * 1000, 0);
    virtual_broker_run (ward->broker);
    if (t_ms % TICK_MS == 0)
      tick (ward);
  }
  return TRUE;
}
