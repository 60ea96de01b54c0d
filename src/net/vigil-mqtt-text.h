/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the broker or the library says, in our words: libmosquitto's own texts are "Unknown error"
 * for half of its codes. Pure; any thread. */

#include "vigil-frame.h"

G_BEGIN_DECLS

/* What a refused CONNECT or a DISCONNECT from the broker means for the next try. */
typedef enum {
  VIGIL_MQTT_RETRY, /* soon */
  VIGIL_MQTT_CLOSED, /* soon: it was up, and the broker closed it without a word */
  VIGIL_MQTT_RETRY_OLDER, /* the broker speaks MQTT 3.1.1 only */
  VIGIL_MQTT_REFUSED, /* credentials or rights: slowly */
  VIGIL_MQTT_NAME_IN_USE, /* session taken over: not for 30 s */
} VigilMqttVerdict;

/* @code: of CONNACK or DISCONNECT; 1 to 5 are MQTT 3.1.1's, from 128 on MQTT 5's. */
VigilMqttVerdict vigil_mqtt_judge_reason (int code);
/* Static. */
const char *vigil_mqtt_reason_text (int code);
/* @error: a MOSQ_ERR_* code, or a reason code of the broker from 128 on. Static. */
const char *vigil_mqtt_error_text (int error);
/* @line: of the library's log about TLS; NULL if it tells nothing. Static. */
const char *vigil_mqtt_tls_text (const char *line);

/* Full jitter: from [50 ms, min (4 s, 0.5 s × 2^attempt)], chosen by @random in [0, 1). */
guint vigil_mqtt_backoff_ms (guint attempt, double random);

G_END_DECLS
