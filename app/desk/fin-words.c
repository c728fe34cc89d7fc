// What the office's codes are called, in the reader's language.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-words.h"

#include "fin-error.h"
#include "fin-time.h"

#include <glib/gi18n.h>

typedef struct {
  const char *code;
  const char *words; /* marked for translation */
} Word;

static const Word needs[] = {
  { "captions", N_ ("Captions") },   { "translation", N_ ("Translation") },
  { "text", N_ ("By writing") },     { "lsc", N_ ("LSC interpreter") },
  { "lse", N_ ("LSE interpreter") }, { "companion", N_ ("With a companion") },
};

static const Word languages[] = {
  { "ca", N_ ("Catalan") },
  { "es", N_ ("Spanish") },
  { "en", N_ ("English") },
  { "ar", N_ ("Arabic") },
  { "ur", N_ ("Urdu") },
  { "csc", N_ ("Catalan Sign Language (LSC)") },
  { "ssp", N_ ("Spanish Sign Language (LSE)") },
};

const char *const fin_words_interpreted[] = { "csc", "ssp", "ar", "ur", "es", "en", "ca", NULL };

static const Word outcomes[] = {
  { "filed", N_ ("Filed") },
  { "missing-document", N_ ("A document was missing") },
  { "referred", N_ ("Sent on to another office") },
  { "next-appointment", N_ ("Goes on at another appointment") },
  { "abandoned", N_ ("Broken off") },
};

static const Word referred_to[] = {
  { "municipality", N_ ("The town hall") },
  { "administration", N_ ("Another administration") },
};

static const Word reasons[] = {
  { "not-identified", N_ ("They could not be identified") },
  { "missing-papers", N_ ("Papers or data are missing") },
  { "no-time", N_ ("There was not enough time") },
  { "technical", N_ ("Picture, sound or connection failed") },
  { "somebody-else", N_ ("Somebody else has to be there") },
  { "other", N_ ("Another reason") },
};

static const char *
word_of (const Word *words, gsize n_words, const char *code)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _ (words[i].words);

  return code != NULL ? code : "";
}

const char *
fin_words_need (const char *need)
{
  return word_of (needs, G_N_ELEMENTS (needs), need);
}

const char *
fin_words_language (const char *code)
{
  return word_of (languages, G_N_ELEMENTS (languages), code);
}

const char *
fin_words_outcome (const char *outcome)
{
  return word_of (outcomes, G_N_ELEMENTS (outcomes), outcome);
}

const char *
fin_words_referred_to (const char *code)
{
  return word_of (referred_to, G_N_ELEMENTS (referred_to), code);
}

const char *
fin_words_reason (const char *code)
{
  return word_of (reasons, G_N_ELEMENTS (reasons), code);
}

static char *
words_too_many (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_ ("Too many tries. Wait a little before trying again."));
  if (seconds < 90)
    return g_strdup_printf (ngettext ("Too many tries. Try again in %u second.",
                                      "Too many tries. Try again in %u seconds.", seconds),
                            seconds);

  guint minutes = (seconds + 59) / 60;
  return g_strdup_printf (ngettext ("Too many tries. Try again in %u minute.",
                                    "Too many tries. Try again in %u minutes.", minutes),
                          minutes);
}

char *
fin_words_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != FIN_ERROR)
    return g_strdup (_ ("That did not work. Nothing was lost; try again."));

  switch (error->code) {
  case FIN_ERROR_TOO_MANY:
    return words_too_many (fin_error_retry_after (error));
  case FIN_ERROR_UNAUTHORIZED:
    return g_strdup (_ ("The office no longer knows this sign-in. Sign in again."));
  case FIN_ERROR_FORBIDDEN:
    return g_strdup (_ ("Your account may not do this. A coordinator can."));
  case FIN_ERROR_NOT_FOUND:
    return g_strdup (_ ("It is no longer there."));
  case FIN_ERROR_TAKEN:
    return g_strdup (_ ("A colleague is already attending them."));
  case FIN_ERROR_NOT_WAITING:
    return g_strdup (_ ("They are no longer waiting."));
  case FIN_ERROR_OFFLINE:
    return g_strdup (_ ("The office cannot be reached. Check the network and try again."));
  case FIN_ERROR_UNTOLD:
    return g_strdup (
        _ ("You are signed out here. The office cannot be reached and does not know yet: "
           "it is told as soon as it answers, or when you start again."));
  case FIN_ERROR_KEYRING:
    return g_strdup (_ ("You are signed out here and at the office. Only the keyring, which is "
                        "locked or missing, could not be cleared; what it holds opens nothing any "
                        "more."));
  case FIN_ERROR_LEFT_BEHIND:
    return g_strdup (_ ("You are signed out in this window only: the office cannot be reached, and "
                        "the keyring is locked or missing. Leave Finestreta open until this "
                        "message goes, and the office will know."));
  case FIN_ERROR_INFECTED:
    return g_strdup (_ ("Malware was found in it: it was not kept."));
  case FIN_ERROR_CLOSED:
    return g_strdup (_ ("This visit is over, or its receipt is made: nothing in it changes any "
                        "more."));
  default:
    return g_strdup (_ ("The office could not do it. Nothing was lost; try again."));
  }
}

