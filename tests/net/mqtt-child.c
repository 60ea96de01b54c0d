/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A station that publishes its state and waits to be killed: mqtt-child PORT PASSWORD. */

#include <stdlib.h>
#include <sys/prctl.h>
#include <signal.h>

#include "mqtt-fixture.h"

int
main (int argc, char **argv)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  g_assert_cmpint (argc, ==, 3);
  VigilMqttConfig config = mqtt_config ((guint) g_ascii_strtoull (argv[1], NULL, 10), argv[2]);
  Peer *peer = peer_new (&config);
  vigil_mqtt_publish (peer->mqtt, STATION_TOPIC, READY, strlen (READY), 1, TRUE);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
