/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table, input → counter: exactly this counter moves by exactly n, all others by 0, and nothing
 * of what was refused comes through. What does come through of a list: test-wire-alarm.c. */

#include "wire-sink.h"

#include <string.h>

#define HEAD "{\"v\":1,\"t\":1700000000000,\"boot\":7,\"seq\":3"
#define COMMAND "station/desk-1/bed/07/command"
#define LIMIT_SET ",\"id\":\"" ID "\",\"type\":\"limit-set\",\"expires\":9"
#define SPO2_ID "\"refid\":\"MDC_PULS_OXIM_SAT_O2\""
#define ID "0192f0c4-8a41-7c3e-9b55-3f1d2a6b7c80"
#define ALARM                                                                                      \
  "{\"id\":\"a1\",\"code\":\"MDC_EVT_APNEA\",\"src\":\"MDC_RESP_RATE\",\"kind\":"                  \
  "\"physiological\","                                                                             \
  "\"pri\":\"high\",\"state\":\"active\",\"inact\":\"none\",\"inact_until\":null,\"x\":0,"         \
  "\"limit\":8,\"label\":\"Apn\u00f6e\",\"raised\":1700000000000}"
#define ACTION                                                                                     \
  "{\"id\":\"" ID                                                                                  \
  "\",\"action\":\"acknowledge\",\"mode\":null,\"scope\":\"alarm\",\"bed\":\"07\","                \
  "\"key\":\"07|MDC_EVT_APNEA|MDC_RESP_RATE||\",\"alarm\":\"a1\",\"raised\":1700000000000,"        \
  "\"asof\":1700000000000,\"until\":1700000120000,\"reason\":null,\"by\":\"Ok\u00e1for\","         \
  "\"encounter\":null,\"station\":\"desk-1\",\"t\":1700000000000}"
#define LEAD                                                                                       \
  "{\"id\":0,\"source\":\"ecg\",\"refid\":\"MDC_ECG_ELEC_POTL_II\",\"hz\":250,\"unit\":\"mV\","    \
  "\"gain\":0.005,\"zero\":0,\"lo\":-2,\"hi\":2}"
#define WAVE_X "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]"
#define ACTIONS_TOPIC "station/desk-1/bed/07/actions"

typedef struct {
  const char *topic, *payload;
  VigilCounter counter;
  guint n_refused;
  guint n_accepted; /* frames of other kinds */
} Case;

#define OK_VITALS "\"MDC_ECG_HEART_RATE\":{\"x\":86}"

