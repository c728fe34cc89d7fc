// What a translation must leave as it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-placeables.h"

#include <string.h>

#include "fin-captions-resources.h"
#include "fin-json.h"

#define PLACEABLES_MAX 100
#define WORDS_MAX      8
#define GAP_MAX        3 /* characters between two letters or digits of one, as in "nom @ example" */
#define STEM           "qv"
#define DATA           "/cat/finestreta/captions/translation.json"

/* Addresses, then codes (of letters and digits, such as an IBAN or an identity number), then
 * numbers. */
#define ADDRESS                                                                                    \
  "(?:https?://|www\\.)[^\\s<>\"]*[^\\s<>\".,;:!?)\\]'»”]"                                      \
  "|(?<![\\w.+-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"                                                 \
  "|(?<![\\w.-])(?:[\\w-]+\\.)+(?:cat|com|edu|es|eu|info|net|org)\\b(?:/"                          \
  "[^\\s<>\"]*[^\\s<>\".,;:!?)\\]'»”])?"
#define CODE                                                                                       \
  "\\b[A-Z]{2}\\d{2}(?: ?\\d{4}){3,7}(?: ?\\d{1,4})?\\b"                                           \
  "|(?<![\\w/-])(?=[A-Z/-]*\\d)(?=[\\d/-]*[A-Z])[A-Z\\d]+(?:[./-][A-Z\\d]+)*\\b"                   \
  "|(?<![\\w/-])\\p{L}+\\d[\\p{L}\\d]*"
#define NUMBER                                                                                     \
  "(?<![\\p{L}\\p{M}\\p{N}])(?<!\\d[.,:/])\\d+(?:[.,:/'’·-]\\d+|[ "                             \
  "\\x{A0}\\x{202F}]\\d{2,4}(?!\\d))*"

typedef struct {
  gsize start, end; /* in the text, bytes */
  char *told;       /* what stands there at last */
  gboolean number;
  gboolean masked;
} Placeable;

struct _FinPlaceables {
  char *text;
  GArray *found; /* Placeable, by start */
};

typedef struct {
  gsize start, end; /* in the translation */
  const Placeable *placeable;
} Place;

static void
placeable_clear (gpointer data)
{
  g_free (((Placeable *)data)->told);
}

/* What words are looked up by: however their accents are encoded, whatever kind of apostrophe and
 * spaces. */
