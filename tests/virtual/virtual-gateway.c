/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtual-gateway.h"

#include "vigil-wire.h"

#include <string.h>

#define LIST_EVERY_MS 10000
#define ECG_MHZ 250000
#define BLOCK_MS 200
#define N_SAMPLES (ECG_MHZ / 1000 * BLOCK_MS / 1000)

struct _VirtualGateway {
  const char *root;
  char *id;
  gint64 epoch_ms, t_ms;
  VirtualBroker *broker;
  GPtrArray *beds; /* VirtualBed */
  guint32 boot;
  gboolean is_running;
  guint n_boots;
  guint n_ticks;
};

VirtualGateway *
virtual_gateway_new (const char *root, const char *id, gint64 epoch_ms, VirtualBroker *broker)
{
  VirtualGateway *gateway = g_new0 (VirtualGateway, 1);
  gateway->root = root;
  gateway->id = g_strdup (id);
  gateway->epoch_ms = epoch_ms;
  gateway->broker = broker;
  gateway->beds = g_ptr_array_new_with_free_func (g_free);
  return gateway;
}

void
virtual_gateway_free (VirtualGateway *gateway)
{
  g_ptr_array_unref (gateway->beds);
  g_free (gateway->id);
  g_free (gateway);
}

const char *
virtual_gateway_get_id (const VirtualGateway *gateway)
{
  return gateway->id;
}

static void
fill_meta (VirtualBed *bed)
{
  VigilFrameMeta *meta = &bed->meta;
  meta->rev = 1;
  meta->patient_class = VIGIL_CLASS_ADULT;
  vigil_text_copy (meta->label, sizeof meta->label, bed->id);
  vigil_text_copy (meta->device, sizeof meta->device, "by hand");
  meta->n_leads = 1;
  meta->leads[0] = (VigilMetaLead){ .source = "ecg",
                                    .refid = "MDC_ECG_ELEC_POTL_II",
                                    .rate_hz = ECG_MHZ / 1000,
                                    .unit = "mV",
                                    .gain = 0.005,
                                    .lo = -2,
                                    .hi = 2 };
}

VirtualBed *
virtual_gateway_add_bed (VirtualGateway *gateway, const char *id)
{
  static const struct {
    VigilNumericKind kind;
    double value;
  } usual[] = { { VIGIL_NUMERIC_HR, 80 }, { VIGIL_NUMERIC_SPO2, 97 }, { VIGIL_NUMERIC_RR, 14 } };
  VirtualBed *bed = g_new0 (VirtualBed, 1);
  vigil_text_copy (bed->id, sizeof bed->id, id);
  bed->has_vitals = bed->has_list = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    bed->vitals.numerics[bed->vitals.n++] =
        (VigilFrameNumeric){ .kind = usual[i].kind, .has_value = TRUE, .value = usual[i].value };
  bed->phase = gateway->beds->len % 10;
  fill_meta (bed);
  g_ptr_array_add (gateway->beds, bed);
  return bed;
}

guint
virtual_gateway_get_n_beds (const VirtualGateway *gateway)
{
  return gateway->beds->len;
}

VirtualBed *
virtual_gateway_get_bed (VirtualGateway *gateway, guint index)
{
  return gateway->beds->pdata[index];
}

VirtualBed *
virtual_gateway_find_bed (VirtualGateway *gateway, const char *id)
{
  for (guint i = 0; i < gateway->beds->len; i++)
    if (g_str_equal (virtual_gateway_get_bed (gateway, i)->id, id))
      return gateway->beds->pdata[i];
  return NULL;
}

void
virtual_gateway_set_time (VirtualGateway *gateway, gint64 t_ms)
{
  gateway->t_ms = t_ms;
}

static void
publish (VirtualGateway *gateway,
         const VirtualBed *bed,
         const char *leaf,
         char *payload,
         gboolean is_retained)
{
  g_autofree char *topic =
      bed != NULL ? g_strdup_printf ("%s/bed/%s/%s", gateway->root, bed->id, leaf)
                  : g_strdup_printf ("%s/gateway/%s/%s", gateway->root, gateway->id, leaf);
  virtual_broker_publish_text (gateway->broker, topic, payload, is_retained);
}

static VigilWireHead
make_head (const VirtualGateway *gateway, const VirtualBed *bed, gint64 seq)
{
  gint64 t_ms = gateway->epoch_ms + gateway->t_ms + (bed != NULL ? bed->clock_ms : 0);
  return (VigilWireHead){ t_ms, gateway->boot, seq };
}

static void
publish_gateway (VirtualGateway *gateway, gboolean is_ready)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  for (guint i = 0; i < gateway->beds->len; i++)
    g_ptr_array_add (ids, virtual_gateway_get_bed (gateway, i)->id);
  g_ptr_array_add (ids, NULL);
  VigilWireHead head = make_head (gateway, NULL, -1);
  publish (gateway, NULL, "state",
           vigil_wire_encode_gateway_state (&head, is_ready, (const char *const *) ids->pdata),
           TRUE);
}