static const Case CASES[] = {
  /* Topics. */
  { "bed/07", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/07/", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed//vitals", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/Bed7/vitals", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/07/vitals/x", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/07/wave", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/07/wave/ECG", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/07/heartbeat", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "bed/abcdefghijklmnopqrstuvwxyz0123456/vitals", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "gateway/gw1/bed/07/actions", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "station/desk-1/bed/0 7/actions", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },
  { "station/desk-1/bed/07/actions/more", HEAD "}", VIGIL_COUNTER_TOPIC, 1, 0 },

  /* The head. */
  { "bed/07/vitals", "", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/vitals", "{}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/vitals", "[]", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/vitals", "{\"v\":2}", VIGIL_COUNTER_VERSION, 1, 0 },
  { "bed/07/vitals", "{\"v\":0,\"t\":\"x\"}", VIGIL_COUNTER_VERSION, 1, 0 },
  { "bed/07/vitals", "{\"v\":\"1\"}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/vitals", "{\"v\":true}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1.5}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"boot\":7,\"seq\":3,\"n\":{}}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1,\"seq\":3,\"n\":{}}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1,\"boot\":7,\"n\":{}}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":0,\"boot\":7,\"seq\":3}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":-5,\"boot\":7,\"seq\":3}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1.5,\"boot\":7,\"seq\":3}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1e300,\"boot\":7,\"seq\":3}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1e999,\"boot\":7,\"seq\":3}", VIGIL_COUNTER_NOT_FINITE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1,\"boot\":4294967296,\"seq\":3}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1,\"boot\":-1,\"seq\":3}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1,\"boot\":7,\"seq\":4294967296}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{},\"name\":\"A\"}", VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{},\"Birth_Date\":1}", VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"MRN\":1}", VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, 1,
    0 },
  { "gateway/gw1/heartbeat", HEAD ",\"p\\u0061tient\":1}", VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, 1,
    0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{},\"dob\":1}", VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{},\"d\\u006fb\":1}", VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, 1,
    0 },

  /* JSON that is none. */
  { "bed/07/vitals", HEAD ",\"n\":{}} {}", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{}}x", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{\"MDC_TEMP\":{\"x\":NaN}}}", VIGIL_COUNTER_NOT_FINITE, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{\"MDC_TEMP\":{\"x\":-Infinity}}}", VIGIL_COUNTER_NOT_FINITE, 1,
    0 },
  { "bed/07/vitals", HEAD ",\"n\":{\"MDC_TEMP\":{\"x\":037}}}", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{\"MDC_TEMP\":{\"x\":0x25}}}", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{\"MDC_TEMP\":{\"x\":99999999999999999999}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/vitals", HEAD "\xff}", VIGIL_COUNTER_NOT_UTF8, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{\"a\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}}", VIGIL_COUNTER_TOO_DEEP,
    1, 0 },

  /* Vitals: a bad value is refused alone. */
  { "bed/07/vitals", HEAD "}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":[]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":37}}", VIGIL_COUNTER_TYPE, 1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{}}}", VIGIL_COUNTER_MISSING, 1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":\"37\"}}}", VIGIL_COUNTER_TYPE,
    1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":true}}}", VIGIL_COUNTER_TYPE,
    1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":1e999}}}",
    VIGIL_COUNTER_NOT_FINITE, 1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":51}}}", VIGIL_COUNTER_RANGE, 1,
    1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":98,\"u\":\"K\"}}}",
    VIGIL_COUNTER_UNIT, 1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":98,\"u\":7}}}",
    VIGIL_COUNTER_TYPE, 1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":37,\"q\":\"ques\"}}}",
    VIGIL_COUNTER_WORD, 1, 1 },
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":37,\"t\":-1}}}",
    VIGIL_COUNTER_RANGE, 1, 1 },
  { "bed/07/vitals",
    HEAD ",\"n\":{\"MDC_ECG_HEART_RATE\":{\"x\":-1},\"MDC_PULS_OXIM_SAT_O2\":{\"x\":101},"
         "\"MDC_RESP_RATE\":{\"x\":201}}}",
    VIGIL_COUNTER_RANGE, 3, 1 },

  /* Meta. */
  { "bed/07/meta", HEAD ",\"leads\":[]}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":65536,\"leads\":[]}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[7]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[" LEAD "," LEAD "]}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"paced\":1}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"demo\":\"yes\"}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"label\":\"a\\nb\"}", VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"label\":\"\\u202e7\"}", VIGIL_COUNTER_WORD, 1,
    0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"patient_class\":\"child\"}", VIGIL_COUNTER_WORD,
    1, 0 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"leads\":[],\"patient_class\":\"\"}", VIGIL_COUNTER_WORD, 1,
    0 },
  { "bed/07/meta",
    HEAD ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"ecg\",\"refid\":\"MDC_ECG_ELEC_POTL_II\","
         "\"hz\":250,\"unit\":\"mmHg\",\"gain\":1}]}",
    VIGIL_COUNTER_UNIT, 1, 0 },
  { "bed/07/meta",
    HEAD
    ",\"rev\":1,\"leads\":[{\"id\":255,\"source\":\"ecg\",\"refid\":\"X\",\"hz\":1,\"gain\":1}]}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/meta",
    HEAD
    ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"ecg\",\"refid\":\"X\",\"hz\":1,\"gain\":0}]}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/meta",
    HEAD
    ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"ecg\",\"refid\":\"X\",\"hz\":0,\"gain\":1}]}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/meta",
    HEAD
    ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"Ecg\",\"refid\":\"X\",\"hz\":1,\"gain\":1}]}",
    VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/meta",
    HEAD
    ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"e\",\"refid\":\"X|Y\",\"hz\":1,\"gain\":1}]}",
    VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/meta",
    HEAD ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"e\",\"refid\":\"X\",\"hz\":1,\"gain\":1,"
         "\"lo\":2,\"hi\":2}]}",
    VIGIL_COUNTER_RANGE, 1, 0 },

  /* Limits. */
  { "bed/07/limits", HEAD ",\"limits\":{}}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/limits", HEAD ",\"rev\":1}", VIGIL_COUNTER_MISSING, 1, 0 },
  /* Without those of the number that cannot be read: test-wire-decode.c. */
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":3}}", VIGIL_COUNTER_TYPE, 1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"lo\":\"35\"}}}",
    VIGIL_COUNTER_TYPE, 1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"lo\":39,\"hi\":35}}}",
    VIGIL_COUNTER_RANGE, 1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"lo\":35,\"lo2\":36}}}",
    VIGIL_COUNTER_RANGE, 1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"hi\":60}}}", VIGIL_COUNTER_RANGE,
    1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"hi\":38,\"u\":\"mV\"}}}",
    VIGIL_COUNTER_UNIT, 1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"on\":0}}}", VIGIL_COUNTER_TYPE, 1,
    1 },
  { "bed/07/limits",
    HEAD ",\"rev\":1,\"limits\":{\"MDC_RESP_RATE\":{\"lo\":8},\"MDC_CO2_RESP_RATE\":{\"lo\":9}}}",
    VIGIL_COUNTER_TOO_MANY, 1, 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{},\"nibp_interval_s\":-1}", VIGIL_COUNTER_RANGE,
    1, 1 },

  /* Bed, gateway and station state; results. */
  { "bed/07/state", HEAD "}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/state", HEAD ",\"state\":\"off\"}", VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/state", HEAD ",\"state\":1}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/state", HEAD ",\"state\":\"standby\",\"until\":\"soon\"}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "gateway/gw1/state", HEAD ",\"state\":\"ready\"}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "gateway/gw1/state", HEAD ",\"state\":\"ready\",\"beds\":\"07\"}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "gateway/gw1/state", HEAD ",\"state\":\"ready\",\"beds\":[7]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "gateway/gw1/state", HEAD ",\"state\":\"ready\",\"beds\":[\"07\",\"A\"]}", VIGIL_COUNTER_WORD,
    1, 0 },
  { "gateway/gw1/state", HEAD ",\"state\":\"gone\",\"beds\":[]}", VIGIL_COUNTER_WORD, 1, 0 },
  { "station/desk-1/state", HEAD ",\"state\":\"fine\"}", VIGIL_COUNTER_WORD, 1, 0 },
  { "station/desk-1/state", HEAD ",\"state\":\"ready\",\"beds\":{\"07\":7}}", VIGIL_COUNTER_TYPE, 1,
    0 },
  { "station/desk-1/state", HEAD ",\"state\":\"ready\",\"beds\":[]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "station/desk-1/state", HEAD ",\"state\":\"ready\",\"beds\":{\"07\":\"first\"}}",
    VIGIL_COUNTER_WORD, 1, 0 },
  { "station/desk-1/state", HEAD ",\"state\":\"ready\",\"beds\":{\"07\":\"\"}}", VIGIL_COUNTER_WORD,
    1, 0 },
  { "station/desk-1/state", HEAD ",\"state\":\"ready\",\"beds\":{\"#\":\"backup\"}}",
    VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/result", HEAD ",\"id\":\"1\",\"result\":\"done\"}", VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/result", HEAD ",\"id\":\"" ID "\",\"result\":\"ok\"}", VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/result", HEAD ",\"id\":\"" ID "\"}", VIGIL_COUNTER_MISSING, 1, 0 },

  /* Commands: a limit is whole, known, possible and in order, or nobody acts on it. */
  { COMMAND, HEAD ",\"id\":\"1\",\"type\":\"nibp-start\",\"expires\":9}", VIGIL_COUNTER_WORD, 1,
    0 },
  { COMMAND, HEAD ",\"id\":\"" ID "\",\"type\":\"reboot\",\"expires\":9}", VIGIL_COUNTER_WORD, 1,
    0 },
  { COMMAND, HEAD ",\"id\":\"" ID "\",\"type\":\"nibp-start\"}", VIGIL_COUNTER_MISSING, 1, 0 },
  { COMMAND, HEAD LIMIT_SET "}", VIGIL_COUNTER_MISSING, 1, 0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":[]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{\"lo\":90}}", VIGIL_COUNTER_MISSING, 1, 0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{\"refid\":\"MDC_X\",\"lo\":90}}", VIGIL_COUNTER_WORD, 1,
    0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{" SPO2_ID ",\"lo\":190}}", VIGIL_COUNTER_RANGE, 1, 0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{" SPO2_ID ",\"lo\":85,\"lo2\":90}}", VIGIL_COUNTER_RANGE, 1,
    0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{" SPO2_ID ",\"lo\":\"90\"}}", VIGIL_COUNTER_TYPE, 1, 0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{" SPO2_ID ",\"lo\":90,\"u\":\"mmHg\"}}", VIGIL_COUNTER_UNIT,
    1, 0 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{" SPO2_ID ",\"lo\":90,\"on\":false}}",
    VIGIL_COUNTER_MISSING, 1, 0 },

  /* Alarms: a bad item is left out alone, and a bad detail of an item. */
  { "bed/07/alarms", HEAD "}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/alarms", HEAD ",\"alarms\":{}}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/alarms", HEAD ",\"alarms\":[" ALARM ",1]}", VIGIL_COUNTER_TYPE, 1, 3 },
  { "bed/07/alarms", HEAD ",\"alarms\":[" ALARM ",{}]}", VIGIL_COUNTER_MISSING, 1, 3 },
  { "bed/07/alarms", HEAD ",\"alarms\":[" ALARM "," ALARM "]}", VIGIL_COUNTER_WORD, 1, 3 },
  { "bed/07/alarms",
    HEAD ",\"alarms\":[{\"id\":\"a\",\"code\":\"MDC_EVT_LO\",\"kind\":\"physiological\",\"pri\":"
         "\"urgent\",\"state\":\"active\",\"raised\":1}]}",
    VIGIL_COUNTER_WORD, 1, 2 },
  { "bed/07/alarms",
    HEAD ",\"alarms\":[{\"id\":\"a\",\"code\":\"MDC_EVT_LO|x\",\"kind\":\"physiological\",\"pri\":"
         "\"high\",\"state\":\"active\",\"raised\":1}]}",
    VIGIL_COUNTER_WORD, 1, 2 },
  { "bed/07/alarms",
    HEAD ",\"alarms\":[{\"id\":\"\",\"code\":\"MDC_EVT_LO\",\"kind\":\"physiological\",\"pri\":"
         "\"high\",\"state\":\"active\",\"raised\":1}]}",
    VIGIL_COUNTER_WORD, 1, 2 },
  { "bed/07/alarms",
    HEAD ",\"alarms\":[{\"id\":\"a\",\"code\":\"MDC_EVT_LO\",\"kind\":\"physiological\",\"pri\":"
         "\"high\",\"state\":\"active\",\"raised\":1,\"x\":1e7}]}",
    VIGIL_COUNTER_RANGE, 1, 3 },
  { "bed/07/alarms",
    HEAD ",\"alarms\":[{\"id\":\"a\",\"code\":\"MDC_EVT_LO\",\"kind\":\"physiological\",\"pri\":"
         "\"high\",\"state\":\"active\",\"raised\":1,\"label\":\"\\u001b[31m\"}]}",
    VIGIL_COUNTER_WORD, 1, 3 },
  /* Microseconds. */
  { "bed/07/alarms",
    HEAD ",\"alarms\":[{\"id\":\"a\",\"code\":\"MDC_EVT_LO\",\"kind\":\"physiological\",\"pri\":"
         "\"high\",\"state\":\"active\",\"raised\":1700000000000000}]}",
    VIGIL_COUNTER_RANGE, 1, 3 },
  { "bed/07/vitals", "{\"v\":1,\"t\":1700000000000000,\"boot\":1,\"seq\":1,\"n\":{}}",
    VIGIL_COUNTER_RANGE, 1, 0 },

  /* Actions. */
  { ACTIONS_TOPIC, HEAD "}", VIGIL_COUNTER_MISSING, 1, 0 },
  { ACTIONS_TOPIC, HEAD ",\"actions\":[" ACTION ",7]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "station/desk-2/bed/07/actions", HEAD ",\"actions\":[" ACTION "]}", VIGIL_COUNTER_WORD, 1, 0 },
  { "station/desk-1/bed/08/actions", HEAD ",\"actions\":[" ACTION "]}", VIGIL_COUNTER_WORD, 1, 0 },

  /* Waves. */
  { "bed/07/wave/ecg", "", VIGIL_COUNTER_MALFORMED, 1, 0 },
  { "bed/07/wave/ecg", "VGW2", VIGIL_COUNTER_VERSION, 1, 0 },
  { "bed/07/wave/ecg", "nonsense", VIGIL_COUNTER_VERSION, 1, 0 },
  { "bed/07/wave/ecg", "{\"v\":2}", VIGIL_COUNTER_VERSION, 1, 0 },
  { "bed/07/wave/ecg", "{\"v\":1,\"t\":1.5,\"boot\":7,\"seq\":3}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", "{\"v\":1,\"t\":\"1\",\"boot\":7,\"seq\":3}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", "{\"v\":1,\"t\":1,\"boot\":-7,\"seq\":3}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg",
    "{\"v\":1,\"t\":1,\"seq\":3,\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/wave/ecg",
    "{\"v\":1,\"t\":1,\"boot\":7,\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/wave/ecg",
    HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"abcdefghijklmnopqrstuvwx\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_UNIT, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"a\\n\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_UNIT, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":7,\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", HEAD "}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":null}", VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":[]}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{}}", VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A B\":{\"hz\":250,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_WORD, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":7}}", VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_MISSING, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\"}}}", VIGIL_COUNTER_MISSING,
    1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":{}}}}",
    VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":\"250\",\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":4001,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg",
    HEAD ",\"leads\":{\"A\":{\"hz\":250,\"dt\":-1,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg",
    HEAD ",\"leads\":{\"MDC_ECG_ELEC_POTL_II\":{\"hz\":250,\"u\":\"mmHg\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_UNIT, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":[0,0,\"0\"]}}}",
    VIGIL_COUNTER_TYPE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":[0,0,1e999]}}}",
    VIGIL_COUNTER_NOT_FINITE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":[0,0,2e9]}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":[0,NaN]}}}",
    VIGIL_COUNTER_NOT_FINITE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":[0,0,0]}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":10,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
  { "bed/07/wave/ecg",
    HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"1\",\"x\":" WAVE_X
         "},\"A\":{\"hz\":250,\"u\":\"1\",\"x\":" WAVE_X "}}}",
    VIGIL_COUNTER_RANGE, 1, 0 },
};

