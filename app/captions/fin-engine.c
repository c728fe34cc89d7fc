// The interface of engines.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-engine.h"

G_DEFINE_INTERFACE (FinEngine, fin_engine, G_TYPE_OBJECT)

static void
fin_engine_default_init (FinEngineInterface *iface)
{
}

const char *
fin_engine_id (FinEngine *self)
{
  g_return_val_if_fail (FIN_IS_ENGINE (self), NULL);

  return FIN_ENGINE_GET_IFACE (self)->id;
}

double
fin_engine_doubt (FinEngine *self)
{
  g_return_val_if_fail (FIN_IS_ENGINE (self), 0);

  return FIN_ENGINE_GET_IFACE (self)->doubt;
}

FinEngineTraits
fin_engine_traits (FinEngine *self)
{
  g_return_val_if_fail (FIN_IS_ENGINE (self), 0);

  return FIN_ENGINE_GET_IFACE (self)->traits (self);
}

FinEngineState
fin_engine_state (FinEngine *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_ENGINE (self), FIN_ENGINE_NOT_THIS_LANGUAGE);
  g_return_val_if_fail (language != NULL, FIN_ENGINE_NOT_THIS_LANGUAGE);

  return FIN_ENGINE_GET_IFACE (self)->state (self, language);
}

FinTranscriber *
fin_engine_open (FinEngine *self, const char *language, const char *const *phrases)
{
  g_return_val_if_fail (FIN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (fin_engine_state (self, language) == FIN_ENGINE_READY, NULL);

  return FIN_ENGINE_GET_IFACE (self)->open (self, language, phrases);
}
