// Numbers by which people, accounts and places are known: what was typed made comparable, and what
// exactly is wrong with it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All of these may be called from any thread; none of them logs. */

typedef enum {
  FIN_IDENTIFIER_NIF,        /* DNI, or the K, L and M numbers of people without one */
  FIN_IDENTIFIER_NIE,        /* of a foreigner */
  FIN_IDENTIFIER_NIF_OR_NIE, /* of any natural person */
  FIN_IDENTIFIER_NIF_ENTITY, /* of a legal person */
  FIN_IDENTIFIER_CIP,        /* of the Catalan health card */
  FIN_IDENTIFIER_IBAN,       /* Spanish, with the CCC inside; or of another SEPA country */
  FIN_IDENTIFIER_POSTCODE,
  FIN_IDENTIFIER_PHONE,
  FIN_IDENTIFIER_MOBILE,     /* a number a one-time code can be sent to */
  FIN_IDENTIFIER_EMAIL,
  FIN_IDENTIFIER_CUPS,        /* of an electricity supply */
  FIN_IDENTIFIER_NIE_SUPPORT, /* printed on the card of who has a NIE */
} FinIdentifier;

/**
 * FinVerdict:
 *
 * What is wrong, so that a sentence can say what to do about it. What is not finished is told apart
 * from what is wrong as early as possible: a person who is still typing has made no mistake.
 */
typedef enum {
  FIN_VERDICT_GOOD,
  FIN_VERDICT_UNFINISHED,   /* a good beginning; empty, too */
  FIN_VERDICT_TOO_LONG,
  FIN_VERDICT_CHARACTER,    /* a letter where a digit belongs, the other way round, or neither */
  FIN_VERDICT_CONTROL,      /* letter or control digits don't match the rest: something is mistyped */
  FIN_VERDICT_OTHER_KIND,   /* good, but a number of another kind: a NIE where a NIF is asked */
  FIN_VERDICT_ACCOUNT,      /* the IBAN is consistent, the account number inside is not */
  FIN_VERDICT_COUNTRY,      /* no IBAN country, or outside SEPA */
  FIN_VERDICT_FOREIGN,      /* soft: of another country; what can be checked is good */
  FIN_VERDICT_PROVINCE,     /* no province has this postcode */
  FIN_VERDICT_NOT_CATALAN,  /* soft: a postcode of elsewhere */
  FIN_VERDICT_PREFIX,       /* no telephone number begins like this */
  FIN_VERDICT_SPECIAL_RATE, /* a telephone number that costs whoever calls it, or is nobody's */
  FIN_VERDICT_NOT_MOBILE,
  FIN_VERDICT_NO_SUCH_DAY,
  FIN_VERDICT_IN_FUTURE,
  FIN_VERDICT_IN_PAST,
  FIN_VERDICT_TOO_LONG_AGO, /* before 1900 */
} FinVerdict;

typedef enum {
  FIN_DAY_ANY,
  FIN_DAY_PAST,   /* today or before, and not before 1900 */
  FIN_DAY_FUTURE, /* today or after; 9999-01-01, which a permanent DNI bears, too */
} FinDayRule;

/* @text without spaces, separators and invisible marks, in capitals, with the digits of any script as
 * ASCII, a short DNI padded with zeros, +34 and 0034 dropped; never judged. (transfer full) */
char       *fin_identifier_normalise (FinIdentifier kind, const char *text);
FinVerdict  fin_identifier_check     (FinIdentifier kind, const char *text);
/* As people write it: an IBAN in groups of four, a telephone number in threes. (transfer full) */
char       *fin_identifier_format    (FinIdentifier kind, const char *text);

/* A day as YYYY-MM-DD. */
FinVerdict  fin_day_check            (const char *text, FinDayRule rule, const GDate *today);

/* "not-catalan" for FIN_VERDICT_NOT_CATALAN: names the sentence in `data/procedures/rules.json`. */
const char *fin_verdict_name         (FinVerdict verdict);
/* Warns, and lets the person go on. */
gboolean    fin_verdict_soft         (FinVerdict verdict);

G_END_DECLS