/* Exactly @counter moved, by @n; and @n_accepted frames are no refusals. */
static void
assert_moved (const WireSink *sink, VigilCounter counter, guint n, guint n_accepted)
{
  guint moved[VIGIL_N_COUNTERS] = { 0 };
  for (guint i = 0; i < sink->frames->len; i++) {
    const VigilFrame *frame = wire_sink_get (sink, i);
    if (frame->kind == VIGIL_FRAME_REFUSED)
      moved[frame->refused.reason]++;
  }
  for (guint i = 0; i < VIGIL_N_COUNTERS; i++) {
    if (moved[i] != (i == counter ? n : 0))
      g_error ("%s moved by %u", vigil_counter_get_name ((VigilCounter) i), moved[i]);
  }
  g_assert_cmpuint (sink->frames->len, ==, n + n_accepted);
}

static void
test_case (gconstpointer data)
{
  const Case *bad = data;
  g_autoptr (WireSink) sink = wire_sink_new ();
  g_autofree char *shown = g_strescape (bad->payload, NULL);
  g_test_message ("%s %s", bad->topic, shown);
  wire_sink_decode_text (sink, bad->topic, bad->payload);
  assert_moved (sink, bad->counter, bad->n_refused, bad->n_accepted);
}

static const struct {
  const char *topic, *payload;
  guint n_frames;
} GOOD[] = {
  { "bed/07/vitals", HEAD ",\"n\":{" OK_VITALS ",\"MDC_TEMP\":{\"x\":98.6,\"u\":\"\u00b0F\"}}}",
    1 },
  { "bed/07/meta", HEAD ",\"rev\":1,\"label\":\"7\u00e9\",\"leads\":[" LEAD "]}", 1 },
  { "bed/07/limits", HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"lo\":35,\"hi\":39}}}", 1 },
  { "bed/07/state", HEAD ",\"state\":\"standby\",\"reason\":\"R\u00f6ntgen\"}", 1 },
  { "bed/07/alarms", HEAD ",\"alarms\":[" ALARM "]}", 3 },
  { "bed/07/result", HEAD ",\"id\":\"" ID "\",\"result\":\"done\",\"reason\":null}", 1 },
  { COMMAND, HEAD LIMIT_SET ",\"args\":{" SPO2_ID ",\"lo\":90}}", 1 },
  { "bed/07/wave/ecg", HEAD ",\"leads\":{\"A\":{\"hz\":250,\"u\":\"\u00b5V\",\"x\":" WAVE_X "}}}",
    1 },
  { "gateway/gw1/state", HEAD ",\"state\":\"ready\",\"beds\":[\"07\"]}", 1 },
  { "gateway/gw1/state", HEAD ",\"state\":\"lost\"}", 1 },
  { "gateway/gw1/heartbeat", HEAD "}", 1 },
  { "station/desk-1/state", HEAD ",\"state\":\"ready\",\"beds\":{\"07\":\"primary\"}}", 1 },
  { ACTIONS_TOPIC, HEAD ",\"actions\":[" ACTION "]}", 3 },
};

