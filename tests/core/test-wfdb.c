/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wfdb.h"

#include <math.h>
#include <string.h>

/* A folder in memory. */
typedef struct {
  const char *name;
  const void *bytes;
  gsize length;
} File;

static GBytes *
load (const char *name, gpointer data, GError **error)
{
  for (const File *file = data; file->name != NULL; file++)
    if (g_str_equal (file->name, name))
      return g_bytes_new (file->bytes, file->length);
  g_set_error (error, VIGIL_WFDB_ERROR, VIGIL_WFDB_ERROR_MISSING, "%s: no such file", name);
  return NULL;
}

#define TEXT(s) (s), strlen (s)

static VigilWfdbRecord *
read_ok (const char *name, const File *files)
{
  g_autoptr (GError) error = NULL;
  VigilWfdbRecord *record = vigil_wfdb_record_read (name, load, (gpointer) files, &error);
  g_assert_no_error (error);
  return record;
}

static void
assert_refused (const char *name, const File *files, VigilWfdbError code, const char *pattern)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (vigil_wfdb_record_read (name, load, (gpointer) files, &error));
  g_assert_error (error, VIGIL_WFDB_ERROR, (gint) code);
  if (!g_pattern_match_simple (pattern, error->message))
    g_error ("\"%s\" does not match \"%s\"", error->message, pattern);
}

static void
test_format_16_gives_millivolts (void)
{
  static const guint8 data[] = { 0x64, 0x00, 0x9C, 0xFF, 0xFF, 0x7F, 0x00, 0x80 };
  const File files[] = { { "r.hea", TEXT ("r 1 250 4\nr.dat 16 100 16 0 100 0 0 II\n") },
                         { "r.dat", data, sizeof data },
                         { NULL, NULL, 0 } };
  g_autoptr (VigilWfdbRecord) record = read_ok ("r", files);
  g_assert_cmpuint (record->n_channels, ==, 1);
  g_assert_cmpfloat (record->frame_hz, ==, 250);
  g_assert_cmpstr (record->channels[0].label, ==, "II");
  g_assert_cmpstr (record->channels[0].unit, ==, "mV");
  g_assert_cmpfloat (record->channels[0].samples[0], ==, 1.0f);
  g_assert_cmpfloat (record->channels[0].samples[1], ==, -1.0f);
  g_assert_cmpfloat (record->channels[0].samples[2], ==, 327.67f);
  g_assert_true (isnan (record->channels[0].samples[3]));
}

static void
test_format_212_packs_two_in_three_and_marks_gaps (void)
{
  /* 1, −1; −2048 (gap), 2047; and an odd one, 5. */
  static const guint8 data[] = { 0x01, 0xF0, 0xFF, 0x00, 0x78, 0xFF, 0x05, 0x00 };
  const File files[] = { { "r.hea", TEXT ("r 1 360\nr.dat 212 200 11 0 1 0 0 MLII\n") },
                         { "r.dat", data, sizeof data },
                         { NULL, NULL, 0 } };
  g_autoptr (VigilWfdbRecord) record = read_ok ("r", files);
  const float *samples = record->channels[0].samples;
  g_assert_cmpuint (record->n_frames, ==, 5);
  g_assert_cmpfloat (samples[0] * 200, ==, 1);
  g_assert_cmpfloat (samples[1] * 200, ==, -1);
  g_assert_true (isnan (samples[2]));
  g_assert_cmpfloat (samples[3], ==, 2047.0f / 200);
  g_assert_cmpfloat (samples[4], ==, 5.0f / 200);
}

static void
test_format_80_is_offset_binary (void)
{
  static const guint8 data[] = { 128, 129, 127, 0, 255, 128 };
  const File files[] = {
    { "r.hea", TEXT ("r 2 125 3\nr.dat 80 1(-10)/mmHg 8 0\nr.dat 80 2/mV 8 0\n") },
    { "r.dat", data, sizeof data },
    { NULL, NULL, 0 },
  };
  g_autoptr (VigilWfdbRecord) record = read_ok ("r", files);
  g_assert_cmpstr (record->channels[0].unit, ==, "mmHg");
  g_assert_cmpfloat (record->channels[0].samples[0], ==, 10);
  g_assert_cmpfloat (record->channels[0].samples[1], ==, 9);
  g_assert_cmpfloat (record->channels[0].samples[2], ==, 137);
  g_assert_cmpfloat (record->channels[1].samples[0], ==, 0.5f);
  g_assert_true (isnan (record->channels[1].samples[1]));
}