static char *
key_of (const char *words)
{
  g_autofree char *composed = g_utf8_normalize (words, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *key = g_string_new (NULL);

  for (const char *at = composed != NULL ? composed : ""; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (g_unichar_isspace (character)) {
      if (key->len > 0 && key->str[key->len - 1] != ' ')
        g_string_append_c (key, ' ');
    } else
      g_string_append_unichar (key, character == 0x2019 ? '\'' : character);
  }

  return g_string_free (key, FALSE);
}

static gboolean
in_word (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

/* The case of a sentence's first letter is kept. */
static char *
told_as_written (const char *told, const char *written)
{
  g_autofree char *first = NULL;

  if (!g_unichar_isupper (g_utf8_get_char (written)))
    return g_strdup (told);

  first = g_utf8_strup (told, g_utf8_next_char (told) - told);
  return g_strconcat (first, g_utf8_next_char (told), NULL);
}

static void
add (FinPlaceables *self, gsize start, gsize end, char *told, gboolean number)
{
  Placeable found = { start, end, told, number, FALSE };

  g_array_append_val (self->found, found);
}

/* The longest term that begins at @at, where a word begins. */
static gboolean
add_term (FinPlaceables *self, const char *at, GHashTable *names, GHashTable *phrases)
{
  const char *ends[WORDS_MAX];
  guint n = 0;

  for (const char *end = at; *end != '\0' && n < WORDS_MAX;) {
    gboolean inside = in_word (g_utf8_get_char (end));

    end = g_utf8_next_char (end);
    if (inside && !in_word (g_utf8_get_char (end)))
      ends[n++] = end;
  }

  while (n-- > 0) {
    g_autofree char *written = g_strndup (at, ends[n] - at);
    g_autofree char *key = key_of (written);
    g_autofree char *folded = g_utf8_casefold (key, -1);
    const char *told = phrases != NULL ? g_hash_table_lookup (phrases, folded) : NULL;

    if (told == NULL && (names == NULL || !g_hash_table_contains (names, key)))
      continue;
    add (self, at - self->text, ends[n] - self->text,
         told != NULL ? told_as_written (told, written) : g_steal_pointer (&written), FALSE);
    return TRUE;
  }

  return FALSE;
}

static GRegex *
pattern (void)
{
  static GRegex *regex = NULL;

  if (regex == NULL)
    regex = g_regex_new ("(" ADDRESS "|" CODE ")|" NUMBER, G_REGEX_OPTIMIZE, 0, NULL);

  return regex;
}

static gboolean
next_match (GMatchInfo *match, gsize at, gint *start, gint *end)
{
  while (g_match_info_matches (match) && g_match_info_fetch_pos (match, 0, start, end)) {
    if (*start >= (gint)at)
      return TRUE;
    g_match_info_next (match, NULL);
  }

  return FALSE;
}

FinPlaceables *
fin_placeables_find (const char *text, GHashTable *names, GHashTable *phrases)
{
  FinPlaceables *self;
  g_autoptr (GMatchInfo) match = NULL;
  const char *at;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (FinPlaceables, 1);
  self->text = g_strdup (text);
  self->found = g_array_new (FALSE, FALSE, sizeof (Placeable));
  g_array_set_clear_func (self->found, placeable_clear);
  g_regex_match (pattern (), self->text, 0, &match);

  at = self->text;
  while (*at != '\0' && self->found->len < PLACEABLES_MAX) {
    gsize offset = at - self->text;
    gint start, end;

    if (next_match (match, offset, &start, &end) && start == (gint)offset) {
      gboolean number = g_match_info_get_match_count (match) == 1;

      add (self, start, end, g_strndup (at, end - start), number);
      at = self->text + end;
    } else if (in_word (g_utf8_get_char (at)) &&
               (at == self->text || !in_word (g_utf8_get_char (g_utf8_prev_char (at)))) &&
               add_term (self, at, names, phrases))
      at = self->text + g_array_index (self->found, Placeable, self->found->len - 1).end;
    else
      at = g_utf8_next_char (at);
  }

  return self;
}

static gboolean
begins_with_vowel (const char *told)
{
  g_autofree char *plain = g_str_to_ascii (told, "C");

  /* H is silent in Catalan and Spanish. */
  return strchr ("aeiouhAEIOUH", plain[0]) != NULL && plain[0] != '\0';
}

char *
fin_placeables_mask (FinPlaceables *self)
{
  g_autoptr (GString) masked = g_string_new (NULL);
  gsize at = 0;
  /* Nobody says such a word; who writes it has nothing masked. */
  gboolean possible = strcasestr (self->text, STEM) == NULL;

  for (guint i = 0; i < self->found->len; i++) {
    Placeable *found = &g_array_index (self->found, Placeable, i);

    found->masked = possible && !found->number;
    if (!found->masked)
      continue;
    g_string_append_len (masked, self->text + at, found->start - at);
    g_string_append_printf (masked, "%c" STEM "%c%cj", begins_with_vowel (found->told) ? 'A' : 'X',
                            'a' + i / 26, 'a' + i % 26);
    at = found->end;
  }
  g_string_append (masked, self->text + at);

  return g_string_free (g_steal_pointer (&masked), FALSE);
}

static gboolean
is_taken (GArray *places, gsize start, gsize end)
{
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);

    if (start < place->end && end > place->start)
      return TRUE;
  }

  return FALSE;
}

static gboolean
find_mask (const char *translated, guint i, gsize *start, gsize *end)
{
  char mask[] = { STEM[0], STEM[1], 'a' + i / 26, 'a' + i % 26, 'j', '\0' };
  const char *at = strcasestr (translated, mask);

  if (at == NULL || at == translated)
    return FALSE;

  *start = at - 1 - translated;
  *end = at + strlen (mask) - translated;
  return TRUE;
}

static gunichar
fold (gunichar character)
{
  int digit = g_unichar_digit_value (character);

  return digit >= 0 ? '0' + (gunichar)digit : g_unichar_tolower (character);
}

static gboolean
is_digit (gunichar character)
{
  return g_unichar_digit_value (character) >= 0;
}

/* Whether the digit at @at belongs to the number that ends before it. */
static gboolean
goes_on (const char *at)
{
  return is_digit (g_utf8_get_char (at)) ||
         (*at != '\0' && strchr (".,:/", *at) != NULL && is_digit (g_utf8_get_char (at + 1)));
}

static gboolean
came_on (const char *text, const char *at)
{
  const char *before;

  if (at == text)
    return FALSE;

  before = g_utf8_prev_char (at);
  return is_digit (g_utf8_get_char (before)) ||
         (before > text && strchr (".,:/", *before) != NULL &&
          is_digit (g_utf8_get_char (g_utf8_prev_char (before))));
}

/* Where what begins at @at ends, if its letters and digits are those of @told; NULL if not. */
static const char *
end_of_same (const char *at, const char *told)
{
  guint gap = 0;
  const char *end = NULL;

  while (TRUE) {
    while (*told != '\0' && !g_unichar_isalnum (g_utf8_get_char (told)))
      told = g_utf8_next_char (told);
    if (*told == '\0')
      return end;

    while (*at != '\0' && !g_unichar_isalnum (g_utf8_get_char (at)) && gap < GAP_MAX) {
      at = g_utf8_next_char (at);
      gap++;
    }
    if (fold (g_utf8_get_char (at)) != fold (g_utf8_get_char (told)))
      return NULL;
    told = g_utf8_next_char (told);
    end = at = g_utf8_next_char (at);
    gap = 0;
  }
}