/* A prefix of an object is never an object. */
static void
test_truncated_at_every_byte (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (GOOD); i++) {
    gsize length = strlen (GOOD[i].payload);
    g_autoptr (WireSink) whole = wire_sink_new ();
    wire_sink_decode (whole, GOOD[i].topic, GOOD[i].payload, length);
    assert_moved (whole, VIGIL_COUNTER_MALFORMED, 0, GOOD[i].n_frames);
    for (gsize n = 1; n < length; n++) {
      gboolean is_text = g_utf8_validate_len (GOOD[i].payload, n, NULL);
      g_autoptr (WireSink) sink = wire_sink_new ();
      wire_sink_decode (sink, GOOD[i].topic, GOOD[i].payload, n);
      assert_moved (sink, is_text ? VIGIL_COUNTER_MALFORMED : VIGIL_COUNTER_NOT_UTF8, 1, 0);
    }
  }
}

static void
test_oversized (void)
{
  gsize length = VIGIL_WIRE_PAYLOAD_MAX;
  g_autofree char *payload = g_malloc (length + 2);
  memset (payload, ' ', length + 2);
  g_assert_cmpuint (g_strlcpy (payload, HEAD ",\"n\":{}", 200), <, 200);
  payload[strlen (payload)] = ' ';
  payload[length - 1] = '}';
  payload[length] = ' ';
  payload[length + 1] = '\0';
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode (sink, "bed/07/vitals", payload, length);
  assert_moved (sink, VIGIL_COUNTER_OVERSIZED, 0, 1);
  wire_sink_clear (sink);
  wire_sink_decode (sink, "bed/07/vitals", payload, length + 1);
  assert_moved (sink, VIGIL_COUNTER_OVERSIZED, 1, 0);
  wire_sink_clear (sink);
  wire_sink_decode (sink, "bed/07/wave/ecg", payload, length + 1);
  assert_moved (sink, VIGIL_COUNTER_OVERSIZED, 1, 0);
}

