/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A plain MQTT client that sees what is really on the wire: the other side of a test. It moves only
 * when it is turned. Main thread; failures end the test. */

#include "vigil-test-broker.h"

G_BEGIN_DECLS

typedef struct _VigilTestClient VigilTestClient;

typedef struct {
  char *topic;
  GBytes *payload;
  gboolean is_retained;
} VigilTestMessage;

/* Connected as @user with its password, and subscribed to @filter (NULL = to nothing). */
VigilTestClient *vigil_test_client_new (VigilTestBroker *broker,
                                        const char *user,
                                        const char *filter) G_GNUC_WARN_UNUSED_RESULT;
/* Clean disconnect. */
void vigil_test_client_free (VigilTestClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilTestClient, vigil_test_client_free)

/* Publishes and waits for the acknowledgement (QoS 1). */
void vigil_test_client_publish (VigilTestClient *client,
                                const char *topic,
                                gconstpointer payload,
                                gsize length,
                                gboolean is_retained);
/* The network, for at most @timeout_ms. */
void vigil_test_client_turn (VigilTestClient *client, guint timeout_ms);
/* What came so far, oldest first; VigilTestMessage, lent. */
GPtrArray *vigil_test_client_get_messages (VigilTestClient *client);
void vigil_test_client_forget (VigilTestClient *client);
/* TRUE if a message of @topic with exactly @text came. */
gboolean vigil_test_client_has (VigilTestClient *client, const char *topic, const char *text);

G_END_DECLS
