/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-trend.h"

#define T0 G_GINT64_CONSTANT (1700000000000)

static VigilTrendSample
sample_at (gint64 t_ms, double value)
{
  return (VigilTrendSample){ .t_ms = t_ms, .value = value, .has_value = TRUE, .age_ms = -1 };
}

static GArray *
new_samples (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
}

static const VigilTrendSample *
data_of (const GArray *samples)
{
  return (const VigilTrendSample *) (gpointer) samples->data;
}

static void
assert_same (const VigilTrendSample *a, const VigilTrendSample *b)
{
  g_assert_cmpint (a->t_ms, ==, b->t_ms);
  g_assert_true (a->value == b->value);
  g_assert_cmpint (a->quality, ==, b->quality);
  g_assert_cmpint (a->has_value, ==, b->has_value);
  g_assert_cmpint (a->is_blocked, ==, b->is_blocked);
  g_assert_cmpint (a->is_bedside, ==, b->is_bedside);
  g_assert_cmpint (a->age_ms, ==, b->age_ms);
}

static VigilTrendSample
random_sample (gint64 *t_ms)
{
  *t_ms += g_test_rand_bit () ? g_test_rand_int_range (980, 1020)
                              : g_test_rand_int_range (-5000, 100000);
  VigilTrendSample sample = sample_at (*t_ms, g_test_rand_int_range (-400, 400));
  sample.quality = (VigilQuality) g_test_rand_int_range (0, VIGIL_QUALITY_DEMO + 1);
  sample.is_blocked = g_test_rand_bit ();
  sample.is_bedside = g_test_rand_bit ();
  if (g_test_rand_bit ())
    sample.value = g_test_rand_double_range (-1e6, 1e6);
  if (g_test_rand_int_range (0, 4) == 0)
    sample.age_ms = g_test_rand_int_range (0, 1000000);
  if (g_test_rand_int_range (0, 8) == 0) {
    sample.has_value = FALSE;
    sample.value = 0;
  }
  return sample;
}

static void
test_what_is_packed_comes_back_to_the_last_bit (void)
{
  for (guint round = 0; round < 200; round++) {
    g_autoptr (GArray) samples = new_samples ();
    g_autoptr (GArray) back = new_samples ();
    gint64 t_ms = T0;
    for (guint n = (guint) g_test_rand_int_range (0, 300); n > 0; n--) {
      VigilTrendSample sample = random_sample (&t_ms);
      g_array_append_val (samples, sample);
    }
    g_autoptr (GBytes) bytes = vigil_trend_pack (data_of (samples), samples->len);
    gsize size;
    const guint8 *data = g_bytes_get_data (bytes, &size);
    g_assert_true (vigil_trend_unpack (data, size, back));
    g_assert_cmpuint (back->len, ==, samples->len);
    for (guint i = 0; i < samples->len; i++)
      assert_same (&data_of (samples)[i], &data_of (back)[i]);
  }
}

static void
test_a_whole_number_each_second_is_two_bytes (void)
{
  g_autoptr (GArray) samples = new_samples ();
  for (guint i = 0; i < 600; i++) {
    VigilTrendSample sample = sample_at (T0 + i * 1000 + i % 7, 97);
    g_array_append_val (samples, sample);
  }
  g_autoptr (GBytes) bytes = vigil_trend_pack (data_of (samples), samples->len);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 600 * 2 + 24);
}

static void
test_damage_is_said_and_never_read_past (void)
{
  g_autoptr (GArray) samples = new_samples ();
  gint64 t_ms = T0;
  for (guint i = 0; i < 40; i++) {
    VigilTrendSample sample = random_sample (&t_ms);
    g_array_append_val (samples, sample);
  }
  g_autoptr (GBytes) bytes = vigil_trend_pack (data_of (samples), samples->len);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  for (gsize cut = 0; cut < size; cut++) {
    g_autoptr (GArray) back = new_samples ();
    /* Of its own length, so that a read past the end is one past the allocation. */
    g_autofree guint8 *copy = g_memdup2 (data, MAX (cut, 1));
    g_assert_false (vigil_trend_unpack (copy, cut, back));
  }
  for (guint round = 0; round < 20000; round++) {
    g_autoptr (GArray) back = new_samples ();
    g_autofree guint8 *copy = g_memdup2 (data, size);
    for (guint n = 0; n < 3; n++)
      copy[g_test_rand_int_range (0, (gint32) size)] = (guint8) g_test_rand_int ();
    if (!vigil_trend_unpack (copy, size, back))
      g_assert_cmpuint (back->len, <=, samples->len + size);
    (void) vigil_trend_unpack_minutes (copy, size, back);
  }
}

