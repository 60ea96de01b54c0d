/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <mosquitto.h>

#include "vigil-mqtt-text.h"

static void
test_each_reason_means_one_kind_of_next_try (void)
{
  static const struct {
    int code;
    VigilMqttVerdict verdict;
  } CASES[] = {
    { 1, VIGIL_MQTT_RETRY_OLDER },    { 0x84, VIGIL_MQTT_RETRY_OLDER },
    { 2, VIGIL_MQTT_REFUSED },        { 4, VIGIL_MQTT_REFUSED },
    { 5, VIGIL_MQTT_REFUSED },        { 0x86, VIGIL_MQTT_REFUSED },
    { 0x87, VIGIL_MQTT_REFUSED },     { 0x8A, VIGIL_MQTT_REFUSED },
    { 3, VIGIL_MQTT_RETRY },          { 0x88, VIGIL_MQTT_RETRY },
    { 0x89, VIGIL_MQTT_RETRY },       { 0x8B, VIGIL_MQTT_RETRY },
    { 0x8E, VIGIL_MQTT_NAME_IN_USE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    g_assert_cmpint (vigil_mqtt_judge_reason (CASES[i].code), ==, CASES[i].verdict);
}

static void
test_every_code_has_a_text_of_ours (void)
{
  for (int code = -4; code < 300; code++) {
    g_assert_cmpstr (vigil_mqtt_error_text (code), !=, "");
    g_assert_cmpstr (vigil_mqtt_reason_text (code), !=, "");
  }
  /* The library itself has no word for this one in 2.0.11. */
  g_assert_cmpstr (vigil_mqtt_error_text (MOSQ_ERR_KEEPALIVE), ==, "the broker does not answer");
}

static void
test_tls_lines_of_the_library_are_understood (void)
{
  g_assert_cmpstr (
      vigil_mqtt_tls_text ("OpenSSL Error[0]: error:0A000086:SSL routines::certificate "
                           "verify failed"),
      ==, "the broker's certificate is not trusted");
  g_assert_cmpstr (vigil_mqtt_tls_text ("Error: host name verification failed."), ==,
                   "the broker's certificate is for another host name");
  g_assert_null (vigil_mqtt_tls_text ("Client desk-1 sending PINGREQ"));
}

static void
test_backoff_is_jittered_and_never_over_four_seconds (void)
{
  g_assert_cmpuint (vigil_mqtt_backoff_ms (0, 0.0), ==, 50);
  g_assert_cmpuint (vigil_mqtt_backoff_ms (0, 0.999), <=, 500);
  g_assert_cmpuint (vigil_mqtt_backoff_ms (1, 0.999), >, 900);
  g_assert_cmpuint (vigil_mqtt_backoff_ms (3, 0.5), ==, 2000);
  g_assert_cmpuint (vigil_mqtt_backoff_ms (G_MAXUINT, 0.999), <=, 4000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mqtt-text/each-reason-means-one-kind-of-next-try",
                   test_each_reason_means_one_kind_of_next_try);
  g_test_add_func ("/mqtt-text/every-code-has-a-text-of-ours", test_every_code_has_a_text_of_ours);
  g_test_add_func ("/mqtt-text/tls-lines-of-the-library-are-understood",
                   test_tls_lines_of_the_library_are_understood);
  g_test_add_func ("/mqtt-text/backoff-is-jittered-and-never-over-four-seconds",
                   test_backoff_is_jittered_and_never_over_four_seconds);
  return g_test_run ();
}