void
virtual_gateway_publish_meta (VirtualGateway *gateway, VirtualBed *bed)
{
  VigilWireHead head = make_head (gateway, bed, -1);
  if (gateway->is_running)
    publish (gateway, bed, "meta", vigil_wire_encode_meta (&head, &bed->meta), TRUE);
}

void
virtual_gateway_publish_limits (VirtualGateway *gateway, VirtualBed *bed)
{
  VigilWireHead head = make_head (gateway, bed, -1);
  if (gateway->is_running && bed->has_limits)
    publish (gateway, bed, "limits", vigil_wire_encode_limits (&head, &bed->limits), TRUE);
}

void
virtual_gateway_publish_state (VirtualGateway *gateway, VirtualBed *bed)
{
  VigilWireHead head = make_head (gateway, bed, -1);
  if (gateway->is_running)
    publish (gateway, bed, "state", vigil_wire_encode_bed_state (&head, &bed->state), TRUE);
}

/* Takes @list. */
static char *
spoil (char *list)
{
  g_autoptr (GString) text = g_string_new (list);
  g_free (list);
  g_assert_cmpuint (g_string_replace (text, "\"alarms\":[", "\"alarms\":[{\"id\":\"?\"},", 1), ==,
                    1);
  g_string_replace (text, ",]", "]", 1); /* it was empty */
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
publish_list (VirtualGateway *gateway, VirtualBed *bed)
{
  VigilWireHead head = make_head (gateway, bed, bed->alarms_seq++);
  char *list = vigil_wire_encode_alarms (&head, bed->alarms, bed->n_alarms);
  publish (gateway, bed, "alarms", bed->is_list_spoilt ? spoil (list) : list, TRUE);
  bed->is_list_due = FALSE;
  bed->list_due_ms = gateway->t_ms + LIST_EVERY_MS;
}

static void
publish_block (VirtualGateway *gateway, VirtualBed *bed)
{
  gint16 samples[N_SAMPLES];
  for (guint i = 0; i < N_SAMPLES; i++)
    samples[i] = bed->waves == VIRTUAL_WAVES_OFF ? G_MININT16 : (gint16) (i % 40);
  VigilWireLead lead = { .rate_mhz = ECG_MHZ, .n_samples = N_SAMPLES, .samples = samples };
  gint64 start_us =
      (gateway->epoch_ms + gateway->t_ms + bed->clock_ms - BLOCK_MS) * G_GINT64_CONSTANT (1000);
  g_autoptr (GBytes) block = vigil_wire_encode_wave (bed->meta.rev, FALSE, bed->wave_seq++,
                                                     gateway->boot, start_us, &lead, 1);
  g_autofree char *topic = g_strdup_printf ("%s/bed/%s/wave/ecg", gateway->root, bed->id);
  virtual_broker_publish (gateway->broker, topic, g_bytes_get_data (block, NULL),
                          g_bytes_get_size (block), FALSE);
}

static void
publish_vitals (VirtualGateway *gateway, VirtualBed *bed)
{
  VigilWireHead head = make_head (gateway, bed, bed->vitals_seq++);
  publish (gateway, bed, "vitals", vigil_wire_encode_vitals (&head, &bed->vitals), FALSE);
}

void
virtual_gateway_start (VirtualGateway *gateway)
{
  gateway->is_running = TRUE;
  gateway->boot = (g_str_hash (gateway->id) + ++gateway->n_boots * 0x9E3779B1u) | 1;
  publish_gateway (gateway, TRUE);
  for (guint i = 0; i < gateway->beds->len; i++) {
    VirtualBed *bed = virtual_gateway_get_bed (gateway, i);
    bed->vitals_seq = bed->alarms_seq = bed->wave_seq = 0;
    virtual_gateway_publish_state (gateway, bed);
    virtual_gateway_publish_meta (gateway, bed);
    virtual_gateway_publish_limits (gateway, bed);
    bed->is_list_due = TRUE;
  }
}

void
virtual_gateway_die (VirtualGateway *gateway, gboolean has_will)
{
  gateway->is_running = FALSE;
  if (has_will)
    publish_gateway (gateway, FALSE);
}

static void
turn_bed (VirtualGateway *gateway, VirtualBed *bed)
{
  if (bed->has_list && (bed->is_list_due || gateway->t_ms >= bed->list_due_ms))
    publish_list (gateway, bed);
  if (bed->has_vitals && gateway->n_ticks % 10 == bed->phase)
    publish_vitals (gateway, bed);
  if (bed->waves != VIRTUAL_WAVES_NONE && gateway->n_ticks % (BLOCK_MS / 100) == bed->phase % 2)
    publish_block (gateway, bed);
}

void
virtual_gateway_tick (VirtualGateway *gateway)
{
  gateway->n_ticks++;
  if (!gateway->is_running)
    return;
  if (gateway->n_ticks % 10 == 5) {
    VigilWireHead head = make_head (gateway, NULL, -1);
    publish (gateway, NULL, "heartbeat", vigil_wire_encode_heartbeat (&head), FALSE);
  }
  for (guint i = 0; i < gateway->beds->len; i++)
    turn_bed (gateway, virtual_gateway_get_bed (gateway, i));
}
