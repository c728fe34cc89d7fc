// What an object from outside must look like: one table for each message and body, as
// `data/office-api.yaml` has it. What does not fit is refused before anything acts on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_SHAPE_END,
  FIN_SHAPE_STRING,   /* min to max characters */
  FIN_SHAPE_ID,       /* [A-Za-z0-9_-]{1,64} */
  FIN_SHAPE_IDS,      /* an array of at most max */
  FIN_SHAPE_INTEGER,  /* min to max */
  FIN_SHAPE_BOOLEAN,
  FIN_SHAPE_TIME,     /* RFC 3339 */
  FIN_SHAPE_CHOICE,   /* one of choices */
  FIN_SHAPE_CHOICES,  /* an array of at most max of choices */
  FIN_SHAPE_OBJECT,   /* of the shape members */
  FIN_SHAPE_NULLABLE, /* a string like STRING, or null */
} FinShapeKind;

typedef struct _FinShape FinShape;

struct _FinShape
{
  const char *name;
  FinShapeKind kind;
  gboolean required;
  gint64 min;
  gint64 max;
  const char *const *choices;
  const FinShape *members;
};

extern const char *const fin_shape_languages[];
extern const char *const fin_shape_needs[];
extern const char *const fin_shape_roles[];
extern const char *const fin_shape_interpreted[]; /* sign languages too: `csc` is LSC, `ssp` LSE */

/* @shape ends with FIN_SHAPE_END; members it does not name are refused too. FIN_ERROR_BAD_REQUEST
 * names the member. */
gboolean fin_shape_check (const FinShape *shape, JsonObject *object, GError **error);
gboolean fin_shape_is_id (const char *text);
/* Appointments are of these: past them calendars, and texts of one length, come to an end. */
gboolean fin_shape_is_year (int year);

G_END_DECLS
