/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a station has asked of a bed, and what became of it (contract.md, "Commands"): only the
 * bed's own limits or vitals confirm it. Values; any thread. */

#include "vigil-limits.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_REQUEST_WAITING, /* sent; nobody has said anything */
  VIGIL_REQUEST_ANSWERED, /* the gateway says done; the bed has not shown it yet */
  VIGIL_REQUEST_CONFIRMED, /* the bed's own limits or vitals show it */
  VIGIL_REQUEST_REFUSED, /* by the gateway, with @reason */
  VIGIL_REQUEST_UNCONFIRMED, /* the time is over: whether it worked is not known */
} VigilRequestState;

typedef struct {
  VigilRequestState state;
  VigilCommand command; /* LIMIT_SET: with the new limit */
  VigilLimit before; /* LIMIT_SET: what held when it was asked */
  VigilLimitSource before_source;
  gint64 before_t_ms; /* NIBP_START: the reading's t then */
  char station[VIGIL_ID_MAX + 1]; /* that asks */
  char encounter[VIGIL_UUID_SIZE]; /* for whom it was asked; "" unknown */
  gint64 asked_ms, asked_us; /* wall, mono */
  gint64 deadline_us; /* mono */
  gint64 ended_ms, ended_us; /* 0 = it waits */
  char reason[64]; /* the gateway's; "" = none */
} VigilRequest;

/* Why nothing is sent. */
typedef enum {
  VIGIL_REQUEST_SENT,
  VIGIL_REQUEST_NO_LINK, /* the link is not proved */
  VIGIL_REQUEST_NO_BED, /* its gateway or its data is not there */
  VIGIL_REQUEST_BUSY, /* an earlier one still waits */
  VIGIL_REQUEST_SAME, /* it holds already */
  VIGIL_REQUEST_EMPTY, /* it could never alarm: no bound */
  VIGIL_REQUEST_UNREACHABLE, /* it could never alarm: a bound that no value can cross */
  VIGIL_REQUEST_OUT_OF_ORDER, /* its bounds contradict each other */
  VIGIL_REQUEST_NO_END, /* off without an end within 24 h */
  VIGIL_REQUEST_NO_CUFF, /* the bed measures no cuff pressure */
} VigilRequestFault;

G_END_DECLS
