// The one place that reads the wall clock. Everything else is told the time.
#pragma once

#include "base/date.h"

instant clock_now(void);