/* 60,000 brackets crash the parser behind the gate. */
static void
test_deeply_nested (void)
{
  static const char *const TOPICS[] = { "bed/07/vitals", "bed/07/wave/ecg" };
  g_autoptr (GString) payload = g_string_new (HEAD ",\"n\":");
  for (guint i = 0; i < 60000; i++)
    g_string_append_c (payload, '[');
  for (guint i = 0; i < G_N_ELEMENTS (TOPICS); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    wire_sink_decode (sink, TOPICS[i], payload->str, payload->len);
    assert_moved (sink, VIGIL_COUNTER_TOO_DEEP, 1, 0);
  }
}

/* HEAD, "@name":[ @item × @n ]} with the item's %u numbered. */
static char *
repeat (const char *name, char open, const char *format, guint n, char close)
{
  GString *text = g_string_new (HEAD);
  g_string_append_printf (text, ",%s%c", name, open);
  g_auto (GStrv) parts = g_strsplit (format, "@", 2);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s%u%s", i > 0 ? "," : "", parts[0], i, parts[1]);
  g_string_append_printf (text, "%c}", close);
  return g_string_free (text, FALSE);
}

static void
assert_bound (const char *topic,
              const char *name,
              char open,
              const char *format,
              guint max,
              char close,
              guint n_frames,
              guint n_frames_over)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  g_autofree char *full = repeat (name, open, format, max, close);
  g_autofree char *over = repeat (name, open, format, max + 1, close);
  wire_sink_decode_text (sink, topic, full);
  assert_moved (sink, VIGIL_COUNTER_TOO_MANY, 0, n_frames);
  wire_sink_clear (sink);
  wire_sink_decode_text (sink, topic, over);
  assert_moved (sink, VIGIL_COUNTER_TOO_MANY, 1, n_frames_over);
}