static void
test_bytes_before_the_offset_are_skipped (void)
{
  guint8 data[24 + 4] = { [24] = 7, [26] = 9 };
  const File files[] = { { "a.hea", TEXT ("a 2 250 1\na.mat 16+24 1/mV\na.mat 16+24 1/NU\n") },
                         { "a.mat", data, sizeof data },
                         { NULL, NULL, 0 } };
  g_autoptr (VigilWfdbRecord) record = read_ok ("a", files);
  g_assert_cmpfloat (record->channels[0].samples[0], ==, 7);
  g_assert_cmpfloat (record->channels[1].samples[0], ==, 9);
}

static void
test_signals_of_different_rates_share_a_file (void)
{
  /* Frame: four of the first, one of the second. */
  static const gint16 words[] = { 1, 2, 3, 4, 100, 5, 6, 7, 8, 200 };
  guint8 data[sizeof words];
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    data[2 * i] = (guint8) words[i];
    data[2 * i + 1] = (guint8) (words[i] >> 8);
  }
  const File files[] = {
    { "m.hea", TEXT ("m 2 125 2\nm.dat 16x4 1 16 0 1 26 0 ECG\nm.dat 16 1 16 0 100 999 0 ABP\n") },
    { "m.dat", data, sizeof data },
    { NULL, NULL, 0 },
  };
  g_autoptr (VigilWfdbRecord) record = read_ok ("m", files);
  g_assert_cmpuint (record->channels[0].n_samples, ==, 8);
  g_assert_cmpfloat (record->channels[0].samples[7], ==, 8);
  g_assert_cmpuint (record->channels[1].n_samples, ==, 2);
  g_assert_cmpfloat (record->channels[1].samples[1], ==, 200);
  g_assert_false (record->channels[0].is_checked);
  g_assert_false (record->channels[1].is_checked);
}

static void
test_a_checksum_tells_whether_all_samples_are_right (void)
{
  static const guint8 data[] = { 1, 0, 2, 0, 255, 255 };
  const File files[] = { { "c.hea", TEXT ("c 1 250 3\nc.dat 16 1 16 0 1 2 0 II\n") },
                         { "c.dat", data, sizeof data },
                         { NULL, NULL, 0 } };
  g_autoptr (VigilWfdbRecord) record = read_ok ("c", files);
  g_assert_true (record->channels[0].is_checked);
}

static void
test_skew_moves_a_signal_earlier (void)
{
  static const guint8 data[] = { 1, 0, 2, 0, 3, 0 };
  const File files[] = { { "s.hea", TEXT ("s 1 250 3\ns.dat 16:1 1\n") },
                         { "s.dat", data, sizeof data },
                         { NULL, NULL, 0 } };
  g_autoptr (VigilWfdbRecord) record = read_ok ("s", files);
  g_assert_cmpfloat (record->channels[0].samples[0], ==, 2);
  g_assert_cmpfloat (record->channels[0].samples[1], ==, 3);
  g_assert_true (isnan (record->channels[0].samples[2]));
}

static void
test_segments_with_a_layout_are_put_together_by_name (void)
{
  static const guint8 a[] = { 1, 0, 10, 0, 2, 0, 20, 0 };
  static const guint8 b[] = { 7, 0 };
  const File files[] = {
    { "r.hea", TEXT ("r/4 2 125 5 10:44:18 04/05/2704\nlay 0\n~ 2\nr1 2\nr2 1\n") },
    { "lay.hea", TEXT ("lay 2 125 0\n~ 0 1/mV 8 0 0 0 0 II\n~ 0 1/mmHg 8 0 0 0 0 ABP\n") },
    { "r1.hea",
      TEXT ("r1 2 125 2\nr1.dat 16 1/mmHg 8 0 0 0 0 ABP\nr1.dat 16 10/mV 8 0 0 0 0 II\n") },
    { "r1.dat", a, sizeof a },
    { "r2.hea", TEXT ("r2 1 125 1\nr2.dat 16 1/mmHg 8 0 0 0 0 ABP\n") },
    { "r2.dat", b, sizeof b },
    { NULL, NULL, 0 },
  };
  g_autoptr (VigilWfdbRecord) record = read_ok ("r", files);
  const float *ecg = record->channels[0].samples, *abp = record->channels[1].samples;
  g_assert_cmpuint (record->n_frames, ==, 5);
  g_assert_true (isnan (ecg[0]) && isnan (ecg[1]) && isnan (abp[1]));
  g_assert_cmpfloat (ecg[2], ==, 1);
  g_assert_cmpfloat (ecg[3], ==, 2);
  g_assert_true (isnan (ecg[4]));
  g_assert_cmpfloat (abp[2], ==, 1);
  g_assert_cmpfloat (abp[4], ==, 7);
}

