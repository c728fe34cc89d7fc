// A sherpa-onnx of another version than the one that serves.
// SPDX-License-Identifier: GPL-3.0-or-later

const char *SherpaOnnxGetVersionStr (void);

const char *
SherpaOnnxGetVersionStr (void)
{
  return "1.13.5";
}