static void
test_too_many (void)
{
  assert_bound ("bed/07/alarms", "\"alarms\":", '[',
                "{\"id\":\"a@\",\"code\":\"MDC_EVT_LO\",\"kind\":\"technical\",\"pri\":\"low\","
                "\"state\":\"active\",\"raised\":1}",
                VIGIL_ALARMS_MAX, ']', VIGIL_ALARMS_MAX + 2, VIGIL_ALARMS_MAX + 2);
  assert_bound ("bed/07/meta", "\"rev\":1,\"leads\":", '[',
                "{\"id\":@,\"source\":\"ecg\",\"refid\":\"X\",\"hz\":250,\"gain\":1}",
                VIGIL_LEADS_MAX, ']', 1, 0);
  assert_bound (ACTIONS_TOPIC, "\"actions\":", '[',
                "{\"id\":\"" ID
                "\",\"action\":\"reset\",\"scope\":\"bed\",\"bed\":\"07\",\"asof\":1,"
                "\"station\":\"desk-1\",\"t\":1,\"n\":@}",
                VIGIL_WIRE_ACTIONS_MAX, ']', VIGIL_WIRE_ACTIONS_MAX + 2, 0);
  assert_bound ("station/desk-1/state", "\"state\":\"ready\",\"beds\":", '{', "\"b@\":\"watch\"",
                VIGIL_FRAME_ROLES_MAX, '}', 1, 0);
  g_autofree char *values = repeat ("\"n\":{},\"more\":", '[', "@", 8192, ']');
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "bed/07/vitals", values);
  assert_moved (sink, VIGIL_COUNTER_TOO_MANY, 1, 0);
  g_autoptr (GString) leads = g_string_new (HEAD ",\"leads\":{");
  for (guint i = 0; i < 17; i++)
    g_string_append_printf (leads, "%s\"L%u\":{\"hz\":250,\"u\":\"1\",\"x\":" WAVE_X "}",
                            i > 0 ? "," : "", i);
  g_string_append (leads, "}}");
  wire_sink_clear (sink);
  wire_sink_decode_text (sink, "bed/07/wave/ecg", leads->str);
  assert_moved (sink, VIGIL_COUNTER_TOO_MANY, 1, 0);
}