static void
test_segments_of_a_fixed_layout_follow_each_other (void)
{
  static const guint8 a[] = { 1, 0 }, b[] = { 2, 0 };
  const File files[] = { { "r.hea", TEXT ("r/2 1 125 2\nr1 1\nr2 1\n") },
                         { "r1.hea", TEXT ("r1 1 125 1\nr1.dat 16 1\n") },
                         { "r1.dat", a, sizeof a },
                         { "r2.hea", TEXT ("r2 1 125 1\nr2.dat 16 1\n") },
                         { "r2.dat", b, sizeof b },
                         { NULL, NULL, 0 } };
  g_autoptr (VigilWfdbRecord) record = read_ok ("r", files);
  g_assert_cmpfloat (record->channels[0].samples[0], ==, 1);
  g_assert_cmpfloat (record->channels[0].samples[1], ==, 2);
}

/* What is wrong in a header, and what the error says. */
static void
test_errors_name_the_record_and_the_field (void)
{
  static const struct {
    const char *header;
    VigilWfdbError code;
    const char *message;
  } cases[] = {
    { "", VIGIL_WFDB_ERROR_MALFORMED, "record r: *no record line*" },
    { "r x 250\n", VIGIL_WFDB_ERROR_MALFORMED, "record r: header line 1: signals is no number" },
    { "r 33 250\n", VIGIL_WFDB_ERROR_RANGE, "record r: *signals out of*" },
    { "r -1 250\n", VIGIL_WFDB_ERROR_RANGE, "record r: *signals out of*" },
    { "r 1 0 10\nr.dat 16 1\n", VIGIL_WFDB_ERROR_RANGE, "record r: *rate out of*" },
    { "r 1 nan 10\nr.dat 16 1\n", VIGIL_WFDB_ERROR_RANGE, "record r: *rate out of*" },
    { "r 1 250 99999999999999999999\nr.dat 16 1\n", VIGIL_WFDB_ERROR_RANGE, "*frames out of*" },
    { "r 2 250 10\nr.dat 16 1\n", VIGIL_WFDB_ERROR_TRUNCATED, "record r: *1 of 2 signal lines" },
    { "r 1 250 10\nr.dat 8 1\n", VIGIL_WFDB_ERROR_UNSUPPORTED, "*format 8 is not supported" },
    { "r 1 250 10\nr.dat 16x0 1\n", VIGIL_WFDB_ERROR_RANGE, "*samples per frame out of*" },
    { "r 1 250 10\nr.dat 16q 1\n", VIGIL_WFDB_ERROR_MALFORMED, "*format has an unknown mark" },
    { "r 1 250 10\n../r.dat 16 1\n", VIGIL_WFDB_ERROR_MALFORMED, "*no plain file name" },
    { "r 1 250 10\n/etc/passwd 16 1\n", VIGIL_WFDB_ERROR_MALFORMED, "*no plain file name" },
    { "r 1 250 10\nr.dat 16 1(5/mV\n", VIGIL_WFDB_ERROR_MALFORMED, "*baseline is not closed" },
    { "r 1 250 10\nr.dat 16 inf\n", VIGIL_WFDB_ERROR_RANGE, "*gain out of*" },
    { "r 1 250 10\nr.dat 16 1 x\n", VIGIL_WFDB_ERROR_MALFORMED, "*resolution is no number" },
    { "r 1 250 10\nr.dat 16 1\n", VIGIL_WFDB_ERROR_TRUNCATED, "*r.dat*fewer frames*" },
    { "r 1 250 10\nq.dat 16 1\n", VIGIL_WFDB_ERROR_MISSING, "record r: q.dat: no such file" },
    { "r 2 250 1\nr.dat 16 1\nr.dat 212 1\n", VIGIL_WFDB_ERROR_UNSUPPORTED, "*share r.dat*" },
    { "r/0 1 250\n", VIGIL_WFDB_ERROR_RANGE, "*segments out of*" },
    { "r/1 1 250\nr 5\n", VIGIL_WFDB_ERROR_MALFORMED, "record r: *no layout*" },
    { "r/1 1 250\nnone 5\n", VIGIL_WFDB_ERROR_MISSING, "record r: none.hea*" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const File files[] = { { "r.hea", TEXT (cases[i].header) },
                           { "r.dat", "abcd", 4 },
                           { NULL, NULL, 0 } };
    assert_refused ("r", files, cases[i].code, cases[i].message);
  }
}

static void
test_a_length_that_cannot_be_is_refused_before_memory_is_taken (void)
{
  const File files[] = {
    { "r.hea", TEXT ("r/3 1 250\nlay 0\n~ 30000000\n~ 30000000\n") },
    { "lay.hea", TEXT ("lay 1 250 0\n~ 0 1\n") },
    { NULL, NULL, 0 },
  };
  assert_refused ("r", files, VIGIL_WFDB_ERROR_RANGE, "record r: more samples than allowed*");
}

static void
test_annotations_give_time_code_and_text (void)
{
  static const guint8 bytes[] = {
    0x12, 0x70, /* + at 18 */
    0x06, 0xFC, '(',  'A',  'F',  'I',  'B', 0, /* text, 6 bytes */
    0x4D, 0x04, /* N, 77 later */
    0x00, 0xEC, 0x01, 0x00, 0x00, 0x00, /* skip 65536 */
    0x0A, 0x14, /* V, 10 later */
    0x01, 0xF4, /* subtype 1 */
    0x02, 0xF8, /* channel 2 */
    0x00, 0x00,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = vigil_wfdb_annotations_parse ("x", bytes, sizeof bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
  const VigilWfdbAnnotation *a = &g_array_index (all, VigilWfdbAnnotation, 0);
  g_assert_cmpuint (a[0].sample, ==, 18);
  g_assert_cmpuint (a[0].code, ==, VIGIL_WFDB_RHYTHM);
  g_assert_cmpstr (a[0].text, ==, "(AFIB");
  g_assert_cmpuint (a[1].sample, ==, 95);
  g_assert_cmpuint (a[1].code, ==, VIGIL_WFDB_NORMAL);
  g_assert_cmpuint (a[2].sample, ==, 95 + 65536 + 10);
  g_assert_cmpuint (a[2].code, ==, VIGIL_WFDB_PVC);
  g_assert_cmpint (a[2].subtype, ==, 1);
  g_assert_cmpuint (a[2].channel, ==, 2);
  g_assert_true (vigil_wfdb_code_is_beat (VIGIL_WFDB_PVC));
  g_assert_false (vigil_wfdb_code_is_beat (VIGIL_WFDB_RHYTHM));
}

static void
test_annotations_cut_off_are_refused (void)
{
  static const guint8 half[] = { 0x12 }, text[] = { 0x12, 0x70, 0x06, 0xFC, '(' };
  static const guint8 back[] = { 0x00, 0xEC, 0xFF, 0xFF, 0x00, 0x00 };
  g_autoptr (GError) error = NULL;
  g_assert_null (vigil_wfdb_annotations_parse ("x", half, sizeof half, &error));
  g_assert_error (error, VIGIL_WFDB_ERROR, VIGIL_WFDB_ERROR_TRUNCATED);
  g_clear_error (&error);
  g_assert_null (vigil_wfdb_annotations_parse ("x", text, sizeof text, &error));
  g_assert_error (error, VIGIL_WFDB_ERROR, VIGIL_WFDB_ERROR_TRUNCATED);
  g_clear_error (&error);
  g_assert_null (vigil_wfdb_annotations_parse ("x", back, sizeof back, &error));
  g_assert_error (error, VIGIL_WFDB_ERROR, VIGIL_WFDB_ERROR_RANGE);
}

/* Good files with bytes cut, flipped and replaced: any answer but a crash is right. */
static void
test_damaged_files_never_crash (void)
{
  static const char good[] = "r/3 2 125 5\nlay 0\n~ 2\nr1 2\n";
  static const char layout[] = "lay 2 125 0\n~ 0 1/mV 8 0 0 0 0 II\n~ 0 1/mmHg 8 0 0 0 0 ABP\n";
  static const char segment[] =
      "r1 2 125 2\nr1.dat 212x2:1+3 1.5(-3)/mmHg 8 0 0 0 0 ABP\nr1.dat 212:1+3 10 8 0 0 0 0 II\n";
  guint8 data[64];
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);
  for (guint round = 0; round < 20000; round++) {
    char texts[3][128];
    const char *sources[] = { good, layout, segment };
    gsize lengths[3];
    for (guint i = 0; i < 3; i++) {
      lengths[i] = strlen (sources[i]);
      for (gsize k = 0; k < lengths[i]; k++)
        texts[i][k] = sources[i][k];
      for (guint n = g_rand_int (rand) % 3; n > 0; n--)
        texts[i][g_rand_int (rand) % lengths[i]] =
            "0123456789x:+/()-. \n~#e\0\xff"[g_rand_int (rand) % 25];
      if (g_rand_int (rand) % 8 == 0)
        lengths[i] = g_rand_int (rand) % lengths[i];
    }
    for (guint k = 0; k < sizeof data; k++)
      data[k] = (guint8) g_rand_int (rand);
    const File files[] = { { "r.hea", texts[0], lengths[0] },
                           { "lay.hea", texts[1], lengths[1] },
                           { "r1.hea", texts[2], lengths[2] },
                           { "r1.dat", data, g_rand_int (rand) % sizeof data },
                           { NULL, NULL, 0 } };
    VigilWfdbRecord *record = vigil_wfdb_record_read ("r", load, (gpointer) files, NULL);
    vigil_wfdb_record_free (record);
    GArray *annotations =
        vigil_wfdb_annotations_parse ("r", data, g_rand_int (rand) % sizeof data, NULL);
    g_clear_pointer (&annotations, g_array_unref);
  }
}

static GBytes *
load_folder (const char *file, gpointer folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text;
  gsize length;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return g_bytes_new_take (text, length);
}

static void
assert_real (const char *database, const char *name, guint n_channels, gsize n_frames)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", database, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilWfdbRecord) record = vigil_wfdb_record_read (name, load_folder, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (record->n_channels, ==, n_channels);
  g_assert_cmpuint (record->n_frames, ==, n_frames);
}

static void
test_real_recordings_are_read_whole (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", NULL);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("the recordings of ../shared are not here");
    return;
  }
  assert_real ("mitdb", "101", 2, 650000);
  assert_real ("cudb", "cu01", 1, 127232);
  assert_real ("challenge2015", "v131l", 4, 82500);
  assert_real ("cpsc2021", "data_35_4", 2, 33695);
  assert_real ("cinc2017", "A00001", 1, 9000);
  assert_real ("bidmc", "bidmc01", 5, 60001);
  assert_real ("mimic", "041s", 7, 2000);
  assert_real ("mimic", "03700181", 3, 75000);
  assert_real ("mimic", "s25047-2704-05-04-10-44", 3, 543240);
  assert_real ("mimic", "s25047-2704-05-04-10-44n", 7, 72);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wfdb/format-16-gives-millivolts", test_format_16_gives_millivolts);
  g_test_add_func ("/wfdb/format-212-packs-two-in-three-and-marks-gaps",
                   test_format_212_packs_two_in_three_and_marks_gaps);
  g_test_add_func ("/wfdb/format-80-is-offset-binary", test_format_80_is_offset_binary);
  g_test_add_func ("/wfdb/bytes-before-the-offset-are-skipped",
                   test_bytes_before_the_offset_are_skipped);
  g_test_add_func ("/wfdb/signals-of-different-rates-share-a-file",
                   test_signals_of_different_rates_share_a_file);
  g_test_add_func ("/wfdb/a-checksum-tells-whether-all-samples-are-right",
                   test_a_checksum_tells_whether_all_samples_are_right);
  g_test_add_func ("/wfdb/skew-moves-a-signal-earlier", test_skew_moves_a_signal_earlier);
  g_test_add_func ("/wfdb/segments-with-a-layout-are-put-together-by-name",
                   test_segments_with_a_layout_are_put_together_by_name);
  g_test_add_func ("/wfdb/segments-of-a-fixed-layout-follow-each-other",
                   test_segments_of_a_fixed_layout_follow_each_other);
  g_test_add_func ("/wfdb/errors-name-the-record-and-the-field",
                   test_errors_name_the_record_and_the_field);
  g_test_add_func ("/wfdb/a-length-that-cannot-be-is-refused-before-memory-is-taken",
                   test_a_length_that_cannot_be_is_refused_before_memory_is_taken);
  g_test_add_func ("/wfdb/annotations-give-time-code-and-text",
                   test_annotations_give_time_code_and_text);
  g_test_add_func ("/wfdb/annotations-cut-off-are-refused", test_annotations_cut_off_are_refused);
  g_test_add_func ("/wfdb/damaged-files-never-crash", test_damaged_files_never_crash);
  g_test_add_func ("/wfdb/real-recordings-are-read-whole", test_real_recordings_are_read_whole);
  return g_test_run ();
}