static void
test_a_minute_outside_of_time_is_damage (void)
{
  /* One minute, 1,717,986,918 minutes before 1970. */
  const guint8 before[] = { 1, 1, 0xCB, 0x99, 0xB3, 0xE6, 0x0C, 2, 0, 0, 0 };
  /* The same step forward, so often that its milliseconds are more than 64 bits. */
  const guint8 step[] = { 0xCC, 0x99, 0xB3, 0xE6, 0x0C, 2, 0, 0, 0 };
  g_autoptr (GByteArray) after = g_byte_array_new ();
  g_byte_array_append (after, (const guint8[]){ 1, 0xA0, 0x8D, 0x06 }, 4); /* 100,000 */
  for (guint i = 0; i < 100000; i++)
    g_byte_array_append (after, step, sizeof step);
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  g_assert_false (vigil_trend_unpack_minutes (before, sizeof before, minutes));
  g_assert_cmpuint (minutes->len, ==, 0);
  g_assert_false (vigil_trend_unpack_minutes (after->data, after->len, minutes));
  for (guint i = 0; i < minutes->len; i++)
    g_assert_cmpint (g_array_index (minutes, VigilTrendMinute, i).t_ms, >, 0);
}

static void
test_a_minute_has_its_lowest_mean_and_highest (void)
{
  VigilTrendSample samples[] = {
    sample_at (T0 - T0 % 60000, 90),
    sample_at (T0 - T0 % 60000 + 1000, 80),
    sample_at (T0 - T0 % 60000 + 59999, 97),
    sample_at (T0 - T0 % 60000 + 60000, 99),
  };
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  vigil_trend_fold (minutes, samples, 2);
  vigil_trend_fold (minutes, samples + 2, 2);
  g_assert_cmpuint (minutes->len, ==, 2);
  const VigilTrendMinute *first = &g_array_index (minutes, VigilTrendMinute, 0);
  g_assert_cmpfloat (first->min, ==, 80);
  g_assert_cmpfloat_with_epsilon (first->mean, 89, 1e-9);
  g_assert_cmpfloat (first->max, ==, 97);
  g_assert_cmpuint (first->n, ==, 3);
  g_assert_cmpfloat (g_array_index (minutes, VigilTrendMinute, 1).min, ==, 99);
}

static void
test_what_is_no_number_makes_no_minute (void)
{
  VigilTrendSample samples[3] = { sample_at (T0, 90), sample_at (T0 + 1000, 90),
                                  sample_at (T0 + 2000, 0) };
  samples[0].quality = VIGIL_QUALITY_INVALID;
  samples[1].quality = VIGIL_QUALITY_NOT_AVAILABLE;
  samples[2].has_value = FALSE;
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  vigil_trend_fold (minutes, samples, 3);
  g_assert_cmpuint (minutes->len, ==, 0);
}

static void
test_minutes_come_back_to_the_hundredth (void)
{
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  g_autoptr (GArray) back = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  for (guint i = 0; i < 360; i++) {
    double mean = g_test_rand_int_range (-5000, 20000) / 100.0;
    VigilTrendMinute minute = { .t_ms = (T0 / 60000 + i + (i > 100 ? 40 : 0)) * 60000,
                                .min = mean - g_test_rand_int_range (0, 3000) / 100.0,
                                .mean = mean,
                                .max = mean + g_test_rand_int_range (0, 3000) / 100.0,
                                .n = (guint) g_test_rand_int_range (1, 61),
                                .is_questionable = g_test_rand_bit () };
    g_array_append_val (minutes, minute);
  }
  g_autoptr (GBytes) bytes =
      vigil_trend_pack_minutes ((const VigilTrendMinute *) (gpointer) minutes->data, minutes->len);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_assert_true (vigil_trend_unpack_minutes (data, size, back));
  g_assert_cmpuint (back->len, ==, minutes->len);
  for (guint i = 0; i < back->len; i++) {
    const VigilTrendMinute *a = &g_array_index (minutes, VigilTrendMinute, i);
    const VigilTrendMinute *b = &g_array_index (back, VigilTrendMinute, i);
    g_assert_cmpint (a->t_ms, ==, b->t_ms);
    g_assert_cmpfloat_with_epsilon (a->min, b->min, 1e-6);
    g_assert_cmpfloat_with_epsilon (a->mean, b->mean, 1e-6);
    g_assert_cmpfloat_with_epsilon (a->max, b->max, 1e-6);
    g_assert_cmpuint (a->n, ==, b->n);
    g_assert_cmpint (a->is_questionable, ==, b->is_questionable);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend/what-is-packed-comes-back-to-the-last-bit",
                   test_what_is_packed_comes_back_to_the_last_bit);
  g_test_add_func ("/trend/a-whole-number-each-second-is-two-bytes",
                   test_a_whole_number_each_second_is_two_bytes);
  g_test_add_func ("/trend/damage-is-said-and-never-read-past",
                   test_damage_is_said_and_never_read_past);
  g_test_add_func ("/trend/a-minute-has-its-lowest-mean-and-highest",
                   test_a_minute_has_its_lowest_mean_and_highest);
  g_test_add_func ("/trend/what-is-no-number-makes-no-minute",
                   test_what_is_no_number_makes_no_minute);
  g_test_add_func ("/trend/a-minute-outside-of-time-is-damage",
                   test_a_minute_outside_of_time_is_damage);
  g_test_add_func ("/trend/minutes-come-back-to-the-hundredth",
                   test_minutes_come_back_to_the_hundredth);
  return g_test_run ();
}