static GBytes *
make_block (guint n_leads)
{
  static const gint16 SAMPLES[50] = { 0 };
  VigilWireLead leads[VIGIL_LEADS_MAX];
  for (guint i = 0; i < n_leads; i++)
    leads[i] = (VigilWireLead){ (guint8) i, 250000, 0, 50, SAMPLES };
  return vigil_wire_encode_wave (1, FALSE, 1, 2, G_GINT64_CONSTANT (1700000000000000), leads,
                                 n_leads);
}

static void
test_block_of_another_length (void)
{
  g_autoptr (GBytes) block = make_block (2);
  gsize length;
  const guint8 *data = g_bytes_get_data (block, &length);
  for (gsize n = 1; n < length; n++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    wire_sink_decode (sink, "bed/07/wave/ecg", data, n);
    assert_moved (sink, VIGIL_COUNTER_LENGTH, 1, 0);
  }
  g_autofree guint8 *longer = g_malloc0 (length + 1);
  for (gsize i = 0; i < length; i++)
    longer[i] = data[i];
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode (sink, "bed/07/wave/ecg", longer, length + 1);
  assert_moved (sink, VIGIL_COUNTER_LENGTH, 1, 0);
}

/* One byte range of a good block of two leads changed. */
static const struct {
  gsize at;
  guint n;
  guint64 value;
  VigilCounter counter;
} CHANGES[] = {
  { 0, 1, 'X', VIGIL_COUNTER_VERSION },
  { 3, 1, '2', VIGIL_COUNTER_VERSION },
  { 6, 1, 0, VIGIL_COUNTER_RANGE },
  { 6, 1, 1, VIGIL_COUNTER_LENGTH },
  { 6, 1, 3, VIGIL_COUNTER_LENGTH },
  { 6, 1, 17, VIGIL_COUNTER_TOO_MANY },
  { 16, 8, 0, VIGIL_COUNTER_RANGE },
  { 16, 8, G_MAXUINT64, VIGIL_COUNTER_RANGE },
  { 24, 1, 255, VIGIL_COUNTER_RANGE },
  { 24, 1, 1, VIGIL_COUNTER_RANGE }, /* the other lead's id */
  { 25, 1, 1, VIGIL_COUNTER_WORD },
  { 26, 2, 51, VIGIL_COUNTER_LENGTH },
  { 26, 2, 65535, VIGIL_COUNTER_LENGTH },
  { 28, 4, 0, VIGIL_COUNTER_RANGE },
  { 28, 4, 4000001, VIGIL_COUNTER_RANGE },
  { 28, 4, 47000, VIGIL_COUNTER_RANGE }, /* 1.06 s */
  { 32, 4, G_MAXUINT32, VIGIL_COUNTER_RANGE },
  { 32, 4, 1000001, VIGIL_COUNTER_RANGE },
};

