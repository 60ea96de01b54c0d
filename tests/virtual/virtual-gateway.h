/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A gateway and its beds moved by hand: numbers, limits and alarm lists are what the script says
 * and nothing else, published by the contract through the product's encoder. For what a simulated
 * patient cannot be made to do to the second. */

#include "vigil-frame.h"
#include "virtual-broker.h"

G_BEGIN_DECLS

typedef struct _VirtualGateway VirtualGateway;

typedef enum {
  VIRTUAL_WAVES_NONE,
  VIRTUAL_WAVES_WHOLE, /* ECG, every sample */
  VIRTUAL_WAVES_OFF, /* blocks without a sample: leads off */
} VirtualWaves;

/* A bed as the script moves it. */
typedef struct {
  char id[VIGIL_ID_MAX + 1];
  gboolean has_vitals, has_list;
  gboolean is_list_spoilt; /* with an item before the others that nobody can understand */
  VirtualWaves waves;
  VigilFrameVitals vitals;
  VigilFrameMeta meta;
  VigilFrameLimits limits;
  gboolean has_limits; /* the bedside says what its limits are */
  VigilFrameBedState state;
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX];
  guint n_alarms;
  gboolean is_list_due;
  gint64 clock_ms; /* device time − wall time */
  /* Kept by the gateway. */
  guint32 vitals_seq, alarms_seq, wave_seq;
  gint64 list_due_ms;
  guint phase; /* which tenth of a second its vitals have */
} VirtualBed;

/* @root and @broker are lent for life. */
VirtualGateway *virtual_gateway_new (const char *root,
                                     const char *id,
                                     gint64 epoch_ms,
                                     VirtualBroker *broker) G_GNUC_WARN_UNUSED_RESULT;
void virtual_gateway_free (VirtualGateway *gateway);

const char *virtual_gateway_get_id (const VirtualGateway *gateway);
/* Lent until the next bed is added. */
VirtualBed *virtual_gateway_add_bed (VirtualGateway *gateway, const char *id);
VirtualBed *virtual_gateway_find_bed (VirtualGateway *gateway, const char *id);
guint virtual_gateway_get_n_beds (const VirtualGateway *gateway);
VirtualBed *virtual_gateway_get_bed (VirtualGateway *gateway, guint index);

void virtual_gateway_set_time (VirtualGateway *gateway, gint64 t_ms);
/* A process with a new boot: its state, then what is retained of each bed. */
void virtual_gateway_start (VirtualGateway *gateway);
/* It dies; @has_will: the broker says `lost` at once. */
void virtual_gateway_die (VirtualGateway *gateway, gboolean has_will);
/* Each 100 ms: heartbeat, vitals, waves and lists that are due. */
void virtual_gateway_tick (VirtualGateway *gateway);
/* Retained topics after a change by hand; nothing while the gateway is dead. */
void virtual_gateway_publish_meta (VirtualGateway *gateway, VirtualBed *bed);
void virtual_gateway_publish_limits (VirtualGateway *gateway, VirtualBed *bed);
void virtual_gateway_publish_state (VirtualGateway *gateway, VirtualBed *bed);

G_END_DECLS