/* Where @placeable stands in what is not taken, as it is written or, unless @exactly, in another
 * way. */
static gboolean
find_same (const char *translated,
           const Placeable *placeable,
           gboolean exactly,
           GArray *places,
           gsize *start,
           gsize *end)
{
  for (const char *at = translated; *at != '\0'; at = g_utf8_next_char (at)) {
    const char *until;

    if (!g_unichar_isalnum (g_utf8_get_char (at)))
      continue;
    if (placeable->number ? came_on (translated, at)
                          : at != translated && in_word (g_utf8_get_char (g_utf8_prev_char (at))))
      continue;
    if (exactly)
      until = g_str_has_prefix (at, placeable->told) ? at + strlen (placeable->told) : NULL;
    else
      until = end_of_same (at, placeable->told);
    if (until == NULL ||
        (placeable->number ? goes_on (until) : in_word (g_utf8_get_char (until))) ||
        is_taken (places, at - translated, until - translated))
      continue;
    *start = at - translated;
    *end = until - translated;
    return TRUE;
  }

  return FALSE;
}

static int
by_length (gconstpointer a, gconstpointer b)
{
  const Placeable *left = *(const Placeable *const *)a;
  const Placeable *right = *(const Placeable *const *)b;
  gsize left_length = strlen (left->told), right_length = strlen (right->told);

  if (left_length != right_length)
    return left_length > right_length ? -1 : 1;
  return left->start < right->start ? -1 : left->start > right->start;
}

/* Moves from @missing to @places what is found. */
static void
find_missing (const char *translated, GPtrArray *missing, gboolean exactly, GArray *places)
{
  for (guint i = 0; i < missing->len;) {
    Place place = { 0, 0, g_ptr_array_index (missing, i) };

    if (find_same (translated, place.placeable, exactly, places, &place.start, &place.end)) {
      g_array_append_val (places, place);
      g_ptr_array_remove_index (missing, i);
    } else
      i++;
  }
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  gsize left = ((const Place *)a)->start, right = ((const Place *)b)->start;

  return left < right ? -1 : left > right;
}

static char *
put_in_place (const char *translated, GArray *places, GPtrArray *lost)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;

  g_array_sort (places, by_start);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);

    g_string_append_len (text, translated + at, place->start - at);
    g_string_append (text, place->placeable->told);
    at = place->end;
  }
  g_string_append (text, translated + at);

  if (lost->len > 0) {
    g_autofree char *list = NULL;

    g_ptr_array_add (lost, NULL);
    list = g_strjoinv (", ", (char **)lost->pdata);
    g_string_append_printf (text, " (%s)", list);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fin_placeables_restore (FinPlaceables *self, const char *translated)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();

  g_return_val_if_fail (translated != NULL, NULL);

  for (guint i = 0; i < self->found->len; i++) {
    Place place = { 0, 0, &g_array_index (self->found, Placeable, i) };

    if (place.placeable->masked && find_mask (translated, i, &place.start, &place.end))
      g_array_append_val (places, place);
    else
      g_ptr_array_add (missing, (gpointer)place.placeable);
  }

  /* First those that stand there as they were, so that "12" is not taken for "1.2"; the longest
   * first, so that no part of one is taken for another. */
  g_ptr_array_sort (missing, by_length);
  find_missing (translated, missing, TRUE, places);
  find_missing (translated, missing, FALSE, places);
  for (guint i = 0; i < missing->len; i++)
    g_ptr_array_add (lost, ((const Placeable *)g_ptr_array_index (missing, i))->told);

  return put_in_place (translated, places, lost);
}

void
fin_placeables_free (FinPlaceables *self)
{
  g_array_unref (self->found);
  g_free (self->text);
  g_free (self);
}

/* The file is ours, compiled in: a fault in it is a programmer's, which a test finds. */
static JsonObject *
data (void)
{
  static JsonObject *object = NULL;

  if (object == NULL) {
    g_autoptr (GBytes) file = g_resource_lookup_data (fin_captions_get_resource (), DATA,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    object = fin_json_parse_object (g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL);
    g_assert (object != NULL);
  }

  return object;
}

GHashTable *
fin_placeables_names (const char *const *names)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) always = fin_json_strings (data (), "names");

  for (guint i = 0; always[i] != NULL; i++)
    g_hash_table_add (keys, key_of (always[i]));
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_add (keys, key_of (names[i]));

  return keys;
}

GHashTable *
fin_placeables_phrases (const char *from, const char *to)
{
  GHashTable *phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *pair = fin_json_member (fin_json_member (data (), from), to);
  g_autoptr (GList) members = pair != NULL ? json_object_get_members (pair) : NULL;

  for (GList *member = members; member != NULL; member = member->next) {
    g_autofree char *key = key_of (member->data);

    g_hash_table_insert (phrases, g_utf8_casefold (key, -1),
                         g_strdup (fin_json_string (pair, member->data)));
  }

  return phrases;
}
