/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A private, real Mosquitto on a free loopback port, with the files of scripts/make-broker:
 * password and subtree for each client. Ends with the test, by its process id. Main thread;
 * failures end the test. The ward is vigil/v1/test/w1. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_TEST_SITE "test"
#define VIGIL_TEST_WARD "w1"
#define VIGIL_TEST_ROOT "vigil/v1/" VIGIL_TEST_SITE "/" VIGIL_TEST_WARD

typedef struct _VigilTestBroker VigilTestBroker;

typedef struct {
  const char *const *gateways; /* "gw-a:01,02", …; NULL = gw-a:01,02,03,04 and gw-b:05,06,07,08 */
  const char *const *stations; /* NULL = desk-1, desk-2 */
  const char *certificate, *key; /* NULL = no TLS */
} VigilTestBrokerOptions;

/* Started. @options: NULL = all as above. */
VigilTestBroker *
vigil_test_broker_new (const VigilTestBrokerOptions *options) G_GNUC_WARN_UNUSED_RESULT;
/* Ends it and removes its directory. */
void vigil_test_broker_free (VigilTestBroker *broker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilTestBroker, vigil_test_broker_free)

guint vigil_test_broker_get_port (const VigilTestBroker *broker);
const char *vigil_test_broker_get_directory (const VigilTestBroker *broker);
/* The password of gateway or station @user; lent. */
const char *vigil_test_broker_get_password (VigilTestBroker *broker, const char *user);

/* Starts it again on the same port; returns when it takes connections. */
void vigil_test_broker_start (VigilTestBroker *broker);
/* SIGTERM: it saves what is retained. */
void vigil_test_broker_stop (VigilTestBroker *broker);
/* SIGKILL. */
void vigil_test_broker_kill (VigilTestBroker *broker);
/* SIGSTOP: connections stay, nothing answers; SIGCONT. */
void vigil_test_broker_freeze (VigilTestBroker *broker);
void vigil_test_broker_thaw (VigilTestBroker *broker);
/* Changes the password of @user on the broker, running or not. */
void
vigil_test_broker_set_password (VigilTestBroker *broker, const char *user, const char *password);
/* TLS: another certificate and key from the next start on. */
void vigil_test_broker_set_certificate (VigilTestBroker *broker,
                                        const char *certificate,
                                        const char *key);

G_END_DECLS
