// Names by the words they are heard as.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-glossary.h"

#include "fin-json.h"
#include "fin-search.h"

/* Words of what one name is heard as, at most. */
#define WORDS 8

typedef struct {
  char *write;
  char *language; /* NULL: any */
} Name;

struct _FinGlossary {
  GPtrArray *names;        /* of Name */
  GHashTable *heard;       /* "LANGUAGE folded words", LANGUAGE "" for any, to a Name */
  GHashTable *abbreviated; /* likewise */
  GPtrArray *said;         /* of "LANGUAGE words" */
};

static void
name_free (gpointer data)
{
  Name *name = data;

  g_free (name->write);
  g_free (name->language);
  g_free (name);
}

static char *
key_of (const char *language, const char *words)
{
  return g_strconcat (language != NULL ? language : "", " ", words, NULL);
}

/* Folded: small, without accents, a space between words; NULL for more words than a name has. */
static char *
fold (const char *text)
{
  g_auto (GStrv) words = fin_search_words (text);
  guint n = g_strv_length (words);

  return n > 0 && n <= WORDS ? g_strjoinv (" ", words) : NULL;
}

static void
add_heard (FinGlossary *self, Name *name, const char *words)
{
  g_autofree char *folded = fold (words);

  if (folded == NULL)
    return;

  g_hash_table_insert (self->heard, key_of (name->language, folded), name);
  g_ptr_array_add (self->said, key_of (name->language, words));
}

static void
add_name (FinGlossary *self, JsonObject *object)
{
  const char *write = object != NULL ? fin_json_string (object, "write") : NULL;
  g_auto (GStrv) heard = NULL;
  const char *abbreviation;
  Name *name;

  if (write == NULL || write[0] == '\0')
    return;

  name = g_new (Name, 1);
  *name = (Name){ g_strdup (write), g_strdup (fin_json_string (object, "language")) };
  g_ptr_array_add (self->names, name);
  heard = fin_json_strings (object, "heard");
  if (heard[0] != NULL)
    add_heard (self, name, write);
  for (guint i = 0; heard[i] != NULL; i++)
    add_heard (self, name, heard[i]);
  abbreviation = fin_json_string (object, "short");
  if (abbreviation != NULL)
    g_hash_table_insert (self->abbreviated, key_of (name->language, abbreviation), name);
}

FinGlossary *
fin_glossary_new (JsonArray *names)
{
  FinGlossary *self = g_new (FinGlossary, 1);

  self->names = g_ptr_array_new_with_free_func (name_free);
  self->heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->abbreviated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->said = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    add_name (self, fin_json_array_object (names, i));

  return self;
}

void
fin_glossary_free (FinGlossary *self)
{
  g_hash_table_unref (self->heard);
  g_hash_table_unref (self->abbreviated);
  g_ptr_array_unref (self->said);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static const Name *
find (GHashTable *table, const char *language, const char *words)
{
  g_autofree char *own = key_of (language, words);
  g_autofree char *any = key_of (NULL, words);
  const Name *name = g_hash_table_lookup (table, own);

  return name != NULL ? name : g_hash_table_lookup (table, any);
}

/* A run of letters and digits in the text, where fin_search_words() sees one. */
typedef struct {
  const char *start;
  const char *end;
  char *folded; /* NULL: not one word to it */
} Word;

static void
word_clear (gpointer data)
{
  g_free (((Word *)data)->folded);
}

static gboolean
in_word (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static GArray *
words_of (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  g_array_set_clear_func (words, word_clear);
  while (*text != '\0') {
    const char *start = text;
    Word word;

    while (*text != '\0' && in_word (text))
      text = g_utf8_next_char (text);
    if (text == start) {
      text = g_utf8_next_char (text);
      continue;
    }
    word = (Word){ start, text, NULL };
    g_autofree char *plain = g_strndup (start, text - start);
    g_auto (GStrv) folded = fin_search_words (plain);
    if (g_strv_length (folded) == 1)
      word.folded = g_strdup (folded[0]);
    g_array_append_val (words, word);
  }

  return words;
}

/* One name is not over the end of a sentence. */
static gboolean
joined (const Word *one, const Word *next)
{
  for (const char *c = one->end; c < next->start; c++)
    if (*c != ' ' && *c != '-' && *c != '\'')
      return FALSE;

  return TRUE;
}

/* The name that the most words from @at on are, and how many those are. */
static const Name *
longest (FinGlossary *self, const char *language, GArray *words, guint at, guint *n)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  const Name *best = NULL;

  for (guint i = at; i < words->len && i < at + WORDS; i++) {
    const Word *word = &g_array_index (words, Word, i);
    const Name *name;

    if (word->folded == NULL || (i > at && !joined (word - 1, word)))
      break;
    g_string_append_printf (heard, "%s%s", i > at ? " " : "", word->folded);
    name = find (self->heard, language, heard->str);
    if (name != NULL) {
      best = name;
      *n = i - at + 1;
    }
  }

  return best;
}

char *
fin_glossary_mend (FinGlossary *self, const char *language, const char *text)
{
  g_autoptr (GArray) words = words_of (text);
  GString *mended = g_string_new (NULL);
  const char *done = text;
  guint at = 0, n;

  while (at < words->len) {
    const Word *word = &g_array_index (words, Word, at);
    const Name *name = longest (self, language, words, at, &n);

    if (name == NULL) {
      at++;
      continue;
    }
    g_string_append_len (mended, done, word->start - done);
    g_string_append (mended, name->write);
    at += n;
    done = (&g_array_index (words, Word, at - 1))->end;
  }
  g_string_append (mended, done);

  return g_string_free (mended, FALSE);
}

const char *
fin_glossary_expand (FinGlossary *self, const char *language, const char *word)
{
  g_autofree char *small = g_utf8_strdown (word, -1);
  const Name *name = find (self->abbreviated, language, small);

  return name != NULL ? name->write : NULL;
}

char **
fin_glossary_said (FinGlossary *self, const char *language)
{
  g_autoptr (GStrvBuilder) said = g_strv_builder_new ();

  for (guint i = 0; i < self->said->len; i++) {
    const char *entry = self->said->pdata[i];
    const char *words = strchr (entry, ' ') + 1;

    if (entry[0] == ' ' || (language != NULL && strlen (language) == (gsize)(words - entry - 1) &&
                            g_str_has_prefix (entry, language)))
      g_strv_builder_add (said, words);
  }

  return g_strv_builder_end (said);
}