char *
fin_words_time (GDateTime *time)
{
  if (time == NULL)
    return g_strdup ("");

  g_autoptr (GDateTime) local = fin_time_local (time);
  return g_date_time_format (local, "%H:%M");
}

char *
fin_words_appointment (FinAppointment *appointment)
{
  g_autofree char *time = fin_words_time (fin_appointment_starts (appointment));
  const char *title = fin_appointment_title (appointment);

  return g_strdup_printf ("%s · %s", time, title != NULL ? title : "");
}

char *
fin_words_appointment_state (FinAppointment *appointment)
{
  guint documents = fin_appointment_documents (appointment);
  const char *outcome = fin_words_outcome (fin_appointment_outcome (appointment));
  const char *receipt = fin_appointment_receipt (appointment);

  switch (fin_appointment_state (appointment)) {
  case FIN_APPOINTMENT_WAITING:
    return g_strdup (_ ("Waiting"));
  case FIN_APPOINTMENT_ATTENDING:
    return g_strdup (_ ("Being attended"));
  case FIN_APPOINTMENT_ENDED:
    if (receipt != NULL)
      return g_strdup_printf (_ ("%s · receipt %s"), outcome, receipt);
    if (fin_appointment_referred_name (appointment) != NULL)
      return g_strdup_printf ("%s · %s", outcome, fin_appointment_referred_name (appointment));
    if (fin_appointment_reason (appointment) != NULL)
      return g_strdup_printf ("%s · %s", outcome,
                              fin_words_reason (fin_appointment_reason (appointment)));
    return g_strdup (outcome);
  case FIN_APPOINTMENT_BOOKED:
  default:
    if (documents == 0)
      return g_strdup (_ ("No documents yet"));
    return g_strdup_printf (ngettext ("%u document received", "%u documents received", documents),
                            documents);
  }
}

static const char *
words_devices (FinWaiting *waiting)
{
  gboolean camera = fin_waiting_camera (waiting);
  gboolean microphone = fin_waiting_microphone (waiting);

  if (camera && microphone)
    return _ ("camera and microphone work");
  if (camera)
    return _ ("no microphone: they will write");
  if (microphone)
    return _ ("no camera: sound only");
  return _ ("neither camera nor microphone: they will write");
}

char *
fin_words_waiting (FinWaiting *waiting)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  GDateTime *since = fin_waiting_since (waiting);
  gint64 minutes =
      since != NULL ? MAX (g_date_time_difference (now, since), 0) / G_TIME_SPAN_MINUTE : 0;
  g_autofree char *arrived =
      minutes == 0 ? g_strdup (_ ("Arrived just now"))
                   : g_strdup_printf (ngettext ("Waiting for %d minute", "Waiting for %d minutes",
                                                (gulong)minutes),
                                      (int)minutes);

  if (!fin_waiting_connected (waiting))
    return g_strdup_printf ("%s · %s", arrived,
                            _ ("connection lost; their place is kept for two minutes"));

  return g_strdup_printf ("%s · %s", arrived, words_devices (waiting));
}

const char *
fin_words_role (const char *role)
{
  static const struct {
    const char *role;
    const char *words;
  } roles[] = {
    { "informer", N_ ("Informer") },
    { "interpreter", N_ ("Interpreter") },
    { "trainer", N_ ("Trainer") },
    { "coordinator", N_ ("Coordinator") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].role, role) == 0)
      return _ (roles[i].words);

  return role;
}
