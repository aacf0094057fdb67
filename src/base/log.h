// Messages for people, on standard error. Data never goes there, messages never go to standard output.
#pragma once

#include "base/str.h"

void log_text(str text);                                                            // as it is
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));      // and a line end

// From now on nobody waits for whoever reads the messages: what finds no room is lost, and how many lines that were is
// said before the next that does. For a program that serves: a reader that stands still must not stop it. Called once,
// before there are other threads.
void log_hurry(void);

// How far long work has got: one line that is written over, if standard error is a terminal; else nothing.
void log_progress(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_progress_end(void); // clears it