static void
test_block_with_a_bad_field (void)
{
  g_autoptr (GBytes) block = make_block (2);
  for (guint i = 0; i < G_N_ELEMENTS (CHANGES); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (block, NULL), g_bytes_get_size (block));
    for (guint j = 0; j < CHANGES[i].n; j++)
      data[CHANGES[i].at + j] = (guint8) (CHANGES[i].value >> (8 * j));
    g_test_message ("change %u", i);
    wire_sink_decode (sink, "bed/07/wave/ecg", data, g_bytes_get_size (block));
    assert_moved (sink, CHANGES[i].counter, 1, 0);
  }
}

static void
test_nul_in_a_payload (void)
{
  static const char PAYLOAD[] = HEAD ",\"n\":{}}\0";
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode (sink, "bed/07/vitals", PAYLOAD, sizeof PAYLOAD - 1);
  assert_moved (sink, VIGIL_COUNTER_MALFORMED, 1, 0);
}

static void
test_topics_of_another_root (void)
{
  static const char *const TOPICS[] = {
    "vigil/v1/north/w3",
    "vigil/v1/north/w33/bed/07/state",
    "vigil/v1/north/W3/bed/07/state",
    "vigil/v2/north/w3/bed/07/state",
    "x/vigil/v1/north/w3/bed/07/state",
    "",
    "/",
    "$SYS/broker",
  };
  for (guint i = 0; i < G_N_ELEMENTS (TOPICS); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    vigil_wire_decode (WIRE_ROOT, TOPICS[i], (const guint8 *) "{}", 2, FALSE, (VigilNow){ 1, 1 },
                       &sink->sink);
    assert_moved (sink, VIGIL_COUNTER_TOPIC, 1, 0);
    g_assert_cmpstr (wire_sink_get (sink, 0)->subject, ==, "");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *path =
        g_strdup_printf ("/wire/bad-input/%03u-%s", i, vigil_counter_get_name (CASES[i].counter));
    g_test_add_data_func (path, &CASES[i], test_case);
  }
  g_test_add_func ("/wire/bad-input/truncated-at-every-byte", test_truncated_at_every_byte);
  g_test_add_func ("/wire/bad-input/oversized", test_oversized);
  g_test_add_func ("/wire/bad-input/deeply-nested", test_deeply_nested);
  g_test_add_func ("/wire/bad-input/too-many", test_too_many);
  g_test_add_func ("/wire/bad-input/block-of-another-length", test_block_of_another_length);
  g_test_add_func ("/wire/bad-input/block-with-a-bad-field", test_block_with_a_bad_field);
  g_test_add_func ("/wire/bad-input/nul-in-a-payload", test_nul_in_a_payload);
  g_test_add_func ("/wire/bad-input/topics-of-another-root", test_topics_of_another_root);
  return g_test_run ();
}
